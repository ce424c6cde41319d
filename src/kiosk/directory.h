/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/freshness.h"
#include "kiosk/place.h"
#include "store/reader.h"

G_BEGIN_DECLS

/* The order and the filters of a category's list. Pure functions. */

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

/* The services that pass the filters (TiltasFilter) and the municipality (NULL: any). Open ones come first; then near
 * ones: by distance where it is known, else the branch's own municipality, then "Visa Lietuva", then others; then by
 * the service's position and name. GPtrArray of TiltasDirectoryRow, transfer full. */
GPtrArray *tiltas_directory_rows (GPtrArray *services,
                                  const TiltasDirectoryContext *context,
                                  guint filters,
                                  const char *municipality);
/* The municipalities of these services, each once, in the order of the Lithuanian alphabet. Transfer full. */
GStrv tiltas_directory_municipalities (GPtrArray *services);

G_END_DECLS
