/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A touch that is no choice: who knows a mouse touches twice, and a hand that trembles does. When the first of two
 * touches turned the page, the second would choose something on a page that nobody has read. It is one when it begins
 * less than TILTAS_SECOND_TOUCH_MS after the touch that turned the page was lifted, or after the page came when that
 * is later, and at most TILTAS_SECOND_TOUCH_MM from where it was lifted. A second touch itself prolongs nothing: the
 * first one after the time acts.
 *
 * Times are those of the events, in ms, and may wrap around; places are in mm. A finger is any value that tells fingers
 * apart which are down at once; the mouse is one too. No clock, no GTK. */
#define TILTAS_SECOND_TOUCH_MS 500
#define TILTAS_SECOND_TOUCH_MM 20.0

typedef struct _TiltasSecondTouch TiltasSecondTouch;

TiltasSecondTouch *tiltas_second_touch_new (void);
void tiltas_second_touch_free (TiltasSecondTouch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasSecondTouch, tiltas_second_touch_free)

/* A touch begins. TRUE: it is a second one, and nothing may come of it. */
gboolean tiltas_second_touch_begin (TiltasSecondTouch *self, gconstpointer finger, guint32 time, double x, double y);
/* It is lifted, at its last place. */
void tiltas_second_touch_end (TiltasSecondTouch *self, gconstpointer finger, guint32 time, double x, double y);
/* The page turned at this time: by the touch that began or was lifted last. everywhere: by itself, so that no touch
 * that begins now can have meant what came, wherever it is. */
void tiltas_second_touch_turned (TiltasSecondTouch *self, guint32 time, gboolean everywhere);

G_END_DECLS
