/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The greeting of the welcome screen: a big line and a smaller one below it, in the middle of the height that it
 * gets. It draws its text itself and never asks for another size. A label that changes would make GTK lay the window
 * out again and ask the X server a dozen questions, every three seconds, all night. CSS node `greetingtext`: its
 * font is that of the big line; the colour `on-panel-mute` is that of the smaller one. */
#define TILTAS_TYPE_GREETING (tiltas_greeting_get_type ())
G_DECLARE_FINAL_TYPE (TiltasGreeting, tiltas_greeting, TILTAS, GREETING, GtkWidget)

void tiltas_greeting_set (TiltasGreeting *self, const char *language, const char *greeting, const char *invitation);
/* Opens the fonts that a text will need, so that showing it later does not have to. Call it after the first layout. */
void tiltas_greeting_preload (TiltasGreeting *self, const char *language, const char *greeting, const char *invitation);

G_END_DECLS
