/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"

#include "content/freshness.h"

#include "base/date.h"

#include <string.h>

#define FRESH_DAYS 180
#define FRESH_DAYS_URGENT 90 /* emergency and support */
#define OLD_DAYS 365
/* A date of a check that is further in the future than this is a typing error. */
#define AHEAD_DAYS 31

static gboolean
is_urgent (const TiltasService *service)
{
  for (char **ref = service->categories; *ref != NULL; ref++)
    {
      const char *slash = strrchr (*ref, '/');
      const char *id = slash != NULL ? slash + 1 : *ref;
      if (strcmp (id, "emergency") == 0 || strcmp (id, "support") == 0)
        return TRUE;
    }
  return FALSE;
}

TiltasFreshness
tiltas_service_freshness (const TiltasService *service, gint64 today)
{
  g_return_val_if_fail (service != NULL, TILTAS_UNVERIFIED);
  gint64 checked = 0;
  if (!service->verified)
    return TILTAS_UNVERIFIED;
  if (service->hours != NULL && tiltas_hours_is_always (service->hours))
    return TILTAS_FRESH;
  if (!tiltas_date_parse (service->checked, &checked, NULL) || checked > today + AHEAD_DAYS)
    return TILTAS_UNDATED;
  gint64 age = today - checked;
  if (age <= (is_urgent (service) ? FRESH_DAYS_URGENT : FRESH_DAYS))
    return TILTAS_FRESH;
  return age <= OLD_DAYS ? TILTAS_DATED : TILTAS_OLD;
}

TiltasOpen
tiltas_service_open (const TiltasService *service,
                     gint64 today,
                     int minute,
                     gboolean clock_trusted,
                     TiltasIsHoliday is_holiday,
                     gpointer data)
{
  static const TiltasOpen nothing = { TILTAS_OPEN_UNKNOWN, 0, 0 };
  g_return_val_if_fail (service != NULL, nothing);
  if (service->hours == NULL || g_strcmp0 (service->status, "active") != 0)
    return nothing;
  if (tiltas_service_freshness (service, today) != TILTAS_FRESH)
    return nothing;
  /* A service that is always open is open whatever the clock says. */
  if (!clock_trusted && !tiltas_hours_is_always (service->hours))
    return nothing;
  return tiltas_hours_at (service->hours, today, minute, is_holiday, data);
}
