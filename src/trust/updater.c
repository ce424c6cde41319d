/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"
#include "trust/updater.h"

#include "trust/updater-internal.h"

/* ---- Life ---- */

TiltasUpdater *
tiltas_updater_new (GBytes *installed_root, gint64 now, GError **error)
{
  g_autoptr (TiltasMetadata) root = tiltas_metadata_parse (installed_root, TILTAS_METADATA_ROOT, "root", error);

  if (root == NULL || !tiltas_metadata_verify (root, "root", root, error))
    {
      g_prefix_error (error, "installed root: ");
      return NULL;
    }
  TiltasUpdater *self = g_new0 (TiltasUpdater, 1);
  self->now = now;
  self->step = STEP_ROOT;
  self->root = g_steal_pointer (&root);
  self->delegated = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) tiltas_metadata_unref);
  return self;
}

void
tiltas_updater_free (TiltasUpdater *self)
{
  g_clear_pointer (&self->search, tiltas_search_free);
  g_clear_pointer (&self->root, tiltas_metadata_unref);
  g_clear_pointer (&self->kept_timestamp, tiltas_metadata_unref);
  g_clear_pointer (&self->kept_snapshot, tiltas_metadata_unref);
  g_clear_pointer (&self->timestamp, tiltas_metadata_unref);
  g_clear_pointer (&self->snapshot, tiltas_metadata_unref);
  g_clear_pointer (&self->targets, tiltas_metadata_unref);
  g_hash_table_unref (self->delegated);
  g_free (self->request_name);
  g_free (self->request_keep_name);
  g_free (self->keep_name);
  g_free (self->keep_chain_name);
  g_free (self);
}

void
tiltas_updater_set_last_root (TiltasUpdater *self, GBytes *bytes)
{
  g_return_if_fail (self->step == STEP_ROOT);

  g_autoptr (TiltasMetadata) root = bytes ? tiltas_metadata_parse (bytes, TILTAS_METADATA_ROOT, "root", NULL) : NULL;
  self->last_root_version = root ? tiltas_metadata_get_version (root) : 0;
}

/* ---- Requests ---- */

/* Takes both names. */
static void
lend_request (TiltasUpdater *self, TiltasRequest *request, char *name, char *keep_name)
{
  g_free (self->request_name);
  g_free (self->request_keep_name);
  self->request_name = name;
  self->request_keep_name = keep_name;
  request->name = name;
  request->keep_name = keep_name;
  request->length = -1;
}

void
tiltas_updater_request_declared (TiltasUpdater *self,
                                 TiltasRequest *request,
                                 TiltasMetadataType type,
                                 const char *role_name,
                                 const TiltasFileInfo *info)
{
  g_autofree char *escaped = tiltas_role_escape (role_name);
  char *name = tiltas_metadata_get_consistent_snapshot (self->root)
                 ? g_strdup_printf ("%" G_GINT64_FORMAT ".%s.json", info->version, escaped)
                 : g_strconcat (escaped, ".json", NULL);

  lend_request (self, request, name, tiltas_updater_kept_name (role_name));
  request->role = role_name;
  request->max_length = tiltas_metadata_type_max (type);
  request->length = info->length;
  request->sha256 = info->sha256;
  if (info->length >= 0 && (guint64) info->length < request->max_length)
    request->max_length = (gsize) info->length;
}

static void
request_root (TiltasUpdater *self, TiltasRequest *request)
{
  gint64 version = tiltas_metadata_get_version (self->root) + 1;

  lend_request (self, request, g_strdup_printf ("%" G_GINT64_FORMAT ".root.json", version),
                g_strdup_printf ("%" G_GINT64_FORMAT ".root", version));
  request->role = "root";
  request->max_length = TILTAS_ROOT_MAX;
  request->may_be_missing = TRUE;
}

static void
request_timestamp (TiltasUpdater *self, TiltasRequest *request)
{
  lend_request (self, request, g_strdup ("timestamp.json"), g_strdup ("timestamp.json"));
  request->role = "timestamp";
  request->max_length = TILTAS_TIMESTAMP_MAX;
}

