/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "base/date.h"
#include "base/hash.h"
#include "base/language.h"

#include <string.h>

/* Tags, dates and stored secrets as they may stand in a record or a file. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  gint64 days = 0;
  int precision = 0;
  if (tiltas_language_is_tag (text))
    {
      g_assert (strlen (text) <= 35 && strlen (tiltas_language_script (text)) == 4);
      g_assert (tiltas_language_autonym (text) != NULL && tiltas_language_catalogue (text) != NULL);
      g_autofree char *number = tiltas_number_format (text, 1234567);
      g_autofree char *date = tiltas_date_format (text, "2026-11-20");
      g_assert (g_utf8_validate (number, -1, NULL) && g_utf8_validate (date, -1, NULL));
    }
  if (tiltas_date_parse (text, &days, &precision))
    {
      TiltasLocalTime civil = tiltas_civil_from_days (days);
      g_autofree char *again = g_strdup_printf ("%04d-%02d-%02d", civil.year, civil.month, civil.day);
      g_assert (strncmp (again, text, (size_t) precision) == 0 && (size_t) precision == strlen (text));
    }
  if (tiltas_is_sha256_hex (text))
    g_assert (strlen (text) == TILTAS_SHA256_HEX);
  return 0;
}
