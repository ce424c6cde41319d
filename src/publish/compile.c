/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/compile.h"

#include "publish/articles.h"
#include "publish/layout-check.h"
#include "publish/lessons.h"
#include "publish/links.h"
#include "publish/lists.h"
#include "publish/publishers.h"
#include "publish/services.h"
#include "publish/translations.h"

#include <string.h>

static int
compare_drafts (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(TiltasDraft *const *) a)->key, (*(TiltasDraft *const *) b)->key);
}

TiltasTree *
tiltas_compile (const char *root, const char *icons)
{
  TiltasTree *tree = tiltas_tree_new (root, icons);

  if (g_file_test (tree->icons, G_FILE_TEST_IS_DIR))
    g_ptr_array_add (tree->inputs, g_strdup (tree->icons));
  else
    {
      tiltas_faults_warn (tree->faults, TILTAS_AT ("publishers.json", 1), "icon", "Name the folder with --icons.",
                          "Pictograms are not checked: there is no folder %s.", tree->icons);
      g_clear_pointer (&tree->icons, g_free);
    }
  tiltas_publishers_read (tree);
  tiltas_layout_check (tree);
  for (guint i = 0; i < tree->publishers->len; i++)
    {
      TiltasPublisher *publisher = tree->publishers->pdata[i];

      g_ptr_array_add (tree->inputs, g_build_filename (tree->root, publisher->id, NULL));
      tiltas_lists_read (tree, publisher);
      tiltas_services_read (tree, publisher);
      tiltas_lessons_read (tree, publisher);
      tiltas_articles_read (tree, publisher);
      g_ptr_array_sort (publisher->drafts, compare_drafts);
    }
  tiltas_links_check (tree);
  tiltas_translations_check (tree);
  tiltas_publishers_check_limits (tree);
  return tree;
}
