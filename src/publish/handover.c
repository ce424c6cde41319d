/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/handover.h"

#include "base/files.h"
#include "content/grants.h"
#include "content/pack.h"
#include "publish/changes.h"
#include "publish/deltas-check.h"
#include "publish/deltas.h"
#include "publish/published.h"
#include "publish/publisher-id.h"
#include "publish/quotas.h"
#include "trust/expires.h"
#include "trust/writer.h"

#include <string.h>

/* Bytes; ten targets need about 3 KiB. Terminals fetch it with each edition. */
#define METADATA_MAX (64 * 1024)
#define VERSION_LEAP_MAX 100000
#define PACK_MAX (256 * 1024 * 1024) /* also without a limit: it is read into memory */

/* ---- The check ---- */

typedef struct
{
  TiltasRepository *repository;
  const char *publisher;
  TiltasMetadata *metadata;
  const char *folder;
  gint64 now;
  json_t *entry; /* the publisher's, of publishers.json */
} Check;

static gboolean G_GNUC_PRINTF (3, 4) refuse (const Check *check, GError **error, const char *format, ...)
{
  g_autofree char *why = NULL;
  va_list arguments;

  va_start (arguments, format);
  why = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "version %" G_GINT64_FORMAT " of “%s” is refused: %s",
               tiltas_metadata_get_version (check->metadata), check->publisher, why);
  return FALSE;
}

static gboolean
check_signer (const Check *check, GError **error)
{
  TiltasMetadata *targets = check->repository->targets;
  g_autofree char *expires = tiltas_expires_format (tiltas_metadata_get_expires (check->metadata));
  gint64 threshold = 0;
  guint n = 0;
  int good = 0;

  if (!tiltas_metadata_count_signatures (targets, check->publisher, check->metadata, &good, &threshold))
    return refuse (check, error, "it has no role in this repository; see delegate");
  if (good < threshold)
    return refuse (check, error,
                   "it has %d of the %" G_GINT64_FORMAT
                   " signature(s) that its role needs; it was signed by a foreign or an old key, or changed afterwards",
                   good, threshold);
  if (g_bytes_get_size (tiltas_metadata_get_bytes (check->metadata)) > METADATA_MAX)
    return refuse (check, error, "its metadata is longer than %d bytes", METADATA_MAX);
  if (tiltas_metadata_get_expires (check->metadata) <= check->now)
    return refuse (check, error, "its signature ran out on %s; the publisher must sign again", expires);
  tiltas_metadata_get_delegations (check->metadata, &n);
  return n == 0 || refuse (check, error, "it delegates to others, which no publisher may");
}

static gboolean
check_path (const Check *check, const char *path, GError **error)
{
  const TiltasRole *role = tiltas_metadata_get_role (check->repository->targets, check->publisher);
  g_autofree char *prefix = g_strconcat (check->publisher, "/", NULL);
  const char *name = path + strlen (prefix);

  if (!g_str_has_prefix (path, prefix) || !tiltas_role_matches (role, path) || !tiltas_target_path_is_safe (path))
    return refuse (check, error, "“%s” does not lie under “%s”, where it may sign", path, prefix);
  return strcmp (name, "pack.jsonl") == 0 || strcmp (name, "pack.jsonl.zst") == 0 ||
         tiltas_deltas_seq (check->publisher, path) > 0 ||
         refuse (check, error, "“%s” is neither pack.jsonl, pack.jsonl.zst nor N.delta", path);
}

/* The file of a target, in the hand-over folder or, when it came with an earlier one, in the repository. */
static GBytes *
read_target (const Check *check, const TiltasTarget *target, GError **error)
{
  const char *const folders[] = { check->folder, check->repository->path };
  g_autofree char *name = tiltas_target_file_name (target->path, target->sha256);
  g_autoptr (GError) wrong = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *file = g_build_filename (folders[i], "targets", name, NULL);
      g_autoptr (GBytes) bytes = tiltas_file_read (file, target->length, i == 0 ? &wrong : NULL);

      if (bytes == NULL)
        continue;
      g_clear_error (&wrong);
      if (tiltas_target_check (target, bytes, &wrong))
        return g_steal_pointer (&bytes);
      refuse (check, error, "targets/%s is not the file that was signed: %s", name, wrong->message);
      return NULL;
    }
  refuse (check, error, "targets/%s is missing or cannot be read: %s", name, wrong->message);
  return NULL;
}

