/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/lists.h"

#include "base/language.h"
#include "publish/municipality.h"
#include "publish/picture.h"
#include "publish/table.h"

#include <string.h>

#define TITLE_MAX 90
#define DEFINITION_MAX 300

static char *
path_of (TiltasPublisher *publisher, const char *name)
{
  return g_build_filename (publisher->id, name, NULL);
}

/* Adds a record of kind ("unit-text") for each column title_LANG that is filled in row. */
static void
add_titles (TiltasTree *tree, TiltasPublisher *publisher, const char *kind, const char *id, const TiltasRow *row)
{
  for (guint i = 0; i < row->titles->len; i++)
    {
      const char *column = row->titles->pdata[i];
      const char *lang = g_str_has_prefix (column, "title_") ? column + strlen ("title_") : NULL;
      const char *title = lang != NULL ? tiltas_row_get (row, column) : NULL;
      g_autofree char *state_column = g_strconcat ("state_", lang, NULL);
      const char *state;

      if (title == NULL || !tiltas_language_is_known (lang))
        continue;
      state = tiltas_row_get (row, state_column);
      if (state == NULL)
        state = g_str_equal (lang, publisher->languages[0]) ? "master" : "machine";
      tiltas_tree_check_state (tree, publisher, lang, state, row->at);
      tiltas_tree_check_words (tree, title, TITLE_MAX, column, row->at);
      tiltas_tree_add (tree, &(TiltasRecordName){ publisher->id, kind, id, lang },
                       json_pack ("{s:s, s:s}", "title", title, "state", state), row->at);
    }
}

/* Adds a fault for a column such as title_xx1, which nobody would notice to be left out. */
static void
check_title_columns (TiltasTree *tree, TiltasPublisher *publisher, const TiltasTable *table)
{
  for (guint i = 0; i < table->titles->len; i++)
    {
      const char *column = table->titles->pdata[i];
      const char *lang = strchr (column, '_');
      gboolean text = g_str_has_prefix (column, "title_") || g_str_has_prefix (column, "state_");

      if (text && !tiltas_language_is_known (lang + 1))
        tiltas_faults_add (tree->faults, TILTAS_AT (table->file, 1), "column",
                           "End it in a BCP 47 tag in lower case, such as “_lt”.", "The column “%s” names no language.",
                           column);
      else if (text && !g_strv_contains ((const char *const *) publisher->languages, lang + 1))
        tiltas_faults_warn (
          tree->faults, TILTAS_AT (table->file, 1), "language",
          "Rename the column if another is meant; else add the language there when it is to be complete.",
          "“%s” is none of the languages of “%s” in publishers.json.", lang + 1, publisher->id);
    }
}

/* A table of groups: units.csv groups lessons, categories.csv groups services. */
typedef struct
{
  const char *file, *kind, *text_kind;
  const char *const *columns;
} Groups;

static void
read_groups (TiltasTree *tree, TiltasPublisher *publisher, const Groups *groups)
{
  g_autofree char *file = path_of (publisher, groups->file);
  g_autoptr (TiltasTable) table = tiltas_table_read (tree, file, groups->columns, "id position icon");

  if (table != NULL)
    check_title_columns (tree, publisher, table);
  for (guint i = 0; table != NULL && i < table->rows->len; i++)
    {
      const TiltasRow *row = table->rows->pdata[i];
      const TiltasRecordName name = { publisher->id, groups->kind, tiltas_row_need (tree, row, "id"), NULL };
      const char *icon = tiltas_row_need (tree, row, "icon");
      json_t *record = json_pack ("{s:I}", "position", (json_int_t) tiltas_row_number (tree, row, "position"));

      tiltas_draft_set_text (record, "icon", icon);
      tiltas_draft_set_text (record, "taxonomy_term", tiltas_row_get (row, "taxonomy_term"));
      tiltas_icon_check (tree, icon, row->at);
      if (tiltas_tree_add (tree, &name, record, row->at) != NULL)
        add_titles (tree, publisher, groups->text_kind, name.id, row);
    }
}

static void
read_holidays (TiltasTree *tree, TiltasPublisher *publisher)
{
  static const char *const columns[] = { "date", "title_*", "state_*", "source", "source_date", NULL };
  g_autofree char *file = path_of (publisher, "holidays.csv");
  g_autoptr (TiltasTable) table = tiltas_table_read (tree, file, columns, "date source");

  if (table != NULL)
    check_title_columns (tree, publisher, table);
  for (guint i = 0; table != NULL && i < table->rows->len; i++)
    {
      const TiltasRow *row = table->rows->pdata[i];
      const char *date = tiltas_row_need (tree, row, "date");
      json_t *record = json_object ();

      if (date != NULL)
        date = tiltas_row_date (tree, row, "date", TRUE);
      tiltas_draft_set_text (record, "date", date);
      tiltas_draft_set_text (record, "source", tiltas_row_need (tree, row, "source"));
      tiltas_draft_set_text (record, "source_date", tiltas_row_date (tree, row, "source_date", FALSE));
      if (date == NULL)
        json_decref (record);
      else if (tiltas_tree_add (tree, &(TiltasRecordName){ publisher->id, "holiday", date, NULL }, record, row->at) !=
               NULL)
        add_titles (tree, publisher, "holiday-text", date, row);
    }
}

