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

/* Under which name a role's file is kept: no hidden file, whatever the role is called. */
static char *
kept_name (const char *role_name)
{
  g_autofree char *escaped = tiltas_role_escape (role_name);
  gboolean hidden = *escaped == '.';

  return g_strconcat (hidden ? "%2E" : "", escaped + hidden, ".json", NULL);
}

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

  lend_request (self, request, name, kept_name (role_name));
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

/* ---- Checks shared by the roles ---- */

void
tiltas_updater_keep (TiltasUpdater *self, TiltasKeep *keep, const char *role_name, GBytes *bytes)
{
  g_free (self->keep_name);
  self->keep_name = kept_name (role_name);
  keep->name = self->keep_name;
  keep->bytes = bytes;
}

static gboolean
check_version (TiltasMetadata *file, const char *role_name, gint64 expected, GError **error)
{
  if (tiltas_metadata_get_version (file) == expected)
    return TRUE;
  g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_VERSION,
               "%s: version %" G_GINT64_FORMAT " where version %" G_GINT64_FORMAT " was declared", role_name,
               tiltas_metadata_get_version (file), expected);
  return FALSE;
}

TiltasMetadata *
tiltas_updater_accept (TiltasUpdater *self,
                       GBytes *bytes,
                       TiltasMetadataType type,
                       const char *role_name,
                       TiltasMetadata *delegator,
                       const TiltasFileInfo *info,
                       TiltasCheck before_expiry,
                       GError **error)
{
  if (info->length >= 0 && (guint64) info->length > tiltas_metadata_type_max (type))
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_LIMIT,
                   "%s: %" G_GINT64_FORMAT " bytes are declared, more than %" G_GSIZE_FORMAT, role_name, info->length,
                   tiltas_metadata_type_max (type));
      return NULL;
    }
  if (!tiltas_file_info_check (info, role_name, bytes, error))
    return NULL;
  g_autoptr (TiltasMetadata) file = tiltas_metadata_parse (bytes, type, role_name, error);
  if (file == NULL || !tiltas_metadata_verify (delegator, role_name, file, error) ||
      !check_version (file, role_name, info->version, error) ||
      (before_expiry != NULL && !before_expiry (self, file, error)) ||
      !tiltas_metadata_check_expiry (file, self->now, error))
    return NULL;
  return g_steal_pointer (&file);
}

/* ---- Root (section 5.3) ---- */

static gboolean
key_removed (TiltasMetadata *old_root, TiltasMetadata *new_root, const char *role_name)
{
  const TiltasRole *before = tiltas_metadata_get_role (old_root, role_name);
  const TiltasRole *after = tiltas_metadata_get_role (new_root, role_name);

  for (guint i = 0; before->keyids[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) after->keyids, before->keyids[i]))
      return TRUE;
  return FALSE;
}

static TiltasMetadata *
check_root (TiltasUpdater *self, GBytes *bytes, GError **error)
{
  g_autoptr (TiltasMetadata) root = tiltas_metadata_parse (bytes, TILTAS_METADATA_ROOT, "root", error);

  if (root == NULL || !tiltas_metadata_verify (self->root, "root", root, error) ||
      !tiltas_metadata_verify (root, "root", root, error) ||
      !check_version (root, "root", tiltas_metadata_get_version (self->root) + 1, error))
    return NULL;
  return g_steal_pointer (&root);
}

/* Takes root. What is dropped goes before the new root is written, so that a cut between the two writes repeats the
 * recovery instead of skipping it. */
static void
adopt_root (TiltasUpdater *self, TiltasMetadata *root, gboolean fetched, TiltasKeep *keep)
{
  static const char *const dropped[] = { "timestamp.json", "snapshot.json", NULL };
  gint64 version = tiltas_metadata_get_version (root);
  g_autoptr (TiltasMetadata) old = self->root;

  self->root = root;
  if (version <= self->last_root_version)
    return; /* the last run was here already */
  if (key_removed (old, root, "timestamp") || key_removed (old, root, "snapshot"))
    {
      self->rotated = TRUE;
      keep->drop = dropped;
    }
  tiltas_updater_keep (self, keep, "root", tiltas_metadata_get_bytes (root));
  if (fetched)
    {
      g_free (self->keep_chain_name);
      self->keep_chain_name = g_strdup_printf ("%" G_GINT64_FORMAT ".root", version);
      keep->chain_name = self->keep_chain_name;
    }
}

