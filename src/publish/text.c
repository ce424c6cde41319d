/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/text.h"

#include "base/date.h"

#include <string.h>

gboolean
tiltas_text_is_unseen (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return TRUE;
    case G_UNICODE_SPACE_SEPARATOR:
      return c != ' ';
    default:
      return g_unichar_iszerowidth (c) && !g_unichar_ismark (c);
    }
}

char *
tiltas_text_visible (const char *text)
{
  g_autoptr (GString) shown = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (tiltas_text_is_unseen (c))
        g_string_append_printf (shown, "<U+%04X>", c);
      else
        g_string_append_unichar (shown, c);
    }
  return g_string_free (g_steal_pointer (&shown), FALSE);
}

const char *
tiltas_text_find_unseen (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (tiltas_text_is_unseen (g_utf8_get_char (p)))
      return p;
  return NULL;
}

gboolean
tiltas_text_is_balanced (const char *text)
{
  g_autoptr (GString) open = g_string_new (NULL); /* what is open: 'e' embedding or override, 'i' isolate */

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

gboolean
tiltas_text_is_lithuanian_phone (const char *text)
{
  const char *own = g_str_has_prefix (text, "+370") ? text + strlen ("+370") : "";

  return strlen (own) == 8 && strspn (own, "0123456789") == 8 && own[0] != '0' && (own[0] != '8' || own[1] == '0');
}

static gboolean
is_host (const char *text, gsize length)
{
  gboolean dot = FALSE;
  gsize last = 0; /* characters of the last part */
  gboolean letter = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '.')
        return FALSE;
      if (text[i] == '.' && (i == 0 || i + 1 == length || text[i - 1] == '.'))
        return FALSE;
      dot = dot || text[i] == '.';
      last = text[i] == '.' ? 0 : last + 1;
      letter = text[i] != '.' && (letter || g_ascii_isalpha (text[i]));
    }
  return length > 3 && dot && last >= 2 && letter && text[0] != '-';
}

gboolean
tiltas_text_is_host (const char *text)
{
  return is_host (text, strlen (text));
}

gboolean
tiltas_text_is_email (const char *text)
{
  const char *at = strchr (text, '@');

  if (at == NULL || at == text || strcspn (text, " ,;:<>()\"") != strlen (text) || !g_str_is_ascii (text) ||
      text[0] == '.' || at[-1] == '.' || strstr (text, "..") != NULL)
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

GStrv
tiltas_text_split (const char *text, const char *separator)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", separator, -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_strstrip (parts[i])[0] != '\0')
      g_strv_builder_add (builder, parts[i]);
  return g_strv_builder_end (builder);
}
