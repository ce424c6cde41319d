/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/deltas.h"

#include "base/files.h"
#include "base/hash.h"
#include "content/delta-encode.h"
#include "content/delta-format.h"
#include "trust/writer.h"

#include <string.h>

#define PACK_MAX (256 * 1024 * 1024)

GBytes *
tiltas_deltas_read_old (TiltasEdit *edit, const TiltasTarget *old, GError **error)
{
  g_autofree char *name = tiltas_target_file_name (old->path, old->sha256);
  g_autofree char *file = g_build_filename (edit->repository->path, "targets", name, NULL);
  g_autoptr (GBytes) bytes = tiltas_file_read (file, PACK_MAX, error);

  return bytes != NULL && tiltas_target_check (old, bytes, error) ? g_steal_pointer (&bytes) : NULL;
}

static GBytes *
make_delta (TiltasEdit *edit, TiltasPackage *package, const TiltasTarget *old, gsize small_length, GError **error)
{
  g_autoptr (GBytes) before = tiltas_deltas_read_old (edit, old, error);
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
  g_autofree char *right = g_strdup_printf ("%s/%" G_GINT64_FORMAT ".delta", publisher, seq);

  return seq > 0 && strcmp (path, right) == 0 ? seq : 0;
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return (one < other) - (one > other);
}

static void
keep_newest (json_t *role, const char *publisher, guint n_kept)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *path;
  json_t *entry;

  json_object_foreach (json_object_get (role, "targets"), path, entry)
    {
      gint64 seq = tiltas_deltas_seq (publisher, path);

      if (seq > 0)
        g_array_append_val (numbers, seq);
    }
  g_array_sort (numbers, newest_first);
  for (guint i = n_kept; i < numbers->len; i++)
    {
      g_autofree char *old =
        g_strdup_printf ("%s/%" G_GINT64_FORMAT ".delta", publisher, g_array_index (numbers, gint64, i));

      tiltas_signed_remove_target (role, old);
    }
}

static void
put (TiltasEdit *edit, TiltasPackage *package, const TiltasTarget *old, gint64 seq, GBytes *delta)
{
  g_autofree char *path = g_strdup_printf ("%s/%" G_GINT64_FORMAT ".delta", package->publisher, seq);
  gsize length = g_bytes_get_size (delta);
  g_autofree char *hash = tiltas_sha256_hex (g_bytes_get_data (delta, NULL), length);
  g_autofree char *name = tiltas_target_file_name (path, hash);
  g_autofree char *file = g_build_filename ("targets", name, NULL);
  json_t *custom = json_pack ("{s:s, s:s}", "base", old->sha256, "result", package->state);

  tiltas_signed_set_target (tiltas_edit_role (edit, package->publisher), path, length, hash, custom);
  json_decref (custom);
  tiltas_plan_add (edit->plan, TILTAS_PLAN_TARGET, file, delta);
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
