/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-base"

#include "base/language.h"

#include "base/icu.h"

#include <math.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ulocdata.h>
#include <unicode/uscript.h>
#include <unicode/uset.h>

#define TAG_MAX 35

/* The languages that the libraries plan for; all others are worked out by ICU. */
static const struct
{
  const char *tag, *autonym, *script, *catalogue;
} table[] = {
  { "ar", "العربية", "Arab", "ar" },    { "az", "Azərbaycanca", "Latn", "az" },
  { "be", "Беларуская", "Cyrl", "be" }, { "ckb", "کوردیی ناوەندی", "Arab", "ckb" },
  { "en", "English", "Latn", "en" },    { "fa", "فارسی / دری", "Arab", "fa" },
  { "hi", "हिन्दी", "Deva", "hi" },      { "ka", "ქართული", "Geor", "ka" },
  { "kmr", "Kurmancî", "Latn", "ku" },  { "ky", "Кыргызча", "Cyrl", "ky" },
  { "lt", "Lietuvių", "Latn", "lt" },   { "pa", "ਪੰਜਾਬੀ", "Guru", "pa" },
  { "pl", "Polski", "Latn", "pl" },     { "prs", "دری", "Arab", "fa" },
  { "ps", "پښتو", "Arab", "ps" },       { "ru", "Русский", "Cyrl", "ru" },
  { "tg", "Тоҷикӣ", "Cyrl", "tg" },     { "tr", "Türkçe", "Latn", "tr" },
  { "uk", "Українська", "Cyrl", "uk" }, { "ur", "اردو", "Arab", "ur" },
  { "uz", "Oʻzbekcha", "Latn", "uz" },
};

static int
find (const char *tag)
{
  for (gsize i = 0; tag != NULL && i < G_N_ELEMENTS (table); i++)
    if (strcmp (table[i].tag, tag) == 0)
      return (int) i;
  return -1;
}

/* What a subtag may be, by RFC 5646, section 2.1. */
static gboolean
subtag_is (const char *start, gsize length, gsize least, gsize most, gboolean digits)
{
  if (length < least || length > most)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower (start[i]) && !(digits && g_ascii_isdigit (start[i])))
      return FALSE;
  return TRUE;
}

static gboolean
is_region (const char *start, gsize length)
{
  return subtag_is (start, length, 2, 2, FALSE) ||
         (length == 3 && g_ascii_isdigit (start[0]) && g_ascii_isdigit (start[1]) && g_ascii_isdigit (start[2]));
}

static gboolean
is_variant (const char *start, gsize length)
{
  return subtag_is (start, length, 5, 8, TRUE) ||
         (length == 4 && g_ascii_isdigit (start[0]) && subtag_is (start, 4, 4, 4, TRUE));
}

gboolean
tiltas_language_is_tag (const char *text)
{
  /* The last part that was read; parts come in this order. */
  enum
  {
    LANGUAGE,
    SCRIPT,
    REGION,
    VARIANT,
    EXTENSION_OPENED,
    EXTENSION
  } at = LANGUAGE;
  if (text == NULL || strnlen (text, TAG_MAX + 1) > TAG_MAX || !g_ascii_islower (text[0]))
    return FALSE;
  for (const char *start = text, *end = NULL; start != NULL; start = end)
    {
      end = strchr (start, '-');
      gsize length = end != NULL ? (gsize) (end - start) : strlen (start);
      end = end != NULL ? end + 1 : NULL;
      if (at == LANGUAGE && subtag_is (start, length, 2, 8, FALSE))
        at = SCRIPT;
      else if (at >= EXTENSION_OPENED && subtag_is (start, length, 2, 8, TRUE))
        at = EXTENSION;
      else if (at == SCRIPT && subtag_is (start, length, 4, 4, FALSE))
        at = REGION;
      else if ((at == SCRIPT || at == REGION) && is_region (start, length))
        at = VARIANT;
      else if (at >= SCRIPT && at <= VARIANT && is_variant (start, length))
        at = VARIANT;
      else if (at != LANGUAGE && at != EXTENSION_OPENED && subtag_is (start, length, 1, 1, TRUE))
        at = EXTENSION_OPENED;
      else
        return FALSE;
    }
  return at != EXTENSION_OPENED;
}

