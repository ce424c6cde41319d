/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* Inside trust only: lengths and hashes that metadata declare. SHA-256 and SHA-512 are the known kinds of hashes. */

/* Reads "hashes" into new strings in lower case; hashes of other kinds are left out. Fails with
 * TILTAS_TRUST_ERROR_FORMAT when hashes is not an object of strings, or is empty. where names the file in messages. */
gboolean tiltas_hashes_read (json_t *hashes, const char *where, char **sha256, char **sha512, GError **error);
/* TRUE when the bytes have both hashes; a hash that is NULL is not compared. Else TILTAS_TRUST_ERROR_HASH. */
gboolean tiltas_hashes_check (const char *sha256, const char *sha512, const char *name, GBytes *bytes, GError **error);
/* TRUE when there are as many bytes as declared. Else TILTAS_TRUST_ERROR_LENGTH. */
gboolean tiltas_length_check (guint64 declared, const char *name, GBytes *bytes, GError **error);

G_END_DECLS
