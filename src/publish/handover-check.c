/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/handover-check.h"

#include "base/files.h"
#include "content/grants.h"
#include "content/pack.h"
#include "publish/category-check.h"
#include "publish/deltas-check.h"
#include "publish/deltas.h"
#include "publish/pack-target.h"
#include "publish/quotas.h"
#include "trust/writer.h"
#include "trust/expires.h"

#include <string.h>

/* Bytes. Ten targets need about 3 KiB; terminals fetch this file with each edition. */
#define METADATA_MAX (64 * 1024)

static gboolean G_GNUC_PRINTF (3, 4) refuse (const TiltasHandover *self, GError **error, const char *format, ...)
{
  g_autofree char *why = NULL;
  va_list arguments;

  va_start (arguments, format);
  why = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "version %" G_GINT64_FORMAT " of “%s” is refused: %s",
               tiltas_metadata_get_version (self->metadata), self->publisher, why);
  return FALSE;
}

static gboolean
check_signer (const TiltasHandover *self, GError **error)
{
  TiltasMetadata *targets = self->repository->targets;
  g_autofree char *expires = tiltas_expires_format (tiltas_metadata_get_expires (self->metadata));
  gint64 threshold = 0;
  guint n = 0;
  int good = 0;

  if (!tiltas_metadata_count_signatures (targets, self->publisher, self->metadata, &good, &threshold))
    return refuse (self, error, "it has no role in this repository; see delegate");
  if (good < threshold)
    return refuse (self, error,
                   "it has %d of the %" G_GINT64_FORMAT
                   " signature(s) that its role needs; it was signed by a foreign or an old key, or changed afterwards",
                   good, threshold);
  if (g_bytes_get_size (tiltas_metadata_get_bytes (self->metadata)) > METADATA_MAX)
    return refuse (self, error, "its metadata is longer than %d bytes", METADATA_MAX);
  if (tiltas_metadata_get_expires (self->metadata) <= self->now)
    return refuse (self, error, "its signature ran out on %s; the publisher must sign again", expires);
  tiltas_metadata_get_delegations (self->metadata, &n);
  return n == 0 || refuse (self, error, "it delegates to others, which no publisher may");
}

static gboolean
check_path (const TiltasHandover *self, const char *path, GError **error)
{
  const TiltasRole *role = tiltas_metadata_get_role (self->repository->targets, self->publisher);
  g_autofree char *prefix = g_strconcat (self->publisher, "/", NULL);
  const char *name = path + strlen (prefix);

  if (!g_str_has_prefix (path, prefix) || !tiltas_role_matches (role, path) || !tiltas_target_path_is_safe (path))
    return refuse (self, error, "“%s” does not lie under “%s”, where it may sign", path, prefix);
  return strcmp (name, "pack.jsonl") == 0 || strcmp (name, "pack.jsonl.zst") == 0 ||
         tiltas_deltas_seq (self->publisher, path) > 0 ||
         refuse (self, error, "“%s” is neither pack.jsonl, pack.jsonl.zst nor N.delta", path);
}

/* The bytes of a target, from the hand-over folder or, when an earlier hand-over brought them, from the repository.
 * Transfer full. */
static GBytes *
read_target (const TiltasHandover *self, const TiltasTarget *target, GError **error)
{
  const char *const folders[] = { self->folder, self->repository->path };
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
      refuse (self, error, "targets/%s is not the file that was signed: %s", name, wrong->message);
      return NULL;
    }
  refuse (self, error, "targets/%s is missing or cannot be read: %s", name, wrong->message);
  return NULL;
}

/* The bytes of every target, path → GBytes. A target that is longer than entry (the publisher's, of publishers.json)
 * allows is refused before it is read. Transfer full. */
static GHashTable *
read_targets (const TiltasHandover *self, json_t *entry, GError **error)
{
  g_autoptr (GHashTable) files =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  g_auto (GStrv) paths = tiltas_metadata_list_targets (self->metadata);
  gint64 most = json_integer_value (json_object_get (json_object_get (entry, "limits"), "bytes"));

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (TiltasTarget) target = NULL;
      GBytes *bytes;

      if (!check_path (self, paths[i], error))
        return NULL;
      target = tiltas_metadata_get_target (self->metadata, paths[i], TRUE, NULL);
      if (target == NULL || target->sha256 == NULL)
        {
          refuse (self, error, "“%s” is signed without SHA-256", paths[i]);
          return NULL;
        }
      if (target->length > (guint64) (most > 0 ? MIN (most, TILTAS_PACK_TARGET_MAX) : TILTAS_PACK_TARGET_MAX))
        {
          refuse (self, error,
                  "“%s” has %" G_GUINT64_FORMAT " bytes, over the limit of %" G_GINT64_FORMAT " in publishers.json",
                  paths[i], target->length, most > 0 ? MIN (most, TILTAS_PACK_TARGET_MAX) : TILTAS_PACK_TARGET_MAX);
          return NULL;
        }
      bytes = read_target (self, target, error);
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
check_compressed (const TiltasHandover *self, GBytes *small, GBytes *pack, GError **error)
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
  return refuse (self, error, "pack.jsonl.zst does not hold pack.jsonl");
}