static gboolean
finish_root (TiltasUpdater *self, GError **error)
{
  gint64 version = tiltas_metadata_get_version (self->root);

  if (version < self->last_root_version)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_ROLLBACK,
                   "root: the chain from the installed root ends at version %" G_GINT64_FORMAT
                   ", but version %" G_GINT64_FORMAT " was seen before",
                   version, self->last_root_version);
      return FALSE;
    }
  if (!tiltas_metadata_check_expiry (self->root, self->now, error))
    return FALSE;
  self->step = STEP_TIMESTAMP;
  return TRUE;
}

static gboolean
feed_root (TiltasUpdater *self, GBytes *bytes, TiltasKeep *keep, GError **error)
{
  /* After so many new roots the chain counts as ended for this run (section 5.3.3); the next run goes on. */
  if (bytes == NULL || self->new_roots == TILTAS_ROOTS_MAX)
    return finish_root (self, error);

  TiltasMetadata *root = check_root (self, bytes, error);
  if (root == NULL)
    return FALSE;
  self->new_roots++;
  adopt_root (self, root, TRUE, keep);
  return TRUE;
}

static gboolean
offer_root (TiltasUpdater *self, GBytes *kept, TiltasKeep *keep)
{
  TiltasMetadata *root = check_root (self, kept, NULL);

  if (root == NULL)
    return FALSE;
  adopt_root (self, root, FALSE, keep);
  return TRUE;
}

/* ---- Timestamp (section 5.4) ---- */

static void
offer_timestamp (TiltasUpdater *self, GBytes *kept)
{
  g_autoptr (TiltasMetadata) file = tiltas_metadata_parse (kept, TILTAS_METADATA_TIMESTAMP, "timestamp", NULL);

  if (self->rotated || file == NULL || !tiltas_metadata_verify (self->root, "timestamp", file, NULL))
    return;
  g_clear_pointer (&self->kept_timestamp, tiltas_metadata_unref);
  self->kept_timestamp = g_steal_pointer (&file);
}

static gboolean
check_timestamp_rollback (TiltasUpdater *self, TiltasMetadata *file, GError **error)
{
  gint64 old = tiltas_metadata_get_version (self->kept_timestamp), new = tiltas_metadata_get_version (file);
  gint64 old_snapshot = tiltas_metadata_get_file (self->kept_timestamp, "snapshot")->version;
  gint64 new_snapshot = tiltas_metadata_get_file (file, "snapshot")->version;

  if (new < old)
    g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_ROLLBACK,
                 "timestamp: version %" G_GINT64_FORMAT " is offered, but version %" G_GINT64_FORMAT " was seen before",
                 new, old);
  else if (new > old && new_snapshot < old_snapshot)
    g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_ROLLBACK,
                 "timestamp: it declares snapshot version %" G_GINT64_FORMAT ", but version %" G_GINT64_FORMAT
                 " was seen before",
                 new_snapshot, old_snapshot);
  else
    return TRUE;
  return FALSE;
}

static gboolean
feed_timestamp (TiltasUpdater *self, GBytes *bytes, TiltasKeep *keep, GError **error)
{
  g_autoptr (TiltasMetadata) file = tiltas_metadata_parse (bytes, TILTAS_METADATA_TIMESTAMP, "timestamp", error);

  if (file == NULL || !tiltas_metadata_verify (self->root, "timestamp", file, error))
    return FALSE;
  if (self->kept_timestamp != NULL)
    {
      if (!check_timestamp_rollback (self, file, error))
        return FALSE;
      /* Equal: "discard the new timestamp metadata"; the kept one goes on, if it has not expired. */
      self->unchanged = tiltas_metadata_get_version (file) == tiltas_metadata_get_version (self->kept_timestamp);
    }
  TiltasMetadata *chosen = self->unchanged ? self->kept_timestamp : file;
  if (!tiltas_metadata_check_expiry (chosen, self->now, error))
    return FALSE;
  self->timestamp = tiltas_metadata_ref (chosen);
  self->step = STEP_SNAPSHOT;
  if (!self->unchanged)
    tiltas_updater_keep (self, keep, "timestamp", bytes);
  return TRUE;
}

/* ---- Snapshot (section 5.5) ---- */

