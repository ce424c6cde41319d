/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Puts children beside each other; those with hexpand share what the others leave. Mirrored in right-to-left
 * languages.
 *
 * Use it instead of a horizontal GtkBox wherever a child wraps text. GtkBox asks its children for the width that
 * fits their height; GtkLabel finds that by laying the text out a dozen times, and with a CSS line-height it may
 * find a width with one line less, far beyond the screen (GTK 4.8). This layout only ever asks for heights. */
#define TILTAS_TYPE_LINE_LAYOUT (tiltas_line_layout_get_type ())
G_DECLARE_FINAL_TYPE (TiltasLineLayout, tiltas_line_layout, TILTAS, LINE_LAYOUT, GtkLayoutManager)

/* gap: between children, in rem (style.h). */
GtkLayoutManager *tiltas_line_layout_new (double gap);
/* A box with such a layout. classes: CSS classes in one string, or NULL. */
GtkWidget *tiltas_line_new (double gap, const char *classes);

G_END_DECLS
