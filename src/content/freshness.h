/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/model.h"

G_BEGIN_DECLS

/* The rules of the table "Verified, dated, shown" in formats.md. today is in days since 1970-01-01. */

typedef enum
{
  TILTAS_FRESH,      /* all is shown, also whether it is open now */
  TILTAS_DATED,      /* "hours as of DATE" is shown, and not whether it is open now */
  TILTAS_OLD,        /* as DATED, and the screen says that the data are over a year old */
  TILTAS_UNDATED,    /* verified, but without a known date: treated as OLD */
  TILTAS_UNVERIFIED, /* nobody has confirmed it; shown only where the configuration allows it */
} TiltasFreshness;

/* How fresh a service is. A date of a check that is more than a month in the future is ignored. */
TiltasFreshness tiltas_service_freshness (const TiltasService *service, gint64 today);
/* Whether a service is open now. UNKNOWN unless the service is active and FRESH and the clock is trusted. A verified
 * service that is open 24/7 is FRESH at any age and needs no clock. */
TiltasOpen tiltas_service_open (const TiltasService *service,
                                gint64 today,
                                int minute,
                                gboolean clock_trusted,
                                TiltasIsHoliday is_holiday,
                                gpointer data);

G_END_DECLS
