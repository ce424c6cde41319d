/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/support.h"

#include "base/files.h"
#include "kiosk/events.h"

#include <sys/stat.h>
#include <sys/utsname.h>

static void
add_versions (GString *text, TiltasClock *clock)
{
  gint64 now = tiltas_clock_now (clock);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now);
  g_autofree char *iso = g_date_time_format_iso8601 (time);
  struct utsname system = { 0 };

  uname (&system);
  g_string_append_printf (text, "Tiltas support file\n\ntime      %s (clock %s)\n", iso,
                          tiltas_clock_is_trusted (clock) ? "plausible" : "BEFORE THE BUILD: set the clock");
  g_string_append_printf (text, "tiltas    %s\nGLib      %u.%u.%u\nkernel    %s %s\n\n", TILTAS_VERSION,
                          glib_major_version, glib_minor_version, glib_micro_version, system.sysname, system.release);
}

static void
add_list (GString *text, const char *name, GStrv items)
{
  g_autofree char *joined = items != NULL ? g_strjoinv (" ", items) : g_strdup ("");

  g_string_append_printf (text, "%-18s%s\n", name, joined);
}

static void
add_config (GString *text, const TiltasConfig *config)
{
  g_string_append (text, "[settings in force]\n");
  g_string_append_printf (text, "%-18s%s\n", "branch", config->branch != NULL ? config->branch : "-");
  g_string_append_printf (text, "%-18s%s\n", "language", config->language);
  add_list (text, "languages", config->languages);
  g_string_append_printf (text, "%-18s%s\n", "staff_language", config->staff_language);
  g_string_append_printf (text, "%-18s%d\n", "idle_seconds", config->idle_seconds);
  g_string_append_printf (text, "%-18s%s\n", "show_unverified", config->show_unverified ? "true" : "false");
  add_list (text, "hidden_publishers", config->hidden_publishers);
  add_list (text, "repositories", config->repositories);
  add_list (text, "mirrors", config->mirrors);
  g_string_append_printf (text, "%-18s%s\n%-18s%d\n%-18s%s (%s)\n", "proxy",
                          config->proxy != NULL ? config->proxy : "-", "interval", config->interval, "root",
                          config->root_path,
                          g_file_test (config->root_path, G_FILE_TEST_EXISTS) ? "installed" : "NOT INSTALLED");
  for (guint i = 0; i < config->faults->len; i++)
    g_string_append_printf (text, "%-18s%s\n", "FAULT", (char *) g_ptr_array_index (config->faults, i));
  g_string_append_c (text, '\n');
}

static void
add_folder (GString *text, const char *top, const char *name)
{
  g_autofree char *path = g_build_filename (top, name, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, entry, NULL);
      struct stat facts;
      if (lstat (file, &facts) == 0 && S_ISREG (facts.st_mode))
        g_string_append_printf (text, "%12" G_GINT64_FORMAT "  %s%s%s\n", (gint64) facts.st_size, name,
                                *name != '\0' ? "/" : "", entry);
    }
}

static void
add_state (GString *text, const TiltasConfig *config, const char *status)
{
  g_string_append_printf (text, "[state folder] %s, %" G_GUINT64_FORMAT " bytes free\n", config->state_dir,
                          tiltas_disk_free (config->state_dir));
  add_folder (text, config->state_dir, "");
  add_folder (text, config->state_dir, "tuf");
  add_folder (text, config->state_dir, "downloads");
  g_string_append_printf (text, "\n[status.json]\n%s", status != NULL ? status : "none\n");
}

static void
add_events (GString *text, const TiltasConfig *config, TiltasClock *clock)
{
  g_autoptr (TiltasEvents) events = tiltas_events_new (config->state_dir, clock);
  g_autofree char *lines = tiltas_events_to_text (events);

  g_string_append_printf (text, "\n[" TILTAS_EVENTS_FILE "]\n%s", lines);
}

/* Cuts out what messages of the system may contain: names and passwords of people, and addresses of machines. Transfer
 * full. */
static char *
without_persons (const char *text)
{
  static const struct
  {
    const char *pattern, *instead;
  } CUTS[] = {
    { "://[^/\\s@\"”]*@", "://…@" },                     /* user and password in an address */
    { "(/(?:home|media|Users)/)[^/\\s\"”:]+", "\\1…" },  /* people's folders and sticks */
    { "\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b", "[address]" }, /* IPv4 */
    { "(?i)(?<![0-9a-z:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![0-9a-z])", "[address]" },
    { "(?i)(?<![0-9a-z:])(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?(?![0-9a-z])",
      "[address]" }, /* IPv6, whole and shortened */
    { "[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+", "[e-mail]" },
  };
  char *clean = g_strdup (text);

  for (gsize i = 0; i < G_N_ELEMENTS (CUTS); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (CUTS[i].pattern, 0, 0, NULL);
      g_autofree char *before = clean;
      clean = g_regex_replace (regex, before, -1, 0, CUTS[i].instead, 0, NULL);
    }
  return clean;
}

char *
tiltas_support_bundle (const TiltasConfig *config, TiltasClock *clock, const char *status)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_versions (text, clock);
  add_config (text, config);
  add_state (text, config, status);
  add_events (text, config, clock);
  g_autofree char *valid = g_utf8_make_valid (text->str, (gssize) text->len);
  return without_persons (valid);
}
