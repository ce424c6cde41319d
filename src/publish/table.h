/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* A CSV file (RFC 4180) with a header line; every row knows the line it starts on. */

typedef struct
{
  TiltasFileLine at; /* where it starts */
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
 * titles that must, separated by blanks. Empty rows and columns are left out. Unknown, missing and double columns, rows
 * of another length and invisible characters in cells that are not for readers are told as faults. NULL when there is
 * no such file or it cannot be read; the file then counts as unread (tree.h), as when a row was left out. */
TiltasTable *tiltas_table_read (TiltasTree *tree, const char *file, const char *const *columns, const char *required);
void tiltas_table_free (TiltasTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasTable, tiltas_table_free)

/* The cell without blanks around it; NULL when it is empty or there is no such column. Borrowed. */
const char *tiltas_row_get (const TiltasRow *row, const char *title);
/* The same; a fault when it is NULL. */
const char *tiltas_row_need (TiltasTree *tree, const TiltasRow *row, const char *title);
/* The cell as a whole number; a fault and 0 when it is none. */
gint64 tiltas_row_number (TiltasTree *tree, const TiltasRow *row, const char *title);
/* The cell as a date, or NULL; a fault when it is no date. Borrowed. */
const char *tiltas_row_date (TiltasTree *tree, const TiltasRow *row, const char *title, gboolean full);
/* Sets latitude and longitude in record, in microdegrees, when both are given; faults otherwise. */
void tiltas_row_place (TiltasTree *tree, const TiltasRow *row, json_t *record);

G_END_DECLS
