/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A vertically scrolled area with one child (property "child", or the child in a template), never wider than the
 * screen. Its position is (block, fraction): which child of the child is the first one in sight, and which part of
 * its height is scrolled past. This means the same in another language, text size or orientation. */
#define TILTAS_TYPE_SCROLL (tiltas_scroll_get_type ())
G_DECLARE_FINAL_TYPE (TiltasScroll, tiltas_scroll, TILTAS, SCROLL, GtkWidget)

GtkWidget *tiltas_scroll_new (void);
void tiltas_scroll_set_child (TiltasScroll *self, GtkWidget *child);
GtkWidget *tiltas_scroll_get_child (TiltasScroll *self);

/* on: asks for the whole height of the child, as panels do. Off at first: asks for no height. */
void tiltas_scroll_set_natural (TiltasScroll *self, gboolean on);

/* The position; (0, 0.0) at the top. Both pointers may be NULL. */
void tiltas_scroll_get_position (TiltasScroll *self, guint *block, double *fraction);
/* Takes effect in the next layout, before anything is painted. */
void tiltas_scroll_set_position (TiltasScroll *self, guint block, double fraction);
/* Scrolls as little as needed to show the descendant whole; to its top when it is higher than the view. */
void tiltas_scroll_show (TiltasScroll *self, GtkWidget *descendant);

G_END_DECLS
