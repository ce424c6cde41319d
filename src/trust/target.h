/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* One target file. Immutable, reference-counted, lives longer than its metadata. */
typedef struct
{
  char *path; /* as in the metadata, '/' between segments */
  char *role; /* the role that vouches for it */
  guint64 length;
  char *sha256; /* lower-case hex; one of the two is never NULL */
  char *sha512;
  json_t *custom; /* object, or NULL */
  char *url;      /* path under the targets folder, escaped for URLs, with the hash prefix of consistent snapshots;
                   * the same for a folder or stick, never with "..", "." or empty segments */
} TiltasTarget;
/* Reads an entry of "targets". consistent decides the url. TILTAS_TRUST_ERROR_HASH when it has no hash of a known kind.
 * Transfer full. */
TiltasTarget *
tiltas_target_new (const char *path, const char *role_name, json_t *entry, gboolean consistent, GError **error);
TiltasTarget *tiltas_target_ref (TiltasTarget *self);
void tiltas_target_unref (TiltasTarget *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasTarget, tiltas_target_unref)
/* Checks length and every known hash of bytes at hand. TILTAS_TRUST_ERROR_LENGTH or _HASH. For streams use GChecksum
 * with G_CHECKSUM_SHA256 and G_CHECKSUM_SHA512 against the fields above. */
gboolean tiltas_target_check (const TiltasTarget *self, GBytes *bytes, GError **error);
/* A path is usable when it is relative, not empty and has no empty, "." or ".." segment and no control character. */
gboolean tiltas_target_path_is_safe (const char *path);

G_END_DECLS
