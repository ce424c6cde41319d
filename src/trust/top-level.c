/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/top-level.h"

#include "trust/error.h"
#include "trust/file-info.h"
#include "trust/metadata-type.h"
#include "trust/request.h"
#include "trust/role.h"

/* The checks of each role stand in the order of the specification. */

typedef enum
{
  STEP_ROOT,
  STEP_TIMESTAMP,
  STEP_SNAPSHOT,
  STEP_TARGETS,
  STEP_FRESH,
  STEP_FAILED,
} Step;

struct _TiltasTopLevel
{
  TiltasTrustedSet *set;
  Step step;
  gint64 last_root_version; /* 0: unknown */
  guint new_roots;          /* fetched in this run */
  gboolean rotated;         /* the keys of timestamp or snapshot have changed, so that their kept files are not used */
  TiltasMetadata *kept_timestamp; /* verified, possibly expired: for the checks against a rollback */
  TiltasMetadata *kept_snapshot;
};

TiltasTopLevel *
tiltas_top_level_new (TiltasTrustedSet *set)
{
  TiltasTopLevel *self = g_new0 (TiltasTopLevel, 1);

  self->set = set;
  self->step = STEP_ROOT;
  return self;
}

void
tiltas_top_level_free (TiltasTopLevel *self)
{
  g_clear_pointer (&self->kept_timestamp, tiltas_metadata_unref);
  g_clear_pointer (&self->kept_snapshot, tiltas_metadata_unref);
  g_free (self);
}

void
tiltas_top_level_set_last_root (TiltasTopLevel *self, GBytes *bytes)
{
  g_return_if_fail (self->step == STEP_ROOT);

  g_autoptr (TiltasMetadata) root = bytes ? tiltas_metadata_parse (bytes, TILTAS_METADATA_ROOT, "root", NULL) : NULL;
  self->last_root_version = root ? tiltas_metadata_get_version (root) : 0;
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
check_root (TiltasTopLevel *self, GBytes *bytes, GError **error)
{
  g_autoptr (TiltasMetadata) root = tiltas_metadata_parse (bytes, TILTAS_METADATA_ROOT, "root", error);

  if (root == NULL || !tiltas_metadata_verify (self->set->root, "root", root, error) ||
      !tiltas_metadata_verify (root, "root", root, error) ||
      !tiltas_metadata_check_version (root, tiltas_metadata_get_version (self->set->root) + 1, error))
    return NULL;
  return g_steal_pointer (&root);
}

/* Makes root the trusted one, and takes it. Old files are deleted before the new root is kept: if the program ends
 * between the two, the next run deletes them again instead of never. A root that was kept already has had its files
 * deleted, also when root.json was lost. */
static void
adopt_root (TiltasTopLevel *self, TiltasMetadata *root, gboolean fetched, TiltasKeep *keep)
{
  static const char *const dropped[] = { "timestamp.json", "snapshot.json", NULL };
  gint64 version = tiltas_metadata_get_version (root);
  g_autoptr (TiltasMetadata) old = self->set->root;

  self->set->root = root;
  if (version <= self->last_root_version)
    return; /* the last run came as far */
  tiltas_keep_fill (keep, "root", tiltas_metadata_get_bytes (root));
  if (!fetched)
    return;
  if (key_removed (old, root, "timestamp") || key_removed (old, root, "snapshot"))
    {
      self->rotated = TRUE;
      keep->drop = dropped;
    }
  keep->chain_name = g_strdup_printf ("%" G_GINT64_FORMAT ".root", version);
}

static gboolean
finish_root (TiltasTopLevel *self, GError **error)
{
  gint64 version = tiltas_metadata_get_version (self->set->root);

  if (version < self->last_root_version)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_ROLLBACK,
                   "root: the chain from the installed root ends at version %" G_GINT64_FORMAT
                   ", but version %" G_GINT64_FORMAT " was seen before",
                   version, self->last_root_version);
      return FALSE;
    }
  if (!tiltas_metadata_check_expiry (self->set->root, self->set->now, error))
    return FALSE;
  self->step = STEP_TIMESTAMP;
  return TRUE;
}

