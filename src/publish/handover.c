/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/handover.h"

#include "base/files.h"
#include "publish/changes.h"
#include "publish/handover-check.h"
#include "publish/pack-target.h"
#include "publish/publisher-id.h"
#include "trust/expires.h"
#include "trust/writer.h"

#include <string.h>

#define VERSION_LEAP_MAX 100000

/* ---- The National Library's side ---- */

static TiltasMetadata *
read_newest (const char *folder, const char *publisher, GError **error)
{
  g_autoptr (GArray) versions = tiltas_repository_versions (folder, publisher);
  g_autofree char *path = NULL;
  g_autofree char *full = NULL;
  g_autoptr (GBytes) bytes = NULL;
  TiltasMetadata *metadata;
  gint64 version;

  if (versions->len == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   "%s holds nothing of “%s”: a folder that hand-over wrote has metadata/N.%s.json", folder, publisher,
                   publisher);
      return NULL;
    }
  version = g_array_index (versions, gint64, versions->len - 1);
  path = tiltas_repository_metadata_path (publisher, version);
  full = g_build_filename (folder, path, NULL);
  bytes = tiltas_file_read (full, TILTAS_TARGETS_MAX, error);
  metadata = bytes != NULL ? tiltas_metadata_parse (bytes, TILTAS_METADATA_TARGETS, publisher, error) : NULL;
  if (bytes != NULL && metadata == NULL)
    g_prefix_error (error, "%s: ", full);
  if (metadata == NULL || tiltas_metadata_get_version (metadata) == version)
    return metadata;
  g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_VERSION, "%s holds version %" G_GINT64_FORMAT, full,
               tiltas_metadata_get_version (metadata));
  tiltas_metadata_unref (metadata);
  return NULL;
}

/* Terminals take no version below one that they have seen: after a version near the largest number none could
 * follow. */
static gboolean
is_newer (const TiltasHandover *self, TiltasMetadata *old, GError **error)
{
  gint64 before = old != NULL ? tiltas_metadata_get_version (old) : 0;
  gint64 version = tiltas_metadata_get_version (self->metadata);

  if (version > before && version <= before + VERSION_LEAP_MAX)
    return TRUE;
  if (version > before)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_LIMIT,
                   "version %" G_GINT64_FORMAT " of “%s” is refused: it is more than %d above version %" G_GINT64_FORMAT
                   " of the repository (see hand-over --above)",
                   version, self->publisher, VERSION_LEAP_MAX, before);
      return FALSE;
    }
  if (version == before && g_bytes_equal (tiltas_metadata_get_bytes (old), tiltas_metadata_get_bytes (self->metadata)))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                 "version %" G_GINT64_FORMAT " of “%s” was taken in already; nothing to do", version, self->publisher);
  else
    g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_ROLLBACK,
                 "version %" G_GINT64_FORMAT " of “%s” is refused: the repository has version %" G_GINT64_FORMAT
                 "; this is an older hand-over, or the publisher lost its folder (see hand-over --above)",
                 version, self->publisher, before);
  return FALSE;
}

/* Terminals refuse a changed edition whose number has not risen. */
static gboolean
numbers_rise (const TiltasHandover *self, TiltasMetadata *old, GError **error)
{
  g_autoptr (TiltasTarget) before = tiltas_pack_target_get (old, self->publisher);
  g_autoptr (TiltasTarget) after = tiltas_pack_target_get (self->metadata, self->publisher);
  gint64 seq_before = tiltas_pack_target_seq (before);
  gint64 seq = tiltas_pack_target_seq (after);

  if (before == NULL || seq > seq_before || (seq == seq_before && g_strcmp0 (after->sha256, before->sha256) == 0))
    return TRUE;
  g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_ROLLBACK,
               "“%s” is refused: it brings edition %" G_GINT64_FORMAT
               ", but the repository has edition %" G_GINT64_FORMAT " (see hand-over --seq)",
               self->publisher, seq, seq_before);
  return FALSE;
}

/* Adds the targets' files to the plan. A file that is not in the folder is in the repository already. */
static void
plan_targets (TiltasEdit *edit, const TiltasHandover *self)
{
  g_auto (GStrv) paths = tiltas_metadata_list_targets (self->metadata);

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (TiltasTarget) target = tiltas_metadata_get_target (self->metadata, paths[i], TRUE, NULL);
      g_autofree char *file = tiltas_repository_target_path (paths[i], target->sha256);
      g_autofree char *full = g_build_filename (self->folder, file, NULL);
      g_autoptr (GBytes) bytes = tiltas_file_read (full, target->length, NULL);

      if (bytes != NULL && tiltas_target_check (target, bytes, NULL))
        tiltas_plan_add (edit->plan, TILTAS_PLAN_TARGET, file, bytes);
    }
}

/* Takes what was checked into edit. */
static void
take_in (TiltasEdit *edit, const TiltasHandover *self, TiltasMetadata *old, TiltasPackage *package)
{
  g_autoptr (TiltasTarget) before = tiltas_pack_target_get (old, self->publisher);
  g_autofree char *path =
    tiltas_repository_metadata_path (self->publisher, tiltas_metadata_get_version (self->metadata));

  plan_targets (edit, self);
  tiltas_edit_add_blobs (edit, package->blobs);
  tiltas_changes_note (edit, self->publisher, before, package->pack);
  tiltas_plan_add (edit->plan, TILTAS_PLAN_ROLE, path, tiltas_metadata_get_bytes (self->metadata));
  g_hash_table_replace (edit->repository->pending, g_strdup (self->publisher), tiltas_metadata_ref (self->metadata));
}

gboolean
tiltas_handover_accept (TiltasEdit *edit, const char *publisher, const char *folder, GError **error)
{
  TiltasRepository *repository = edit->repository;
  TiltasMetadata *old = g_hash_table_lookup (repository->roles, publisher);
  g_autoptr (TiltasMetadata) metadata = NULL;
  g_autoptr (TiltasPackage) package = NULL;

  if (tiltas_metadata_get_role (repository->targets, publisher) == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "“%s” has no role in this repository; see delegate",
                   publisher);
      return FALSE;
    }
  metadata = read_newest (folder, publisher, error);
  if (metadata == NULL)
    return FALSE;
  const TiltasHandover self = { repository, publisher, metadata, folder, edit->validity.now };
  if (!is_newer (&self, old, error))
    return FALSE;
  package = tiltas_handover_check (&self, error);
  if (package == NULL || !numbers_rise (&self, old, error))
    return FALSE;
  take_in (edit, &self, old, package);
  return TRUE;
}

/* ---- The partner's side ---- */

TiltasRepository *
tiltas_handover_open (const char *folder, const char *publisher, gboolean lock, GError **error)
{
  g_autoptr (TiltasRepository) self = NULL;
  g_autoptr (GError) wrong = NULL;
  TiltasMetadata *role;

  if (!tiltas_publisher_is_id (publisher))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, TILTAS_PUBLISHER_ID_FAULT, publisher);
      return NULL;
    }
  if (lock && !tiltas_folder_make (folder, error))
    return NULL;
  self = tiltas_repository_open_empty (folder, lock, error);
  role = self != NULL ? read_newest (folder, publisher, &wrong) : NULL;
  if (role != NULL)
    g_hash_table_insert (self->roles, g_strdup (publisher), role);
  else if (self != NULL && !g_error_matches (wrong, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return NULL;
    }
  return g_steal_pointer (&self);
}
