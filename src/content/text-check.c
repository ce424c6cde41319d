/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"

#include "content/text-check.h"

#include <string.h>

/* Checks that embeddings and isolates are closed: an open one would change the direction of the text around it (UAX
 * #9; compare "Trojan Source"). */
static gboolean
bidi_is_balanced (const char *text)
{
  char open[64];
  gsize depth = 0;
  for (const char *p = strchr (text, '\xE2'); p != NULL; p = strchr (p + 1, '\xE2'))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean opens_embedding = c == 0x202A || c == 0x202B || c == 0x202D || c == 0x202E;
      gboolean opens_isolate = c >= 0x2066 && c <= 0x2068;
      if ((opens_embedding || opens_isolate) && depth == sizeof open)
        return FALSE;
      if (opens_embedding || opens_isolate)
        open[depth++] = opens_embedding ? 'e' : 'i';
      else if ((c == 0x202C || c == 0x2069) && (depth == 0 || open[--depth] != (c == 0x202C ? 'e' : 'i')))
        return FALSE;
    }
  return depth == 0;
}

static gboolean
breaks_line (gunichar c)
{
  return c == '\n' || c == 0x2028 || c == 0x2029;
}

/* TRUE when a line may break beside the character. */
static gboolean
breaks_word (gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_HANGUL:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
      return !g_unichar_ismark (c);
    default:
      return (g_unichar_isspace (c) && c != 0x00A0 && c != 0x202F) || c == 0x200B;
    }
}

const char *
tiltas_text_fault (const char *text, gsize most)
{
  gsize n = 0, run = 0, lines = 1;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      run = breaks_word (c) ? 0 : run + 1;
      lines += breaks_line (c);
      if (c != '\n' && g_unichar_type (c) == G_UNICODE_CONTROL)
        return "a control character";
      if (++n > most)
        return "too long";
      if (run > TILTAS_TEXT_RUN)
        return "too many letters without a space";
      if (lines > TILTAS_TEXT_LINES)
        return "too many lines";
    }
  return bidi_is_balanced (text) ? NULL : "bidirectional controls do not match";
}
