/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Section "log": the state of the terminal, the support file for the technician, and a list of events. */
#define TILTAS_TYPE_STAFF_LOG (tiltas_staff_log_get_type ())
G_DECLARE_FINAL_TYPE (TiltasStaffLog, tiltas_staff_log, TILTAS, STAFF_LOG, GtkBox)

GtkWidget *tiltas_staff_log_new (TiltasContext *context);

G_END_DECLS
