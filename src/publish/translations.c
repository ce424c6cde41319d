/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/translations.h"

void
tiltas_translations_check (TiltasTree *tree)
{
  static const char *const complete[] = { "unit",    "category", "lesson",       "term",
                                          "service", "holiday",  "announcement", NULL };

  for (guint i = 0; i < tree->publishers->len; i++)
    {
      TiltasPublisher *publisher = tree->publishers->pdata[i];

      for (guint j = 0; j < publisher->drafts->len; j++)
        {
          const TiltasDraft *draft = publisher->drafts->pdata[j];
          const char *kind = json_string_value (json_object_get (draft->record, "kind"));
          const char *id = json_string_value (json_object_get (draft->record, "id"));
          g_autofree char *text_kind = g_strconcat (kind, "-text", NULL);

          if (!g_strv_contains (complete, kind))
            continue;
          for (guint k = 0; publisher->languages[k] != NULL; k++)
            if (tiltas_tree_find (tree, &(TiltasRecordName){ publisher->id, text_kind, id, publisher->languages[k] }) ==
                  NULL &&
                !tiltas_tree_is_refused (tree,
                                         &(TiltasRecordName){ publisher->id, text_kind, id, publisher->languages[k] }))
              tiltas_faults_add (tree->faults, draft->at, "language", "Write it.",
                                 "The %s “%s” has no text in the language “%s”.", kind, id, publisher->languages[k]);
        }
    }
}
