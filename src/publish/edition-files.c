/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/edition-files.h"

#include "content/canonical.h"
#include "publish/output.h"

#include <string.h>

GBytes *
tiltas_edition_files_pack (TiltasPublisher *publisher)
{
  GByteArray *pack = g_byte_array_new ();

  for (guint i = 0; i < publisher->drafts->len; i++)
    {
      const TiltasDraft *draft = publisher->drafts->pdata[i];
      g_autoptr (GBytes) line =
        tiltas_canonical_write (draft->record, NULL); /* does not fail: checked when the draft was added */

      g_byte_array_append (pack, g_bytes_get_data (line, NULL), (guint) g_bytes_get_size (line));
      g_byte_array_append (pack, (const guint8 *) "\n", 1);
    }
  return g_byte_array_free_to_bytes (pack);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
tiltas_edition_files_blobs (TiltasPublisher *publisher)
{
  GPtrArray *hashes = g_ptr_array_new ();

  for (guint i = 0; i < publisher->drafts->len; i++)
    {
      const TiltasDraft *draft = publisher->drafts->pdata[i];

      for (guint j = 0; draft->pictures != NULL && j < draft->pictures->len; j++)
        if (!g_ptr_array_find_with_equal_func (hashes, draft->pictures->pdata[j], g_str_equal, NULL))
          g_ptr_array_add (hashes, draft->pictures->pdata[j]);
    }
  g_ptr_array_sort (hashes, compare);
  return hashes;
}

gint64
tiltas_edition_files_blob_bytes (TiltasTree *tree, TiltasPublisher *publisher)
{
  g_autoptr (GPtrArray) hashes = tiltas_edition_files_blobs (publisher);
  gint64 sum = 0;

  for (guint i = 0; i < hashes->len; i++)
    {
      GBytes *blob = g_hash_table_lookup (tree->blobs, hashes->pdata[i]);

      sum += (gint64) g_bytes_get_size (blob);
    }
  return sum;
}

gboolean
tiltas_edition_files_write_blobs (TiltasTree *tree, TiltasPublisher *publisher, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) hashes = tiltas_edition_files_blobs (publisher);

  for (guint i = 0; i < hashes->len; i++)
    {
      const char *hash = hashes->pdata[i];
      GBytes *blob = g_hash_table_lookup (tree->blobs, hash);
      char two[3] = { hash[0], hash[1], '\0' };
      g_autofree char *path = g_build_filename (folder, two, hash, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS) && !tiltas_output_write (path, blob, error))
        return FALSE;
    }
  return TRUE;
}