/* ICU returns a subtag unchanged when it has no English name for it. */
typedef int32_t (*NameOf) (const char *locale, const char *in, UChar *buffer, int32_t size, UErrorCode *status);
typedef int32_t (*CodeOf) (const char *locale, char *buffer, int32_t size, UErrorCode *status);

static gboolean
has_name (const char *locale, CodeOf code_of, NameOf name_of)
{
  char code[ULOC_FULLNAME_CAPACITY] = "";
  UChar buffer[128];
  UErrorCode status = U_ZERO_ERROR;
  code_of (locale, code, sizeof code, &status);
  int length = name_of (locale, "en", buffer, G_N_ELEMENTS (buffer), &status);
  if (U_FAILURE (status) || length > (int) G_N_ELEMENTS (buffer))
    return FALSE;
  g_autofree char *name = tiltas_utf8_from_utf16 (buffer, (gsize) length);
  return code[0] == '\0' || strcmp (name, code) != 0;
}

gboolean
tiltas_language_is_known (const char *tag)
{
  if (!tiltas_language_is_tag (tag))
    return FALSE;
  if (find (tag) >= 0)
    return TRUE;
  char code[ULOC_FULLNAME_CAPACITY] = "";
  UErrorCode status = U_ZERO_ERROR;
  g_autofree char *locale = tiltas_icu_locale (tag);
  uloc_getLanguage (locale, code, sizeof code, &status);
  return U_SUCCESS (status) && strncmp (tag, code, strcspn (tag, "-")) == 0 && strlen (code) == strcspn (tag, "-") &&
         has_name (locale, uloc_getLanguage, uloc_getDisplayLanguage) &&
         has_name (locale, uloc_getScript, uloc_getDisplayScript) &&
         has_name (locale, uloc_getCountry, uloc_getDisplayCountry);
}

const char *
tiltas_language_script (const char *tag)
{
  int found = find (tag);
  if (found >= 0)
    return table[found].script;
  char full[ULOC_FULLNAME_CAPACITY], script[ULOC_SCRIPT_CAPACITY] = "";
  UErrorCode status = U_ZERO_ERROR;
  g_autofree char *locale = tiltas_icu_locale (tag != NULL ? tag : "");
  uloc_addLikelySubtags (locale, full, sizeof full, &status);
  uloc_getScript (full, script, sizeof script, &status);
  return U_SUCCESS (status) && script[0] != '\0' ? g_intern_string (script) : "Latn";
}

gboolean
tiltas_language_is_rtl (const char *tag)
{
  return uscript_isRightToLeft ((UScriptCode) u_getPropertyValueEnum (UCHAR_SCRIPT, tiltas_language_script (tag)));
}

char *
tiltas_language_name_in (const char *tag, const char *in_language)
{
  UChar buffer[128];
  UErrorCode status = U_ZERO_ERROR;
  g_autofree char *language = tiltas_icu_locale (tag != NULL ? tag : "");
  g_autofree char *in = tiltas_icu_locale (in_language != NULL ? in_language : "");
  int length = uloc_getDisplayLanguage (language, in, buffer, G_N_ELEMENTS (buffer), &status);
  if (U_FAILURE (status) || length == 0 || length > (int) G_N_ELEMENTS (buffer))
    return g_strdup (tag);
  return tiltas_utf8_from_utf16 (buffer, (gsize) length);
}

const char *
tiltas_language_autonym (const char *tag)
{
  int found = find (tag);
  if (found >= 0)
    return table[found].autonym;
  g_autofree char *name = tiltas_language_name_in (tag, tag);
  return g_intern_string (name);
}

const char *
tiltas_language_catalogue (const char *tag)
{
  int found = find (tag);
  if (found >= 0)
    return table[found].catalogue;
  g_auto (GStrv) parts = g_strsplit (tag != NULL ? tag : "", "-", 3);
  g_autofree char *name = NULL;
  if (parts[0] == NULL || parts[1] == NULL)
    return g_intern_string (parts[0] != NULL ? parts[0] : "");
  if (strcmp (parts[1], "latn") == 0 || strcmp (parts[1], "cyrl") == 0)
    name = g_strconcat (parts[0], parts[1][0] == 'l' ? "@latin" : "@cyrillic", NULL);
  else if (strlen (parts[1]) == 2)
    {
      g_autofree char *region = g_ascii_strup (parts[1], -1);
      name = g_strconcat (parts[0], "_", region, NULL);
    }
  else
    name = g_strdup (parts[0]);
  return g_intern_string (name);
}

