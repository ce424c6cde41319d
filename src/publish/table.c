/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/table.h"

#include "publish/suggest.h"
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

  row->titles = table->titles;
  row->cells = g_ptr_array_new_with_free_func (g_free);
  row->at = TILTAS_AT (table->file, line);
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

/* A cell that holds only invisible characters counts as empty. */
static void
on_cell (void *text, size_t length, void *data)
{
  Reading *reading = data;
  char *cell = g_strstrip (g_strndup (text != NULL ? text : "", length));
  const char *p = cell;

  while (*p != '\0' && tiltas_text_is_unseen (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  if (*p == '\0')
    cell[0] = '\0';
  g_ptr_array_add (reading->row->cells, cell);
}

static void
on_row (int last, void *data)
{
  Reading *reading = data;

  (void) last;
  g_ptr_array_add (reading->table->rows, reading->row);
  reading->row = row_new (reading->table, reading->line + 1);
}

/* Gives libcsv one line after the other, so that each row knows the line it starts on: pstate is 0 between rows.
 * FALSE when the quotes are wrong. */
static gboolean
parse (Reading *reading, const char *text, gsize length)
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
        reading->row->at.line = reading->line;
      good = csv_parse (&parser, text, part, on_cell, on_row, reading) == part;
      text += part;
    }
  good = good && csv_fini (&parser, on_cell, on_row, reading) == 0;
  csv_free (&parser);
  return good;
}

/* FALSE and a fault when the first line has semicolons or tabs but no comma: programs write these in countries with
 * a decimal comma. No name of a column holds any of the three. */
