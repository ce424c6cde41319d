/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-base"

#include "base/icu.h"

#include <string.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

/* More languages than a kiosk ever offers; a hostile pack cannot make the cache grow past it. */
#define CACHE_MAX 48

/* Languages for which ICU's data under the plain tag is not what our readers expect. Arabic is written as in Syria and
 * Iraq: with Eastern digits and the Levantine names of months. */
static const struct
{
  const char *tag, *locale;
} special[] = {
  { "ar", "ar_SY@calendar=gregorian;numbers=arab" },
  { "az", "az_Latn_AZ@calendar=gregorian" },
  { "en", "en_GB@calendar=gregorian" },
  { "kmr", "ku_TR@calendar=gregorian" },
  { "pa", "pa_Guru_IN@calendar=gregorian" },
  { "prs", "fa_AF@calendar=gregorian" },
  { "uz", "uz_Latn_UZ@calendar=gregorian" },
};

char *
tiltas_utf8_from_utf16 (const UChar *text, gsize length)
{
  char *utf8 = g_utf16_to_utf8 ((const gunichar2 *) text, (glong) length, NULL, NULL, NULL);
  return utf8 != NULL ? utf8 : g_strdup ("");
}

char *
tiltas_icu_locale (const char *language)
{
  for (gsize i = 0; i < G_N_ELEMENTS (special); i++)
    if (strcmp (special[i].tag, language) == 0)
      return g_strdup (special[i].locale);
  char locale[ULOC_FULLNAME_CAPACITY] = "";
  UErrorCode status = U_ZERO_ERROR;
  uloc_forLanguageTag (language, locale, sizeof locale, NULL, &status);
  if (U_FAILURE (status) || status == U_STRING_NOT_TERMINATED_WARNING)
    locale[0] = '\0';
  status = U_ZERO_ERROR;
  uloc_setKeywordValue ("calendar", "gregorian", locale, sizeof locale, &status);
  return g_strdup (locale);
}

static void
icu_free (gpointer data)
{
  TiltasIcu *self = data;
  for (int i = 0; i < TILTAS_ICU_N_DATES; i++)
    if (self->dates[i] != NULL)
      udat_close (self->dates[i]);
  if (self->whole != NULL)
    unum_close (self->whole);
  if (self->tenths != NULL)
    unum_close (self->tenths);
  if (self->collator != NULL)
    ucol_close (self->collator);
  g_free (self->locale);
  g_free (self);
}

UNumberFormat *
tiltas_icu_number (TiltasIcu *self, gboolean tenths)
{
  UNumberFormat **slot = tenths ? &self->tenths : &self->whole;
  UErrorCode status = U_ZERO_ERROR;
  if (*slot == NULL)
    {
      *slot = unum_open (UNUM_DECIMAL, NULL, 0, self->locale, NULL, &status);
      if (U_FAILURE (status))
        *slot = NULL;
      else
        {
          unum_setAttribute (*slot, UNUM_MIN_FRACTION_DIGITS, tenths ? 1 : 0);
          unum_setAttribute (*slot, UNUM_MAX_FRACTION_DIGITS, tenths ? 1 : 0);
          unum_setAttribute (*slot, UNUM_ROUNDING_MODE, UNUM_ROUND_HALFUP);
        }
    }
  return *slot;
}

static void
find_digits (TiltasIcu *self)
{
  for (int i = 0; i < 10; i++)
    self->digits[i][0] = (char) ('0' + i);
  UNumberFormat *format = tiltas_icu_number (self, FALSE);
  for (int i = 0; format != NULL && i < 10; i++)
    {
      UChar buffer[8];
      UErrorCode status = U_ZERO_ERROR;
      int length = unum_format (format, i, buffer, G_N_ELEMENTS (buffer), NULL, &status);
      if (U_FAILURE (status) || length > (int) G_N_ELEMENTS (buffer))
        continue;
      g_autofree char *digit = tiltas_utf8_from_utf16 (buffer, (gsize) length);
      g_strlcpy (self->digits[i], digit, sizeof self->digits[i]);
    }
}

TiltasIcu *
tiltas_icu_get (const char *language)
{
  static GPrivate cache = G_PRIVATE_INIT ((GDestroyNotify) g_hash_table_unref);
  GHashTable *known = g_private_get (&cache);
  if (known == NULL)
    {
      known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, icu_free);
      g_private_set (&cache, known);
    }
  if (language == NULL)
    language = "";
  TiltasIcu *self = g_hash_table_lookup (known, language);
  if (self != NULL)
    return self;
  if (g_hash_table_size (known) >= CACHE_MAX)
    g_hash_table_remove_all (known);
  self = g_new0 (TiltasIcu, 1);
  self->locale = tiltas_icu_locale (language);
  find_digits (self);
  g_hash_table_insert (known, g_strdup (language), self);
  return self;
}

static UDateFormat *
open_date (const char *locale, const UChar *skeleton)
{
  UChar pattern[128];
  UErrorCode status = U_ZERO_ERROR;
  UDateTimePatternGenerator *generator = udatpg_open (locale, &status);
  int length = udatpg_getBestPattern (generator, skeleton, -1, pattern, G_N_ELEMENTS (pattern), &status);
  udatpg_close (generator);
  UDateFormat *format =
    udat_open (UDAT_PATTERN, UDAT_PATTERN, locale, u"UTC", -1, pattern, U_FAILURE (status) ? 0 : length, &status);
  return U_FAILURE (status) ? NULL : format;
}

UDateFormat *
tiltas_icu_date (TiltasIcu *self, TiltasIcuDate which)
{
  static const UChar *const skeletons[] = { u"y", u"yMMMM", u"yMMMMd", NULL };
  UErrorCode status = U_ZERO_ERROR;
  if (self->dates[which] != NULL)
    return self->dates[which];
  if (which == TILTAS_ICU_WEEKDAY)
    {
      UDateFormat *format = udat_open (UDAT_PATTERN, UDAT_PATTERN, self->locale, u"UTC", -1, u"cccc", -1, &status);
      if (U_SUCCESS (status))
        udat_setContext (format, UDISPCTX_CAPITALIZATION_FOR_BEGINNING_OF_SENTENCE, &status);
      self->dates[which] = U_FAILURE (status) ? NULL : format;
    }
  else
    self->dates[which] = open_date (self->locale, skeletons[which]);
  return self->dates[which];
}

UCollator *
tiltas_icu_collator (TiltasIcu *self)
{
  UErrorCode status = U_ZERO_ERROR;
  if (self->collator == NULL)
    self->collator = ucol_open (self->locale, &status);
  if (U_FAILURE (status))
    self->collator = NULL;
  return self->collator;
}
