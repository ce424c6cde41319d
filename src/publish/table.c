/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/table.h"

#include "publish/text.h"

#include <csv.h>
#include <string.h>

typedef struct
{
  TiltasTable *table;
  TiltasRow *row;
  int line;
} Reading;

static void
row_free (gpointer data)
{
  TiltasRow *row = data;

  g_ptr_array_unref (row->cells);
  g_free (row);
}

static TiltasRow *
row_new (TiltasTable *table, int line)
{
  TiltasRow *row = g_new0 (TiltasRow, 1);

  row->file = table->file;
  row->titles = table->titles;
  row->cells = g_ptr_array_new_with_free_func (g_free);
  row->line = line;
  return row;
}

void
tiltas_table_free (TiltasTable *self)
{
  g_free (self->file);
  g_ptr_array_unref (self->titles);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static void
on_cell (void *text, size_t length, void *data)
{
  Reading *reading = data;

  g_ptr_array_add (reading->row->cells, g_strstrip (g_strndup (text != NULL ? text : "", length)));
}

static void
on_row (int last, void *data)
{
  Reading *reading = data;

  (void) last;
  g_ptr_array_add (reading->table->rows, reading->row);
  reading->row = row_new (reading->table, reading->line + 1);
}

/* Fed line by line, so that each row knows where it starts: pstate is 0 between rows. */
static gboolean
parse (Reading *reading, const char *text, gsize length, char **wrong)
{
  struct csv_parser parser;
  const char *end = text + length;
  gboolean good = csv_init (&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) == 0;

  while (good && text < end)
    {
      const char *stop = memchr (text, '\n', (gsize) (end - text));
      gsize part = stop != NULL ? (gsize) (stop + 1 - text) : (gsize) (end - text);

      reading->line++;
      if (parser.pstate == 0)
        reading->row->line = reading->line;
      good = csv_parse (&parser, text, part, on_cell, on_row, reading) == part;
      text += part;
    }
  good = good && csv_fini (&parser, on_cell, on_row, reading) == 0;
  if (!good)
    *wrong = g_strdup (csv_strerror (csv_error (&parser)));
  csv_free (&parser);
  return good;
}

static gboolean
is_known (const char *title, const char *const *columns)
{
  for (guint i = 0; columns[i] != NULL; i++)
    {
      gsize length = strlen (columns[i]);

      if (strcmp (title, columns[i]) == 0)
        return TRUE;
      if (columns[i][length - 1] == '*' && strncmp (title, columns[i], length - 1) == 0 && title[length - 1] != '\0')
        return TRUE;
    }
  return FALSE;
}

static void
check_header (TiltasTree *tree, const TiltasTable *table, const char *const *columns, const char *required, int line)
{
  g_auto (GStrv) must = g_strsplit (required, " ", -1);

  for (guint i = 0; i < table->titles->len; i++)
    {
      const char *title = table->titles->pdata[i];
      guint first = 0;

      if (!is_known (title, columns))
        tiltas_fault (tree->faults, table->file, line, "column", "See content/README.md for the columns.",
                      "The column “%s” is unknown.", title);
      g_ptr_array_find_with_equal_func (table->titles, title, g_str_equal, &first);
      if (first != i)
        tiltas_fault (tree->faults, table->file, line, "column", "Delete one.", "The column “%s” stands here twice.",
                      title);
    }
  for (guint i = 0; must[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (table->titles, must[i], g_str_equal, NULL))
      tiltas_fault (tree->faults, table->file, line, "column", "Add it.", "The column “%s” is missing.", must[i]);
}

static void
check_rows (TiltasTree *tree, TiltasTable *table)
{
  for (guint i = table->rows->len; i > 0; i--)
    {
      const TiltasRow *row = table->rows->pdata[i - 1];

      if (row->cells->len == table->titles->len)
        continue;
      tiltas_fault (tree->faults, table->file, row->line, "csv", "Quote cells that hold commas, and add empty ones.",
                    "This row has %u cells; the header has %u.", row->cells->len, table->titles->len);
      g_ptr_array_remove_index (table->rows, i - 1);
    }
}

TiltasTable *
tiltas_table_read (TiltasTree *tree, const char *file, const char *const *columns, const char *required)
{
  g_autoptr (TiltasTable) table = NULL;
  g_autofree char *wrong = NULL;
  gsize length = 0;
  g_autofree char *text = tiltas_tree_text (tree, file, TRUE, &length);
  Reading reading = { 0 };
  TiltasRow *header;

  if (text == NULL)
    return NULL;
  table = g_new0 (TiltasTable, 1);
  table->file = g_strdup (file);
  table->titles = g_ptr_array_new_with_free_func (g_free);
  table->rows = g_ptr_array_new_with_free_func (row_free);
  reading.table = table;
  reading.row = row_new (table, 1);
  if (!parse (&reading, text, length, &wrong))
    tiltas_fault (tree->faults, file, reading.line, "csv", "Quote the cell and double the quotes inside it (RFC 4180).",
                  "This is not CSV: %s.", wrong);
  row_free (reading.row);
  if (table->rows->len == 0)
    {
      tiltas_fault (tree->faults, file, 1, "csv", "See content/README.md for the columns.", "There is no header line.");
      return NULL;
    }
  header = table->rows->pdata[0];
  g_ptr_array_extend_and_steal (table->titles, g_ptr_array_ref (header->cells));
  check_header (tree, table, columns, required, header->line);
  g_ptr_array_remove_index (table->rows, 0);
  check_rows (tree, table);
  return g_steal_pointer (&table);
}

const char *
tiltas_row_get (const TiltasRow *row, const char *title)
{
  guint i = 0;

  if (!g_ptr_array_find_with_equal_func (row->titles, title, g_str_equal, &i))
    return NULL;
  return ((const char *) row->cells->pdata[i])[0] != '\0' ? row->cells->pdata[i] : NULL;
}

const char *
tiltas_row_need (TiltasTree *tree, const TiltasRow *row, const char *title)
{
  const char *cell = tiltas_row_get (row, title);

  if (cell == NULL)
    tiltas_fault (tree->faults, row->file, row->line, g_str_has_prefix (title, "source") ? "source" : "empty",
                  "Fill it.", "The cell “%s” is empty.", title);
  return cell;
}

gint64
tiltas_row_number (TiltasTree *tree, const TiltasRow *row, const char *title)
{
  const char *cell = tiltas_row_need (tree, row, title);
  gint64 number = 0;

  if (cell != NULL && !tiltas_text_number (cell, &number))
    tiltas_fault (tree->faults, row->file, row->line, "number", "Write a whole number.", "“%s” in “%s” is no number.",
                  cell, title);
  return number;
}

const char *
tiltas_row_date (TiltasTree *tree, const TiltasRow *row, const char *title, gboolean full)
{
  const char *cell = tiltas_row_get (row, title);

  if (cell == NULL || tiltas_text_is_date (cell, full))
    return cell;
  tiltas_fault (tree->faults, row->file, row->line, "date",
                full ? "Write YYYY-MM-DD." : "Write YYYY-MM-DD, YYYY-MM or YYYY, or leave it empty.",
                "“%s” in “%s” is no date.", cell, title);
  return NULL;
}

void
tiltas_row_place (TiltasTree *tree, const TiltasRow *row, json_t *record)
{
  static const char *const titles[] = { "latitude", "longitude" };
  static const int limits[] = { 90, 180 };
  gint64 value[2] = { 0 };
  guint given = 0;

  for (guint i = 0; i < 2; i++)
    {
      const char *cell = tiltas_row_get (row, titles[i]);

      if (cell == NULL)
        continue;
      given++;
      if (!tiltas_text_degrees (cell, limits[i], &value[i]))
        {
          tiltas_fault (tree->faults, row->file, row->line, "place", "Write degrees such as 54.687157.",
                        "“%s” in “%s” is no place.", cell, titles[i]);
          return;
        }
    }
  if (given == 1)
    tiltas_fault (tree->faults, row->file, row->line, "place", "Give both, or none.",
                  "There is a latitude without longitude, or the other way round.");
  if (given != 2)
    return;
  if (value[0] < 53800000 || value[0] > 56500000 || value[1] < 20600000 || value[1] > 26900000)
    tiltas_fault_warn (tree->faults, row->file, row->line, "place", "Are latitude and longitude swapped?",
                       "This place is not in Lithuania.");
  for (guint i = 0; i < 2; i++)
    json_object_set_new (record, titles[i], json_integer (value[i]));
}
