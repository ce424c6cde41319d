/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Section "terminal": the library where the terminal stands, its times, its screen, and a test of each language. */
#define TILTAS_TYPE_STAFF_TERMINAL (tiltas_staff_terminal_get_type ())
G_DECLARE_FINAL_TYPE (TiltasStaffTerminal, tiltas_staff_terminal, TILTAS, STAFF_TERMINAL, GtkBox)

GtkWidget *tiltas_staff_terminal_new (TiltasContext *context);

G_END_DECLS
