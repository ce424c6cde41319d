/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* One of the coming seven days of a service, in words. */
typedef struct
{
  char *day; /* "Monday", "Tuesday · today" */
  gboolean today;
  const char *holiday; /* its name when it is a public holiday, borrowed from the reader; or NULL */
  char *times;         /* "8:00–17:00", "Closed", "not known" */
  const char *note;    /* of the rule that decides the day, Lithuanian, borrowed from the service; or NULL */
  gboolean closed;
} TiltasDayHours;

/* The coming seven days, ordered from Monday to Sunday, of a service that has hours. ladder: languages in order of
 * preference; gettext answers in the first. Array of TiltasDayHours, transfer full. */
GPtrArray *tiltas_service_week (TiltasContext *context, const TiltasService *service, const char *const *ladder);

G_END_DECLS
