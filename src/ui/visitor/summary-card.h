/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/model.h"
#include "ui/context.h"

G_BEGIN_DECLS

/* A lesson's last card: what the reader knows now, services, next lesson (or NULL), other lessons, sources; in a
 * vertical box for a TiltasScroll. Reads the linked records from the store. */
GtkWidget *tiltas_summary_card_new (TiltasContext *context,
                                    const TiltasLesson *lesson,
                                    const TiltasCard *card,
                                    const TiltasLesson *next);

G_END_DECLS
