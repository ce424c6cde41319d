/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Makes sure that a finger touches only what it came down on, until it is lifted, and that this had been there
 * before the finger came.
 *
 * GTK 4.8 sends a finger whose widget has gone to whatever lies under it now, and takes from that widget an "active"
 * state that it never had ("Broken accounting of active state" in the log; the state of that widget is wrong from
 * then on). On public screens this happens daily: a palm rests while a finger opens a page, a hand trembles while
 * the PIN pad opens. Here such a finger falls to the window, which has an "active" of every finger. The mouse stays
 * as it is. What was touched is released when the last finger is lifted, also where GTK would hold it for ever.
 *
 * A second touch (kiosk/second-touch.h) presses nothing: a finger reaches only the scrolled area below it, so that
 * it can still scroll, and nothing that stands in it; a click of the mouse reaches nothing. */
typedef struct _TiltasTouchTargets TiltasTouchTargets;

/* content is the one child of window; all are borrowed and outlive the result. Free with
 * tiltas_touch_targets_free (). */
TiltasTouchTargets *tiltas_touch_targets_new (TiltasContext *context, GtkWindow *window, GtkWidget *content);
void tiltas_touch_targets_free (TiltasTouchTargets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasTouchTargets, tiltas_touch_targets_free)

/* The visitor finds something else under the finger from now on: another page or card, a panel that opened or
 * closed. everywhere: nobody asked for it, so a touch at any point is a second touch. */
void tiltas_touch_targets_turned (TiltasTouchTargets *self, gboolean everywhere);

G_END_DECLS
