/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"
#include "trust/updater.h"

#include "trust/updater-internal.h"

/* What each top-level role has to stand, in the order of the specification, section 5.3 to 5.6. */

/* ---- Checks shared by the roles ---- */

char *
tiltas_updater_kept_name (const char *role_name)
{
  g_autofree char *escaped = tiltas_role_escape (role_name);
  gboolean hidden = *escaped == '.';

  return g_strconcat (hidden ? "%2E" : "", escaped + hidden, ".json", NULL);
}

void
tiltas_updater_keep (TiltasUpdater *self, TiltasKeep *keep, const char *role_name, GBytes *bytes)
{
  g_free (self->keep_name);
  self->keep_name = tiltas_updater_kept_name (role_name);
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
 * recovery instead of skipping it; and a root that was kept has had its recovery, also when root.json got lost. */
static void
adopt_root (TiltasUpdater *self, TiltasMetadata *root, gboolean fetched, TiltasKeep *keep)
{
  static const char *const dropped[] = { "timestamp.json", "snapshot.json", NULL };
  gint64 version = tiltas_metadata_get_version (root);
  g_autoptr (TiltasMetadata) old = self->root;

  self->root = root;
  if (version <= self->last_root_version)
    return; /* the last run was here already */
  tiltas_updater_keep (self, keep, "root", tiltas_metadata_get_bytes (root));
  if (!fetched)
    return;
  if (key_removed (old, root, "timestamp") || key_removed (old, root, "snapshot"))
    {
      self->rotated = TRUE;
      keep->drop = dropped;
    }
  g_free (self->keep_chain_name);
  self->keep_chain_name = g_strdup_printf ("%" G_GINT64_FORMAT ".root", version);
  keep->chain_name = self->keep_chain_name;
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

gboolean
tiltas_root_feed (TiltasUpdater *self, GBytes *bytes, TiltasKeep *keep, GError **error)
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

gboolean
tiltas_root_offer (TiltasUpdater *self, GBytes *kept, TiltasKeep *keep)
{
  TiltasMetadata *root = check_root (self, kept, NULL);

  if (root == NULL)
    return FALSE;
  adopt_root (self, root, FALSE, keep);
  return TRUE;
}

/* ---- Timestamp (section 5.4) ---- */

void
tiltas_timestamp_offer (TiltasUpdater *self, GBytes *kept)
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
  gint64 before = tiltas_metadata_get_version (self->kept_timestamp), after = tiltas_metadata_get_version (file);
  gint64 snapshot_before = tiltas_metadata_get_file (self->kept_timestamp, "snapshot")->version;
  gint64 snapshot_after = tiltas_metadata_get_file (file, "snapshot")->version;

  if (after < before)
    g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_ROLLBACK,
                 "timestamp: version %" G_GINT64_FORMAT " is offered, but version %" G_GINT64_FORMAT " was seen before",
                 after, before);
  else if (after > before && snapshot_after < snapshot_before)
    g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_ROLLBACK,
                 "timestamp: it declares snapshot version %" G_GINT64_FORMAT ", but version %" G_GINT64_FORMAT
                 " was seen before",
                 snapshot_after, snapshot_before);
  else
    return TRUE;
  return FALSE;
}

gboolean
tiltas_timestamp_feed (TiltasUpdater *self, GBytes *bytes, TiltasKeep *keep, GError **error)
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
      const TiltasFileInfo *before = tiltas_metadata_get_file (self->kept_snapshot, roles[i]);
      const TiltasFileInfo *after = tiltas_metadata_get_file (file, roles[i]);

      if (after != NULL && after->version >= before->version)
        continue;
      if (after == NULL)
        g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_ROLLBACK,
                     "snapshot: the role %s was listed before and is missing now", roles[i]);
      else
        g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_ROLLBACK,
                     "snapshot: it lists %s version %" G_GINT64_FORMAT ", but version %" G_GINT64_FORMAT
                     " was seen before",
                     roles[i], after->version, before->version);
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

gboolean
tiltas_snapshot_offer (TiltasUpdater *self, GBytes *kept)
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

gboolean
tiltas_snapshot_feed (TiltasUpdater *self, GBytes *bytes, TiltasKeep *keep, GError **error)
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

gboolean
tiltas_targets_take (TiltasUpdater *self, GBytes *bytes, GError **error)
{
  self->targets = tiltas_updater_accept (self, bytes, TILTAS_METADATA_TARGETS, "targets", self->root,
                                         tiltas_metadata_get_file (self->snapshot, "targets"), NULL, error);
  if (self->targets == NULL)
    return FALSE;
  self->step = STEP_FRESH;
  return TRUE;
}

gboolean
tiltas_targets_feed (TiltasUpdater *self, GBytes *bytes, TiltasKeep *keep, GError **error)
{
  if (!tiltas_targets_take (self, bytes, error))
    return FALSE;
  tiltas_updater_keep (self, keep, "targets", bytes);
  return TRUE;
}
