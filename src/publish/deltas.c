/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/deltas.h"

#include "base/hash.h"
#include "content/delta-encode.h"
#include "content/delta-format.h"
#include "publish/pack-target.h"
#include "trust/writer.h"

#include <string.h>

static GBytes *
make_delta (TiltasEdit *edit, TiltasPackage *package, const TiltasTarget *old, gsize small_length, GError **error)
{
  g_autoptr (GBytes) before = tiltas_repository_read_target (edit->repository, old, TILTAS_PACK_TARGET_MAX, error);
  g_autoptr (GBytes) delta = NULL;

  if (before == NULL)
    return NULL;
  delta = tiltas_delta_encode (package->publisher, g_bytes_get_data (before, NULL), g_bytes_get_size (before),
                               g_bytes_get_data (package->pack, NULL), g_bytes_get_size (package->pack), error);
  if (delta == NULL || g_bytes_get_size (delta) < small_length / 2)
    return g_steal_pointer (&delta);
  g_set_error (error, TILTAS_DELTA_ERROR, TILTAS_DELTA_ERROR_TOO_LARGE,
               "%" G_GSIZE_FORMAT " bytes are too many beside the whole edition", g_bytes_get_size (delta));
  return NULL;
}

gint64
tiltas_deltas_seq (const char *publisher, const char *path)
{
  gsize length = strlen (publisher) + 1;
  gint64 seq = strlen (path) > length ? g_ascii_strtoll (path + length, NULL, 10) : 0;
  g_autofree char *right = tiltas_deltas_path (publisher, seq);

  return seq > 0 && strcmp (path, right) == 0 ? seq : 0;
}

char *
tiltas_deltas_path (const char *publisher, gint64 seq)
{
  return g_strdup_printf ("%s/%" G_GINT64_FORMAT ".delta", publisher, seq);
}

static int
ascending (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

GArray *
tiltas_deltas_list (const char *publisher, const char *const *paths)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; paths[i] != NULL; i++)
    {
      gint64 seq = tiltas_deltas_seq (publisher, paths[i]);

      if (seq > 0)
        g_array_append_val (numbers, seq);
    }
  g_array_sort (numbers, ascending);
  return numbers;
}

/* Drops all deltas of role but the newest n_kept. */
static void
keep_newest (json_t *role, const char *publisher, guint n_kept)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autoptr (GArray) numbers = NULL;
  const char *path;
  json_t *entry;

  json_object_foreach (json_object_get (role, "targets"), path, entry)
    g_ptr_array_add (paths, (gpointer) path);
  g_ptr_array_add (paths, NULL);
  numbers = tiltas_deltas_list (publisher, (const char *const *) paths->pdata);
  for (guint i = 0; i + n_kept < numbers->len; i++)
    {
      g_autofree char *old = tiltas_deltas_path (publisher, g_array_index (numbers, gint64, i));

      tiltas_signed_remove_target (role, old);
    }
}

static void
put (TiltasEdit *edit, TiltasPackage *package, const TiltasTarget *old, gint64 seq, GBytes *delta)
{
  g_autofree char *path = tiltas_deltas_path (package->publisher, seq);
  gsize length = g_bytes_get_size (delta);
  g_autofree char *hash = tiltas_sha256_hex (g_bytes_get_data (delta, NULL), length);
  json_t *custom = json_pack ("{s:s, s:s}", "base", old->sha256, "result", package->state);

  tiltas_signed_set_target (tiltas_edit_role (edit, package->publisher), path, length, hash, custom);
  json_decref (custom);
  tiltas_edit_add_target (edit, path, hash, delta);
  tiltas_edit_note (edit, "“%s”: %" G_GSIZE_FORMAT " bytes lead to edition %" G_GINT64_FORMAT " from the one before",
                    package->publisher, length, seq);
}

void
tiltas_deltas_put (TiltasEdit *edit, TiltasPackage *package, const TiltasTarget *old, gint64 seq, gsize small_length)
{
  json_t *role = tiltas_edit_role (edit, package->publisher);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) delta = NULL;

  if (old == NULL || old->sha256 == NULL)
    return;
  delta = make_delta (edit, package, old, small_length, &error);
  if (delta == NULL)
    {
      keep_newest (role, package->publisher, 0);
      tiltas_edit_note (edit, "“%s”: no delta to edition %" G_GINT64_FORMAT ": %s", package->publisher, seq,
                        error->message);
      return;
    }
  put (edit, package, old, seq, delta);
  keep_newest (role, package->publisher, TILTAS_DELTAS_KEPT);
}
