/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A round button, as in the top bar: pictogram, word or both. icon_name and word may each be NULL. name is for screen
 * readers; NULL: the word. */
GtkWidget *tiltas_tool_new (const char *icon_name, const char *word, const char *name);

G_END_DECLS
