/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/refresh.h"

#include "sync/error.h"

#include <string.h>

void
tiltas_refresh_clear (TiltasRefresh *self)
{
  g_clear_pointer (&self->updater, tiltas_updater_free);
}

/* Returns FALSE with the error for a file that the source does not give. Without timestamp.json it is no repository. */
static gboolean
refuse_missing (const TiltasRefresh *self, const char *name, gboolean is_timestamp, gboolean forbidden, GError **error)
{
  const char *address = tiltas_source_address (self->source);

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

/* Gets a file that may be missing or not, as the request says. Hosts of single-page sites send a web page for a file
 * that they do not have: where a file may be missing, that counts as missing. If it was a sign-in page of the network
 * after all, it comes again for the next file, which must be there. */
static gboolean
get (const TiltasRefresh *self, const TiltasGet *get, gboolean may_be_missing, TiltasReply *reply, GError **error)
{
  GError *local = NULL;

  if (tiltas_source_get (self->source, get, reply, &local))
    return TRUE;
  if (!may_be_missing || !is_page (local))
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  g_clear_error (&local);
  reply->missing = TRUE;
  return TRUE;
}

/* Fetches the file of a request. kept: the bytes of an earlier run, which an answer 304 stands for, or NULL. Sets
 * *bytes (NULL when there is no such file), and *etag when the file is the timestamp. */
static gboolean
fetch (const TiltasRefresh *self,
       const TiltasRequest *request,
       GBytes *kept,
       GBytes **bytes,
       char **etag,
       GError **error)
{
  g_auto (TiltasReply) reply = { 0 };
  gboolean is_timestamp = g_str_equal (request->role, "timestamp");
  g_autofree char *name = g_strconcat ("metadata/", request->name, NULL);
  g_autofree char *known = NULL;

  if (is_timestamp && kept != NULL)
    known = tiltas_metadata_store_get_etag (self->metadata, tiltas_source_address (self->source), kept);
  TiltasGet file = { name, request->max_length, known, self->cancellable };
  if (!get (self, &file, request->may_be_missing, &reply, error))
    return FALSE;
  if (reply.missing && !request->may_be_missing)
    return refuse_missing (self, name, is_timestamp, reply.forbidden, error);
  *bytes = reply.unchanged ? g_bytes_ref (kept) : g_steal_pointer (&reply.body);
  if (is_timestamp)
    *etag = reply.unchanged ? g_steal_pointer (&known) : g_steal_pointer (&reply.etag);
  return TRUE;
}

static gboolean
step (const TiltasRefresh *self, const TiltasRequest *request, GError **error)
{
  g_autoptr (GBytes) kept = tiltas_metadata_store_read (self->metadata, request->keep_name);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *etag = NULL;
  g_autofree char *role = g_strdup (request->role);
  TiltasKeep keep = { 0 };

  if (kept != NULL && tiltas_updater_offer (self->updater, kept, &keep))
    return tiltas_metadata_store_keep (self->metadata, &keep, error);
  if (!fetch (self, request, kept, &bytes, &etag, error))
    return FALSE;
  memset (&keep, 0, sizeof keep);
  if (!tiltas_updater_feed (self->updater, bytes, &keep, error) ||
      !tiltas_metadata_store_keep (self->metadata, &keep, error))
    return FALSE;
  if (g_str_equal (role, "timestamp"))
    tiltas_metadata_store_set_etag (self->metadata, tiltas_source_address (self->source), bytes, etag);
  return TRUE;
}

static gboolean
run (const TiltasRefresh *self, GError **error)
{
  TiltasRequest request;

  while (tiltas_updater_next (self->updater, &request))
    if (!step (self, &request, error))
      return FALSE;
  return TRUE;
}

gboolean
tiltas_refresh_top_level (TiltasRefresh *self, GBytes *root, gint64 now, GError **error)
{
  g_autoptr (GBytes) last_root = tiltas_metadata_store_read (self->metadata, "root.json");

  self->updater = tiltas_updater_new (root, now, error);
  if (self->updater == NULL)
    return FALSE;
  tiltas_updater_set_last_root (self->updater, last_root);
  if (run (self, error))
    return TRUE;
  tiltas_refresh_clear (self);
  return FALSE;
}

gboolean
tiltas_refresh_find (const TiltasRefresh *self, const char *path, TiltasTarget **target, GError **error)
{
  GError *local = NULL;

  *target = NULL;
  if (!tiltas_updater_search (self->updater, path, error) || !run (self, error))
    return FALSE;
  *target = tiltas_updater_finish_search (self->updater, &local);
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
