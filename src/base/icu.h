/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/unum.h>

G_BEGIN_DECLS

/* Inside base only. What ICU needs to write in one language, opened at first use and kept by the calling thread
 * (opening a formatter costs up to a millisecond, using it microseconds; no lock is needed). */

typedef enum
{
  TILTAS_ICU_YEAR,
  TILTAS_ICU_MONTH,
  TILTAS_ICU_DAY,
  TILTAS_ICU_WEEKDAY,
  TILTAS_ICU_N_DATES,
} TiltasIcuDate;

typedef struct
{
  char *locale;                           /* ICU's name, always with the Gregorian calendar */
  UDateFormat *dates[TILTAS_ICU_N_DATES]; /* in UTC */
  UNumberFormat *whole;
  UNumberFormat *tenths;
  UCollator *collator;
  char digits[10][8]; /* UTF-8 of the digits that dates and numbers use */
} TiltasIcu;

/* Borrowed; valid until the thread's next call of this function. Never NULL: an unknown language is written as ICU's
 * root. */
TiltasIcu *tiltas_icu_get (const char *language);
/* ICU's locale for a tag. Transfer full. */
char *tiltas_icu_locale (const char *language);
/* Each opens at first use; NULL when ICU has no data at all. */
UDateFormat *tiltas_icu_date (TiltasIcu *self, TiltasIcuDate which);
UNumberFormat *tiltas_icu_number (TiltasIcu *self, gboolean tenths);
UCollator *tiltas_icu_collator (TiltasIcu *self);

/* Transfer full; an empty string when the text is no UTF-16. */
char *tiltas_utf8_from_utf16 (const UChar *text, gsize length);

G_END_DECLS