gboolean
tiltas_updater_next (TiltasUpdater *self, TiltasRequest *request)
{
  *request = (TiltasRequest){ 0 };
  switch (self->step)
    {
    case STEP_ROOT:
      request_root (self, request);
      return TRUE;
    case STEP_TIMESTAMP:
      request_timestamp (self, request);
      return TRUE;
    case STEP_SNAPSHOT:
      tiltas_updater_request_declared (self, request, TILTAS_METADATA_SNAPSHOT, "snapshot",
                                       tiltas_metadata_get_file (self->timestamp, "snapshot"));
      return TRUE;
    case STEP_TARGETS:
      tiltas_updater_request_declared (self, request, TILTAS_METADATA_TARGETS, "targets",
                                       tiltas_metadata_get_file (self->snapshot, "targets"));
      return TRUE;
    case STEP_FRESH:
      return tiltas_search_next (self, request);
    case STEP_FAILED:
    default:
      return FALSE;
    }
}

/* ---- The machine ---- */

gboolean
tiltas_updater_offer (TiltasUpdater *self, GBytes *kept, TiltasKeep *keep)
{
  g_return_val_if_fail (kept != NULL && keep != NULL, FALSE);

  *keep = (TiltasKeep){ 0 };
  switch (self->step)
    {
    case STEP_ROOT:
      return tiltas_root_offer (self, kept, keep);
    case STEP_TIMESTAMP:
      tiltas_timestamp_offer (self, kept);
      return FALSE;
    case STEP_SNAPSHOT:
      return tiltas_snapshot_offer (self, kept);
    case STEP_TARGETS:
      return tiltas_targets_take (self, kept, NULL);
    case STEP_FRESH:
      return tiltas_search_offer (self, kept);
    case STEP_FAILED:
    default:
      return FALSE;
    }
}

static gboolean
feed_top_level (TiltasUpdater *self, GBytes *bytes, TiltasKeep *keep, GError **error)
{
  static const char *const names[] = {
    [STEP_TIMESTAMP] = "timestamp", [STEP_SNAPSHOT] = "snapshot", [STEP_TARGETS] = "targets"
  };

  if (self->step == STEP_ROOT)
    return tiltas_root_feed (self, bytes, keep, error);
  if (bytes == NULL)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_NOT_FOUND, "%s: the repository has no such file",
                   names[self->step]);
      return FALSE;
    }
  if (self->step == STEP_TIMESTAMP)
    return tiltas_timestamp_feed (self, bytes, keep, error);
  if (self->step == STEP_SNAPSHOT)
    return tiltas_snapshot_feed (self, bytes, keep, error);
  return tiltas_targets_feed (self, bytes, keep, error);
}

gboolean
tiltas_updater_feed (TiltasUpdater *self, GBytes *bytes, TiltasKeep *keep, GError **error)
{
  g_return_val_if_fail (keep != NULL && self->step != STEP_FAILED, FALSE);

  *keep = (TiltasKeep){ 0 };
  if (self->step == STEP_FRESH)
    return tiltas_search_feed (self, bytes, keep, error);
  if (feed_top_level (self, bytes, keep, error))
    return TRUE;
  self->step = STEP_FAILED;
  return FALSE;
}

gboolean
tiltas_updater_is_fresh (TiltasUpdater *self)
{
  return self->step == STEP_FRESH;
}

gboolean
tiltas_updater_is_unchanged (TiltasUpdater *self)
{
  return self->unchanged;
}

TiltasMetadata *
tiltas_updater_get_metadata (TiltasUpdater *self, const char *role_name)
{
  if (g_str_equal (role_name, "root"))
    return self->root;
  if (g_str_equal (role_name, "timestamp"))
    return self->timestamp;
  if (g_str_equal (role_name, "snapshot"))
    return self->snapshot;
  if (g_str_equal (role_name, "targets"))
    return self->targets;
  return g_hash_table_lookup (self->delegated, role_name);
}
