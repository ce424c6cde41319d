/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/picture.h"

#include "base/files.h"
#include "base/hash.h"
#include "content/record.h"

#include <string.h>

void
tiltas_icon_check (TiltasTree *tree, const char *icon, TiltasFileLine at)
{
  g_autofree char *name = g_strconcat (icon, ".svg", NULL);
  g_autofree char *path = icon != NULL && tree->icons != NULL ? g_build_filename (tree->icons, name, NULL) : NULL;

  if (icon == NULL || tree->icons == NULL)
    return;
  if (!tiltas_is_id (icon) || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    tiltas_faults_add (tree->faults, at, "icon", "Name a file of icons/ without “.svg”, or draw one.",
                       "There is no pictogram “%s”.", icon);
}

/* The media type that the ending of name says, when the first bytes say the same; else NULL. Static. */
static const char *
media_type (const char *name, GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  if (g_str_has_suffix (name, ".png"))
    return length > 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0 ? "image/png" : NULL;
  if (g_str_has_suffix (name, ".jpg"))
    return length > 3 && memcmp (data, "\xff\xd8\xff", 3) == 0 ? "image/jpeg" : NULL;
  return NULL;
}

static GBytes *
read_picture (TiltasTree *tree, TiltasPublisher *publisher, const char *name, TiltasFileLine at)
{
  g_autofree char *path = g_build_filename (tree->root, publisher->id, "pictures", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (strchr (name, '/') != NULL || name[0] == '.' || name[0] == '\0')
    {
      tiltas_faults_add (tree->faults, at, "picture", "Write icon:NAME or the name of a file in pictures/.",
                         "“%s” is no name of a picture.", name);
      return NULL;
    }
  bytes = tiltas_file_read (path, TILTAS_PICTURE_MAX, &error);
  if (bytes != NULL)
    g_ptr_array_add (tree->inputs, g_steal_pointer (&path));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    tiltas_faults_add (tree->faults, at, "picture", "Add it, or name another.", "There is no picture %s/pictures/%s.",
                       publisher->id, name);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    tiltas_faults_add (tree->faults, at, "picture", "Make it smaller.", "The picture “%s” is over 1 MiB.", name);
  else
    tiltas_faults_add (tree->faults, at, "picture", "It must be a regular file.", "The picture “%s”: %s.", name,
                       error->message);
  return g_steal_pointer (&bytes);
}

gboolean
tiltas_picture_add (TiltasTree *tree, TiltasPublisher *publisher, const char *name, json_t *picture, TiltasFileLine at)
{
  g_autoptr (GBytes) bytes = read_picture (tree, publisher, name, at);
  g_autofree char *hash = NULL;
  const char *type;

  if (bytes == NULL)
    return FALSE;
  type = media_type (name, bytes);
  if (type == NULL)
    {
      tiltas_faults_add (tree->faults, at, "picture",
                         "Use .png or .jpg; drawings in SVG belong to icons/ and are named icon:NAME.",
                         "“%s” is not a picture of the kind that its name says.", name);
      return FALSE;
    }
  hash = tiltas_sha256_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  tiltas_draft_set_text (picture, "sha256", hash);
  tiltas_draft_set_text (picture, "media_type", type);
  json_object_set_new (picture, "length", json_integer ((json_int_t) g_bytes_get_size (bytes)));
  if (g_hash_table_contains (tree->blobs, hash))
    return TRUE;
  tiltas_faults_warn (
    tree->faults, at, "picture",
    "Use a pictogram (icon:NAME) that shows the same, or words that fit the lesson's pictogram.",
    "Terminals do not show pictures yet: in the place of “%s” stands the pictogram of the lesson, and "
    "people who do not see it hear the words of the picture.",
    name);
  g_hash_table_insert (tree->blobs, g_steal_pointer (&hash), g_steal_pointer (&bytes));
  return TRUE;
}
