/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* What a publisher may ship when its entry in publishers.json does not say it. Terminals and tiltas-publish use the
 * same rules. */

/* Largest publishers.json in bytes: enough for TILTAS_ROLES_MAX publishers (trust/metadata-type.h) with long names
 * and many kinds. */
#define TILTAS_PUBLISHERS_BYTES_MAX (1024 * 1024)

#define TILTAS_RECORDS_DEFAULT 50000
#define TILTAS_PACK_DEFAULT (64 * 1024 * 1024)   /* bytes of pack.jsonl */
#define TILTAS_BLOBS_DEFAULT (256 * 1024 * 1024) /* bytes of all pictures and sounds */

/* The kinds of records that a partner library may ship when its entry names none: what it knows about its own place.
 * Lessons, terms and categories are shared by all, so that an entry must name them. NULL-terminated. */
extern const char *const tiltas_partner_kinds[];

/* Adds to every entry of a parsed publishers.json what it does not say: the limits above, and tiltas_partner_kinds
 * for all but the first entry, which is the National Library and may ship every kind. A limit of 0 in an entry means
 * no limit and stays. Malformed members stay too; the reader refuses them. */
void tiltas_grants_complete (json_t *publishers);
/* Does the same with one entry. */
void tiltas_grants_complete_entry (json_t *entry, gboolean is_partner);

G_END_DECLS
