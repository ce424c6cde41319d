/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/model.h"
#include "ui/context.h"

G_BEGIN_DECLS

/* A lesson's card of text: title, picture, blocks, in a vertical box for a TiltasScroll. Everything is borrowed and
 * must outlive the card.
 *
 * first: the lesson's first card, which says under its title in which language the text is. with_picture: the picture
 * stands above the title; otherwise the page shows it beside the card. */
GtkWidget *tiltas_text_card_new (TiltasContext *context,
                                 const TiltasLesson *lesson,
                                 const TiltasCard *card,
                                 gboolean first,
                                 gboolean with_picture);
/* The picture of a card on soft green. height in design px; 0: the height that the parent gives. */
GtkWidget *
tiltas_card_picture_new (TiltasContext *context, const TiltasLesson *lesson, const TiltasCard *card, double height);

G_END_DECLS
