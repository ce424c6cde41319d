/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/suggest.h"

#include <string.h>

#define LENGTH_MAX 64

/* Levenshtein distance, in bytes, of two words of at most LENGTH_MAX bytes. */
static guint
distance (const char *a, const char *b)
{
  guint row[LENGTH_MAX + 1];
  gsize length = strlen (b);

  for (guint j = 0; j <= length; j++)
    row[j] = j;
  for (guint i = 1; a[i - 1] != '\0'; i++)
    {
      guint corner = row[0];

      row[0] = i;
      for (guint j = 1; j <= length; j++)
        {
          guint above = row[j];

          row[j] = MIN (MIN (above, row[j - 1]) + 1, corner + (a[i - 1] != b[j - 1]));
          corner = above;
        }
    }
  return row[length];
}

const char *
tiltas_suggest (const char *word, const char *const *words)
{
  g_autofree char *low = g_utf8_strdown (word, -1);
  guint best = (guint) strlen (low) / 3 + 1;
  const char *found = NULL;

  if (strlen (low) > LENGTH_MAX)
    return NULL;
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *other = g_utf8_strdown (words[i], -1);
      guint far = strlen (other) <= LENGTH_MAX ? distance (low, other) : G_MAXUINT;

      if (far < best || (far == best && found == NULL))
        {
          best = far;
          found = words[i];
        }
    }
  return found;
}
