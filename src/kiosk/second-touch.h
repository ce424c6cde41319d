/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Finds touches that nobody meant. Some people touch twice, as they click twice with a mouse, or because the hand
 * trembles. When the first touch turned the page, the second one would choose something on a page that nobody has read.
 * A touch is such a second one when it begins less than TILTAS_SECOND_TOUCH_MS after the first one was lifted (or after
 * the page came, when that was later), at most TILTAS_SECOND_TOUCH_MM from where it was lifted. A second touch does not
 * prolong the time: the first touch after it has its effect.
 *
 * Times are those of the events, in ms, and may wrap around; places are in mm. A finger is any value that distinguishes
 * the fingers that are down at the same time; the mouse is one, too. */
#define TILTAS_SECOND_TOUCH_MS 500
#define TILTAS_SECOND_TOUCH_MM 20.0

typedef struct _TiltasSecondTouch TiltasSecondTouch;

TiltasSecondTouch *tiltas_second_touch_new (void);
void tiltas_second_touch_free (TiltasSecondTouch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasSecondTouch, tiltas_second_touch_free)

/* A touch begins. TRUE: it is a second one and must have no effect. */
gboolean tiltas_second_touch_begin (TiltasSecondTouch *self, gconstpointer finger, guint32 time, double x, double y);
/* The finger is lifted; x and y are its last place. */
void tiltas_second_touch_end (TiltasSecondTouch *self, gconstpointer finger, guint32 time, double x, double y);
/* The page turned at this time, by the touch that began or was lifted last. everywhere: it turned by itself, so that a
 * touch at any place comes too soon. */
void tiltas_second_touch_turned (TiltasSecondTouch *self, guint32 time, gboolean everywhere);

G_END_DECLS