static gboolean
is_parted_by_commas (TiltasTree *tree, const char *file, const char *text)
{
  gsize line = strcspn (text, "\r\n");
  const char *other = memchr (text, ';', line) != NULL ? "semicolons (;)" : "tabs";

  if (g_str_has_prefix (text, "sep="))
    {
      tiltas_faults_add (tree->faults, TILTAS_AT (file, 1), "csv", "Delete the line, and part the cells by commas.",
                         "“sep=” is a line for Excel alone.");
      return FALSE;
    }
  if (memchr (text, ',', line) != NULL || (memchr (text, ';', line) == NULL && memchr (text, '\t', line) == NULL))
    return TRUE;
  tiltas_faults_add (
    tree->faults, TILTAS_AT (file, 1), "csv",
    "Save it with commas (,): LibreOffice Calc asks for the field delimiter when it saves; Excel takes the "
    "list separator of the system's regional settings.",
    "The cells of this table are parted by %s.", other);
  return FALSE;
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

/* The one of columns that title probably means; NULL when none is like it. Borrowed. */
static const char *
meant_by (const char *title, const char *const *columns)
{
  const char *near = tiltas_suggest (title, columns);

  return near != NULL && !g_str_has_suffix (near, "*") ? near : NULL;
}

static void
check_titles (TiltasTree *tree,
              const TiltasTable *table,
              const char *const *columns,
              GPtrArray *meant,
              TiltasFileLine at)
{
  for (guint i = 0; i < table->titles->len; i++)
    {
      const char *title = table->titles->pdata[i];
      const char *near = is_known (title, columns) ? NULL : meant_by (title, columns);
      guint first = 0;

      if (near != NULL)
        {
          g_ptr_array_add (meant, (gpointer) near);
          tiltas_faults_add (tree->faults, at, "column", "See " TILTAS_CONTENT_GUIDE " for the columns.",
                             "The column “%s” is unknown; did you mean “%s”?", title, near);
        }
      else if (!is_known (title, columns))
        tiltas_faults_add (tree->faults, at, "column", "See " TILTAS_CONTENT_GUIDE " for the columns.",
                           "The column “%s” is unknown.", title);
      g_ptr_array_find_with_equal_func (table->titles, title, g_str_equal, &first);
      if (first != i)
        tiltas_faults_add (tree->faults, at, "column", "Delete one.", "The column “%s” stands here twice.", title);
    }
}

/* Adds faults for unknown, double and missing columns. FALSE when a required one is missing: the rows cannot be
 * read. */
static gboolean
check_header (TiltasTree *tree,
              const TiltasTable *table,
              const char *const *columns,
              const char *required,
              TiltasFileLine at)
{
  g_auto (GStrv) must = g_strsplit (required, " ", -1);
  g_autoptr (GPtrArray) meant = g_ptr_array_new ();
  gboolean good = TRUE;

  check_titles (tree, table, columns, meant, at);
  for (guint i = 0; must[i] != NULL; i++)
    {
      if (g_ptr_array_find_with_equal_func (table->titles, must[i], g_str_equal, NULL))
        continue;
      good = FALSE;
      if (!g_ptr_array_find_with_equal_func (meant, must[i], g_str_equal, NULL))
        tiltas_faults_add (tree->faults, at, "column", "Add it.", "The column “%s” is missing.", must[i]);
    }
  return good;
}

/* FALSE and a fault when most cells of the first row are no name of a column. */
static gboolean
has_header (TiltasTree *tree, const TiltasTable *table, const char *const *columns)
{
  const TiltasRow *header = table->rows->len > 0 ? table->rows->pdata[0] : NULL;
  guint named = 0;
  guint filled = 0;

  for (guint i = 0; header != NULL && i < header->cells->len; i++)
    {
      const char *title = header->cells->pdata[i];

      named += is_known (title, columns) || meant_by (title, columns) != NULL;
      filled += title[0] != '\0';
    }
  if (named * 2 >= filled && filled > 0)
    return TRUE;
  if (header == NULL)
    tiltas_faults_add (tree->faults, TILTAS_AT (table->file, 1), "csv", "See " TILTAS_CONTENT_GUIDE " for the columns.",
                       "The table is empty: there is no header line.");
  else
    tiltas_faults_add (tree->faults, header->at, "csv",
                       "Begin with the names of the columns; see " TILTAS_CONTENT_GUIDE ".",
                       "There is no header line: “%s” is not the name of a column.", (char *) header->cells->pdata[0]);
  return FALSE;
}

static gboolean
is_empty (const TiltasRow *row)
{
  for (guint i = 0; i < row->cells->len; i++)
    if (((const char *) row->cells->pdata[i])[0] != '\0')
      return FALSE;
  return TRUE;
}

/* Drops empty rows, and empty columns at the end: spreadsheets leave them behind. */
static void
drop_empty (TiltasTable *table)
{
  guint width = 0;

  for (guint i = table->rows->len; i > 0; i--)
    {
      const TiltasRow *row = table->rows->pdata[i - 1];

      if (is_empty (row))
        g_ptr_array_remove_index (table->rows, i - 1);
      else
        for (guint j = width; j < row->cells->len; j++)
          if (((const char *) row->cells->pdata[j])[0] != '\0')
            width = j + 1;
    }
  for (guint i = 0; i < table->rows->len; i++)
    {
      const TiltasRow *row = table->rows->pdata[i];

      if (row->cells->len > width)
        g_ptr_array_set_size (row->cells, (int) width);
    }
}

/* Drops columns without a title. A fault when such a column has a filled cell. */
static void
drop_untitled (TiltasTree *tree, TiltasTable *table)
{
  const TiltasRow *header = table->rows->pdata[0];

  for (guint column = header->cells->len; column > 0; column--)
    {
      const TiltasRow *filled = NULL;

      if (((const char *) header->cells->pdata[column - 1])[0] != '\0')
        continue;
      for (guint i = 1; i < table->rows->len && filled == NULL; i++)
        {
          const TiltasRow *row = table->rows->pdata[i];

          if (row->cells->len >= column && ((const char *) row->cells->pdata[column - 1])[0] != '\0')
            filled = row;
        }
      if (filled != NULL)
        tiltas_faults_add (tree->faults, header->at, "column", "Name it, or empty it.",
                           "Column %u has no name, but line %d says “%s” there.", column, filled->at.line,
                           (char *) filled->cells->pdata[column - 1]);
      for (guint i = 0; i < table->rows->len; i++)
        {
          const TiltasRow *row = table->rows->pdata[i];

          if (row->cells->len >= column)
            g_ptr_array_remove_index (row->cells, column - 1);
        }
    }
}

/* TRUE for columns that people read: they may hold no-break spaces and direction marks. Ids, numbers, dates and
 * addresses may not. */
static gboolean
is_prose (const char *title)
{
  static const char *const titles[] = { "name",
                                        "address",
                                        "audience",
                                        "source",
                                        "term",
                                        "definition",
                                        "alert",
                                        "schedule_note",
                                        "required_documents",
                                        "description",
                                        "application_process",
                                        NULL };

  return g_strv_contains (titles, title) || g_str_has_prefix (title, "title_") ||
         g_str_has_suffix (title, "_description");
}

/* FALSE when a cell that is not prose holds an invisible character, with a fault unless the line has one already. */
static gboolean
is_visible (TiltasTree *tree, const TiltasRow *row)
{
  for (guint i = 0; i < row->cells->len; i++)
    {
      const char *title = row->titles->pdata[i];
      const char *cell = row->cells->pdata[i];
      const char *unseen = is_prose (title) ? NULL : tiltas_text_find_unseen (cell);

      if (unseen == NULL)
        continue;
      if (!tiltas_faults_has (tree->faults, row->at))
        tiltas_faults_add (tree->faults, row->at, "control", "Delete it.",
                           "“%s” holds an invisible character U+%04X after “%.*s”.", title, g_utf8_get_char (unseen),
                           (int) (unseen - cell), cell);
      return FALSE;
    }
  return TRUE;
}

/* Drops rows that cannot be read, with a fault for each. */
static void
check_rows (TiltasTree *tree, TiltasTable *table)
{
  for (guint i = table->rows->len; i > 0; i--)
    {
      const TiltasRow *row = table->rows->pdata[i - 1];
      gboolean fits;

      while (row->cells->len < table->titles->len)
        g_ptr_array_add (row->cells, g_strdup (""));
      fits = row->cells->len == table->titles->len;
      if (fits && is_visible (tree, row))
        continue;
      if (!fits)
        tiltas_faults_add (tree->faults, row->at, "csv", "Quote cells that hold commas, and add empty ones.",
                           "This row has %u cells; the header has %u.", row->cells->len, table->titles->len);
      tiltas_tree_note_unread (tree, table->file);
      g_ptr_array_remove_index (table->rows, i - 1);
    }
}

/* Reads text into table->rows, the header first, whose cells also become the titles. FALSE and a fault when the
 * table cannot be used. */
static gboolean
read_rows (TiltasTree *tree, TiltasTable *table, const char *const *columns, const char *text, gsize length)
{
  Reading reading = { .table = table, .row = row_new (table, 1) };
  gboolean good = is_parted_by_commas (tree, table->file, text);
  TiltasRow *header;

  if (good && !parse (&reading, text, length))
    {
      tiltas_faults_add (
        tree->faults, reading.row->at, "csv",
        "Close each quote; a cell with commas or quotes stands in quotes, and quotes in it are doubled.",
        "The quotes (\") of this row are not right; from here on the table cannot be read.");
      good = FALSE;
    }
  row_free (reading.row);
  drop_empty (table);
  if (!good || !has_header (tree, table, columns))
    return FALSE;
  drop_untitled (tree, table);
  header = table->rows->pdata[0];
  g_ptr_array_extend_and_steal (table->titles, g_ptr_array_ref (header->cells));
  return TRUE;
}

TiltasTable *
tiltas_table_read (TiltasTree *tree, const char *file, const char *const *columns, const char *required)
{
  g_autoptr (TiltasTable) table = NULL;
  gsize length = 0;
  g_autofree char *text = tiltas_tree_read_text (tree, file, TRUE, &length);

  if (text == NULL)
    return NULL;
  table = g_new0 (TiltasTable, 1);
  table->file = g_strdup (file);
  table->titles = g_ptr_array_new_with_free_func (g_free);
  table->rows = g_ptr_array_new_with_free_func (row_free);
  if (!read_rows (tree, table, columns, text, length) ||
      !check_header (tree, table, columns, required, ((TiltasRow *) table->rows->pdata[0])->at))
    {
      tiltas_tree_note_unread (tree, file);
      return NULL;
    }
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
    tiltas_faults_add (tree->faults, row->at, g_str_has_prefix (title, "source") ? "source" : "empty", "Fill it.",
                       "The cell “%s” is empty.", title);
  return cell;
}

gint64
tiltas_row_number (TiltasTree *tree, const TiltasRow *row, const char *title)
{
  const char *cell = tiltas_row_need (tree, row, title);
  gint64 number = 0;

  if (cell != NULL && !tiltas_text_number (cell, &number))
    tiltas_faults_add (tree->faults, row->at, "number", "Write a whole number.", "“%s” in “%s” is no number.", cell,
                       title);
  return number;
}

const char *
tiltas_row_date (TiltasTree *tree, const TiltasRow *row, const char *title, gboolean full)
{
  const char *cell = tiltas_row_get (row, title);

  if (cell == NULL || tiltas_text_is_date (cell, full))
    return cell;
  tiltas_faults_add (tree->faults, row->at, "date",
                     full ? "Write YYYY-MM-DD." : "Write YYYY-MM-DD, YYYY-MM or YYYY, or leave it empty.",
                     "“%s” in “%s” is no date.", cell, title);
  return NULL;
}

/* Both in microdegrees. */
static gboolean
is_in_lithuania (gint64 latitude, gint64 longitude)
{
  return latitude >= 53800000 && latitude <= 56500000 && longitude >= 20600000 && longitude <= 26900000;
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
          tiltas_faults_add (tree->faults, row->at, "place", "Write degrees such as 54.687157.",
                             "“%s” in “%s” is no place.", cell, titles[i]);
          return;
        }
    }
  if (given == 1)
    tiltas_faults_add (tree->faults, row->at, "place", "Give both, or none.",
                       "There is a latitude without longitude, or the other way round.");
  if (given != 2)
    return;
  if (is_in_lithuania (value[1], value[0]))
    tiltas_faults_add (tree->faults, row->at, "place", "Swap them.", "Latitude and longitude are swapped.");
  else if (!is_in_lithuania (value[0], value[1]))
    tiltas_faults_add (tree->faults, row->at, "place", "Mend it, or leave both empty.",
                       "The place %s, %s is not in Lithuania.", tiltas_row_get (row, titles[0]),
                       tiltas_row_get (row, titles[1]));
  for (guint i = 0; i < 2; i++)
    json_object_set_new (record, titles[i], json_integer (value[i]));
}
