/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* What publishers.json allows a publisher where it says nothing: one rule for terminals and for tiltas-publish. */

/* The file itself, in bytes: TILTAS_ROLES_MAX publishers (trust/metadata.h) with long names and many kinds. */
#define TILTAS_PUBLISHERS_BYTES_MAX (1024 * 1024)

#define TILTAS_RECORDS_DEFAULT 50000
#define TILTAS_PACK_DEFAULT (64 * 1024 * 1024)   /* bytes of pack.jsonl */
#define TILTAS_BLOBS_DEFAULT (256 * 1024 * 1024) /* bytes of all pictures and sounds */

/* Kinds of records that a partner library may ship when none are named: what it knows about its own place. Lessons,
 * words and the order of the directory are for everyone, so that they have to be allowed by name. NULL-terminated. */
extern const char *const tiltas_partner_kinds[];

/* Writes into a parsed publishers.json what holds where an entry is silent: the limits above for all, and
 * tiltas_partner_kinds for all but the first, which is the National Library and may ship every kind. A limit of 0 that
 * is named stays: no limit. What is not as it should be stays too, for the reader to refuse. */
void tiltas_grants_complete (json_t *publishers);
/* The same of one entry. */
void tiltas_grants_complete_entry (json_t *entry, gboolean is_partner);

G_END_DECLS
