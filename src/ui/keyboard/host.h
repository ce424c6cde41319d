/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Shows the on-screen keyboard when a text field has the focus and hides it afterwards. The keyboard stands at the
 * lower edge, and the page ends above it: the top of the page does not move, and a field that the keyboard would
 * cover is scrolled into view. */
typedef struct _TiltasKeyboardHost TiltasKeyboardHost;

/* overlay: the child of window. Everything is borrowed and outlives the host. */
TiltasKeyboardHost *tiltas_keyboard_host_new (TiltasContext *context, GtkWindow *window, GtkOverlay *overlay);
void tiltas_keyboard_host_free (TiltasKeyboardHost *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasKeyboardHost, tiltas_keyboard_host_free)

/* Another page is on the screen; NULL: none is. */
void tiltas_keyboard_host_page (TiltasKeyboardHost *self, GtkWidget *page);
/* A text field that has the focus already was touched: the keyboard comes back after Done. */
void tiltas_keyboard_host_ask (TiltasKeyboardHost *self);

G_END_DECLS
