/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Widgets that the sections of the staff area share. Words that they take are already translated. */

/* A white card with a heading (NULL: none): a vertical box. */
GtkWidget *tiltas_staff_card_new (const char *heading);
/* A button with a word. classes: more CSS classes in one string, such as "helpful" or "ghost". */
GtkWidget *tiltas_staff_button_new (const char *word, const char *classes);
/* One of several choices; the one that is in force has a tick besides its colour. */
GtkWidget *tiltas_staff_choice_new (const char *word, gboolean on);
/* A name, and its value beside it, or below it where two columns have no room. */
GtkWidget *tiltas_staff_fact_new (TiltasContext *context, const char *name, const char *value);
/* A box for chips and buttons beside each other, broken into lines like words. */
GtkWidget *tiltas_staff_flow_new (TiltasContext *context);
/* A box for two cards: beside each other on a roomy screen, else below each other. */
GtkWidget *tiltas_staff_pair_new (TiltasContext *context);
/* Shows or hides a card of a pair; the one that is left has the whole width. */
void tiltas_staff_pair_show (TiltasContext *context, GtkWidget *child, gboolean shown);
/* TRUE where tables and pairs of cards have room: a wide screen and a text size of at most 125 %. */
gboolean tiltas_staff_is_roomy (const TiltasContext *context);

G_END_DECLS
