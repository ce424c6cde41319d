/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Fills the box with hits (of TiltasHit) in groups: lessons, services, words. Groups without hits are left out. */
void tiltas_search_results_fill (GtkBox *box, TiltasContext *context, GPtrArray *hits);
/* Fills the box with a heading and the categories of services, for visitors who found nothing or have typed nothing. */
void tiltas_search_results_offer (GtkBox *box, TiltasContext *context, const char *heading);

G_END_DECLS
