/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/refresh.h"

#include "sync/mirrors.h"

#include <string.h>

typedef struct
{
  TiltasUpdater *updater;
  TiltasMetadataStore *metadata;
  TiltasSource *source;
  GCancellable *cancellable;
} Loop;

/* Without timestamp.json it is no repository. */
static gboolean
refuse_missing (const char *address, const char *name, gboolean is_timestamp, gboolean forbidden, GError **error)
{
  if (forbidden)
    g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_FORBIDDEN, "%s/%s: the server answered 403", address,
                 name);
  else if (is_timestamp)
    g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_NO_REPOSITORY,
                 "there is no repository at %s: it has no %s", address, name);
  else
    g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_MISSING, "%s/%s is missing", address, name);
  return FALSE;
}

static gboolean
is_page (const GError *error)
{
  return g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_WEB_PAGE) ||
         g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_CAPTIVE_PORTAL);
}

/* Gets the file of a request. *bytes is NULL when there is none; kept: the bytes that a 304 stands for. */
static gboolean
fetch (const Loop *loop, const TiltasRequest *request, GBytes *kept, GBytes **bytes, char **etag, GError **error)
{
  g_auto (TiltasReply) reply = { 0 };
  const char *address = tiltas_source_address (loop->source);
  gboolean is_timestamp = g_str_equal (request->role, "timestamp");
  g_autofree char *name = g_strconcat ("metadata/", request->name, NULL);
  g_autofree char *known = NULL;
  GError *local = NULL;

  if (is_timestamp && kept != NULL)
    known = tiltas_metadata_store_get_etag (loop->metadata, address, kept);
  if (!tiltas_source_get (loop->source, name, request->max_length, known, &reply, loop->cancellable, &local))
    {
      if (!request->may_be_missing || !is_page (local))
        {
          g_propagate_error (error, local);
          return FALSE;
        }
      /* Hosts of single-page sites send their page for what they do not have. A sign-in page comes for the next file,
       * too. */
      g_clear_error (&local);
      reply.missing = TRUE;
    }
  if (reply.missing && !request->may_be_missing)
    return refuse_missing (address, name, is_timestamp, reply.forbidden, error);
  *bytes = reply.unchanged ? g_bytes_ref (kept) : g_steal_pointer (&reply.body);
  *etag = is_timestamp ? (reply.unchanged ? g_steal_pointer (&known) : g_steal_pointer (&reply.etag)) : NULL;
  return TRUE;
}

static gboolean
step (const Loop *loop, const TiltasRequest *request, GError **error)
{
  g_autoptr (GBytes) kept = tiltas_metadata_store_read (loop->metadata, request->keep_name);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *etag = NULL;
  g_autofree char *role = g_strdup (request->role);
  TiltasKeep keep = { 0 };

  if (kept != NULL && tiltas_updater_offer (loop->updater, kept, &keep))
    return tiltas_metadata_store_keep (loop->metadata, &keep, error);
  if (!fetch (loop, request, kept, &bytes, &etag, error))
    return FALSE;
  memset (&keep, 0, sizeof keep);
  if (!tiltas_updater_feed (loop->updater, bytes, &keep, error) ||
      !tiltas_metadata_store_keep (loop->metadata, &keep, error))
    return FALSE;
  if (g_str_equal (role, "timestamp"))
    tiltas_metadata_store_set_etag (loop->metadata, tiltas_source_address (loop->source), bytes, etag);
  return TRUE;
}

static gboolean
run (const Loop *loop, GError **error)
{
  TiltasRequest request;

  while (tiltas_updater_next (loop->updater, &request))
    if (!step (loop, &request, error))
      return FALSE;
  return TRUE;
}

TiltasUpdater *
tiltas_refresh (TiltasMetadataStore *metadata,
                TiltasSource *source,
                GBytes *root,
                gint64 now,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (TiltasUpdater) updater = tiltas_updater_new (root, now, error);
  g_autoptr (GBytes) last_root = tiltas_metadata_store_read (metadata, "root.json");

  if (updater == NULL)
    return NULL;
  tiltas_updater_set_last_root (updater, last_root);
  if (!run (&(Loop){ updater, metadata, source, cancellable }, error))
    return NULL;
  return g_steal_pointer (&updater);
}

gboolean
tiltas_refresh_find (TiltasUpdater *updater,
                     TiltasMetadataStore *metadata,
                     TiltasSource *source,
                     const char *path,
                     TiltasTarget **target,
                     GCancellable *cancellable,
                     GError **error)
{
  GError *local = NULL;

  *target = NULL;
  if (!tiltas_updater_search (updater, path, error) || !run (&(Loop){ updater, metadata, source, cancellable }, error))
    return FALSE;
  *target = tiltas_updater_finish_search (updater, &local);
  if (*target != NULL)
    return TRUE;
  if (g_error_matches (local, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_NOT_FOUND))
    {
      g_error_free (local);
      return TRUE;
    }
  g_propagate_error (error, local);
  return FALSE;
}

GBytes *
tiltas_refresh_read_target (TiltasSource *source,
                            const TiltasTarget *target,
                            gsize max_length,
                            GCancellable *cancellable,
                            GError **error)
{
  g_auto (TiltasReply) reply = { 0 };
  g_autofree char *name = g_strconcat ("targets/", target->url, NULL);

  if (target->length > max_length)
    {
      g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_LENGTH, "%s is larger than allowed", target->path);
      return NULL;
    }
  GBytes *mirrored = tiltas_mirrors_read (source, target, cancellable);
  if (mirrored != NULL)
    return mirrored;
  if (!tiltas_source_get (source, name, target->length, NULL, &reply, cancellable, error))
    return NULL;
  if (reply.missing)
    {
      refuse_missing (tiltas_source_address (source), name, FALSE, reply.forbidden, error);
      return NULL;
    }
  return tiltas_target_check (target, reply.body, error) ? g_steal_pointer (&reply.body) : NULL;
}
