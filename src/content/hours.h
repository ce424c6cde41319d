/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Opening hours: a safe subset of the OpenStreetMap opening_hours syntax.
 *
 *   rules      = "24/7" | rule *( "; " rule )
 *   rule       = [ daterange " " ] days " " ( times | "off" | "closed" ) [ " " note ]
 *              | [ daterange " " ] days-or-nothing note
 *   days       = day [ "-" day ] *( "," day [ "-" day ] ) | "PH"        Mo Tu We Th Fr Sa Su
 *   times      = HH:MM "-" HH:MM *( "," HH:MM "-" HH:MM )               24:00 is midnight; 22:00-02:00 runs past it
 *   daterange  = Mon DD "-" Mon DD                                      Jun 15-Aug 31, may run over new year
 *   note       = a text in double quotes
 *
 * A later rule overrides an earlier one for the same day, its note too; a rule that is only a note says that nothing
 * else is known of its days. Everything else is refused. Pure functions. */
typedef struct _TiltasHours TiltasHours;

#define TILTAS_HOURS_ERROR (tiltas_hours_error_quark ())
GQuark tiltas_hours_error_quark (void);

TiltasHours *tiltas_hours_parse (const char *text, GError **error);
void tiltas_hours_free (TiltasHours *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasHours, tiltas_hours_free)

/* Looks for mistakes that are valid syntax, and describes the first one for the publisher: a rule that never applies
 * because a later one overrides it (then *never is TRUE), times of one day in two rules, public holidays before the
 * weekdays. NULL when there is none. Transfer full. */
char *tiltas_hours_find_slip (const TiltasHours *self, gboolean *never);

gboolean tiltas_hours_is_always (const TiltasHours *self);

typedef struct
{
  int from; /* minutes since midnight of the day, 0..1439 */
  int to;   /* exclusive; over 1440 when it runs past midnight */
} TiltasSpan;

/* The spans of one civil day (days since 1970-01-01). is_holiday: the PH rule applies. GArray of TiltasSpan in
 * order, empty when closed. *note (may be NULL) gets the note of the deciding rule or NULL, borrowed. Transfer full. */
GArray *tiltas_hours_on_day (const TiltasHours *self, gint64 day, gboolean is_holiday, const char **note);

typedef enum
{
  TILTAS_OPEN_UNKNOWN, /* nothing may be said */
  TILTAS_OPEN_ALWAYS,  /* 24/7 */
  TILTAS_OPEN_NOW,     /* open until change_day, change_minute */
  TILTAS_CLOSED_OPENS, /* closed; opens at change_day, change_minute */
  TILTAS_CLOSED,       /* closed, does not open within the next 14 days */
} TiltasOpenKind;

typedef struct
{
  TiltasOpenKind kind;
  gint64 change_day; /* civil day of the change */
  int change_minute; /* 0..1440 */
} TiltasOpen;

/* Tells whether it is open at a local day and minute. is_holiday (day, data) tells whether a civil day is a public
 * holiday; it may be NULL. The answer is UNKNOWN on a day for which there is only a note, and on a public holiday
 * for which no PH rule says what it means here. */
typedef gboolean (*TiltasIsHoliday) (gint64 day, gpointer data);
TiltasOpen
tiltas_hours_at (const TiltasHours *self, gint64 today, int minute, TiltasIsHoliday is_holiday, gpointer data);

G_END_DECLS
