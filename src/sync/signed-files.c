/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/signed-files.h"

#include "sync/error.h"
#include "sync/part.h"

#include <glib/gstdio.h>

/* TRUE when the part holds bytes of an earlier attempt. */
static gboolean
is_begun (const char *part)
{
  GStatBuf info;

  return g_lstat (part, &info) == 0 && info.st_size > 0;
}

static gboolean
fetch_from_source (TiltasSource *source, const TiltasDownload *request, GError **error)
{
  return tiltas_source_download (source, request, error) &&
         tiltas_part_verify (request->to, request->sha256, request->sha512, request->cancellable, error);
}

static gboolean
fetch (const TiltasSignedFiles *self, const TiltasDownload *request, GError **error)
{
  gboolean done = FALSE;
  GError *fault = NULL;

  if (self->mirrors != NULL && !tiltas_mirrors_download (self->mirrors, request, &done, error))
    return FALSE;
  if (done)
    return TRUE;
  gboolean begun_elsewhere = is_begun (request->to);
  if (fetch_from_source (self->source, request, &fault))
    return TRUE;
  if (begun_elsewhere && g_error_matches (fault, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_HASH))
    {
      g_clear_error (&fault);
      return fetch_from_source (self->source, request, error);
    }
  g_propagate_error (error, fault);
  return FALSE;
}

gboolean
tiltas_signed_files_fetch_target (const TiltasSignedFiles *self, const TiltasTarget *target, GError **error)
{
  g_autofree char *from = g_strconcat ("targets/", target->url, NULL);
  g_autofree char *to = tiltas_part_path (self->folder, target->sha256);
  TiltasDownload request = { .from = from,
                             .to = to,
                             .length = target->length,
                             .sha256 = target->sha256,
                             .sha512 = target->sha512,
                             .progress = self->progress,
                             .data = self->data,
                             .cancellable = self->cancellable };

  return fetch (self, &request, error);
}

gboolean
tiltas_signed_files_fetch_blob (const TiltasSignedFiles *self, const char *sha256, guint64 length, GError **error)
{
  g_autofree char *from = g_strdup_printf ("blobs/%.2s/%s", sha256, sha256);
  g_autofree char *to = tiltas_part_path (self->folder, sha256);
  TiltasDownload request = { .from = from,
                             .to = to,
                             .length = length,
                             .sha256 = sha256,
                             .progress = self->progress,
                             .data = self->data,
                             .cancellable = self->cancellable };

  return fetch (self, &request, error);
}

static void
set_missing (const TiltasSignedFiles *self, const char *name, const TiltasReply *reply, GError **error)
{
  const char *address = tiltas_source_address (self->source);

  if (reply->forbidden)
    g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_FORBIDDEN, "%s/%s: the server answered 403", address,
                 name);
  else
    g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_MISSING, "%s/%s is missing", address, name);
}

GBytes *
tiltas_signed_files_read_target (const TiltasSignedFiles *self,
                                 const TiltasTarget *target,
                                 gsize max_length,
                                 GError **error)
{
  g_auto (TiltasReply) reply = { 0 };
  g_autofree char *name = g_strconcat ("targets/", target->url, NULL);
  TiltasGet request = { .from = name, .max_length = target->length, .cancellable = self->cancellable };

  if (target->length > max_length)
    {
      g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_LENGTH, "%s is larger than allowed", target->path);
      return NULL;
    }
  GBytes *mirrored = self->mirrors != NULL ? tiltas_mirrors_read (self->mirrors, target, self->cancellable) : NULL;
  if (mirrored != NULL)
    return mirrored;
  if (!tiltas_source_get (self->source, &request, &reply, error))
    return NULL;
  if (reply.missing)
    {
      set_missing (self, name, &reply, error);
      return NULL;
    }
  return tiltas_target_check (target, reply.body, error) ? g_steal_pointer (&reply.body) : NULL;
}
