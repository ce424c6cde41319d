/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/language-runtime.h"

#include "base/language.h"
#include "kiosk/paths.h"

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* glibc reads LANGUAGE from the environment at each lookup. The variable points into this buffer for the life of the
 * process: to switch the language, the bytes are overwritten, because setenv() is not safe beside other threads. */
#define LANGUAGE_MAX 64
#define OWN_LOCALE "tiltas"
static char environment_entry[sizeof "LANGUAGE=" + LANGUAGE_MAX] = "LANGUAGE=en";
static char *catalogues;

static void
write_language (const char *catalogue)
{
  g_return_if_fail (strlen (catalogue) < LANGUAGE_MAX);
  strcpy (environment_entry + strlen ("LANGUAGE="), catalogue);
}

/* glibc reads LANGUAGE only when LC_MESSAGES is neither C nor (since 2.41) C.UTF-8. The system may have no other
 * locale, so the program brings one and finds it by LOCPATH. LOCPATH is set for this one call only: libraries and child
 * processes need the system's locales. */
static void
open_own_locale (void)
{
  g_autofree char *before = g_strdup (g_getenv ("LOCPATH"));
  g_autofree char *folder = tiltas_path_locales ();

  g_setenv ("LOCPATH", folder, TRUE);
  if (setlocale (LC_MESSAGES, OWN_LOCALE) == NULL)
    g_warning ("%s/%s cannot be used as a locale: the program may speak English only", folder, OWN_LOCALE);
  if (before != NULL)
    g_setenv ("LOCPATH", before, TRUE);
  else
    g_unsetenv ("LOCPATH");
}

void
tiltas_language_start (const char *localedir, const char *language)
{
  write_language (tiltas_language_catalogue (language));
  putenv (environment_entry);

  setlocale (LC_ALL, "");
  if (!g_str_equal (nl_langinfo (CODESET), "UTF-8"))
    setlocale (LC_ALL, "C.UTF-8");
  setlocale (LC_NUMERIC, "C");
  open_own_locale ();

  g_free (catalogues);
  catalogues = localedir != NULL ? g_strdup (localedir) : tiltas_path_catalogues ();
  bindtextdomain (GETTEXT_PACKAGE, catalogues);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

void
tiltas_language_switch (const char *language)
{
  write_language (tiltas_language_catalogue (language));
  /* Makes glibc forget the translations that it has cached. */
  textdomain (GETTEXT_PACKAGE);
}

const char *
tiltas_translate_in (const char *language, const char *msgid)
{
  g_autofree char *current = g_strdup (environment_entry + strlen ("LANGUAGE="));
  tiltas_language_switch (language);
  const char *result = g_intern_string (dgettext (GETTEXT_PACKAGE, msgid));
  write_language (current);
  textdomain (GETTEXT_PACKAGE);
  return result;
}

const char *
tiltas_translate_plural_in (const char *language, const char *one, const char *many, gulong n)
{
  g_autofree char *current = g_strdup (environment_entry + strlen ("LANGUAGE="));
  tiltas_language_switch (language);
  const char *result = g_intern_string (dngettext (GETTEXT_PACKAGE, one, many, n));
  write_language (current);
  textdomain (GETTEXT_PACKAGE);
  return result;
}

gboolean
tiltas_language_has_catalogue (const char *language)
{
  g_autofree char *folder = catalogues != NULL ? g_strdup (catalogues) : tiltas_path_catalogues ();
  g_autofree char *path =
    g_build_filename (folder, tiltas_language_catalogue (language), "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

GStrv
tiltas_language_offered (GStrv languages)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) offered = NULL;

  for (guint i = 0; languages[i] != NULL; i++)
    if (tiltas_language_has_catalogue (languages[i]))
      g_strv_builder_add (builder, languages[i]);
    else
      g_message ("language %s has no catalogue and is not offered", languages[i]);
  offered = g_strv_builder_end (builder);
  return offered[0] != NULL ? g_steal_pointer (&offered) : g_strsplit ("en", " ", -1);
}
