/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/expires.h"

#include "base/date.h"

#include <string.h>

#define DAY 86400

char *
tiltas_expires_format (gint64 unix_seconds)
{
  gint64 days = unix_seconds / DAY - (unix_seconds % DAY < 0 ? 1 : 0);
  gint64 seconds = unix_seconds - days * DAY;
  TiltasLocalTime date = tiltas_civil_from_days (days);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", date.year, date.month, date.day, (int) (seconds / 3600),
                          (int) (seconds / 60 % 60), (int) (seconds % 60));
}

gint64
tiltas_expires_parse (const char *text)
{
  static const char shape[] = "dddd-dd-ddTdd:dd:ddZ";
  int field[6] = { 0 };
  guint n = 0;

  if (strlen (text) != strlen (shape))
    return -1;
  for (gsize i = 0; shape[i] != '\0'; i++)
    {
      if (shape[i] != 'd' && text[i] != shape[i])
        return -1;
      if (shape[i] == 'd' && !g_ascii_isdigit (text[i]))
        return -1;
      if (shape[i] == 'd')
        field[n] = field[n] * 10 + (text[i] - '0');
      else if (n < 5)
        n++;
    }
  if (field[0] < 1970 || !g_date_valid_dmy ((GDateDay) field[2], (GDateMonth) field[1], (GDateYear) field[0]) ||
      field[3] > 23 || field[4] > 59 || field[5] > 59)
    return -1;
  return tiltas_days_from_civil (field[0], field[1], field[2]) * DAY + field[3] * 3600 + field[4] * 60 + field[5];
}
