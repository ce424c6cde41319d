/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keyboard/letter.h"

#include "base/language.h"

char *
tiltas_letter_normalise (const char *text)
{
  g_autoptr (GString) letters = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      /* Arabic Presentation Forms-A and -B. No layout gives compatibility forms of another script. */
      if ((c >= 0xfb50 && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfeff))
        {
          g_autofree char *form = g_strndup (p, (gsize) (g_utf8_next_char (p) - p));
          g_autofree char *plain = g_utf8_normalize (form, -1, G_NORMALIZE_NFKC);
          g_string_append (letters, plain != NULL ? plain : form);
        }
      else
        g_string_append_unichar (letters, c);
    }
  return g_utf8_normalize (letters->str, -1, G_NORMALIZE_NFC);
}

char *
tiltas_letter_base (const char *letter)
{
  g_autofree char *apart = g_utf8_normalize (letter, -1, G_NORMALIZE_NFD);

  return g_strndup (apart, (gsize) (g_utf8_next_char (apart) - apart));
}

/* Georgian has capitals in Unicode, but nobody writes with them and fonts lack them. */
char *
tiltas_letter_capital (const char *letter)
{
  return tiltas_letter_script (letter) == G_UNICODE_SCRIPT_GEORGIAN ? g_strdup (letter) : g_utf8_strup (letter, -1);
}

GUnicodeScript
tiltas_letter_script (const char *letter)
{
  return g_unichar_get_script (g_utf8_get_char (letter));
}

GUnicodeScript
tiltas_letter_language_script (const char *language)
{
  guint32 tag = 0;

  for (const char *p = tiltas_language_script (language); *p != '\0'; p++)
    tag = tag << 8 | (guint8) *p;
  return g_unicode_script_from_iso15924 (tag);
}
