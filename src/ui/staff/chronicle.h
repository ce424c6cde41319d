/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Writes events for staff (kiosk/events.h) about what the sync thread did: a result of an update that differs from the
 * one before, new editions, refusals, repairs, and what was done with sticks. */
typedef struct _TiltasChronicle TiltasChronicle;

/* Watches context->sync, which must be there. The first report, of the time before, is not news. */
TiltasChronicle *tiltas_chronicle_new (TiltasContext *context);
void tiltas_chronicle_free (TiltasChronicle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasChronicle, tiltas_chronicle_free)

/* An event as a sentence in the language of the moment. Transfer full. */
char *tiltas_chronicle_words (TiltasContext *context, const TiltasEvent *event);

G_END_DECLS
