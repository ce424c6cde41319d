/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/freshness.h"
#include "kiosk/place.h"
#include "store/reader.h"

G_BEGIN_DECLS

/* Order and filters of a category's list: pure functions. */

typedef struct
{
  gint64 today; /* days since 1970, local */
  int minute;   /* local minutes since midnight */
  gboolean clock_trusted;
  const char *language;       /* the visitor's, for "speaks my language" */
  const TiltasBranch *branch; /* or NULL */
  TiltasReader *reader;       /* for holidays, or NULL */
} TiltasDirectoryContext;

typedef struct
{
  TiltasService *service;
  TiltasOpen open;
  TiltasFreshness freshness;
  double metres; /* < 0: not known */
} TiltasDirectoryRow;
void tiltas_directory_row_free (TiltasDirectoryRow *self);

/* Rows that pass the filters, open and near first: open ones before the rest; then by distance where both places have
 * coordinates, else own municipality, then "Visa Lietuva", then others; then by the service's position and name.
 * GPtrArray of TiltasDirectoryRow, transfer full. */
GPtrArray *tiltas_directory_rows (GPtrArray *services,
                                  const TiltasDirectoryContext *context,
                                  guint filters,
                                  const char *municipality);
/* Municipalities that occur, without duplicates, in collation order of Lithuanian. Transfer full. */
GStrv tiltas_directory_municipalities (GPtrArray *services);

G_END_DECLS
