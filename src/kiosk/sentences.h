/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/freshness.h"

G_BEGIN_DECLS

/* Short sentences about services, in gettext's current language. `language` (BCP 47) is that language, for digits and
 * dates. All return new strings (transfer full), or NULL when there is nothing to say. */

/* "Open now · closes 17:00", "Open day and night", "Closed · opens Monday 9:00", "Closed"; NULL when it is not known.
 * today: local day, as days since 1970. */
char *tiltas_sentence_open (const TiltasOpen *open, const char *language, gint64 today);
/* The same for rows of a list: "Open until 17:00". */
char *tiltas_sentence_open_short (const TiltasOpen *open, const char *language, gint64 today);
/* TRUE for the two kinds of open. */
gboolean tiltas_open_is_open (const TiltasOpen *open);
/* Minutes from now (today, minute) until the sentence about this state changes: the service opens or closes, or the
 * next day makes "tomorrow" to "today". -1: never. */
gint64 tiltas_open_minutes_to_change (const TiltasOpen *open, gint64 today, int minute);

/* "Hours as of September 2025", for entries whose check is too old for open-now; NULL for fresh and unverified ones. */
char *tiltas_sentence_hours_as_of (TiltasFreshness freshness, const char *checked, const char *language);
/* A warning about an entry that was checked over a year ago, at an unknown date, or never. */
char *tiltas_sentence_warning (TiltasFreshness freshness);
/* "Checked September 2025 by NAME", or a part of it when the date or the name is missing. NULL when unverified. */
char *tiltas_sentence_checked (const TiltasService *service, const char *by, const char *language);
/* A service that is not active: "Closed for now", "No longer open". */
char *tiltas_sentence_status (const char *status);

char *tiltas_sentence_fee (TiltasFee fee);
/* "1.2 km"; NULL for a negative distance. */
char *tiltas_sentence_distance (double metres, const char *language);
/* "1.2 km from this library" */
char *tiltas_sentence_distance_from_here (double metres, const char *language);

/* A telephone number as people read it: "+370 5 232 2222"; short numbers as they are. Isolated left-to-right. */
char *tiltas_phone_text (const char *number);
/* "Text messages", "Fax", "Chat"; NULL for calls. */
char *tiltas_phone_type_text (const char *type);
/* "8:00–17:00", "8:00–12:00, 13:00–17:00", "Day and night" for a whole day, "Closed" for none. spans: of TiltasSpan. */
char *tiltas_sentence_spans (const GArray *spans, const char *language);
/* The host names in a text about sources, each once: "epolicija.lt, tv3.lt". The rest of the text is for staff and in
 * one language. NULL when there is none. */
char *tiltas_sources_text (const char *sources);
/* A web address as people type it, without scheme and closing slash. */
char *tiltas_web_text (const char *url);

G_END_DECLS
