/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/reader-branches.h"

#include "base/language.h"
#include "store/links.h"
#include "store/reader-query.h"

#define BRANCHES "SELECT r.raw, NULL FROM branch JOIN record AS r ON r.record_id = branch.record_id"

static GPtrArray *
read_branches (TiltasReader *self, TiltasStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) branches = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_branch_unref);
  g_autoptr (TiltasLinks) links = tiltas_links_new (self, error);
  TiltasStep step = TILTAS_STEP_ERROR;
  while (links != NULL)
    {
      g_autoptr (json_t) record = NULL, text = NULL;
      if ((step = tiltas_reader_step_record (self, statement, &record, &text, error)) != TILTAS_STEP_ROW)
        break;
      TiltasBranch *branch = tiltas_branch_new (record);
      g_ptr_array_add (branches, branch);
      if (!tiltas_links_filter_branch (links, branch, error))
        return NULL;
    }
  return step == TILTAS_STEP_DONE ? g_steal_pointer (&branches) : NULL;
}

TiltasBranch *
tiltas_reader_branch (TiltasReader *self, const char *ref, GError **error)
{
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  g_autofree char *full =
    snapshot != NULL ? tiltas_reader_resolve (self, TILTAS_READER_TABLE_BRANCH, ref, error) : NULL;
  g_autoptr (TiltasStatement) statement =
    full != NULL ? tiltas_reader_prepare (self, BRANCHES " WHERE branch.ref = :ref", NULL, error) : NULL;
  if (statement == NULL)
    return NULL;
  tiltas_sql_bind_text (statement, ":ref", full);
  g_autoptr (GPtrArray) branches = read_branches (self, statement, error);
  return branches != NULL && branches->len > 0 ? tiltas_branch_ref (g_ptr_array_index (branches, 0)) : NULL;
}

static gint
by_name (gconstpointer a, gconstpointer b)
{
  const TiltasBranch *one = *(TiltasBranch *const *) a, *other = *(TiltasBranch *const *) b;
  int order = tiltas_collate ("lt", one->name, other->name);
  return order != 0 ? order : g_strcmp0 (one->ref, other->ref);
}

GPtrArray *
tiltas_reader_branches (TiltasReader *self, GError **error)
{
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  g_autoptr (TiltasStatement) statement = snapshot != NULL ? tiltas_reader_prepare (self, BRANCHES, NULL, error) : NULL;
  g_autoptr (GPtrArray) branches = statement != NULL ? read_branches (self, statement, error) : NULL;
  if (branches != NULL)
    g_ptr_array_sort (branches, by_name);
  return g_steal_pointer (&branches);
}