/* Every target, path → GBytes. A pack longer than allowed is refused before it is read. */
static GHashTable *
read_targets (const Check *check, GError **error)
{
  g_autoptr (GHashTable) files =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  g_auto (GStrv) paths = tiltas_metadata_list_targets (check->metadata);
  gint64 most = json_integer_value (json_object_get (json_object_get (check->entry, "limits"), "bytes"));

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (TiltasTarget) target = NULL;
      GBytes *bytes;

      if (!check_path (check, paths[i], error))
        return NULL;
      target = tiltas_metadata_get_target (check->metadata, paths[i], TRUE, NULL);
      if (target == NULL || target->sha256 == NULL)
        {
          refuse (check, error, "“%s” is signed without SHA-256", paths[i]);
          return NULL;
        }
      if (target->length > (guint64) (most > 0 ? MIN (most, PACK_MAX) : PACK_MAX))
        {
          refuse (check, error,
                  "“%s” has %" G_GUINT64_FORMAT " bytes, over the limit of %" G_GINT64_FORMAT " in publishers.json",
                  paths[i], target->length, most > 0 ? MIN (most, PACK_MAX) : PACK_MAX);
          return NULL;
        }
      bytes = read_target (check, target, error);
      if (bytes == NULL)
        return NULL;
      g_hash_table_insert (files, g_strdup (paths[i]), bytes);
    }
  return g_steal_pointer (&files);
}

static gboolean
on_bytes (const void *data, gsize length, gpointer user_data, GError **error)
{
  (void) error;
  g_byte_array_append (user_data, data, (guint) length);
  return TRUE;
}

static gboolean
check_compressed (const Check *check, GBytes *small, GBytes *pack, GError **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gsize length = 0;
  gsize small_length = 0;
  gconstpointer data = g_bytes_get_data (pack, &length);
  gconstpointer small_data = small != NULL ? g_bytes_get_data (small, &small_length) : NULL;

  if (small == NULL)
    return TRUE;
  if (tiltas_pack_decompress (small_data, small_length, length, on_bytes, out, NULL) && out->len == length &&
      memcmp (out->data, data, length) == 0)
    return TRUE;
  return refuse (check, error, "pack.jsonl.zst does not hold pack.jsonl");
}

static gint64
number_of (const TiltasTarget *target)
{
  return json_integer_value (json_object_get (target->custom, "seq"));
}

/* Every terminal counts on no time before the newest edition's: clocks of libraries may differ by minutes, not more. */
#define AHEAD 600
/* Numbers never go back: nobody may use them up. */
#define NUMBER_LEAP_MAX 10000

static gint64
highest_number (const Check *check, const char *path)
{
  TiltasMetadata *old = g_hash_table_lookup (check->repository->roles, check->publisher);
  g_autoptr (TiltasTarget) before = old != NULL ? tiltas_metadata_get_target (old, path, TRUE, NULL) : NULL;

  return MIN (TILTAS_EDITION_MAX, (before != NULL ? number_of (before) : 0) + NUMBER_LEAP_MAX);
}

/* Numbers and time of an edition, as a terminal asks for them. */
static gboolean
check_custom (const Check *check, const TiltasTarget *pack, GError **error)
{
  const char *published = json_string_value (json_object_get (pack->custom, "published"));

  if (number_of (pack) < 1 || json_integer_value (json_object_get (pack->custom, "format")) != 1)
    return refuse (check, error, "pack.jsonl has no edition number, or another format than 1");
  if (number_of (pack) > highest_number (check, pack->path))
    return refuse (check, error, "edition %" G_GINT64_FORMAT " leaps too far ahead of the one before",
                   number_of (pack));
  if (published == NULL || tiltas_expires_parse (published) <= 0)
    return refuse (check, error, "pack.jsonl has no time of publishing");
  return tiltas_expires_parse (published) <= check->now + AHEAD ||
         refuse (check, error, "it says it was published on %s, which is to come; is a clock wrong?", published);
}

