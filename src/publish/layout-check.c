/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/layout-check.h"

#include "base/language.h"
#include "publish/layout.h"
#include "publish/suggest.h"

#include <string.h>

#define SEE "Rename it, or take it out of the content folder; " TILTAS_CONTENT_GUIDE " has the names."

/* A folder, and what may be in it. */
typedef struct
{
  TiltasTree *tree;
  TiltasPublisher *publisher;
  const char *folder;         /* relative to the content folder */
  const char *const *files;   /* that may stand there, NULL-terminated */
  const char *const *folders; /* likewise; NULL: any */
  const char *suffix;         /* LANG and suffix may stand there too; or NULL */
} Place;

/* "lt.csv", "en.csv" … of the publisher's languages, those that are not there. */
static GStrv
missing_languages (const Place *place)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; place->suffix != NULL && place->publisher->languages[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (place->publisher->languages[i], place->suffix, NULL);

      g_autofree char *path = g_build_filename (place->tree->root, place->folder, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        g_strv_builder_add (builder, name);
    }
  return g_strv_builder_end (builder);
}

/* TRUE for LANG and suffix; a language that the publisher does not name is told, because a slip of a finger can make
 * one out of another. */
static gboolean
is_language_file (const Place *place, const char *name, const char *path)
{
  g_autofree char *lang = NULL;

  if (place->suffix == NULL || !g_str_has_suffix (name, place->suffix))
    return FALSE;
  lang = g_strndup (name, strlen (name) - strlen (place->suffix));
  if (!tiltas_language_is_known (lang))
    return FALSE;
  if (!g_strv_contains ((const char *const *) place->publisher->languages, lang))
    tiltas_fault_warn (place->tree->faults, TILTAS_AT (path, 1), "language",
                       "Rename the file if another is meant; else add the language there when it is to be complete.",
                       "“%s” is none of the languages of “%s” in publishers.json.", lang, place->publisher->id);
  return TRUE;
}