/* Seconds. A terminal takes the time of the newest edition for the earliest present time, so that a wrong clock of a
 * publisher would set the clocks of terminals; minutes are tolerated. */
#define AHEAD 600
/* Edition numbers never go down, so that a large leap could use them up. */
#define NUMBER_LEAP_MAX 10000

static gint64
highest_number (const TiltasHandover *self)
{
  TiltasMetadata *old = g_hash_table_lookup (self->repository->roles, self->publisher);
  g_autoptr (TiltasTarget) before = tiltas_pack_target_get (old, self->publisher);

  return MIN (TILTAS_EDITION_MAX, tiltas_pack_target_seq (before) + NUMBER_LEAP_MAX);
}

/* Checks number, format and time of an edition as a terminal does. */
static gboolean
check_custom (const TiltasHandover *self, const TiltasTarget *pack, GError **error)
{
  const char *published = json_string_value (json_object_get (pack->custom, "published"));

  if (tiltas_pack_target_seq (pack) < 1 || json_integer_value (json_object_get (pack->custom, "format")) != 1)
    return refuse (self, error, "pack.jsonl has no edition number, or another format than 1");
  if (tiltas_pack_target_seq (pack) > highest_number (self))
    return refuse (self, error, "edition %" G_GINT64_FORMAT " leaps too far ahead of the one before",
                   tiltas_pack_target_seq (pack));
  if (published == NULL || tiltas_expires_parse (published) <= 0)
    return refuse (self, error, "pack.jsonl has no time of publishing");
  return tiltas_expires_parse (published) <= self->now + AHEAD ||
         refuse (self, error, "it says it was published on %s, which is to come; is a clock wrong?", published);
}

static TiltasPackage *
check_files (const TiltasHandover *self, json_t *entry, GError **error)
{
  g_autoptr (GHashTable) files = read_targets (self, entry, error);
  g_autofree char *path = tiltas_pack_target_path (self->publisher);
  g_autofree char *small_path = g_strconcat (path, ".zst", NULL);
  g_autoptr (TiltasTarget) target = tiltas_metadata_get_target (self->metadata, path, TRUE, NULL);
  const char *const folders[] = { self->folder, self->repository->path, NULL };
  const TiltasDeltasCheck deltas = { self->publisher, self->metadata,
                                     g_hash_table_lookup (self->repository->roles, self->publisher), files, folders };
  GBytes *pack;
  g_autoptr (GError) wrong = NULL;
  TiltasPackage *package;

  if (files == NULL)
    return NULL;
  pack = g_hash_table_lookup (files, path);
  if (pack == NULL)
    {
      refuse (self, error, "it has no “%s”", path);
      return NULL;
    }
  if (!check_custom (self, target, error) ||
      !check_compressed (self, g_hash_table_lookup (files, small_path), pack, error))
    return NULL;
  if (!tiltas_deltas_check (&deltas, &wrong))
    {
      refuse (self, error, "%s", wrong->message);
      return NULL;
    }
  package = tiltas_package_read (folders, entry, pack, &wrong);
  if (package != NULL && tiltas_category_check (self->repository, self->publisher, pack, &wrong))
    return package;
  g_clear_pointer (&package, tiltas_package_free);
  refuse (self, error, "%s", wrong->message);
  return NULL;
}

TiltasPackage *
tiltas_handover_check (const TiltasHandover *self, GError **error)
{
  json_auto_t *publishers = NULL;
  json_t *entry;

  if (!check_signer (self, error))
    return NULL;
  publishers = tiltas_quotas_read (self->repository, error);
  tiltas_grants_complete (publishers);
  entry = tiltas_quotas_find (publishers, self->publisher);
  if (publishers != NULL && entry == NULL)
    refuse (self, error, "publishers.json of this repository does not name it; see delegate --quota");
  return entry != NULL ? check_files (self, entry, error) : NULL;
}
