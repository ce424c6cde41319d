/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/packages.h"

#include "base/files.h"
#include "base/hash.h"
#include "content/canonical.h"
#include "content/grants.h"
#include "content/pack-reader.h"
#include "content/record.h"
#include "publish/edition-files.h"
#include "publish/pack-target.h"
#include "publish/publisher-id.h"
#include "publish/repository.h"

#include <string.h>

#define BLOB_MAX (8 * 1024 * 1024)

void
tiltas_package_free (TiltasPackage *self)
{
  g_free (self->publisher);
  g_clear_pointer (&self->pack, g_bytes_unref);
  g_free (self->state);
  g_hash_table_unref (self->blobs);
  g_free (self);
}

void
tiltas_packages_free (TiltasPackages *self)
{
  g_clear_pointer (&self->publishers, g_bytes_unref);
  g_ptr_array_unref (self->list);
  g_free (self);
}

TiltasPackage *
tiltas_packages_find (TiltasPackages *self, const char *publisher)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      TiltasPackage *package = self->list->pdata[i];

      if (g_strcmp0 (package->publisher, publisher) == 0)
        return package;
    }
  return NULL;
}

static TiltasPackages *
packages_new (json_t *publishers, GError **error)
{
  g_autoptr (GBytes) bytes = publishers != NULL ? tiltas_canonical_write (publishers, error) : NULL;
  TiltasPackages *self;
  gsize length = 0;
  const char *data;
  g_autofree char *text = NULL;

  if (bytes == NULL)
    {
      if (publishers == NULL)
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "it cannot be read");
      g_prefix_error (error, "publishers.json: ");
      return NULL;
    }
  data = g_bytes_get_data (bytes, &length);
  text = g_strdup_printf ("%.*s\n", (int) length, data);
  self = g_new0 (TiltasPackages, 1);
  self->publishers = g_bytes_new (text, length + 1);
  self->list = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_package_free);
  return self;
}

static TiltasPackage *
package_new (const char *publisher, GBytes *pack)
{
  TiltasPackage *self = g_new0 (TiltasPackage, 1);

  self->publisher = g_strdup (publisher);
  self->pack = g_bytes_ref (pack);
  self->state = tiltas_sha256_hex (g_bytes_get_data (pack, NULL), g_bytes_get_size (pack));
  self->blobs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  return self;
}

TiltasPackages *
tiltas_packages_of (TiltasTree *tree, GError **error)
{
  TiltasPackages *self = packages_new (tree->publishers_json, error);

  for (guint i = 0; self != NULL && i < tree->publishers->len; i++)
    {
      TiltasPublisher *publisher = tree->publishers->pdata[i];
      g_autofree char *folder = g_build_filename (tree->root, publisher->id, NULL);
      g_autoptr (GBytes) pack = tiltas_edition_files_pack (publisher);
      g_autoptr (GPtrArray) hashes = tiltas_edition_files_blobs (publisher);
      TiltasPackage *package;

      if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
        continue; /* its content lies elsewhere */
      package = package_new (publisher->id, pack);
      for (guint j = 0; j < hashes->len; j++)
        {
          GBytes *blob = g_hash_table_lookup (tree->blobs, hashes->pdata[j]);

          g_hash_table_insert (package->blobs, g_strdup (hashes->pdata[j]), g_bytes_ref (blob));
        }
      g_ptr_array_add (self->list, package);
    }
  return self;
}

/* --- From a folder --- */

typedef struct
{
  const char *const *folders;
  TiltasPackage *package;
  gint64 blob_bytes;
} Reading;

/* The blob of that hash from the first of folders (NULL-terminated) that has it. Transfer full. */
static GBytes *
find_blob (const char *const *folders, const char *hash, GError **error)
{
  for (guint i = 0; folders[i] != NULL; i++)
    {
      g_autofree char *name = tiltas_repository_blob_path (hash);
      g_autofree char *path = g_build_filename (folders[i], name, NULL);
      g_autoptr (GError) wrong = NULL;
      GBytes *bytes = tiltas_file_read (path, BLOB_MAX, &wrong);

      if (bytes != NULL)
        return bytes;
      if (folders[i + 1] == NULL || !g_error_matches (wrong, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&wrong));
          return NULL;
        }
    }
  return NULL;
}

static gboolean
read_blob (Reading *reading, const char *hash, json_t *length, GError **error)
{
  GBytes *known = g_hash_table_lookup (reading->package->blobs, hash);
  g_autoptr (GBytes) bytes = known != NULL ? g_bytes_ref (known) : find_blob (reading->folders, hash, error);
  g_autofree char *is = NULL;

  if (bytes == NULL)
    return FALSE;
  is = tiltas_sha256_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (strcmp (is, hash) != 0 || json_integer_value (length) != (json_int_t) g_bytes_get_size (bytes))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "blobs/%.2s/%s is not the blob that its name says", hash,
                   hash);
      return FALSE;
    }
  if (known != NULL)
    return TRUE;
  reading->blob_bytes += (gint64) g_bytes_get_size (bytes);
  g_hash_table_insert (reading->package->blobs, g_strdup (hash), g_steal_pointer (&bytes));
  return TRUE;
}