/* Nothing that the kept snapshot listed may vanish or go back. */
static gboolean
check_snapshot_rollback (TiltasUpdater *self, TiltasMetadata *file, GError **error)
{
  g_auto (GStrv) roles = self->kept_snapshot ? tiltas_metadata_list_files (self->kept_snapshot) : NULL;

  for (guint i = 0; roles != NULL && roles[i] != NULL; i++)
    {
      const TiltasFileInfo *old = tiltas_metadata_get_file (self->kept_snapshot, roles[i]);
      const TiltasFileInfo *new = tiltas_metadata_get_file (file, roles[i]);

      if (new != NULL &&new->version >= old->version)
        continue;
      if (new == NULL)
        g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_ROLLBACK,
                     "snapshot: the role %s was listed before and is missing now", roles[i]);
      else
        g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_ROLLBACK,
                     "snapshot: it lists %s version %" G_GINT64_FORMAT ", but version %" G_GINT64_FORMAT
                     " was seen before",
                     roles[i], new->version, old->version);
      return FALSE;
    }
  return TRUE;
}

/* Takes file. */
static void
adopt_snapshot (TiltasUpdater *self, TiltasMetadata *file)
{
  self->snapshot = file;
  self->step = STEP_TARGETS;
}

static gboolean
offer_snapshot (TiltasUpdater *self, GBytes *kept)
{
  g_autoptr (TiltasMetadata) file = tiltas_metadata_parse (kept, TILTAS_METADATA_SNAPSHOT, "snapshot", NULL);
  const TiltasFileInfo *info = tiltas_metadata_get_file (self->timestamp, "snapshot");

  if (self->rotated || file == NULL || !tiltas_metadata_verify (self->root, "snapshot", file, NULL))
    return FALSE;
  g_clear_pointer (&self->kept_snapshot, tiltas_metadata_unref);
  self->kept_snapshot = tiltas_metadata_ref (file);
  /* Good enough to compare with; good enough to use only when the timestamp means just this one. */
  if (tiltas_metadata_get_version (file) != info->version || !tiltas_file_info_check (info, "snapshot", kept, NULL) ||
      !tiltas_metadata_check_expiry (file, self->now, NULL))
    return FALSE;
  adopt_snapshot (self, g_steal_pointer (&file));
  return TRUE;
}

static gboolean
feed_snapshot (TiltasUpdater *self, GBytes *bytes, TiltasKeep *keep, GError **error)
{
  TiltasMetadata *file =
    tiltas_updater_accept (self, bytes, TILTAS_METADATA_SNAPSHOT, "snapshot", self->root,
                           tiltas_metadata_get_file (self->timestamp, "snapshot"), check_snapshot_rollback, error);

  if (file == NULL)
    return FALSE;
  adopt_snapshot (self, file);
  tiltas_updater_keep (self, keep, "snapshot", bytes);
  return TRUE;
}

/* ---- Targets (section 5.6, steps 1 to 6) ---- */

static gboolean
take_targets (TiltasUpdater *self, GBytes *bytes, GError **error)
{
  self->targets = tiltas_updater_accept (self, bytes, TILTAS_METADATA_TARGETS, "targets", self->root,
                                         tiltas_metadata_get_file (self->snapshot, "targets"), NULL, error);
  if (self->targets == NULL)
    return FALSE;
  self->step = STEP_FRESH;
  return TRUE;
}

static gboolean
feed_targets (TiltasUpdater *self, GBytes *bytes, TiltasKeep *keep, GError **error)
{
  if (!take_targets (self, bytes, error))
    return FALSE;
  tiltas_updater_keep (self, keep, "targets", bytes);
  return TRUE;
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
      return offer_root (self, kept, keep);
    case STEP_TIMESTAMP:
      offer_timestamp (self, kept);
      return FALSE;
    case STEP_SNAPSHOT:
      return offer_snapshot (self, kept);
    case STEP_TARGETS:
      return take_targets (self, kept, NULL);
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
    return feed_root (self, bytes, keep, error);
  if (bytes == NULL)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_NOT_FOUND, "%s: the repository has no such file",
                   names[self->step]);
      return FALSE;
    }
  if (self->step == STEP_TIMESTAMP)
    return feed_timestamp (self, bytes, keep, error);
  if (self->step == STEP_SNAPSHOT)
    return feed_snapshot (self, bytes, keep, error);
  return feed_targets (self, bytes, keep, error);
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
