/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "tools/tiltas-publish-common.h"

#include <stdio.h>
#include <stdlib.h>

gboolean
tiltas_publish_options (const TiltasUsage *usage, char **argv, GStrv *words)
{
  g_autoptr (GOptionContext) context = g_option_context_new (usage->parameters);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) left = g_strdupv (argv);
  guint n;

  g_free (left[0]);
  left[0] = g_strdup_printf ("tiltas-publish %s", argv[0]);
  g_set_prgname (left[0]);
  g_option_context_set_summary (context, usage->summary);
  g_option_context_add_main_entries (context, usage->entries, NULL);
  if (!g_option_context_parse_strv (context, &left, &error))
    {
      fprintf (stderr, "tiltas-publish: %s\n", error->message);
      return FALSE;
    }
  n = g_strv_length (left) - 1;
  if (n < usage->least || n > usage->most)
    {
      fprintf (stderr, "tiltas-publish: usage: tiltas-publish %s %s (see --help)\n", argv[0], usage->parameters);
      return FALSE;
    }
  *words = g_strdupv (left + 1);
  return TRUE;
}

gboolean
tiltas_publish_parse_number (const char *setting, const char *const *names, gint64 least, gint64 most, gint64 *values)
{
  g_auto (GStrv) parts = g_strsplit (setting, "=", 2);
  guint64 number = 0;

  for (guint i = 0; names[i] != NULL; i++)
    if (g_strcmp0 (parts[0], names[i]) == 0 && parts[1] != NULL &&
        g_ascii_string_to_unsigned (parts[1], 10, (guint64) least, (guint64) most, &number, NULL))
      {
        values[i] = (gint64) number;
        return TRUE;
      }
  return FALSE;
}

void
tiltas_publish_print_lines (GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    puts (lines->pdata[i]);
}

void
tiltas_publish_print_json (json_t *value)
{
  char *text = json_dumps (value, JSON_INDENT (1) | JSON_SORT_KEYS);

  puts (text);
  free (text);
}

int
tiltas_publish_failed (const GError *error)
{
  fprintf (stderr, "tiltas-publish: %s\n", error->message);
  return TILTAS_EXIT_FAULT;
}
