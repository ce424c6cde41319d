/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Writes down for staff what the sync thread did (kiosk/events.h): how looking for updates went where that differs from
 * before, other editions, refusals, repairs, sticks. */
typedef struct _TiltasChronicle TiltasChronicle;

/* Watches context->sync, which must be there. What status.json says now is not news. */
TiltasChronicle *tiltas_chronicle_new (TiltasContext *context);
void tiltas_chronicle_free (TiltasChronicle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasChronicle, tiltas_chronicle_free)

/* An event in the staff's words. Transfer full. */
char *tiltas_chronicle_words (TiltasContext *context, const TiltasEvent *event);

G_END_DECLS
