/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* What timestamp declares about snapshot, and snapshot about the targets roles. */
typedef struct
{
  gint64 version;
  gint64 length; /* bytes, or -1 when not declared */
  char *sha256;  /* lower-case hex, or NULL */
  char *sha512;
  gboolean has_hashes; /* TRUE although both are NULL: only hashes of unknown kinds are declared, so that no file is
                          accepted */
} TiltasFileInfo;
/* Reads an entry of "meta"; where is the file's name for messages. Fails with TILTAS_TRUST_ERROR_FORMAT. Transfer
 * full. */
TiltasFileInfo *tiltas_file_info_new (json_t *entry, const char *where, GError **error);
void tiltas_file_info_free (TiltasFileInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasFileInfo, tiltas_file_info_free)
/* Compares bytes with the declared length and hashes; name is for messages. Fails with TILTAS_TRUST_ERROR_LENGTH or
 * _HASH. */
gboolean tiltas_file_info_check (const TiltasFileInfo *info, const char *name, GBytes *bytes, GError **error);

G_END_DECLS
