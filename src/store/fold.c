/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/fold.h"

#include <string.h>

#define QUERY_CHARACTERS 256
#define QUERY_WORDS 16

/* Marks that people write or leave out as they like, and characters that have no shape. */
static gboolean
is_dropped (gunichar c)
{
  switch (c)
    {
    case '\'':
    case '`': /* apostrophes, also as letters of Ukrainian and Uzbek */
    case 0x00B4:
    case 0x02B9:
    case 0x02BB:
    case 0x02BC:
    case 0x02BD:
    case 0x02BE:
    case 0x02BF:
    case 0x02C8:
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0x0640: /* tatweel */
    case 0x0670: /* superscript alef */
    case 0x00AD:
    case 0x034F:
    case 0x061C:
    case 0xFEFF:
      return TRUE;
    default:
      return (c >= 0x064B && c <= 0x065F) /* harakat, hamza and madda as marks */
             || (c >= 0x0610 && c <= 0x061A) || (c >= 0x06D6 && c <= 0x06ED && c != 0x06E5 && c != 0x06E6) ||
             (c >= 0x200B && c <= 0x200F) /* ZWSP, ZWNJ, ZWJ, marks of direction */
             || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
             (c >= 0xFE00 && c <= 0xFE0F); /* variation selectors */
    }
}

static gunichar
replacement (gunichar c)
{
  switch (c)
    {
    case 0x0451:
      return 0x0435; /* ё → е */
    case 0x0131:
      return 'i'; /* ı */
    case 0x06CC:
    case 0x0649:
    case 0x06D2:
    case 0x06CE:
    case 0x06D0:
    case 0x06CD:
      return 0x064A; /* → ي */
    case 0x06A9:
    case 0x06AA:
      return 0x0643; /* → ك */
    case 0x0622:
    case 0x0623:
    case 0x0625:
    case 0x0671:
      return 0x0627; /* → ا */
    case 0x0629:
    case 0x06C0:
    case 0x06C1:
    case 0x06C2:
    case 0x06C3:
    case 0x06D5:
    case 0x06BE:
      return 0x0647; /* → ه */
    default:
      return c > 0x7F && g_unichar_isdigit (c) ? '0' + (gunichar) g_unichar_digit_value (c) : c;
    }
}

char *
tiltas_search_fold (const char *text)
{
  g_autofree char *compatible = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *lower = compatible != NULL ? g_utf8_casefold (compatible, -1) : NULL;
  g_autofree char *composed = lower != NULL ? g_utf8_normalize (lower, -1, G_NORMALIZE_ALL_COMPOSE) : NULL;
  GString *folded = g_string_sized_new (composed != NULL ? strlen (composed) : 0);
  for (const char *p = composed; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (!is_dropped (c))
        g_string_append_unichar (folded, replacement (c));
    }
  return g_string_free (folded, FALSE);
}

/* The characters that the tokenizer of the index takes for parts of a word: categories L*, N*, Co, M*. */
static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || g_unichar_type (c) == G_UNICODE_PRIVATE_USE ||
         g_unichar_type (c) == G_UNICODE_OTHER_NUMBER || g_unichar_type (c) == G_UNICODE_LETTER_NUMBER;
}

char *
tiltas_search_expression (const char *query)
{
  g_return_val_if_fail (query != NULL, NULL);
  g_autofree char *valid = g_utf8_make_valid (query, -1);
  if (g_utf8_strlen (valid, -1) > QUERY_CHARACTERS)
    *g_utf8_offset_to_pointer (valid, QUERY_CHARACTERS) = '\0';
  g_autofree char *folded = tiltas_search_fold (valid);
  g_autoptr (GString) expression = g_string_new (NULL);
  guint words = 0;
  for (const char *p = folded; *p != '\0' && words < QUERY_WORDS;)
    {
      const char *start = p;
      while (*p != '\0' && is_word_character (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      if (p > start)
        {
          g_string_append_printf (expression, "%s\"%.*s\"*", words++ > 0 ? " AND " : "", (int) (p - start), start);
          continue;
        }
      p = g_utf8_next_char (p);
    }
  return words > 0 ? g_strdup (expression->str) : NULL;
}
