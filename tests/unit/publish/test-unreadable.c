/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/compile.h"

#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* Each file of the good content is damaged in each way that happens in offices. That must be one fault, in that
 * file, without further faults there or elsewhere. */

static const char *const tables[] = { "short-numbers.csv",
                                      "http-hosts.csv",
                                      "lib/units.csv",
                                      "lib/categories.csv",
                                      "lib/branches.csv",
                                      "lib/holidays.csv",
                                      "lib/glossary/lt.csv",
                                      "lib/glossary/en.csv",
                                      "lib/services/services.csv",
                                      "lib/services/lt.csv",
                                      "lib/services/en.csv",
                                      "par/services/services.csv",
                                      NULL };
static const char *const texts[] = {
  "publishers.json",      "lib/lessons/first/lt.md",      "lib/lessons/first/en.md",      "lib/lessons/second/lt.md",
  "lib/staff/desk/lt.md", "lib/announcements/open/lt.md", "lib/announcements/open/en.md", NULL
};

typedef GString *(*Damage) (const char *text);

static GString *
replaced (const char *text, const char *from, const char *to)
{
  GString *bytes = g_string_new (text);

  g_string_replace (bytes, from, to, 0);
  return bytes;
}

static GString *
semicolons (const char *text)
{
  return replaced (text, ",", ";");
}

static GString *
tabs (const char *text)
{
  return replaced (text, ",", "\t");
}

static GString *
sep_line (const char *text)
{
  return g_string_prepend (g_string_new (text), "sep=,\r\n");
}

static GString *
stray_quote (const char *text)
{
  return replaced (text, "\n", "\n\"a\"b,");
}

static GString *
open_quote (const char *text)
{
  return g_string_append (g_string_new (text), "\"open");
}

static GString *
no_header (const char *text)
{
  return g_string_new (strchr (text, '\n') + 1);
}

static GString *
converted (const char *text, const char *encoding, const char *mark, gsize mark_length)
{
  gsize length = 0;
  g_autofree char *data = g_convert_with_fallback (text, -1, encoding, "UTF-8", "?", NULL, &length, NULL);
  GString *bytes = g_string_new_len (mark, (gssize) mark_length);

  g_assert_nonnull (data);
  return g_string_append_len (bytes, data, (gssize) length);
}

static GString *
utf16 (const char *text)
{
  return converted (text, "UTF-16LE", "\xff\xfe", 2);
}

static GString *
utf16_big (const char *text)
{
  return converted (text, "UTF-16BE", "\xfe\xff", 2);
}

static GString *
utf16_without_mark (const char *text)
{
  return converted (text, "UTF-16LE", "", 0);
}

static GString *
windows (const char *text)
{
  return g_string_append (converted (text, "WINDOWS-1257", "", 0), "\xf0\xe0");
}

static GString *
empty (const char *text)
{
  (void) text;
  return g_string_new ("");
}

static GString *
spreadsheet (const char *text)
{
  (void) text;
  return g_string_new_len ("PK\x03\x04\x14\0\0\0\0\0", 10);
}

static GString *
old_spreadsheet (const char *text)
{
  (void) text;
  return g_string_new_len ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", 10);
}

static GString *
web_page (const char *text)
{
  (void) text;
  return g_string_new ("<!doctype html>\n<title>Sign in</title>\n");
}

static GString *
zeros (const char *text)
{
  GString *bytes = g_string_new (text);

  return g_string_insert_len (bytes, (gssize) bytes->len / 2, "\0\0\0", 3);
}

static GString *
folder (const char *text)
{
  (void) text;
  return NULL;
}

static const struct
{
  const char *name;
  Damage damage;
  gboolean tables_only;
} ways[] = {
  { "semicolons", semicolons, TRUE },
  { "tabs", tabs, TRUE },
  { "sep-line", sep_line, TRUE },
  { "stray-quote", stray_quote, TRUE },
  { "open-quote", open_quote, TRUE },
  { "no-header", no_header, TRUE },
  { "utf-16", utf16, FALSE },
  { "utf-16-big", utf16_big, FALSE },
  { "utf-16-without-mark", utf16_without_mark, FALSE },
  { "windows-1257", windows, FALSE },
  { "empty", empty, FALSE },
  { "spreadsheet", spreadsheet, FALSE },
  { "old-spreadsheet", old_spreadsheet, FALSE },
  { "web-page", web_page, FALSE },
  { "zeros", zeros, FALSE },
  { "folder", folder, FALSE },
};

static void
spoil (const char *path, Damage damage)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) bytes = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  bytes = damage (text);
  if (bytes != NULL)
    {
      g_assert_true (g_file_set_contents (path, bytes->str, (gssize) bytes->len, NULL));
      return;
    }
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
}

static void
check (const char *file, const char *way, Damage damage)
{
  g_autofree char *root = fixture_good ();
  g_autofree char *content = g_build_filename (root, "content", NULL);
  g_autofree char *path = g_build_filename (content, file, NULL);
  g_autoptr (TiltasTree) tree = NULL;
  GPtrArray *faults;
  guint foreign = 0;

  spoil (path, damage);
  tree = tiltas_compile (content, NULL);
  faults = tiltas_faults_sorted (tree->faults);
  for (guint i = 0; i < faults->len; i++)
    {
      const TiltasFault *fault = faults->pdata[i];

      /* The good content has one warning: of a picture that terminals do not show yet. */
      foreign += strcmp (fault->file, file) != 0 && strcmp (fault->code, "picture") != 0;
    }
  if (foreign > 0 || tiltas_faults_count (tree->faults, TILTAS_FAULT_ERROR) != 1)
    {
      g_autofree char *told = tiltas_faults_text (tree->faults, "# ");

      g_printerr ("# %s, %s:\n%s", file, way, told);
      g_test_fail ();
    }
  fixture_remove (root);
}

static void
test_way (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  for (guint j = 0; tables[j] != NULL; j++)
    check (tables[j], ways[i].name, ways[i].damage);
  for (guint j = 0; texts[j] != NULL && !ways[i].tables_only; j++)
    check (texts[j], ways[i].name, ways[i].damage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *path = g_strconcat ("/publish/unreadable/", ways[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_way);
    }
  return g_test_run ();
}
