/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/layout-check.h"

#include "base/language.h"
#include "publish/layout.h"
#include "publish/suggest.h"

#include <string.h>

#define SEE "Rename it, or take it out of the content folder; " TILTAS_CONTENT_GUIDE " has the names."

/* What may stand in a folder. */
typedef struct
{
  const char *folder;         /* relative to the publisher's folder */
  const char *const *files;   /* NULL-terminated */
  const char *const *folders; /* NULL-terminated; NULL: any */
  const char *suffix;         /* files LANG and suffix may stand there too; NULL: none */
} Rule;

/* A folder that is checked. */
typedef struct
{
  TiltasTree *tree;
  TiltasPublisher *publisher; /* NULL: the content folder itself */
  const char *path;           /* relative to the content folder */
  const Rule *rule;
} Folder;

/* The files LANG and suffix of the publisher's languages that do not exist: "lt.csv" … Transfer full. */
static GStrv
missing_languages (const Folder *folder)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; folder->rule->suffix != NULL && folder->publisher->languages[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (folder->publisher->languages[i], folder->rule->suffix, NULL);

      g_autofree char *path = g_build_filename (folder->tree->root, folder->path, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        g_strv_builder_add (builder, name);
    }
  return g_strv_builder_end (builder);
}

/* TRUE when name is a known language and suffix. A warning when the publisher does not name the language: a typing
 * mistake can turn one language into another. */
static gboolean
is_language_file (const Folder *folder, const char *name, const char *path)
{
  g_autofree char *lang = NULL;

  if (folder->rule->suffix == NULL || !g_str_has_suffix (name, folder->rule->suffix))
    return FALSE;
  lang = g_strndup (name, strlen (name) - strlen (folder->rule->suffix));
  if (!tiltas_language_is_known (lang))
    return FALSE;
  if (!g_strv_contains ((const char *const *) folder->publisher->languages, lang))
    tiltas_faults_warn (folder->tree->faults, TILTAS_AT (path, 1), "language",
                        "Rename the file if another is meant; else add the language there when it is to be complete.",
                        "“%s” is none of the languages of “%s” in publishers.json.", lang, folder->publisher->id);
  return TRUE;
}

