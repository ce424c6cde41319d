/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-base"

#include "base/hex.h"

#include <string.h>

char *
tiltas_hex_encode (const void *bytes, gsize length)
{
  const guint8 *from = bytes;
  char *text = g_malloc (2 * length + 1);

  for (gsize i = 0; i < length; i++)
    {
      text[2 * i] = TILTAS_HEX_DIGITS[from[i] >> 4];
      text[2 * i + 1] = TILTAS_HEX_DIGITS[from[i] & 15];
    }
  text[2 * length] = '\0';
  return text;
}

gboolean
tiltas_hex_decode (const char *text, void *bytes, gsize length)
{
  guint8 *to = bytes;

  for (gsize i = 0; i < length; i++)
    {
      int high = g_ascii_xdigit_value (text[2 * i]);
      int low = high < 0 ? -1 : g_ascii_xdigit_value (text[2 * i + 1]);
      if (low < 0)
        return FALSE;
      to[i] = (guint8) (high << 4 | low);
    }
  return TRUE;
}

gboolean
tiltas_hex_is (const char *text, gsize digits)
{
  return strspn (text, TILTAS_HEX_DIGITS) == digits && text[digits] == '\0';
}
