/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/staff/settings.h"

G_BEGIN_DECLS

/* A button that asks first, with words, and then takes back what staff chose for these settings: the configuration's
 * values are in force again. settings: static, ended by a key NULL. words are copied. */
GtkWidget *
tiltas_staff_reset_button_new (TiltasContext *context, const char *words, const TiltasStaffSetting *settings);

G_END_DECLS
