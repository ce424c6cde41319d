/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A finger touches what it came down on, and nothing else, until it is lifted.
 *
 * GTK 4.8 sends a finger whose widget has gone to whatever lies under it now, and takes an "active" from that widget
 * which it never had ("Broken accounting of active state" in the log; the state of what lies there is wrong from then
 * on). Public screens see this daily: a palm rests while a finger opens a page, a hand trembles while the PIN pad
 * comes. Here such a finger falls to the window, which owns an "active" of every finger. The mouse stays as it is.
 * What was touched is let go of when the last finger is lifted, also where GTK would hold it for ever. */
typedef struct _TiltasTouchTargets TiltasTouchTargets;

/* content is the one child of window; both are borrowed and outlive the result. Free with
 * tiltas_touch_targets_free (). */
TiltasTouchTargets *tiltas_touch_targets_new (GtkWindow *window, GtkWidget *content);
void tiltas_touch_targets_free (TiltasTouchTargets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasTouchTargets, tiltas_touch_targets_free)

G_END_DECLS
