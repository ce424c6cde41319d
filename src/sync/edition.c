/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/edition.h"

#include "content/pack.h"
#include "sync/error.h"
#include "sync/part.h"

#include <glib/gstdio.h>

#define PIECE (64 * 1024)

void
tiltas_verified_pack_free (TiltasVerifiedPack *self)
{
  g_clear_pointer (&self->scan, tiltas_pack_scan_free);
  g_free (self->path);
  g_free (self);
}

gboolean
tiltas_quota_check (const TiltasQuota *quota, const TiltasPackScan *scan, const char *publisher, GError **error)
{
  const char *what = NULL;

  if (quota->records > 0 && scan->records > quota->records)
    what = "records";
  else if (quota->blobs > 0 && scan->blob_bytes > quota->blobs)
    what = "pictures and sounds";
  if (what == NULL)
    return TRUE;
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_QUOTA, "%s: more %s than publishers.json allows", publisher,
               what);
  return FALSE;
}

/* A pack that is decoded into a file, and hashed on the way. */
typedef struct
{
  TiltasPart *file;
  TiltasPackDecoder *decoder;
  GChecksum *checksum;
} Decoding;

static void
decoding_clear (Decoding *self)
{
  g_clear_pointer (&self->file, tiltas_part_free);
  g_clear_pointer (&self->decoder, tiltas_pack_decoder_free);
  g_clear_pointer (&self->checksum, g_checksum_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Decoding, decoding_clear)

static gboolean
decoded_piece (const void *bytes, gsize length, gpointer data, GError **error)
{
  Decoding *decoding = data;

  g_checksum_update (decoding->checksum, bytes, (gssize) length);
  return tiltas_part_append (decoding->file, bytes, length, error);
}

static gboolean
decode_file (Decoding *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree char *piece = g_malloc (PIECE);
  gssize got = -1;

  while (stream != NULL && (got = g_input_stream_read (G_INPUT_STREAM (stream), piece, PIECE, cancellable, error)) > 0)
    if (!tiltas_pack_decoder_feed (self->decoder, piece, (gsize) got, error))
      return FALSE;
  return got == 0 && tiltas_pack_decoder_finish (self->decoder, error);
}

/* Decodes the file from into the file to, which is begun anew. */
static gboolean
decode (const TiltasOffer *offer, const char *from, const char *to, GCancellable *cancellable, GError **error)
{
  g_auto (Decoding) decoding = { .checksum = g_checksum_new (G_CHECKSUM_SHA256) };

  decoding.file = tiltas_part_open (to, offer->pack->length, error);
  if (decoding.file == NULL || !tiltas_part_restart (decoding.file, NULL, NULL, error))
    return FALSE;
  decoding.decoder = tiltas_pack_decoder_new (offer->pack->length, decoded_piece, &decoding);
  if (!decode_file (&decoding, from, cancellable, error))
    return FALSE;
  if (g_str_equal (g_checksum_get_string (decoding.checksum), offer->pack->sha256))
    return TRUE;
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_HASH, "%s: what it holds is not the signed edition",
               offer->compressed->path);
  return FALSE;
}

/* Takes path. */
static TiltasVerifiedPack *
scan (const TiltasOffer *offer, char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (TiltasVerifiedPack) self = g_new0 (TiltasVerifiedPack, 1);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);

  self->path = path;
  if (stream != NULL)
    self->scan = tiltas_pack_scan (G_INPUT_STREAM (stream), cancellable, error);
  if (self->scan == NULL || !tiltas_quota_check (&offer->limits->quota, self->scan, offer->limits->publisher, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* The compressed pack of the offer, decoded. NULL without error when the repository does not have it: then there is the
 * plain one. */
static TiltasVerifiedPack *
fetch_compressed (const TiltasOffer *offer, const TiltasSignedFiles *files, GError **error)
{
  g_autofree char *part = tiltas_part_path (files->folder, offer->compressed->sha256);
  g_autofree char *decoded = g_strdup_printf ("%s/%s.jsonl", files->folder, offer->pack->sha256);
  GError *fault = NULL;

  if (!tiltas_signed_files_fetch_target (files, offer->compressed, &fault))
    {
      if (g_error_matches (fault, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_MISSING))
        g_clear_error (&fault);
      else
        g_propagate_error (error, fault);
      return NULL;
    }
  if (decode (offer, part, decoded, files->cancellable, error))
    return scan (offer, g_steal_pointer (&decoded), files->cancellable, error);
  g_unlink (decoded);
  return NULL;
}

TiltasVerifiedPack *
tiltas_edition_fetch (const TiltasOffer *offer, const TiltasSignedFiles *files, GError **error)
{
  GError *fault = NULL;

  if (offer->compressed != NULL)
    {
      TiltasVerifiedPack *pack = fetch_compressed (offer, files, &fault);
      if (pack != NULL)
        return pack;
      if (fault != NULL)
        {
          g_propagate_error (error, fault);
          return NULL;
        }
    }
  /* A stick carries only the plain pack (formats.md, "Repository"). */
  if (!tiltas_signed_files_fetch_target (files, offer->pack, error))
    return NULL;
  return scan (offer, tiltas_part_path (files->folder, offer->pack->sha256), files->cancellable, error);
}
