/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Brings the on-screen keyboard when a text field has the focus and takes it away afterwards. It stands at the lower
 * edge above the page, which ends where the keyboard begins: the top of the page does not move, and a field that would
 * be covered is scrolled into view. */
typedef struct _TiltasKeyboardHost TiltasKeyboardHost;

/* overlay: of the window; everything is borrowed and outlives the host. */
TiltasKeyboardHost *tiltas_keyboard_host_new (TiltasContext *context, GtkWindow *window, GtkOverlay *overlay);
void tiltas_keyboard_host_free (TiltasKeyboardHost *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasKeyboardHost, tiltas_keyboard_host_free)

/* Another page is on the screen. */
void tiltas_keyboard_host_page (TiltasKeyboardHost *self, GtkWidget *page);
/* A touch on a text field that has the focus already: the keyboard comes again after Done. */
void tiltas_keyboard_host_ask (TiltasKeyboardHost *self);

G_END_DECLS
