/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/compile.h"

#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Each case of tests/data/publish/cases.ini is put into a copy of the good content: its fault must be found, at its
 * line, and no other. */

static TiltasTree *
read_tree (const char *folder)
{
  g_autofree char *content = g_build_filename (folder, "content", NULL);

  return tiltas_compile (content, NULL);
}

/* TRUE for the one warning of the good content: a lesson has a picture, which terminals do not show yet. */
static gboolean
is_usual (const TiltasFault *fault)
{
  return fault->level == TILTAS_FAULT_WARNING && strstr (fault->message, "of “dot.png” stands the pictogram") != NULL;
}

/* "file:line code;…" with "?" behind warnings, without what is usual. */
static char *
found_in (TiltasTree *tree)
{
  GPtrArray *faults = tiltas_faults_sorted (tree->faults);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < faults->len; i++)
    {
      const TiltasFault *fault = faults->pdata[i];

      if (is_usual (fault))
        continue;
      g_string_append_printf (text, "%s%s:%d %s%s", text->len > 0 ? "; " : "", fault->file, fault->line, fault->code,
                              fault->level == TILTAS_FAULT_WARNING ? "?" : "");
      g_assert_cmpstr (fault->advice, !=, "");
      g_assert_true (g_utf8_validate (fault->message, -1, NULL));
    }
  return g_string_free (text, FALSE);
}

static void
test_good (void)
{
  g_autofree char *folder = fixture_good ();
  g_autoptr (TiltasTree) tree = read_tree (folder);
  g_autofree char *found = found_in (tree);

  g_assert_cmpstr (found, ==, "");
  g_assert_cmpuint (tiltas_faults_count (tree->faults, TILTAS_FAULT_WARNING), ==, 1); /* the one of the picture */
  g_assert_cmpuint (g_hash_table_size (tree->drafts), ==, 48);
  fixture_remove (folder);
}

/* Makes the change of one case in content. */
static void
change (GKeyFile *cases, const char *name, const char *content)
{
  g_autofree char *file = g_key_file_get_string (cases, name, "file", NULL);
  g_autofree char *from = g_key_file_get_string (cases, name, "from", NULL);
  g_autofree char *to = g_key_file_get_string (cases, name, "to", NULL);
  g_autofree char *move = g_key_file_get_string (cases, name, "move", NULL);
  g_autofree char *path = g_build_filename (content, file, NULL);
  g_autofree char *new_path = g_build_filename (content, move, NULL);

  if (move != NULL)
    g_assert_cmpint (g_rename (path, new_path), ==, 0);
  else if (from != NULL)
    fixture_replace (path, from, to);
  else
    g_assert_true (g_file_set_contents (path, to, -1, NULL));
}

static void
test_case (gconstpointer data)
{
  const char *name = data;
  g_autofree char *ini = fixture_data ("cases.ini");
  g_autoptr (GKeyFile) cases = g_key_file_new ();
  g_autofree char *folder = fixture_good ();
  g_autoptr (TiltasTree) tree = NULL;
  g_autofree char *found = NULL;
  g_autofree char *content = g_build_filename (folder, "content", NULL);
  g_autofree char *expect = NULL;

  g_assert_true (g_key_file_load_from_file (cases, ini, G_KEY_FILE_NONE, NULL));
  expect = g_key_file_get_string (cases, name, "expect", NULL);
  change (cases, name, content);
  tree = read_tree (folder);
  found = found_in (tree);
  if (strcmp (found, expect) != 0)
    {
      g_autofree char *text = tiltas_faults_text (tree->faults, "# ");

      g_printerr ("CASE\t%s\t%s\n%s", name, found, text);
      g_test_fail ();
    }
  fixture_remove (folder);
}

static void
test_picture_over_1_mib (void)
{
  g_autofree char *folder = fixture_good ();
  g_autofree char *path = g_build_filename (folder, "content/lib/pictures/dot.png", NULL);
  g_autofree char *data = NULL;
  gsize length = 0;
  g_autoptr (TiltasTree) tree = NULL;
  g_autofree char *found = NULL;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  data = g_realloc (data, 1024 * 1024 + 1);
  memset (data + length, 0, 1024 * 1024 + 1 - length);
  g_assert_true (g_file_set_contents (path, data, 1024 * 1024 + 1, NULL));
  tree = read_tree (folder);
  found = found_in (tree);
  g_assert_cmpstr (found, ==,
                   "lib/lessons/first/ar.md:24 picture; lib/lessons/first/en.md:24 picture; "
                   "lib/lessons/first/lt.md:35 picture");
  fixture_remove (folder);
}

static void
test_not_utf8 (void)
{
  g_autofree char *folder = fixture_good ();
  g_autofree char *path = g_build_filename (folder, "content/lib/units.csv", NULL);
  g_autoptr (TiltasTree) tree = NULL;
  g_autofree char *found = NULL;

  fixture_replace (path, "Safe", "\xff\xfe");
  tree = read_tree (folder);
  found = found_in (tree);
  g_assert_nonnull (strstr (found, "lib/units.csv:2 utf-8"));
  fixture_remove (folder);
}

