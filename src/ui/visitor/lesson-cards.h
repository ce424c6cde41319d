/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/model.h"
#include "ui/context.h"

G_BEGIN_DECLS

/* The cards of a lesson, each a vertical box of blocks for a TiltasScroll. Everything is borrowed and must outlive the
 * card. */

/* Title, picture, blocks. first: the lesson's first card, which says under its title in which language it is.
 * with_picture: the picture stands above the title; otherwise the page shows it beside the card. */
GtkWidget *tiltas_text_card_new (TiltasContext *context,
                                 const TiltasLesson *lesson,
                                 const TiltasCard *card,
                                 gboolean first,
                                 gboolean with_picture);
/* The picture of a card on soft green, of this height in design px (0: as high as it gets). */
GtkWidget *
tiltas_card_picture_new (TiltasContext *context, const TiltasLesson *lesson, const TiltasCard *card, double height);

/* Called with the option that was chosen (0-based); then the card is to be shown with it. */
typedef void (*TiltasCardAnswered) (guint option, gpointer data);
GtkWidget *tiltas_question_card_new (TiltasContext *context,
                                     const TiltasLesson *lesson,
                                     const TiltasCard *card,
                                     TiltasCardAnswered answered,
                                     gpointer data);
/* chosen: option + 1, or 0 for none. Returns the explanation that is shown now, or NULL. */
GtkWidget *tiltas_question_card_show (GtkWidget *question, guint chosen);

/* What the reader knows now, services, next lesson (or NULL), sources. */
GtkWidget *tiltas_summary_card_new (TiltasContext *context,
                                    const TiltasLesson *lesson,
                                    const TiltasCard *card,
                                    const TiltasLesson *next);

G_END_DECLS
