/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* A CSV file (RFC 4180) with a header line. Every row knows the line on which it starts. */

typedef struct
{
  TiltasFileLine at; /* the line on which it starts */
  GPtrArray *titles; /* of the table: of char * */
  GPtrArray *cells;  /* of char * */
} TiltasRow;

typedef struct
{
  char *file;
  GPtrArray *titles; /* of char * */
  GPtrArray *rows;   /* of TiltasRow */
} TiltasTable;

/* Reads file. columns: the titles that may stand in the header; one that ends in "*" allows any ending. required:
 * titles that must stand there, separated by blanks. Empty rows and columns are left out. Faults: unknown, missing
 * and double columns, rows of another length, and invisible characters in cells that people do not read. NULL when
 * there is no such file (no fault), or when it cannot be read. A file that cannot be read, or not wholly, counts as
 * unread (tree.h). Blocks for the disk. Transfer full. */
TiltasTable *tiltas_table_read (TiltasTree *tree, const char *file, const char *const *columns, const char *required);
void tiltas_table_free (TiltasTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasTable, tiltas_table_free)

/* The cell in the column title, without blanks around it; NULL when it is empty or there is no such column.
 * Borrowed. */
const char *tiltas_row_get (const TiltasRow *row, const char *title);
/* The same; a fault when it is NULL. Borrowed. */
const char *tiltas_row_need (TiltasTree *tree, const TiltasRow *row, const char *title);
/* The cell as a whole number; 0 and a fault when it is empty or no number. */
gint64 tiltas_row_number (TiltasTree *tree, const TiltasRow *row, const char *title);
/* The cell when it is a date (of a day, when full; else also a month or year); NULL when it is empty; NULL and a
 * fault when it is no such date. Borrowed. */
const char *tiltas_row_date (TiltasTree *tree, const TiltasRow *row, const char *title, gboolean full);
/* Sets latitude and longitude in record, in microdegrees, when both are given. A fault when only one is, when one is
 * no number of degrees, or when the place is not in Lithuania. */
void tiltas_row_place (TiltasTree *tree, const TiltasRow *row, json_t *record);

G_END_DECLS
