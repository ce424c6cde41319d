/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* A finger touches what it came down on, and nothing else, until it is lifted; and what it came down on had been there
 * before it.
 *
 * GTK 4.8 sends a finger whose widget has gone to whatever lies under it now, and takes an "active" from that widget
 * which it never had ("Broken accounting of active state" in the log; the state of what lies there is wrong from then
 * on). Public screens see this daily: a palm rests while a finger opens a page, a hand trembles while the PIN pad
 * comes. Here such a finger falls to the window, which owns an "active" of every finger. The mouse stays as it is.
 * What was touched is let go of when the last finger is lifted, also where GTK would hold it for ever.
 *
 * A second touch (kiosk/second-touch.h) presses nothing: a finger reaches the scrolled area below it, so that it can
 * still scroll, and none of what stands in it; a click of the mouse reaches nothing. */
typedef struct _TiltasTouchTargets TiltasTouchTargets;

/* content is the one child of window; all are borrowed and outlive the result. Free with
 * tiltas_touch_targets_free (). */
TiltasTouchTargets *tiltas_touch_targets_new (TiltasContext *context, GtkWindow *window, GtkWidget *content);
void tiltas_touch_targets_free (TiltasTouchTargets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasTouchTargets, tiltas_touch_targets_free)

/* Something else is under the fingers from now on: another page or card, a panel that came or went. everywhere: it came
 * by itself. */
void tiltas_touch_targets_turned (TiltasTouchTargets *self, gboolean everywhere);

G_END_DECLS
