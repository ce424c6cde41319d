/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/language-runtime.h"

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <string.h>

/* What a terminal's system may say of languages: [LC_ALL, LANG, LANGUAGE, LOCPATH], NULL for not set. */
static const char *const variables[] = { "LC_ALL", "LANG", "LANGUAGE", "LOCPATH" };
static const char *const systems[][G_N_ELEMENTS (variables)] = {
  { NULL, NULL, NULL, NULL },
  { NULL, "C.UTF-8", NULL, NULL },
  { "C.UTF-8", NULL, "de", NULL },
  { "C", "C.UTF-8", NULL, NULL },
  { "POSIX", NULL, "lt", NULL },
  { "no_SUCH.UTF-8", NULL, NULL, NULL },
  { NULL, "lt_LT.UTF-8", "lt:en", NULL },
  { NULL, "C.UTF-8", NULL, "/nowhere" },
};

static GStrv
languages (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("TILTAS_TEST_PO"), "LINGUAS", NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return g_strsplit (g_strchomp (text), "\n", -1);
}

/* The text between the quotes of `NAME "text"`, or NULL when the line is another one or has an escape. */
static char *
quoted (const char *line, const char *name)
{
  g_autofree char *start = g_strconcat (name, " \"", NULL);
  const char *text = line + strlen (start);

  if (!g_str_has_prefix (line, start) || strlen (text) < 2 || strchr (text, '\\') != NULL)
    return NULL;
  return g_strndup (text, strlen (text) - 1);
}

/* Every message of one line without a context is the catalogue's, by gettext and by GLib, which may have chosen not to
 * translate. */
static void
assert_speaks (const char *language)
{
  g_autofree char *name = g_strconcat (language, ".po", NULL);
  g_autofree char *path = g_build_filename (g_getenv ("TILTAS_TEST_PO"), name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint seen = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && lines[i + 1] != NULL; i++)
    {
      g_autofree char *msgid = quoted (lines[i], "msgid");
      g_autofree char *msgstr = quoted (lines[i + 1], "msgstr");

      if (msgid == NULL || msgstr == NULL || g_str_has_prefix (lines[i - 1], "msgctxt"))
        continue;
      g_assert_cmpstr (gettext (msgid), ==, msgstr);
      g_assert_cmpstr (g_dgettext (GETTEXT_PACKAGE, msgid), ==, msgstr);
      seen++;
    }
  g_assert_cmpuint (seen, >, 100);
}

static void
speak_all (const char *locpath)
{
  g_auto (GStrv) all = languages ();

  tiltas_language_start (NULL, "en");
  g_assert_cmpstr (nl_langinfo (CODESET), ==, "UTF-8");
  g_assert_cmpstr (g_getenv ("LOCPATH"), ==, locpath);
  for (guint i = 0; all[i] != NULL; i++)
    {
      tiltas_language_switch (all[i]);
      assert_speaks (all[i]);
      g_assert_cmpstr (tiltas_translate_in ("en", "Finish"), ==, "Finish");
      assert_speaks (all[i]);
    }
}

static void
test_system (gconstpointer data)
{
  const char *const *system = data;

  if (g_test_subprocess ())
    {
      speak_all (system[3]);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    if (system[i] != NULL)
      g_setenv (variables[i], system[i], TRUE);
    else
      g_unsetenv (variables[i]);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    {
      g_autofree char *path = g_strdup_printf ("/kiosk/language-runtime/system-%u", i);
      g_test_add_data_func (path, systems[i], test_system);
    }
  return g_test_run ();
}
