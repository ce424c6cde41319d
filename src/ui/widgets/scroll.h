/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A vertically scrolled area with one child (property "child", or the child in a template), never wider than the
 * screen. Its position is written down as (block, fraction): which child of the child is the first to be seen and how
 * far it is scrolled past its top, so that it means the same in another language, text size or orientation. */
#define TILTAS_TYPE_SCROLL (tiltas_scroll_get_type ())
G_DECLARE_FINAL_TYPE (TiltasScroll, tiltas_scroll, TILTAS, SCROLL, GtkWidget)

GtkWidget *tiltas_scroll_new (void);
void tiltas_scroll_set_child (TiltasScroll *self, GtkWidget *child);
GtkWidget *tiltas_scroll_get_child (TiltasScroll *self);

/* Asks for the child's whole height instead of for nothing (panels). */
void tiltas_scroll_set_natural (TiltasScroll *self, gboolean on);

/* (0, 0.0) at the top. Both pointers may be NULL. */
void tiltas_scroll_get_position (TiltasScroll *self, guint *block, double *fraction);
/* Takes effect in the next layout, before anything is painted. */
void tiltas_scroll_set_position (TiltasScroll *self, guint block, double fraction);
/* Scrolls as little as needed for the descendant to be seen whole (its top when it is too high). */
void tiltas_scroll_show (TiltasScroll *self, GtkWidget *descendant);

G_END_DECLS
