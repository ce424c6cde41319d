/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas"

#include "base/language.h"
#include "base/trace.h"
#include "kiosk/config-file.h"
#include "kiosk/language-runtime.h"
#include "kiosk/place.h"
#include "ui/application.h"

#include <gtk/gtk.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define EXIT_USAGE 2
/* Debian's name for a folder that is never there. */
#define NOWHERE "/nonexistent"
#define MEMORY_KEPT (32 * 1024 * 1024)
#define MEMORY_AT_ONCE (1024 * 1024)

typedef struct
{
  char *state_dir, *config, *language, *page, *size;
  int text_size;
  gboolean high_contrast, version;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->state_dir);
  g_free (arguments->config);
  g_free (arguments->language);
  g_free (arguments->page);
  g_free (arguments->size);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
parse_arguments (Arguments *arguments, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "state-dir", 0, 0, G_OPTION_ARG_FILENAME, &arguments->state_dir, "Folder of the store and of downloads", "D" },
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &arguments->config, "Configuration instead of /etc/tiltas/tiltas.conf",
      "F" },
    { "language", 0, 0, G_OPTION_ARG_STRING, &arguments->language, "Language of the first screen", "xx" },
    { "page", 0, 0, G_OPTION_ARG_STRING, &arguments->page,
      "First screen: welcome, home, unit:ID, lesson:ID/CARD, categories, category:ID, service:ID, search:TEXT, "
      "news:ID, "
      "staff:SECTION",
      "PLACE" },
    { "size", 0, 0, G_OPTION_ARG_STRING, &arguments->size, "A window of this size in px instead of the full screen",
      "WxH" },
    { "text-size", 0, 0, G_OPTION_ARG_INT, &arguments->text_size, "Text size of the first visit: 100, 125, 150 or 200",
      "PERCENT" },
    { "high-contrast", 0, 0, G_OPTION_ARG_NONE, &arguments->high_contrast, "First visit in high contrast", NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &arguments->version, "Print the version and exit", NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- touch kiosk of Lithuanian public libraries");

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_description (
    context,
    "SIGTERM and SIGINT end the program, SIGHUP reads the configuration again. Staff hold the mark for three\n"
    "seconds and type the PIN (tiltasctl set-pin). Exit status: 0 ended in order, 1 cannot start, 2 wrong usage.\n"
    "More in tiltas(1).");
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc > 1)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "unexpected argument: %s", (*argv)[1]);
      return FALSE;
    }
  return TRUE;
}

static gboolean
parse_size (const char *text, int *width, int *height, GError **error)
{
  char rest;

  if (text == NULL)
    return TRUE;
  if (sscanf (text, "%5dx%5d%c", width, height, &rest) == 2 && *width >= 320 && *height >= 320)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--size %s: WIDTHxHEIGHT in px is wanted, at least 320x320", text);
  return FALSE;
}

static gboolean
check_text_size (int percent, GError **error)
{
  if (percent == 0 || percent == 100 || percent == 125 || percent == 150 || percent == 200)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--text-size %d: 100, 125, 150 or 200 is wanted",
               percent);
  return FALSE;
}

static gboolean
check_language (const char *language, GStrv languages, GError **error)
{
  g_autofree char *all = NULL;

  if (language == NULL || g_strv_contains ((const char *const *) languages, language))
    return TRUE;
  all = g_strjoinv (", ", languages);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--language %s: not offered; offered are %s", language,
               all);
  return FALSE;
}

static gboolean
has_gpu (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/dev/dri", 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "renderD"))
      return TRUE;
  return FALSE;
}

/* GTK would probe OpenGL for 100 to 400 ms and 30 MB even to draw with cairo. GTK 4.16 took the word out of GDK_DEBUG,
 * and warns of it there. */
