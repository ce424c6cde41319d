/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* The name of a record, its key (formats.md, "Record"). */

/* The one error domain of records: keys, members, lines of a pack. It has no codes. */
#define TILTAS_RECORD_ERROR (tiltas_record_error_quark ())
GQuark tiltas_record_error_quark (void);

typedef struct
{
  char *publisher;
  char *kind;
  char *id;
  char *lang; /* NULL but in "-text" kinds */
  char *key;  /* publisher/kind/id[/lang] */
} TiltasKey;

/* The key of a record. NULL and error when publisher, kind, id or a needed lang is missing or malformed. Transfer full.
 */
TiltasKey *tiltas_key_of (json_t *record, GError **error);
void tiltas_key_free (TiltasKey *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasKey, tiltas_key_free)

/* TRUE for 1 to 64 characters of a-z, 0-9 and "-". text may be NULL. */
gboolean tiltas_is_id (const char *text);

G_END_DECLS
