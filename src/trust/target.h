/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* One target file. Immutable and counted; it may be kept longer than its metadata. */
typedef struct
{
  char *path; /* as in the metadata, '/' between segments */
  char *role; /* the role whose file lists it */
  guint64 length;
  char *sha256; /* lower-case hex; one of the two is never NULL */
  char *sha512;
  json_t *custom; /* object, or NULL */
  char *url;      /* path under the targets folder, escaped for URLs, with the hash prefix of consistent snapshots;
                   * the same for a folder or stick, never with "..", "." or empty segments */
} TiltasTarget;
/* Reads an entry of "targets". consistent: the url gets the hash prefix. Fails with TILTAS_TRUST_ERROR_HASH when the
 * entry has no hash of a known kind. Transfer full. */
TiltasTarget *
tiltas_target_new (const char *path, const char *role_name, json_t *entry, gboolean consistent, GError **error);
TiltasTarget *tiltas_target_ref (TiltasTarget *self);
void tiltas_target_unref (TiltasTarget *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasTarget, tiltas_target_unref)
/* Compares bytes with the length and every known hash. Fails with TILTAS_TRUST_ERROR_LENGTH or _HASH. For a stream
 * use GChecksum with G_CHECKSUM_SHA256 and G_CHECKSUM_SHA512 and compare with the members above. */
gboolean tiltas_target_check (const TiltasTarget *self, GBytes *bytes, GError **error);
/* TRUE when a path may be used as a file name and in a URL: it is relative and not empty, and has no empty, "." or
 * ".." segment and no control character. */
gboolean tiltas_target_path_is_safe (const char *path);

G_END_DECLS