/* What is written under a wrong name is not missing besides. */
static void
note_unread (const Place *place, const char *name)
{
  g_autofree char *file = g_build_filename (place->folder, name, NULL);
  g_autofree char *path = g_build_filename (place->tree->root, file, NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    tiltas_tree_unread (place->tree, file);
}

static void
refuse (const Place *place, const char *name, const char *path, gboolean is_folder)
{
  g_auto (GStrv) languages = missing_languages (place);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *meant = NULL;
  const char *near;

  for (guint i = 0; place->files[i] != NULL; i++)
    g_ptr_array_add (names, (gpointer) place->files[i]);
  for (guint i = 0; place->folders != NULL && place->folders[i] != NULL; i++)
    g_ptr_array_add (names, (gpointer) place->folders[i]);
  for (guint i = 0; languages[i] != NULL; i++)
    g_ptr_array_add (names, languages[i]);
  g_ptr_array_add (names, NULL);
  near = tiltas_suggest (name, (const char *const *) names->pdata);
  meant = near != NULL ? g_strdup_printf ("; did you mean %s?", near) : g_strdup (".");
  if (near != NULL && strcmp (near, name) == 0)
    tiltas_fault (place->tree->faults, TILTAS_AT (path, 1), "file", SEE,
                  is_folder ? "This is a folder; a file of this name is meant."
                            : "This is a file; a folder of this name is meant.");
  else
    tiltas_fault (place->tree->faults, TILTAS_AT (path, 1), "file", SEE, "This %s is unknown%s",
                  is_folder ? "folder" : "file", meant);
  if (near != NULL)
    note_unread (place, near);
  else if (is_folder && place->publisher != NULL)
    tiltas_tree_unread (place->tree, place->publisher->id); /* whatever is in it */
}

static void
check_name (const Place *place, const char *name, gboolean is_folder)
{
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *path = g_build_filename (place->folder, shown, NULL);
  gboolean good;

  if (is_folder)
    good = place->folders == NULL || g_strv_contains (place->folders, name);
  else
    good = g_strv_contains (place->files, name) || is_language_file (place, name, path);
  if (!good)
    refuse (place, shown, path, is_folder);
}

/* Checks one folder; nothing when there is none. */
static void
check_place (const Place *place)
{
  g_autofree char *full = g_build_filename (place->tree->root, place->folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (full, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (full, name, NULL);

      if (!tiltas_layout_is_clutter (name))
        check_name (place, name, g_file_test (path, G_FILE_TEST_IS_DIR));
    }
  if (dir != NULL)
    g_ptr_array_add (place->tree->inputs, g_steal_pointer (&full));
}

static void
check_folder (TiltasTree *tree,
              TiltasPublisher *publisher,
              const char *folder,
              const char *const *files,
              const char *const *folders,
              const char *suffix)
{
  g_autofree char *path = g_build_filename (publisher->id, folder, NULL);
  const Place place = { tree, publisher, path, files, folders, suffix };

  check_place (&place);
}

/* A picture of a kind that is none would only be missed when a lesson names it. */
static void
check_pictures (TiltasTree *tree, TiltasPublisher *publisher)
{
  g_autofree char *folder = g_build_filename (publisher->id, "pictures", NULL);
  g_auto (GStrv) names = tiltas_tree_names (tree, folder, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *shown = g_filename_display_name (names[i]);
      g_autofree char *path = g_build_filename (folder, shown, NULL);

      if (!g_str_has_suffix (names[i], ".png") && !g_str_has_suffix (names[i], ".jpg"))
        tiltas_fault (tree->faults, TILTAS_AT (path, 1), "file", SEE,
                      "This is no picture that a lesson can name; such names end in .png or .jpg.");
    }
}

static void
check_publisher (TiltasTree *tree, TiltasPublisher *publisher)
{
  static const char *const none[] = { NULL };
  static const char *const tables[] = {
    "units.csv", "categories.csv", "branches.csv", "holidays.csv", "README.md", NULL
  };
  static const char *const folders[] = {
    "lessons", "pictures", "glossary", "services", "announcements", "staff", NULL
  };
  static const char *const facts[] = { "services.csv", NULL };
  static const char *const texts[] = { "lessons", "announcements", "staff" };

  check_folder (tree, publisher, "", tables, folders, NULL);
  check_folder (tree, publisher, "glossary", none, none, ".csv");
  check_folder (tree, publisher, "services", facts, none, ".csv");
  check_pictures (tree, publisher);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *folder = g_build_filename (publisher->id, texts[i], NULL);
      g_auto (GStrv) ids = tiltas_tree_names (tree, folder, "");

      check_folder (tree, publisher, texts[i], none, NULL, NULL);
      for (guint j = 0; ids[j] != NULL; j++)
        {
          g_autofree char *own = g_build_filename (texts[i], ids[j], NULL);

          check_folder (tree, publisher, own, none, none, ".md");
        }
    }
}

static void
check_root (TiltasTree *tree)
{
  static const char *const files[] = { "publishers.json", "short-numbers.csv", "http-hosts.csv",
                                       "README.md",       "meson.build",       NULL };
  const Place place = { tree, NULL, "", files, NULL, NULL };
  g_auto (GStrv) names = tiltas_tree_names (tree, ".", "");
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  check_place (&place);
  for (guint i = 0; i < tree->publishers->len; i++)
    g_ptr_array_add (ids, ((TiltasPublisher *) tree->publishers->pdata[i])->id);
  g_ptr_array_add (ids, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *shown = g_filename_display_name (names[i]);
      const char *near = tiltas_suggest (shown, (const char *const *) ids->pdata);
      g_autofree char *meant = near != NULL ? g_strdup_printf (" Did you mean “%s”?", near) : g_strdup ("");

      if (g_strv_contains ((const char *const *) ids->pdata, names[i]) || g_strv_contains (files, names[i]))
        continue;
      tiltas_fault (tree->faults, TILTAS_AT ("publishers.json", 1), "publisher",
                    "Add it, or rename or remove the folder.", "The folder “%s” belongs to no publisher.%s", shown,
                    meant);
      if (near != NULL)
        tiltas_tree_unread (tree, near);
    }
}

void
tiltas_layout_check (TiltasTree *tree)
{
  if (tree->publishers->len == 0)
    return; /* publishers.json is at fault, and that is told */
  check_root (tree);
  for (guint i = 0; i < tree->publishers->len; i++)
    check_publisher (tree, tree->publishers->pdata[i]);
}