static void
read_branches (TiltasTree *tree, TiltasPublisher *publisher)
{
  static const char *const columns[] = { "id",       "name",      "municipality", "address",     "service",
                                         "latitude", "longitude", "source",       "source_date", NULL };
  g_autofree char *file = path_of (publisher, "branches.csv");
  g_autoptr (TiltasTable) table = tiltas_table_read (tree, file, columns, "id name source");

  for (guint i = 0; table != NULL && i < table->rows->len; i++)
    {
      const TiltasRow *row = table->rows->pdata[i];
      const char *id = tiltas_row_need (tree, row, "id");
      const char *service = tiltas_row_get (row, "service");
      g_autofree char *ref = NULL;
      json_t *record = json_object ();

      if (service != NULL)
        ref = tiltas_tree_add_link (tree, publisher, "service", service, row->at);
      tiltas_draft_set_text (record, "name", tiltas_row_need (tree, row, "name"));
      tiltas_draft_set_text (record, "municipality", tiltas_municipality_get (tree, row, FALSE));
      tiltas_draft_set_text (record, "address", tiltas_row_get (row, "address"));
      tiltas_draft_set_text (record, "service", ref);
      tiltas_draft_set_text (record, "source", tiltas_row_need (tree, row, "source"));
      tiltas_draft_set_text (record, "source_date", tiltas_row_date (tree, row, "source_date", FALSE));
      tiltas_row_place (tree, row, record);
      tiltas_tree_check_words (tree, tiltas_row_get (row, "name"), TITLE_MAX, "“name”", row->at);
      tiltas_tree_add (tree, &(TiltasRecordName){ publisher->id, "branch", id, NULL }, record, row->at);
    }
}

static void
read_terms (TiltasTree *tree, TiltasPublisher *publisher, const char *file, const char *lang)
{
  static const char *const columns[] = { "id", "state", "term", "definition", NULL };
  gboolean master = g_str_equal (lang, publisher->languages[0]);
  g_autoptr (TiltasTable) table = tiltas_table_read (tree, file, columns, "id state term definition");

  for (guint i = 0; table != NULL && i < table->rows->len; i++)
    {
      const TiltasRow *row = table->rows->pdata[i];
      const char *id = tiltas_row_need (tree, row, "id");
      const char *term = tiltas_row_need (tree, row, "term");
      const char *definition = tiltas_row_need (tree, row, "definition");
      const char *state = tiltas_row_get (row, "state");
      const TiltasRecordName name = { publisher->id, "term", id, NULL };
      const TiltasRecordName text_name = { publisher->id, "term-text", id, lang };

      if (id == NULL || term == NULL || definition == NULL ||
          !tiltas_tree_check_state (tree, publisher, lang, state, row->at))
        {
          tiltas_tree_refuse (tree, &name);
          tiltas_tree_refuse (tree, &text_name);
          continue;
        }
      tiltas_tree_check_words (tree, term, TITLE_MAX, "“term”", row->at);
      tiltas_tree_check_words (tree, definition, DEFINITION_MAX, "“definition”", row->at);
      if (master)
        tiltas_tree_add (tree, &name, json_pack ("{s:s}", "term", term), row->at);
      else if (tiltas_tree_find (tree, &name) == NULL && !tiltas_tree_is_refused (tree, &name))
        tiltas_faults_add (tree->faults, row->at, "unknown-id", "Add it to the master, or mend the id.",
                           "The term “%s” is not in %s.csv.", id, publisher->languages[0]);
      tiltas_tree_add (tree, &text_name,
                       json_pack ("{s:s, s:s, s:s}", "term", term, "definition", definition, "state", state), row->at);
    }
}

/* The master comes first, because the other languages are compared with it. */
static void
read_glossary (TiltasTree *tree, TiltasPublisher *publisher)
{
  const char *master = publisher->languages[0];
  g_autofree char *folder = path_of (publisher, "glossary");
  g_autofree char *master_name = g_strconcat (master, ".csv", NULL);
  g_autofree char *master_file = g_build_filename (folder, master_name, NULL);
  g_auto (GStrv) names = tiltas_tree_list (tree, folder, ".csv");
  g_auto (GStrv) languages = tiltas_tree_sort_languages (names, ".csv", master);

  if (names[0] != NULL)
    tiltas_tree_expect (tree, master_file, "Write it first; the others are held against it.");
  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (languages[i], ".csv", NULL);
      g_autofree char *file = g_build_filename (folder, name, NULL);

      read_terms (tree, publisher, file, languages[i]);
    }
}

void
tiltas_lists_read (TiltasTree *tree, TiltasPublisher *publisher)
{
  static const char *const unit_columns[] = { "id", "position", "icon", "title_*", "state_*", NULL };
  static const char *const category_columns[] = {
    "id", "position", "icon", "taxonomy_term", "title_*", "state_*", NULL
  };
  static const Groups units = { "units.csv", "unit", "unit-text", unit_columns };
  static const Groups categories = { "categories.csv", "category", "category-text", category_columns };

  read_groups (tree, publisher, &units);
  read_groups (tree, publisher, &categories);
  read_glossary (tree, publisher);
  read_branches (tree, publisher);
  read_holidays (tree, publisher);
}
