/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/recover.h"

#include "base/files.h"
#include "content/pack.h"
#include "publish/delegation.h"
#include "publish/deltas.h"
#include "publish/pack-target.h"
#include "trust/expires.h"
#include "trust/writer.h"

#include <string.h>

#define JUMP_MAX 1000000
/* How far to jump when nothing is known: as many versions as refreshing every six hours makes in eight months. */
#define JUMP_BLIND 1000
#define STATUS_MAX (1024 * 1024)

void
tiltas_seen_init (TiltasSeen *self)
{
  self->past = 0;
  self->versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
tiltas_seen_clear (TiltasSeen *self)
{
  g_clear_pointer (&self->versions, g_hash_table_unref);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
}

static gint64
highest (GHashTable *table, const char *name)
{
  const gint64 *value = g_hash_table_lookup (table, name);

  return value != NULL ? *value : 0;
}

static void
raise_to (GHashTable *table, const char *name, gint64 value)
{
  if (value > highest (table, name))
    g_hash_table_insert (table, g_strdup (name), g_memdup2 (&value, sizeof value));
}

/* ---- What terminals have ---- */

/* The number of the edition that a publisher's metadata names; 0 when it names none. */
static gint64
number_in (TiltasMetadata *metadata, const char *publisher)
{
  g_autoptr (TiltasTarget) target = tiltas_pack_target_get (metadata, publisher);

  return tiltas_pack_target_seq (target);
}

/* Adds what the metadata file name ("12.lib.json", "timestamp.json") says; other files are ignored. */
static void
add_file (TiltasSeen *self, const char *folder, const char *name)
{
  gsize digits = strspn (name, "0123456789");
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *role =
    digits > 0 && name[digits] == '.' ? g_strndup (name + digits + 1, strlen (name) - digits - 1) : g_strdup (name);
  gboolean is_timestamp;
  TiltasMetadataType type = TILTAS_METADATA_TARGETS;

  if (!g_str_has_suffix (role, ".json"))
    return;
  role[strlen (role) - strlen (".json")] = '\0';
  is_timestamp = strcmp (role, "timestamp") == 0;
  if ((digits == 0 && !is_timestamp) || strcmp (role, "root") == 0)
    return;
  type = is_timestamp ? TILTAS_METADATA_TIMESTAMP : strcmp (role, "snapshot") == 0 ? TILTAS_METADATA_SNAPSHOT : type;
  g_autoptr (GBytes) bytes = tiltas_file_read (path, tiltas_metadata_type_max (type), NULL);
  g_autoptr (TiltasMetadata) metadata = bytes != NULL ? tiltas_metadata_parse (bytes, type, role, NULL) : NULL;
  if (metadata == NULL)
    return;
  raise_to (self->versions, role, tiltas_metadata_get_version (metadata));
  if (!is_timestamp && !g_strv_contains (tiltas_top_roles, role))
    raise_to (self->numbers, role, number_in (metadata, role));
}

static gboolean
add_folder (TiltasSeen *self, const char *path, GError **error)
{
  g_autofree char *folder = g_build_filename (path, "metadata", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint before = g_hash_table_size (self->versions);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    add_file (self, folder, name);
  if (g_hash_table_size (self->versions) > before || highest (self->versions, "timestamp") > 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               "%s holds no metadata/ with signed files; name a folder that “tiltasctl export” wrote", path);
  return FALSE;
}

static gboolean
add_status (TiltasSeen *self, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = tiltas_file_read (path, STATUS_MAX, error);
  json_auto_t *status =
    bytes != NULL ? json_loadb (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), 0, NULL) : NULL;
  json_t *publishers = json_object_get (status, "publishers"), *entry;
  size_t i;

  if (bytes == NULL)
    return FALSE;
  json_array_foreach (publishers, i, entry)
    {
      const char *id = json_string_value (json_object_get (entry, "id"));

      if (id == NULL)
        continue;
      raise_to (self->numbers, id, json_integer_value (json_object_get (entry, "seq")));
      raise_to (self->numbers, id, json_integer_value (json_object_get (entry, "held")));
    }
  if (g_hash_table_size (self->numbers) > 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               "%s is not what “tiltasctl status --json” prints: it names no publishers", path);
  return FALSE;
}

gboolean
tiltas_seen_add (TiltasSeen *self, const char *path, GError **error)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR) ? add_folder (self, path, error) : add_status (self, path, error);
}

/* ---- The jump ---- */

static gboolean
check_jump (const char *what, const char *name, gint64 own, gint64 lost, GError **error)
{
  if (lost <= own + JUMP_MAX)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "%s %" G_GINT64_FORMAT " of “%s” is more than a million above %" G_GINT64_FORMAT
               ", which this repository has; nothing could take such a jump back. Is the number right?",
               what, lost, name, own);
  return FALSE;
}

/* Sets the version that role must pass: the highest that was seen or that lies in the folder, or JUMP_BLIND above
 * own (may be NULL) when none was seen. */
static gboolean
pass_lost_versions (TiltasEdit *edit, const TiltasSeen *seen, const char *role, TiltasMetadata *own, GError **error)
{
  g_autoptr (GArray) lying = tiltas_repository_versions (edit->repository->path, role);
  gint64 version = own != NULL ? tiltas_metadata_get_version (own) : 0;
  gint64 lost = MAX (seen->past, highest (seen->versions, role));

  if (lost == 0)
    lost = version + JUMP_BLIND;
  if (!check_jump ("version", role, version, lost, error))
    return FALSE;
  if (lying->len > 0)
    lost = MAX (lost, g_array_index (lying, gint64, lying->len - 1));
  raise_to (edit->lost_versions, role, lost);
  return TRUE;
}

