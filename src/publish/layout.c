/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/layout.h"

gboolean
tiltas_layout_is_clutter (const char *name)
{
  static const char *const names[] = { "thumbs.db",    "ehthumbs.db", "desktop.ini", "system volume information",
                                       "$recycle.bin", "lost+found",  "__macosx",    NULL };
  g_autofree char *low = g_ascii_strdown (name, -1);

  return name[0] == '.' || g_str_has_suffix (name, "~") || g_str_has_prefix (name, "~$") ||
         g_str_has_suffix (low, ".tmp") || (name[0] == '#' && g_str_has_suffix (name, "#")) ||
         g_strv_contains (names, low);
}

char *
tiltas_layout_file (const char *publisher, const char *kind, const char *id, const char *lang)
{
  static const struct
  {
    const char *kind, *text_kind, *file;
  } files[] = {
    { "unit", "unit-text", "units.csv" },
    { "category", "category-text", "categories.csv" },
    { "holiday", "holiday-text", "holidays.csv" },
    { "branch", NULL, "branches.csv" },
    { "service", NULL, "services/services.csv" },
    { NULL, "service-text", "services/LANG.csv" },
    { "term", "term-text", "glossary/LANG.csv" },
    { "lesson", "lesson-text", "lessons/ID/LANG.md" },
    { "announcement", "announcement-text", "announcements/ID/LANG.md" },
    { "article", "article-text", "staff/ID/LANG.md" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GString) file = NULL;

      if (g_strcmp0 (kind, files[i].kind) != 0 && g_strcmp0 (kind, files[i].text_kind) != 0)
        continue;
      file = g_string_new (files[i].file);
      g_string_replace (file, "LANG", lang, 1);
      g_string_replace (file, "ID", id, 1);
      return g_build_filename (publisher, file->str, NULL);
    }
  return NULL;
}
