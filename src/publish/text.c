/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/text.h"

#include "base/date.h"

#include <string.h>

static void
scan_line (TiltasFaults *faults, const char *file, int number, const char *line, gsize length)
{
  g_autofree char *composed = NULL;

  for (gsize i = 0; i < length; i++)
    {
      guchar byte = (guchar) line[i];
      gboolean line_end = byte == '\r' && i + 1 == length;

      if ((byte < 0x20 && byte != '\t' && !line_end) || byte == 0x7f)
        {
          tiltas_fault (faults, file, number, "control", "Delete it.",
                        "There is an invisible control character U+%04X.", byte);
          break;
        }
    }
  composed = g_utf8_normalize (line, (gssize) length, G_NORMALIZE_NFC);
  if (composed == NULL || strlen (composed) != length || memcmp (composed, line, length) != 0)
    tiltas_fault (faults, file, number, "nfc", "Save the file in Unicode NFC (uconv -x nfc does it).",
                  "Letters are written with separate accents.");
}

gboolean
tiltas_text_scan (TiltasFaults *faults, const char *file, const char *text, gsize length)
{
  const char *end = text + length;
  const char *wrong = end;
  int number = 1;

  if (!g_utf8_validate_len (text, length, &wrong))
    {
      for (const char *p = text; p < wrong; p++)
        number += *p == '\n';
      tiltas_fault (faults, file, number, "utf-8", "Save the file as UTF-8.", "This is not UTF-8.");
      return FALSE;
    }
  for (const char *line = text; line < end; number++)
    {
      const char *stop = memchr (line, '\n', (gsize) (end - line));

      if (stop == NULL)
        stop = end;
      scan_line (faults, file, number, line, (gsize) (stop - line));
      line = stop + 1;
    }
  return TRUE;
}

gboolean
tiltas_text_is_balanced (const char *text)
{
  g_autoptr (GString) open = g_string_new (NULL); /* 'e' embedding or override, 'i' isolate */

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x202a || c == 0x202b || c == 0x202d || c == 0x202e)
        g_string_append_c (open, 'e');
      else if (c >= 0x2066 && c <= 0x2068)
        g_string_append_c (open, 'i');
      else if (c == 0x202c || c == 0x2069)
        {
          if (open->len == 0 || open->str[open->len - 1] != (c == 0x202c ? 'e' : 'i'))
            return FALSE;
          g_string_truncate (open, open->len - 1);
        }
    }
  return open->len == 0;
}

guint
tiltas_text_length (const char *text)
{
  guint length = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    length += !g_unichar_iszerowidth (g_utf8_get_char (p));
  return length;
}

gboolean
tiltas_text_is_e164 (const char *text)
{
  gsize digits = strspn (text + (text[0] == '+'), "0123456789");

  return text[0] == '+' && text[1] != '0' && digits >= 7 && digits <= 15 && text[1 + digits] == '\0';
}

static gboolean
is_host (const char *text, gsize length)
{
  gboolean dot = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '.')
        return FALSE;
      if (text[i] == '.' && (i == 0 || i + 1 == length || text[i - 1] == '.'))
        return FALSE;
      dot = dot || text[i] == '.';
    }
  return length > 3 && dot;
}

gboolean
tiltas_text_is_email (const char *text)
{
  const char *at = strchr (text, '@');

  if (at == NULL || at == text || strcspn (text, " ,;<>()\"") != strlen (text))
    return FALSE;
  return is_host (at + 1, strlen (at + 1));
}

gboolean
tiltas_text_is_url (const char *text, gboolean *secure, char **host)
{
  const char *start = NULL;
  gsize length;

  if (g_str_has_prefix (text, "https://"))
    start = text + strlen ("https://");
  else if (g_str_has_prefix (text, "http://"))
    start = text + strlen ("http://");
  else
    return FALSE;
  length = strcspn (start, "/?#");
  if (!is_host (start, length) || strcspn (text, " \t\"<>\\^`{}|") != strlen (text))
    return FALSE;
  *secure = text[4] == 's';
  *host = g_strndup (start, length);
  return TRUE;
}

gboolean
tiltas_text_is_date (const char *text, gboolean full)
{
  int precision = 0;

  return tiltas_date_parse (text, NULL, &precision) && (!full || precision == 10);
}

gboolean
tiltas_text_degrees (const char *text, int limit, gint64 *microdegrees)
{
  gboolean negative = text[0] == '-';
  const char *p = text + negative;
  gint64 value = 0;
  int decimals = 0;

  if (!g_ascii_isdigit (*p))
    return FALSE;
  for (; g_ascii_isdigit (*p) && value < 1000; p++)
    value = value * 10 + (*p - '0');
  if (*p == '.' && g_ascii_isdigit (p[1]))
    for (p++; g_ascii_isdigit (*p) && decimals < 6; p++, decimals++)
      value = value * 10 + (*p - '0');
  for (; decimals < 6; decimals++)
    value *= 10;
  if (*p != '\0' || value > (gint64) limit * 1000000)
    return FALSE;
  *microdegrees = negative ? -value : value;
  return TRUE;
}

gboolean
tiltas_text_number (const char *text, gint64 *number)
{
  gsize digits = strspn (text, "0123456789");

  if (digits == 0 || digits > 7 || text[digits] != '\0' || (text[0] == '0' && digits > 1))
    return FALSE;
  *number = g_ascii_strtoll (text, NULL, 10);
  return *number <= 1000000;
}