static void
test_lesson_without_master (void)
{
  g_autofree char *folder = fixture_good ();
  g_autofree char *path = g_build_filename (folder, "content/lib/lessons/second/lt.md", NULL);
  g_autoptr (TiltasTree) tree = NULL;
  g_autofree char *found = NULL;

  g_assert_cmpint (g_unlink (path), ==, 0);
  tree = read_tree (folder);
  found = found_in (tree);
  g_assert_nonnull (strstr (found, "lib/lessons/second/lt.md:1 language"));
  fixture_remove (folder);
}

static void
test_lesson_without_language (void)
{
  g_autofree char *folder = fixture_good ();
  g_autofree char *path = g_build_filename (folder, "content/lib/lessons/second/en.md", NULL);
  g_autoptr (TiltasTree) tree = NULL;
  g_autofree char *found = NULL;

  g_assert_cmpint (g_unlink (path), ==, 0);
  tree = read_tree (folder);
  found = found_in (tree);
  g_assert_cmpstr (found, ==, "lib/lessons/second/lt.md:1 language");
  fixture_remove (folder);
}

static void
test_no_content (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autoptr (TiltasTree) tree = tiltas_compile (folder, NULL);
  g_autofree char *found = found_in (tree);

  g_assert_cmpstr (found, ==, "publishers.json:1 file; publishers.json:1 icon?");
  fixture_remove (folder);
}

static void
test_without_icons (void)
{
  g_autofree char *folder = fixture_good ();
  g_autofree char *icons = g_build_filename (folder, "icons", NULL);
  g_autoptr (TiltasTree) tree = NULL;
  g_autofree char *found = NULL;

  fixture_remove (icons);
  tree = read_tree (folder);
  found = found_in (tree);
  g_assert_cmpstr (found, ==, "publishers.json:1 icon?");
  fixture_remove (folder);
}

/* A symbolic link could carry a file of this machine into a pack. */
static void
test_no_symbolic_links (void)
{
  g_autofree char *folder = fixture_good ();
  g_autofree char *path = g_build_filename (folder, "content/lib/pictures/dot.png", NULL);
  g_autofree char *other = g_build_filename (folder, "dot.png", NULL);
  g_autoptr (TiltasTree) tree = NULL;

  g_assert_cmpint (g_rename (path, other), ==, 0);
  g_assert_cmpint (symlink (other, path), ==, 0);
  tree = read_tree (folder);
  g_assert_cmpuint (tiltas_faults_count (tree->faults, TILTAS_FAULT_ERROR), >, 0);
  fixture_remove (folder);
}

static void
test_output (void)
{
  g_autofree char *folder = fixture_good ();
  g_autofree char *path = g_build_filename (folder, "content/lib/services/services.csv", NULL);
  g_autoptr (TiltasTree) tree = NULL;
  g_autofree char *text = NULL;
  json_t *faults;

  fixture_replace (path, "112 short", "999 short");
  tree = read_tree (folder);
  text = tiltas_faults_text (tree->faults, "content/");
  g_assert_nonnull (strstr (
    text, "content/lib/services/services.csv:2: error: “999” is neither E.164 nor a known short number. Write it as "
          "+370… (E.164), or add the short number with its source to short-numbers.csv. [phone]\n"));
  faults = tiltas_faults_json (tree->faults);
  g_assert_cmpint (json_integer_value (json_object_get (faults, "errors")), ==, 1);
  g_assert_cmpint (json_array_size (json_object_get (faults, "faults")), ==, 2); /* and the warning */
  json_decref (faults);
  fixture_remove (folder);
}

int
main (int argc, char **argv)
{
  g_autoptr (GKeyFile) cases = g_key_file_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *ini = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  ini = fixture_data ("cases.ini");
  g_assert_true (g_key_file_load_from_file (cases, ini, G_KEY_FILE_NONE, NULL));
  names = g_key_file_get_groups (cases, NULL);
  g_test_add_func ("/publish/check/good", test_good);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/publish/check/case/", names[i], NULL);

      g_test_add_data_func (path, names[i], test_case);
    }
  g_test_add_func ("/publish/check/picture-over-1-mib", test_picture_over_1_mib);
  g_test_add_func ("/publish/check/not-utf8", test_not_utf8);
  g_test_add_func ("/publish/check/lesson-without-master", test_lesson_without_master);
  g_test_add_func ("/publish/check/lesson-without-language", test_lesson_without_language);
  g_test_add_func ("/publish/check/no-content", test_no_content);
  g_test_add_func ("/publish/check/without-icons", test_without_icons);
  g_test_add_func ("/publish/check/no-symbolic-links", test_no_symbolic_links);
  g_test_add_func ("/publish/check/output", test_output);
  result = g_test_run ();
  return result;
}