static TiltasPackage *
check_files (const Check *check, GError **error)
{
  g_autoptr (GHashTable) files = read_targets (check, error);
  g_autofree char *path = g_strconcat (check->publisher, "/pack.jsonl", NULL);
  g_autofree char *small_path = g_strconcat (path, ".zst", NULL);
  g_autoptr (TiltasTarget) target = tiltas_metadata_get_target (check->metadata, path, TRUE, NULL);
  const char *const folders[] = { check->folder, check->repository->path, NULL };
  const TiltasDeltasCheck deltas = { check->publisher, check->metadata,
                                     g_hash_table_lookup (check->repository->roles, check->publisher), files, folders };
  GBytes *pack;
  g_autoptr (GError) wrong = NULL;
  TiltasPackage *package;

  if (files == NULL)
    return NULL;
  pack = g_hash_table_lookup (files, path);
  if (pack == NULL)
    {
      refuse (check, error, "it has no “%s”", path);
      return NULL;
    }
  if (!check_custom (check, target, error) ||
      !check_compressed (check, g_hash_table_lookup (files, small_path), pack, error))
    return NULL;
  if (!tiltas_deltas_check (&deltas, &wrong))
    {
      refuse (check, error, "%s", wrong->message);
      return NULL;
    }
  package = tiltas_package_read (folders, check->entry, pack, &wrong);
  if (package != NULL && tiltas_published_check_categories (check->repository, check->publisher, pack, &wrong))
    return package;
  g_clear_pointer (&package, tiltas_package_free);
  refuse (check, error, "%s", wrong->message);
  return NULL;
}

TiltasPackage *
tiltas_handover_check (TiltasRepository *repository,
                       const char *publisher,
                       TiltasMetadata *metadata,
                       const char *folder,
                       gint64 now,
                       GError **error)
{
  json_auto_t *publishers = NULL;
  Check check = { repository, publisher, metadata, folder, now, NULL };

  if (!check_signer (&check, error))
    return NULL;
  publishers = tiltas_quotas_read (repository, error);
  tiltas_grants_complete (publishers);
  check.entry = tiltas_quotas_find (publishers, publisher);
  if (publishers != NULL && check.entry == NULL)
    refuse (&check, error, "publishers.json of this repository does not name it; see delegate --quota");
  return check.entry != NULL ? check_files (&check, error) : NULL;
}

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

/* Versions only rise, for terminals too: one near the end of the numbers could never be followed. */
static gboolean
is_newer (TiltasMetadata *old, TiltasMetadata *metadata, const char *publisher, GError **error)
{
  gint64 before = old != NULL ? tiltas_metadata_get_version (old) : 0;
  gint64 version = tiltas_metadata_get_version (metadata);

  if (version > before && version <= before + VERSION_LEAP_MAX)
    return TRUE;
  if (version > before)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_LIMIT,
                   "version %" G_GINT64_FORMAT " of “%s” is refused: it is more than %d above version %" G_GINT64_FORMAT
                   " of the repository (see hand-over --above)",
                   version, publisher, VERSION_LEAP_MAX, before);
      return FALSE;
    }
  if (version == before && g_bytes_equal (tiltas_metadata_get_bytes (old), tiltas_metadata_get_bytes (metadata)))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                 "version %" G_GINT64_FORMAT " of “%s” was taken in already; nothing to do", version, publisher);
  else
    g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_ROLLBACK,
                 "version %" G_GINT64_FORMAT " of “%s” is refused: the repository has version %" G_GINT64_FORMAT
                 "; this is an older hand-over, or the publisher lost its folder (see hand-over --above)",
                 version, publisher, before);
  return FALSE;
}

