/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Widgets that the sections of the staff area share. Words that they take are already translated. */

/* A button with a word. classes: more CSS classes in one string, such as "helpful" or "ghost". */
GtkWidget *tiltas_staff_button_new (const char *word, const char *classes);
/* One of several choices; the one that is in force has a tick besides its colour. */
GtkWidget *tiltas_staff_choice_new (const char *word, gboolean on);
/* A name, and its value beside it, or below it where two columns have no room. */
GtkWidget *tiltas_staff_fact_new (TiltasContext *context, const char *name, const char *value);
/* A box for chips and buttons, laid out by tiltas_staff_lay_flow (). */
GtkWidget *tiltas_staff_flow_new (TiltasContext *context);

/* How a vertical box of a template lays its children out on this screen. */

/* Two labels, a name and its value, as tiltas_staff_fact_new () has them. */
void tiltas_staff_lay_fact (TiltasContext *context, GtkWidget *box);
/* Chips and buttons beside each other, broken into lines like words. */
void tiltas_staff_lay_flow (TiltasContext *context, GtkWidget *box);
/* Two cards beside each other on a roomy screen, else below each other. */
void tiltas_staff_lay_pair (TiltasContext *context, GtkWidget *box);
/* Shows or hides a card of a pair; the one that is left has the whole width. */
void tiltas_staff_pair_show (TiltasContext *context, GtkWidget *child, gboolean shown);
/* TRUE where tables and pairs of cards have room: a wide screen and a text size of at most 125 %. */
gboolean tiltas_staff_is_roomy (const TiltasContext *context);

G_END_DECLS