static void
do_without_gpu (void)
{
  if (gtk_get_minor_version () >= 16)
    g_setenv ("GDK_DISABLE", "gl:vulkan:dmabuf", TRUE);
  else
    g_setenv ("GDK_DEBUG", "gl-disable", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
}

/* TRUE for a variable that changes how these libraries work, except the few that the manual names. */
static gboolean
is_unwanted (const char *name)
{
  static const char *const kept[] = { "GDK_BACKEND", "GSK_RENDERER", "GTK_A11Y", NULL };
  static const char *const families[] = { "GTK", "GDK", "GSK", "GIO_", "GSETTINGS_", "PANGO", "FONTCONFIG_", "FC_" };
  static const char *const single[] = { "G_MESSAGES_DEBUG", "G_RESOURCE_OVERLAYS", "SESSION_MANAGER", "XDG_CONFIG_DIRS",
                                        "XDG_DATA_DIRS",    "XCOMPOSEFILE",        "XLOCALEDIR",      NULL };

  if (g_strv_contains (kept, name) || g_strv_contains (single, name))
    return !g_strv_contains (kept, name);
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (g_str_has_prefix (name, families[i]))
      return TRUE;
  return FALSE;
}

/* Before any other code of GLib and GTK reads the environment; no other thread runs yet. */
static void
clean_environment (void)
{
  g_auto (GStrv) names = g_listenv ();

  /* Variables that load code or change input, which a changed session could set. */
  for (guint i = 0; names[i] != NULL; i++)
    if (is_unwanted (names[i]))
      g_unsetenv (names[i]);
  if (g_strcmp0 (g_getenv ("GTK_A11Y"), "none") != 0)
    g_unsetenv ("GTK_A11Y");
  /* Read no files of the account that it runs as: gtk.css, settings.ini, Compose, themes, fonts and icons. */
  g_setenv ("XDG_CONFIG_HOME", NOWHERE, TRUE);
  g_setenv ("XDG_DATA_HOME", NOWHERE, TRUE);
  /* Broadway would serve the screen to web browsers. */
  if (!g_strv_contains ((const char *const[]){ "x11", "wayland", NULL },
                        g_getenv ("GDK_BACKEND") != NULL ? g_getenv ("GDK_BACKEND") : ""))
    g_unsetenv ("GDK_BACKEND");
  /* Our own style sheet is complete: GTK need not parse its default theme (about 15 ms). */
  g_setenv ("GTK_THEME", "Empty", TRUE);
  /* Text fields must not remember emoji in the session's settings. */
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  /* Dead keys and Compose work, but no input method opens windows. */
  g_setenv ("GTK_IM_MODULE", "gtk-im-context-simple", TRUE);
  if (!has_gpu () || g_strcmp0 (g_getenv ("GSK_RENDERER"), "cairo") == 0)
    do_without_gpu ();
}

/* Keeps freed memory, so that each frame reuses big buffers instead of getting new pages from the kernel. One arena for
 * all threads: Pango and fontconfig start a short thread for each font, and arenas of their own would stay behind. */
static void
keep_memory (void)
{
  mallopt (M_ARENA_MAX, 1);
  mallopt (M_TOP_PAD, MEMORY_AT_ONCE);
  mallopt (M_MMAP_THRESHOLD, MEMORY_KEPT);
  mallopt (M_TRIM_THRESHOLD, 2 * MEMORY_KEPT);
}

/* Ignores a signal, unless a library that was loaded before main handles it. */
static void
ignore (int number)
{
  struct sigaction now;

  if (sigaction (number, NULL, &now) == 0 && now.sa_handler == SIG_DFL)
    signal (number, SIG_IGN);
}

/* A stray signal must not end a visit. The application handles SIGTERM, SIGINT and SIGHUP later. Signals that mean a
 * fault of the program (SIGSEGV, SIGABRT, SIGXCPU …) are left as they are. */
static void
ignore_signals (void)
{
  static const int stray[] = { SIGHUP,  SIGUSR1,   SIGUSR2, SIGALRM,   SIGPIPE, SIGIO,
                               SIGPROF, SIGVTALRM, SIGPWR,  SIGSTKFLT, SIGXFSZ };

  for (guint i = 0; i < G_N_ELEMENTS (stray); i++)
    ignore (stray[i]);
  for (int number = SIGRTMIN; number <= SIGRTMAX; number++)
    ignore (number);
}

static int
usage_error (const GError *error)
{
  g_printerr ("tiltas: %s\nSee tiltas --help.\n", error->message);
  return EXIT_USAGE;
}

int
main (int argc, char **argv)
{
  g_auto (Arguments) arguments = { 0 };
  g_autoptr (TiltasConfig) config = NULL;
  g_autoptr (TiltasPlace) place = NULL;
  g_auto (GStrv) languages = NULL;
  g_autoptr (GError) error = NULL;
  TiltasApplicationOptions options = { 0 };

  ignore_signals ();
  keep_memory ();
  clean_environment ();
  tiltas_trace_open ();
  tiltas_trace ("main", "pid=%d", (int) getpid ());
  /* For messages on the terminal; the language of the screens follows below. */
  tiltas_language_start (NULL, "en");
  if (!parse_arguments (&arguments, &argc, &argv, &error) ||
      !parse_size (arguments.size, &options.width, &options.height, &error) ||
      !check_text_size (arguments.text_size, &error))
    return usage_error (error);
  if (arguments.version)
    {
      g_print ("tiltas %s\n", TILTAS_VERSION);
      return EXIT_SUCCESS;
    }
  if (arguments.page != NULL && (place = tiltas_place_parse (arguments.page, &error)) == NULL)
    return usage_error (error);

  config = tiltas_config_load_with_settings (arguments.config, arguments.state_dir);
  for (guint i = 0; i < config->faults->len; i++)
    g_printerr ("tiltas: %s\n", (char *) g_ptr_array_index (config->faults, i));
  tiltas_language_start (NULL, arguments.language != NULL ? arguments.language : config->language);
  languages = tiltas_language_offered (config->languages);
  if (!check_language (arguments.language, languages, &error))
    return usage_error (error);

  g_set_prgname (TILTAS_APP_ID);
  gtk_disable_setlocale ();
  gdk_set_allowed_backends ("wayland,x11");
  if (!gtk_init_check ())
    {
      g_printerr ("tiltas: there is no display (DISPLAY or WAYLAND_DISPLAY)\n");
      return EXIT_FAILURE;
    }
  options.config = g_steal_pointer (&config);
  options.config_path = arguments.config;
  options.languages = languages;
  options.language = arguments.language;
  options.text_size = arguments.text_size;
  options.high_contrast = arguments.high_contrast;
  options.place = g_steal_pointer (&place);
  return tiltas_application_run (&options);
}