/* Reads every blob that value, a part of a record, names: objects with sha256 and length, as terminals count them. */
static gboolean
read_blobs (Reading *reading, json_t *value, GError **error)
{
  const char *hash = json_string_value (json_object_get (value, "sha256"));
  json_t *length = json_object_get (value, "length");
  const char *name;
  json_t *child;
  size_t i;

  if (hash != NULL && json_is_integer (length) && tiltas_is_sha256_hex (hash) &&
      !read_blob (reading, hash, length, error))
    return FALSE;
  json_object_foreach (value, name, child)
    if (!read_blobs (reading, child, error))
      return FALSE;
  json_array_foreach (value, i, child)
    if (!read_blobs (reading, child, error))
      return FALSE;
  return TRUE;
}

typedef struct
{
  Reading *reading;
  json_t *kinds; /* that the publisher may ship; NULL: all */
  gint64 records;
} Checking;

static gboolean
on_line (const TiltasPackLine *line, gpointer data, GError **error)
{
  Checking *checking = data;
  gboolean allowed = checking->kinds == NULL;
  json_t *kind;
  size_t i;

  json_array_foreach (checking->kinds, i, kind)
    allowed = allowed || g_strcmp0 (json_string_value (kind), line->key->kind) == 0;
  checking->records++;
  if (allowed)
    return read_blobs (checking->reading, line->record, error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "“%s” may not ship records of the kind “%s”",
               line->key->publisher, line->key->kind);
  return FALSE;
}

static gboolean
is_within (json_t *entry, const Checking *checking, GError **error)
{
  static const char *const names[] = { "records", "bytes", "blobs" };
  const gint64 is[] = { checking->records, (gint64) g_bytes_get_size (checking->reading->package->pack),
                        checking->reading->blob_bytes };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gint64 most = json_integer_value (json_object_get (json_object_get (entry, "limits"), names[i]));

      if (most == 0 || is[i] <= most)
        continue;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "%" G_GINT64_FORMAT " %s are over the limit of %" G_GINT64_FORMAT " in publishers.json", is[i],
                   names[i], most);
      return FALSE;
    }
  return TRUE;
}

TiltasPackage *
tiltas_package_read (const char *const *folders, json_t *entry, GBytes *pack, GError **error)
{
  const char *id = json_string_value (json_object_get (entry, "id"));
  TiltasPackage *package = package_new (id, pack);
  Reading reading = { folders, package, 0 };
  Checking checking = { &reading, json_object_get (entry, "kinds"), 0 };
  g_autoptr (TiltasPackReader) reader = tiltas_pack_reader_new (id, on_line, &checking);

  if (tiltas_pack_reader_feed (reader, g_bytes_get_data (pack, NULL), g_bytes_get_size (pack), error) &&
      tiltas_pack_reader_finish (reader, NULL, error) && is_within (entry, &checking, error))
    return package;
  g_prefix_error (error, "%s/pack.jsonl: ", id);
  tiltas_package_free (package);
  return NULL;
}

static gboolean
read_packages (TiltasPackages *self, const char *folder, json_t *publishers, GError **error)
{
  const char *const folders[] = { folder, NULL };
  json_t *entry;
  size_t i;

  json_array_foreach (json_object_get (publishers, "publishers"), i, entry)
    {
      const char *id = json_string_value (json_object_get (entry, "id"));
      g_autofree char *path = tiltas_publisher_is_id (id) ? g_build_filename (folder, id, "pack.jsonl", NULL) : NULL;
      g_autoptr (GError) wrong = NULL;
      g_autoptr (GBytes) pack = NULL;
      TiltasPackage *package;

      if (path == NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s/publishers.json: " TILTAS_PUBLISHER_ID_FAULT,
                       folder, id != NULL ? id : "");
          return FALSE;
        }
      pack = tiltas_file_read (path, TILTAS_PACK_TARGET_MAX, &wrong);
      if (g_error_matches (wrong, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        continue;
      if (pack == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&wrong));
          return FALSE;
        }
      package = tiltas_package_read (folders, entry, pack, error);
      if (package == NULL)
        {
          g_prefix_error (error, "%s/", folder);
          return FALSE;
        }
      g_ptr_array_add (self->list, package);
    }
  return TRUE;
}

TiltasPackages *
tiltas_packages_read (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "publishers.json", NULL);
  g_autoptr (GBytes) bytes = tiltas_file_read (path, TILTAS_PUBLISHERS_BYTES_MAX, error);
  g_autoptr (json_t) publishers = NULL;
  g_autoptr (TiltasPackages) self = NULL;
  json_error_t wrong;

  if (bytes == NULL)
    return NULL;
  publishers = json_loadb (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), JSON_REJECT_DUPLICATES, &wrong);
  if (publishers == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:%d: %s", path, wrong.line, wrong.text);
      return NULL;
    }
  self = packages_new (publishers, error);
  tiltas_grants_complete (publishers);
  if (self == NULL || !read_packages (self, folder, publishers, error))
    return NULL;
  return g_steal_pointer (&self);
}