/* Gives the publisher's edition a number above all that terminals have seen. */
static gboolean
renumber (TiltasEdit *edit, const TiltasSeen *seen, const char *publisher, TiltasMetadata *metadata, GError **error)
{
  g_autofree char *path = tiltas_pack_target_path (publisher);
  g_autofree char *small_path = g_strconcat (path, ".zst", NULL);
  const char *const paths[] = { path, small_path };
  json_t *targets = json_object_get (tiltas_edit_role (edit, publisher), "targets");
  g_auto (GStrv) listed = tiltas_metadata_list_targets (metadata);
  gint64 own = number_in (metadata, publisher), lost = MAX (seen->past, highest (seen->numbers, publisher));
  gint64 next = MAX (own, lost) + 1;

  if (!check_jump ("edition", publisher, own, lost, error))
    return FALSE;
  if (next > TILTAS_EDITION_MAX)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "“%s” would become edition %" G_GINT64_FORMAT "; the highest number is %d", publisher, next,
                   TILTAS_EDITION_MAX);
      return FALSE;
    }
  for (guint i = 0; own > 0 && i < G_N_ELEMENTS (paths); i++)
    {
      json_t *custom = json_object_get (json_object_get (targets, paths[i]), "custom");

      if (custom != NULL)
        json_object_set_new (custom, "seq", json_integer (next));
    }
  for (guint i = 0; listed[i] != NULL; i++) /* deltas lead to numbers that no longer exist */
    if (tiltas_deltas_seq (publisher, listed[i]) > 0)
      json_object_del (targets, listed[i]);
  if (own > 0)
    tiltas_edit_note (edit, "“%s”: edition %" G_GINT64_FORMAT " becomes edition %" G_GINT64_FORMAT, publisher, own,
                      next);
  return TRUE;
}

static gboolean
recover_publisher (TiltasEdit *edit, const TiltasSeen *seen, const char *name, guint *n_waiting, GError **error)
{
  TiltasMetadata *metadata = tiltas_repository_role (edit->repository, name);

  if (metadata == NULL)
    return TRUE;
  if (tiltas_delegation_can_sign (edit, edit->repository->targets, name))
    return pass_lost_versions (edit, seen, name, metadata, error) && renumber (edit, seen, name, metadata, error);
  if (highest (seen->versions, name) > 0 && highest (seen->versions, name) <= tiltas_metadata_get_version (metadata))
    return TRUE;
  (*n_waiting)++;
  tiltas_edit_note (edit,
                    "“%s” signs for itself: if it published after the backup, accept its folder again; if that is lost "
                    "too, it hands over anew with --above %" G_GINT64_FORMAT " --seq %" G_GINT64_FORMAT
                    ". Until then terminals that have its newer edition take nothing at all",
                    name,
                    MAX (MAX (seen->past, highest (seen->versions, name)), tiltas_metadata_get_version (metadata)),
                    MAX (MAX (seen->past, highest (seen->numbers, name)), number_in (metadata, name)) + 1);
  return TRUE;
}

gboolean
tiltas_recover (TiltasEdit *edit, const TiltasSeen *seen, guint *n_waiting, GError **error)
{
  TiltasRepository *repository = edit->repository;
  guint n = 0;
  const TiltasRole *const *roles = tiltas_metadata_get_delegations (repository->targets, &n);

  *n_waiting = 0;
  if (!pass_lost_versions (edit, seen, "timestamp", repository->timestamp, error) ||
      !pass_lost_versions (edit, seen, "snapshot", repository->snapshot, error) ||
      !pass_lost_versions (edit, seen, "targets", repository->targets, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!recover_publisher (edit, seen, roles[i]->name, n_waiting, error))
      return FALSE;
  tiltas_edit_note (edit,
                    "timestamp %" G_GINT64_FORMAT ", snapshot %" G_GINT64_FORMAT " and targets %" G_GINT64_FORMAT
                    " come next; terminals that saw versions up to there take this repository again",
                    highest (edit->lost_versions, "timestamp") + 1, highest (edit->lost_versions, "snapshot") + 1,
                    highest (edit->lost_versions, "targets") + 1);
  tiltas_edit_targets (edit);
  return TRUE;
}

/* ---- The notice ---- */

void
tiltas_recover_notice (TiltasEdit *edit)
{
  TiltasRepository *repository = edit->repository;
  g_autoptr (GArray) snapshots = tiltas_repository_versions (repository->path, "snapshot");
  gint64 newest = snapshots->len > 0 ? g_array_index (snapshots, gint64, snapshots->len - 1) : 0;
  g_autofree char *date = NULL;

  if (repository->timestamp == NULL)
    return;
  date = tiltas_expires_format (tiltas_metadata_get_expires (repository->timestamp));
  if (newest > tiltas_metadata_get_version (repository->snapshot))
    tiltas_edit_note (edit,
                      "note: snapshot %" G_GINT64_FORMAT " lies here, but the timestamp names %" G_GINT64_FORMAT
                      ". Was this repository restored from a backup? Then terminals may take nothing from it: see "
                      "“tiltas-publish recover --help”",
                      newest, tiltas_metadata_get_version (repository->snapshot));
  else if (tiltas_metadata_get_expires (repository->timestamp) <= edit->validity.now)
    tiltas_edit_note (edit,
                      "note: the timestamp ran out on %s. Was this repository restored from a backup? Then terminals "
                      "may take nothing from it: see “tiltas-publish recover --help”",
                      date);
}
