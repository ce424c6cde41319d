/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What all our widgets that are GtkScrollable share: two adjustments and the four properties of the interface. Such
 * a widget has a TiltasScrollable and passes its property functions on to it. Only the vertical direction scrolls. */

enum
{
  TILTAS_SCROLLABLE_HADJUSTMENT = 1,
  TILTAS_SCROLLABLE_VADJUSTMENT,
  TILTAS_SCROLLABLE_HSCROLL_POLICY,
  TILTAS_SCROLLABLE_VSCROLL_POLICY,
};

/* All zeros at first. Both adjustments are NULL while the widget is in no scrolled window. */
typedef struct
{
  GtkAdjustment *horizontal, *vertical; /* owned */
} TiltasScrollable;

/* Installs the four properties of GtkScrollable under the numbers above. */
void tiltas_scrollable_install (GObjectClass *klass);
/* For the class's get_property. */
void tiltas_scrollable_get (const TiltasScrollable *self, guint id, GValue *value);
/* For the class's set_property. on_moved (widget, adjustment) is called when the vertical value changes, as long as
 * widget lives. */
void
tiltas_scrollable_set (TiltasScrollable *self, guint id, const GValue *value, GtkWidget *widget, GCallback on_moved);
/* A scrolled window around child that scrolls vertically. Where GTK's animations are switched off, nothing rolls on
 * when the finger is lifted. */
GtkWidget *tiltas_scrolled_window_new (GtkWidget *child);
/* For dispose. */
void tiltas_scrollable_clear (TiltasScrollable *self);

G_END_DECLS
