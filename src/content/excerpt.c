/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"
#include "content/excerpt.h"

#include <string.h>

char *
tiltas_excerpt (const char *text, gsize most)
{
  const char *end;

  g_utf8_validate_len (text, strnlen (text, most), &end);
  return g_strndup (text, (gsize) (end - text));
}