char *
tiltas_number_format (const char *language, gint64 number)
{
  UChar buffer[64];
  UErrorCode status = U_ZERO_ERROR;
  UNumberFormat *format = tiltas_icu_number (tiltas_icu_get (language), FALSE);
  int length = format != NULL ? unum_formatInt64 (format, number, buffer, G_N_ELEMENTS (buffer), NULL, &status) : 0;
  if (format == NULL || U_FAILURE (status) || length > (int) G_N_ELEMENTS (buffer))
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);
  return tiltas_utf8_from_utf16 (buffer, (gsize) length);
}

char *
tiltas_distance_format (const char *language, double metres)
{
  UChar buffer[64];
  UErrorCode status = U_ZERO_ERROR;
  double kilometres = MAX (metres, 0.0) / 1000.0;
  /* 9.96 km would be written "10,0"; it is written "10". */
  gboolean tenths = round (kilometres * 10.0) < 100.0;
  UNumberFormat *format = tiltas_icu_number (tiltas_icu_get (language), tenths);
  int length =
    format != NULL ? unum_formatDouble (format, kilometres, buffer, G_N_ELEMENTS (buffer), NULL, &status) : 0;
  if (format == NULL || U_FAILURE (status) || length > (int) G_N_ELEMENTS (buffer))
    return g_strdup_printf (tenths ? "%.1f" : "%.0f", kilometres);
  return tiltas_utf8_from_utf16 (buffer, (gsize) length);
}

int
tiltas_collate (const char *language, const char *a, const char *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, 0);
  UErrorCode status = U_ZERO_ERROR;
  UCollator *collator = tiltas_icu_collator (tiltas_icu_get (language));
  int order = collator != NULL ? (int) ucol_strcollUTF8 (collator, a, -1, b, -1, &status) : 0;
  if (U_FAILURE (status) || order == 0)
    order = strcmp (a, b);
  return order;
}

char *
tiltas_list_join (const char *language, const char *const *items)
{
  g_return_val_if_fail (items != NULL, NULL);
  const char *comma = strcmp (tiltas_language_script (language), "Arab") == 0 ? "، " : ", ";
  return g_strjoinv (comma, (char **) items);
}

char *
tiltas_isolate_ltr (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);
  return g_strconcat ("\u2066", text, "\u2069", NULL);
}

char *
tiltas_isolate (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);
  return g_strconcat ("\u2068", text, "\u2069", NULL);
}

GStrv
tiltas_language_letters (const char *tag)
{
  g_autofree char *locale = tiltas_icu_locale (tag != NULL ? tag : "");
  g_autoptr (GStrvBuilder) letters = g_strv_builder_new ();
  UErrorCode status = U_ZERO_ERROR;
  ULocaleData *data = ulocdata_open (locale, &status);
  USet *set = U_SUCCESS (status) ? ulocdata_getExemplarSet (data, NULL, 0, ULOCDATA_ES_STANDARD, &status) : NULL;
  int32_t ranges = U_SUCCESS (status) && set != NULL ? uset_getItemCount (set) : 0;

  for (int32_t i = 0; i < ranges; i++)
    {
      UChar32 first, last;
      UErrorCode range_status = U_ZERO_ERROR;
      /* An item of several letters consists of letters that are in the set, too. */
      if (uset_getItem (set, i, &first, &last, NULL, 0, &range_status) != 0)
        continue;
      for (UChar32 c = first; c <= last; c++)
        if (g_unichar_isalpha ((gunichar) c) || g_unichar_ismark ((gunichar) c))
          {
            char text[8] = { 0 };
            g_unichar_to_utf8 ((gunichar) c, text);
            g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
            g_strv_builder_add (letters, composed);
          }
    }
  if (set != NULL)
    uset_close (set);
  if (data != NULL)
    ulocdata_close (data);
  return g_strv_builder_end (letters);
}
