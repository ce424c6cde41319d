/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Settings of this terminal that staff choose. */

/* A setting by its group and its key in tiltas.conf; both static. */
typedef struct
{
  const char *group, *key;
} TiltasStaffSetting;

/* Writes a setting in a thread, then reads the settings again and puts them in force. Does not block. value NULL: takes
 * back what staff chose, so that the configuration's value is in force again. A failure is told in a panel. */
void tiltas_staff_set (TiltasContext *context, TiltasStaffSetting setting, const char *value);
/* The value that was asked for last and is not in force yet; NULL when there is none. Borrowed until the next call. */
const char *tiltas_staff_wanted (TiltasContext *context, TiltasStaffSetting setting);

G_END_DECLS