static gboolean
root_feed (TiltasTopLevel *self, GBytes *bytes, TiltasKeep *keep, GError **error)
{
  /* After this number of new roots the chain counts as complete for this run (section 5.3.3); the next run
   * continues. */
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
root_offer (TiltasTopLevel *self, GBytes *kept, TiltasKeep *keep)
{
  TiltasMetadata *root = check_root (self, kept, NULL);

  if (root == NULL)
    return FALSE;
  adopt_root (self, root, FALSE, keep);
  return TRUE;
}

/* ---- Timestamp (section 5.4) ---- */

static void
timestamp_offer (TiltasTopLevel *self, GBytes *kept)
{
  g_autoptr (TiltasMetadata) file = tiltas_metadata_parse (kept, TILTAS_METADATA_TIMESTAMP, "timestamp", NULL);

  if (self->rotated || file == NULL || !tiltas_metadata_verify (self->set->root, "timestamp", file, NULL))
    return;
  g_clear_pointer (&self->kept_timestamp, tiltas_metadata_unref);
  self->kept_timestamp = g_steal_pointer (&file);
}

static gboolean
check_timestamp_rollback (TiltasTopLevel *self, TiltasMetadata *file, GError **error)
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

static gboolean
timestamp_feed (TiltasTopLevel *self, GBytes *bytes, TiltasKeep *keep, GError **error)
{
  g_autoptr (TiltasMetadata) file = tiltas_metadata_parse (bytes, TILTAS_METADATA_TIMESTAMP, "timestamp", error);

  if (file == NULL || !tiltas_metadata_verify (self->set->root, "timestamp", file, error))
    return FALSE;
  if (self->kept_timestamp != NULL && !check_timestamp_rollback (self, file, error))
    return FALSE;
  /* Of two with the same version the kept one is used, if it has not expired: "discard the new timestamp metadata". */
  gboolean unchanged = self->kept_timestamp != NULL &&
                       tiltas_metadata_get_version (file) == tiltas_metadata_get_version (self->kept_timestamp);
  TiltasMetadata *chosen = unchanged ? self->kept_timestamp : file;
  if (!tiltas_metadata_check_expiry (chosen, self->set->now, error))
    return FALSE;
  self->set->timestamp = tiltas_metadata_ref (chosen);
  self->step = STEP_SNAPSHOT;
  if (!unchanged)
    tiltas_keep_fill (keep, "timestamp", bytes);
  return TRUE;
}

/* ---- Snapshot (section 5.5) ---- */

/* Nothing that the kept snapshot listed may be missing or have a lower version. */
static gboolean
check_snapshot_rollback (TiltasTopLevel *self, TiltasMetadata *file, GError **error)
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

/* Makes file the trusted snapshot, and takes it. */
static void
adopt_snapshot (TiltasTopLevel *self, TiltasMetadata *file)
{
  self->set->snapshot = file;
  self->step = STEP_TARGETS;
}

static gboolean
snapshot_offer (TiltasTopLevel *self, GBytes *kept)
{
  g_autoptr (TiltasMetadata) file = tiltas_metadata_parse (kept, TILTAS_METADATA_SNAPSHOT, "snapshot", NULL);
  const TiltasFileInfo *info = tiltas_metadata_get_file (self->set->timestamp, "snapshot");

  if (self->rotated || file == NULL || !tiltas_metadata_verify (self->set->root, "snapshot", file, NULL))
    return FALSE;
  g_clear_pointer (&self->kept_snapshot, tiltas_metadata_unref);
  self->kept_snapshot = tiltas_metadata_ref (file);
  /* A kept snapshot that is verified is always used for the check against a rollback. It is used as the trusted one
   * only when the timestamp declares exactly this file. */
  if (tiltas_metadata_get_version (file) != info->version || !tiltas_file_info_check (info, "snapshot", kept, NULL) ||
      !tiltas_metadata_check_expiry (file, self->set->now, NULL))
    return FALSE;
  adopt_snapshot (self, g_steal_pointer (&file));
  return TRUE;
}

static gboolean
snapshot_feed (TiltasTopLevel *self, GBytes *bytes, TiltasKeep *keep, GError **error)
{
  TiltasDeclaration declaration = tiltas_trusted_set_declared_snapshot (self->set);
  g_autoptr (TiltasMetadata) file = tiltas_declaration_read (&declaration, bytes, error);

  if (file == NULL || !check_snapshot_rollback (self, file, error) ||
      !tiltas_metadata_check_expiry (file, self->set->now, error))
    return FALSE;
  adopt_snapshot (self, g_steal_pointer (&file));
  tiltas_keep_fill (keep, "snapshot", bytes);
  return TRUE;
}

/* ---- Targets (section 5.6, steps 1 to 6) ---- */

static gboolean
targets_take (TiltasTopLevel *self, GBytes *bytes, GError **error)
{
  TiltasDeclaration declaration = tiltas_trusted_set_declared_targets (self->set);
  g_autoptr (TiltasMetadata) file = tiltas_declaration_read (&declaration, bytes, error);

  if (file == NULL || !tiltas_metadata_check_expiry (file, self->set->now, error))
    return FALSE;
  self->set->targets = g_steal_pointer (&file);
  self->step = STEP_FRESH;
  return TRUE;
}

static gboolean
targets_feed (TiltasTopLevel *self, GBytes *bytes, TiltasKeep *keep, GError **error)
{
  if (!targets_take (self, bytes, error))
    return FALSE;
  tiltas_keep_fill (keep, "targets", bytes);
  return TRUE;
}

/* ---- The machine ---- */

static void
request_declared (TiltasTopLevel *self, TiltasRequest *request, TiltasDeclaration declaration)
{
  tiltas_request_fill_declared (request, &declaration, tiltas_metadata_get_consistent_snapshot (self->set->root));
}

gboolean
tiltas_top_level_next (TiltasTopLevel *self, TiltasRequest *request)
{
  switch (self->step)
    {
    case STEP_ROOT:
      tiltas_request_fill_root (request, tiltas_metadata_get_version (self->set->root) + 1);
      return TRUE;
    case STEP_TIMESTAMP:
      tiltas_request_fill_timestamp (request);
      return TRUE;
    case STEP_SNAPSHOT:
      request_declared (self, request, tiltas_trusted_set_declared_snapshot (self->set));
      return TRUE;
    case STEP_TARGETS:
      request_declared (self, request, tiltas_trusted_set_declared_targets (self->set));
      return TRUE;
    case STEP_FRESH:
    case STEP_FAILED:
    default:
      return FALSE;
    }
}

gboolean
tiltas_top_level_offer (TiltasTopLevel *self, GBytes *kept, TiltasKeep *keep)
{
  switch (self->step)
    {
    case STEP_ROOT:
      return root_offer (self, kept, keep);
    case STEP_TIMESTAMP:
      timestamp_offer (self, kept);
      return FALSE;
    case STEP_SNAPSHOT:
      return snapshot_offer (self, kept);
    case STEP_TARGETS:
      return targets_take (self, kept, NULL);
    case STEP_FRESH:
    case STEP_FAILED:
    default:
      return FALSE;
    }
}

static gboolean
feed (TiltasTopLevel *self, GBytes *bytes, TiltasKeep *keep, GError **error)
{
  static const char *const names[] = {
    [STEP_TIMESTAMP] = "timestamp", [STEP_SNAPSHOT] = "snapshot", [STEP_TARGETS] = "targets"
  };

  if (self->step == STEP_ROOT)
    return root_feed (self, bytes, keep, error);
  if (bytes == NULL)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_NOT_FOUND, "%s: the repository has no such file",
                   names[self->step]);
      return FALSE;
    }
  if (self->step == STEP_TIMESTAMP)
    return timestamp_feed (self, bytes, keep, error);
  if (self->step == STEP_SNAPSHOT)
    return snapshot_feed (self, bytes, keep, error);
  return targets_feed (self, bytes, keep, error);
}

gboolean
tiltas_top_level_feed (TiltasTopLevel *self, GBytes *bytes, TiltasKeep *keep, GError **error)
{
  g_return_val_if_fail (self->step < STEP_FRESH, FALSE);

  if (feed (self, bytes, keep, error))
    return TRUE;
  self->step = STEP_FAILED;
  return FALSE;
}

gboolean
tiltas_top_level_is_fresh (const TiltasTopLevel *self)
{
  return self->step == STEP_FRESH;
}