/* The edition's number rises with its state, or terminals would refuse it. */
static gboolean
numbers_rise (TiltasMetadata *old, TiltasMetadata *metadata, const char *publisher, GError **error)
{
  g_autofree char *path = g_strconcat (publisher, "/pack.jsonl", NULL);
  g_autoptr (TiltasTarget) before = old != NULL ? tiltas_metadata_get_target (old, path, TRUE, NULL) : NULL;
  g_autoptr (TiltasTarget) after = tiltas_metadata_get_target (metadata, path, TRUE, NULL);

  if (before == NULL || number_of (after) > number_of (before) ||
      (number_of (after) == number_of (before) && g_strcmp0 (after->sha256, before->sha256) == 0))
    return TRUE;
  g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_ROLLBACK,
               "“%s” is refused: it brings edition %" G_GINT64_FORMAT
               ", but the repository has edition %" G_GINT64_FORMAT " (see hand-over --seq)",
               publisher, number_of (after), number_of (before));
  return FALSE;
}

static void
plan_files (TiltasEdit *edit, TiltasMetadata *metadata, TiltasPackage *package, const char *folder)
{
  g_auto (GStrv) paths = tiltas_metadata_list_targets (metadata);
  GHashTableIter iter;
  gpointer hash;
  gpointer blob;

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (TiltasTarget) target = tiltas_metadata_get_target (metadata, paths[i], TRUE, NULL);
      g_autofree char *name = tiltas_target_file_name (paths[i], target->sha256);
      g_autofree char *file = g_build_filename ("targets", name, NULL);
      g_autofree char *full = g_build_filename (folder, file, NULL);
      g_autoptr (GBytes) bytes = tiltas_file_read (full, target->length, NULL);

      if (bytes != NULL && tiltas_target_check (target, bytes, NULL)) /* else the repository has it */
        tiltas_plan_add (edit->plan, TILTAS_PLAN_TARGET, file, bytes);
    }
  g_hash_table_iter_init (&iter, package->blobs);
  while (g_hash_table_iter_next (&iter, &hash, &blob))
    {
      g_autofree char *path = g_strdup_printf ("blobs/%.2s/%s", (const char *) hash, (const char *) hash);

      tiltas_plan_add (edit->plan, TILTAS_PLAN_BLOB, path, blob);
    }
}

gboolean
tiltas_handover_accept (TiltasEdit *edit, const char *publisher, const char *folder, GError **error)
{
  TiltasRepository *repository = edit->repository;
  TiltasMetadata *old = g_hash_table_lookup (repository->roles, publisher);
  g_autoptr (TiltasMetadata) metadata = NULL;
  g_autoptr (TiltasTarget) before = NULL;
  TiltasPackage *package;
  g_autofree char *path = NULL;
  g_autofree char *pack_path = NULL;

  if (tiltas_metadata_get_role (repository->targets, publisher) == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "“%s” has no role in this repository; see delegate",
                   publisher);
      return FALSE;
    }
  metadata = read_newest (folder, publisher, error);
  if (metadata == NULL || !is_newer (old, metadata, publisher, error))
    return FALSE;
  package = tiltas_handover_check (repository, publisher, metadata, folder, edit->terms.now, error);
  if (package == NULL)
    return FALSE;
  if (!numbers_rise (old, metadata, publisher, error))
    {
      tiltas_package_free (package);
      return FALSE;
    }
  plan_files (edit, metadata, package, folder);
  pack_path = g_strconcat (publisher, "/pack.jsonl", NULL);
  before = old != NULL ? tiltas_metadata_get_target (old, pack_path, TRUE, NULL) : NULL;
  tiltas_changes_tell (edit, publisher, before, package->pack);
  tiltas_package_free (package);
  path = tiltas_repository_metadata_path (publisher, tiltas_metadata_get_version (metadata));
  tiltas_plan_add (edit->plan, TILTAS_PLAN_ROLE, path, tiltas_metadata_get_bytes (metadata));
  g_hash_table_replace (repository->pending, g_strdup (publisher), g_steal_pointer (&metadata));
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