/* Notes that name was meant by a file with a wrong name, so that its records do not also count as missing. */
static void
note_unread (const Folder *folder, const char *name)
{
  g_autofree char *file = g_build_filename (folder->path, name, NULL);
  g_autofree char *path = g_build_filename (folder->tree->root, file, NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    tiltas_tree_note_unread (folder->tree, file);
}

static void
refuse (const Folder *folder, const char *name, const char *path, gboolean is_folder)
{
  g_auto (GStrv) languages = missing_languages (folder);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *meant = NULL;
  const char *near;

  for (guint i = 0; folder->rule->files[i] != NULL; i++)
    g_ptr_array_add (names, (gpointer) folder->rule->files[i]);
  for (guint i = 0; folder->rule->folders != NULL && folder->rule->folders[i] != NULL; i++)
    g_ptr_array_add (names, (gpointer) folder->rule->folders[i]);
  for (guint i = 0; languages[i] != NULL; i++)
    g_ptr_array_add (names, languages[i]);
  g_ptr_array_add (names, NULL);
  near = tiltas_suggest (name, (const char *const *) names->pdata);
  meant = near != NULL ? g_strdup_printf ("; did you mean %s?", near) : g_strdup (".");
  if (near != NULL && strcmp (near, name) == 0)
    tiltas_faults_add (folder->tree->faults, TILTAS_AT (path, 1), "file", SEE,
                       is_folder ? "This is a folder; a file of this name is meant."
                                 : "This is a file; a folder of this name is meant.");
  else
    tiltas_faults_add (folder->tree->faults, TILTAS_AT (path, 1), "file", SEE, "This %s is unknown%s",
                       is_folder ? "folder" : "file", meant);
  if (near != NULL)
    note_unread (folder, near);
  else if (is_folder && folder->publisher != NULL)
    tiltas_tree_note_unread (folder->tree, folder->publisher->id); /* its records may stand in there */
}

static void
check_name (const Folder *folder, const char *name, gboolean is_folder)
{
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *path = g_build_filename (folder->path, shown, NULL);
  gboolean good;

  if (is_folder)
    good = folder->rule->folders == NULL || g_strv_contains (folder->rule->folders, name);
  else
    good = g_strv_contains (folder->rule->files, name) || is_language_file (folder, name, path);
  if (!good)
    refuse (folder, shown, path, is_folder);
}

/* Checks the names in a folder; does nothing when it does not exist. */
static void
check_folder (const Folder *folder)
{
  g_autofree char *full = g_build_filename (folder->tree->root, folder->path, NULL);
  g_autoptr (GDir) dir = g_dir_open (full, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (full, name, NULL);

      if (!tiltas_layout_is_clutter (name))
        check_name (folder, name, g_file_test (path, G_FILE_TEST_IS_DIR));
    }
  if (dir != NULL)
    g_ptr_array_add (folder->tree->inputs, g_steal_pointer (&full));
}

static void
check_own_folder (TiltasTree *tree, TiltasPublisher *publisher, const Rule *rule, const char *name)
{
  g_autofree char *path = g_build_filename (publisher->id, name, NULL);
  const Folder folder = { tree, publisher, path, rule };

  check_folder (&folder);
}

/* A file that is no picture would otherwise be noticed only when a lesson names it. */
static void
check_pictures (TiltasTree *tree, TiltasPublisher *publisher)
{
  g_autofree char *folder = g_build_filename (publisher->id, "pictures", NULL);
  g_auto (GStrv) names = tiltas_tree_list (tree, folder, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *shown = g_filename_display_name (names[i]);
      g_autofree char *path = g_build_filename (folder, shown, NULL);

      if (!g_str_has_suffix (names[i], ".png") && !g_str_has_suffix (names[i], ".jpg"))
        tiltas_faults_add (tree->faults, TILTAS_AT (path, 1), "file", SEE,
                           "This is no picture that a lesson can name; such names end in .png or .jpg.");
    }
}

static const char *const none[] = { NULL };

static void
check_publisher (TiltasTree *tree, TiltasPublisher *publisher)
{
  static const char *const tables[] = {
    "units.csv", "categories.csv", "branches.csv", "holidays.csv", "README.md", NULL
  };
  static const char *const folders[] = {
    "lessons", "pictures", "glossary", "services", "announcements", "staff", NULL
  };
  static const char *const facts[] = { "services.csv", NULL };
  static const Rule rules[] = {
    { "", tables, folders, NULL },   { "glossary", none, none, ".csv" },    { "services", facts, none, ".csv" },
    { "lessons", none, NULL, NULL }, { "announcements", none, NULL, NULL }, { "staff", none, NULL, NULL },
  };
  static const Rule texts = { NULL, none, none, ".md" }; /* lessons/ID and the like */

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *path = g_build_filename (publisher->id, rules[i].folder, NULL);
      g_auto (GStrv) ids = rules[i].folders == NULL ? tiltas_tree_list (tree, path, "") : NULL;

      check_own_folder (tree, publisher, &rules[i], rules[i].folder);
      for (guint j = 0; ids != NULL && ids[j] != NULL; j++)
        {
          g_autofree char *own = g_build_filename (rules[i].folder, ids[j], NULL);

          check_own_folder (tree, publisher, &texts, own);
        }
    }
  check_pictures (tree, publisher);
}

static void
check_root (TiltasTree *tree)
{
  static const char *const files[] = { "publishers.json", "short-numbers.csv", "http-hosts.csv",
                                       "README.md",       "meson.build",       NULL };
  static const Rule rule = { "", files, NULL, NULL };
  const Folder folder = { tree, NULL, "", &rule };
  g_auto (GStrv) names = tiltas_tree_list (tree, ".", "");
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  check_folder (&folder);
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
      tiltas_faults_add (tree->faults, TILTAS_AT ("publishers.json", 1), "publisher",
                         "Add it, or rename or remove the folder.", "The folder “%s” belongs to no publisher.%s", shown,
                         meant);
      if (near != NULL)
        tiltas_tree_note_unread (tree, near);
    }
}

void
tiltas_layout_check (TiltasTree *tree)
{
  if (tree->publishers->len == 0)
    return; /* publishers.json has a fault already */
  check_root (tree);
  for (guint i = 0; i < tree->publishers->len; i++)
    check_publisher (tree, tree->publishers->pdata[i]);
}
