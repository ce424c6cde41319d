/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/model.h"

G_BEGIN_DECLS

/* The table "Verified, dated, shown" of formats.md as functions. today is in days since 1970-01-01. */

typedef enum
{
  TILTAS_FRESH,      /* shown with all, with open-now */
  TILTAS_DATED,      /* shown, "hours as of DATE", no open-now */
  TILTAS_OLD,        /* the same, over a year old: said plainly */
  TILTAS_UNDATED,    /* verified, but no date is known: as OLD */
  TILTAS_UNVERIFIED, /* nobody has confirmed this yet: only where the configuration shows such entries */
} TiltasFreshness;

/* A date of a check over a month ahead of today counts as none. */
TiltasFreshness tiltas_service_freshness (const TiltasService *service, gint64 today);
/* UNKNOWN unless the service is active and FRESH, and the clock is trusted. Verified 24/7 lines are FRESH at any age
 * and need no clock. */
TiltasOpen tiltas_service_open (const TiltasService *service,
                                gint64 today,
                                int minute,
                                gboolean clock_trusted,
                                TiltasIsHoliday is_holiday,
                                gpointer data);

G_END_DECLS
