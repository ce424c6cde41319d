/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/reader.h"

G_BEGIN_DECLS

/* What each publisher shows on this terminal, for staff. */

typedef struct
{
  char *publisher;
  gint64 seq;
  char *published; /* RFC 3339, or NULL */
  gint64 imported; /* unix seconds; 0: it came with the program */
  gint64 previous; /* number of the previous edition, 0 when there is none */
  gint64 held;     /* number of the edition that was rolled back, else 0 */
  gboolean has_lessons, has_services, has_articles, has_news;
  gboolean hidden; /* hidden from visitors (store/reader-hidden.h) */
  gboolean stays;  /* cannot be hidden */
} TiltasShown;
void tiltas_shown_free (TiltasShown *self);
/* GPtrArray of TiltasShown, by publisher. */
GPtrArray *tiltas_reader_shown (TiltasReader *self, GError **error);

G_END_DECLS
