/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/links.h"

#include "content/record.h"
#include "publish/suggest.h"

#include <string.h>

#define CATEGORY_ELSEWHERE \
  "Ask that publisher for its categories.csv; “accept” refuses a service whose category is in no published edition."

/* " Is “ID” meant?" for the record of that kind and publisher whose id is most like id; "" when none is. Transfer
 * full. */
static char *
suggestion (TiltasTree *self, const char *kind, const char *publisher, const char *id)
{
  TiltasPublisher *owner = tiltas_tree_publisher (self, publisher);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  const char *found;

  for (guint i = 0; owner != NULL && i < owner->drafts->len; i++)
    {
      const TiltasDraft *draft = owner->drafts->pdata[i];

      if (strcmp (json_string_value (json_object_get (draft->record, "kind")), kind) == 0)
        g_ptr_array_add (ids, (gpointer) json_string_value (json_object_get (draft->record, "id")));
    }
  g_ptr_array_add (ids, NULL);
  found = tiltas_suggest (id, (const char *const *) ids->pdata);
  return found != NULL ? g_strdup_printf (" Is “%s” meant?", found) : g_strdup ("");
}

static void
check_unused_terms (TiltasTree *self)
{
  for (guint i = 0; i < self->publishers->len; i++)
    {
      TiltasPublisher *publisher = self->publishers->pdata[i];

      for (guint j = 0; j < publisher->drafts->len; j++)
        {
          const TiltasDraft *draft = publisher->drafts->pdata[j];

          if (strcmp (json_string_value (json_object_get (draft->record, "kind")), "term") == 0 && !draft->linked &&
              g_hash_table_size (self->unread) == 0)
            tiltas_faults_warn (self->faults, draft->at, "unused", "Link it from a lesson as term:ID.",
                                "No text uses the term “%s”.",
                                json_string_value (json_object_get (draft->record, "id")));
        }
    }
}

/* TRUE when the publisher has no folder here: a partner's content folder holds that partner alone, even when
 * publishers.json names others. */
static gboolean
is_elsewhere (TiltasTree *self, const char *publisher)
{
  g_autofree char *folder = g_build_filename (self->root, publisher, NULL);

  return !g_file_test (folder, G_FILE_TEST_EXISTS);
}

/* TRUE when the publisher has a folder but does not stand in publishers.json: that is a fault already, and nothing
 * of the folder is read. */
static gboolean
is_stranger (TiltasTree *self, const char *publisher)
{
  return tiltas_tree_publisher (self, publisher) == NULL && !is_elsewhere (self, publisher);
}

void
tiltas_links_check (TiltasTree *self)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      const TiltasLink *link = self->links->pdata[i];
      g_auto (GStrv) parts = g_strsplit (link->ref, "/", 2);
      TiltasDraft *draft = tiltas_tree_find (self, &(TiltasRecordName){ parts[0], link->kind, parts[1], NULL });
      g_autofree char *meant = NULL;

      if (draft != NULL)
        {
          draft->linked = TRUE;
          continue;
        }
      if (tiltas_tree_is_refused (self, &(TiltasRecordName){ parts[0], link->kind, parts[1], NULL }) ||
          is_stranger (self, parts[0]))
        continue;
      if (is_elsewhere (self, parts[0]))
        {
          tiltas_faults_warn (self->faults, link->at, "foreign-link",
                              strcmp (link->kind, "category") == 0 ? CATEGORY_ELSEWHERE
                                                                   : "Ask that publisher; terminals hide a link that "
                                                                     "leads nowhere.",
                              "The %s “%s” belongs to a publisher that is not in this folder; it was not looked for.",
                              link->kind, link->ref);
          continue;
        }
      meant = suggestion (self, link->kind, parts[0], parts[1]);
      tiltas_faults_add (self->faults, link->at, "unknown-link", "Write it, or name one that exists.",
                         "There is no %s “%s”.%s", link->kind, link->ref, meant);
    }
  check_unused_terms (self);
}
