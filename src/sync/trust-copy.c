/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/trust-copy.h"

#include "base/files.h"

#include <glib/gstdio.h>

#define FILE_MAX (4 * 1024 * 1024) /* bytes of a file in tuf/; targets are the largest */

/* A file that is not there is not copied. */
static gboolean
copy_file (const char *from, const char *to, GError **error)
{
  g_autoptr (GBytes) bytes = tiltas_file_read (from, FILE_MAX, NULL);

  return bytes == NULL ||
         g_file_set_contents (to, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), error);
}

static gboolean
copy_trust (const char *state_dir, const char *copy, GError **error)
{
  g_autofree char *from = g_build_filename (state_dir, "tuf", NULL), *to = g_build_filename (copy, "tuf", NULL);
  g_autofree char *list = g_build_filename (state_dir, "publishers", NULL);
  g_autofree char *list_copy = g_build_filename (copy, "publishers", NULL);
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  if (!tiltas_folder_make (to, error) || !copy_file (list, list_copy, error))
    return FALSE;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL), *target = g_build_filename (to, name, NULL);
      if (!copy_file (source, target, error))
        return FALSE;
    }
  return TRUE;
}

static void
remove_below (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_below (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

TiltasTrustCopy *
tiltas_trust_copy_new (const char *state_dir, GError **error)
{
  g_autoptr (TiltasTrustCopy) self = g_new0 (TiltasTrustCopy, 1);

  self->folder = g_dir_make_tmp ("tiltas-look-XXXXXX", error);
  if (self->folder == NULL || !copy_trust (state_dir, self->folder, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
tiltas_trust_copy_free (TiltasTrustCopy *self)
{
  if (self->folder != NULL)
    remove_below (self->folder);
  g_free (self->folder);
  g_free (self);
}
