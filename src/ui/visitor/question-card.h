/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/model.h"
#include "ui/context.h"

G_BEGIN_DECLS

/* A lesson's question: the options as buttons, and the explanation after an answer, in a vertical box for a
 * TiltasScroll. */

/* Called with the option that was chosen, counted from 0. The callee shows it (tiltas_question_card_show). */
typedef void (*TiltasCardAnswered) (guint option, gpointer data);

/* Everything is borrowed and must outlive the card. */
GtkWidget *tiltas_question_card_new (TiltasContext *context,
                                     const TiltasLesson *lesson,
                                     const TiltasCard *card,
                                     TiltasCardAnswered answered,
                                     gpointer data);
/* chosen: option + 1, or 0 for none. Returns the explanation that is visible now, or NULL. */
GtkWidget *tiltas_question_card_show (GtkWidget *question, guint chosen);

G_END_DECLS
