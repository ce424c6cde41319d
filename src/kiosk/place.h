/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a visitor is: enough to build the page again after Back or in another language. */

typedef enum
{
  TILTAS_PLACE_WELCOME,
  TILTAS_PLACE_HOME,
  TILTAS_PLACE_UNIT,
  TILTAS_PLACE_LESSON,
  TILTAS_PLACE_CATEGORIES, /* all categories */
  TILTAS_PLACE_CATEGORY,
  TILTAS_PLACE_SERVICE,
  TILTAS_PLACE_SEARCH,
  TILTAS_PLACE_NEWS,  /* one announcement */
  TILTAS_PLACE_STAFF, /* a section of the staff area; without the PIN typed, the PIN pad */
} TiltasPlaceKind;

typedef enum
{
  TILTAS_FILTER_OPEN = 1 << 0,
  TILTAS_FILTER_FREE = 1 << 1,
  TILTAS_FILTER_MY_LANGUAGE = 1 << 2,
} TiltasFilter;

/* Mutable and counted, for one thread. The place stack holds a count, and so does the page that was built from the
 * place: it writes back where the visitor is (card, answers, filters, scroll position). */
typedef struct
{
  TiltasPlaceKind kind;
  char *ref;           /* of unit, lesson, category, service, announcement; section of staff; NULL otherwise */
  guint card;          /* lesson: 0-based */
  GHashTable *answers; /* lesson: card → chosen option + 1 */
  guint filters;       /* category: TiltasFilter */
  char *municipality;  /* category: filter, or NULL */
  char *query;         /* search */
  guint first_block;   /* first visible row or block */
  gboolean counted;    /* its use was counted (kiosk/usage.h) */
  double block_offset; /* the part of its height that is scrolled out of sight, 0..1 */
  grefcount refs;
} TiltasPlace;

TiltasPlace *tiltas_place_new (TiltasPlaceKind kind, const char *ref);
/* "welcome", "home", "unit:ID", "lesson:ID/CARD" (1-based), "categories", "category:ID", "service:ID", "search:TEXT",
 * "news:ID", "staff:SECTION" (content, help, languages, guidelines, terminal, usage, log); where ID may be
 * "PUBLISHER/ID". NULL and error when it is none. */
TiltasPlace *tiltas_place_parse (const char *text, GError **error);
TiltasPlace *tiltas_place_ref (TiltasPlace *self);
/* The last one cleans what was typed from the memory. NULL is allowed. */
void tiltas_place_unref (TiltasPlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPlace, tiltas_place_unref)

G_END_DECLS
