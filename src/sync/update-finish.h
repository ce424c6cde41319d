/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/attempt.h"

G_BEGIN_DECLS

/* The last part of an attempt, once the editions are imported. Both functions block for network and disk. */

/* Fetches the pictures and sounds that the stored editions name, publisher by publisher, and notes refusals. FALSE when
 * the attempt has to end. */
gboolean tiltas_update_finish_blobs (TiltasAttempt *self) G_GNUC_WARN_UNUSED_RESULT;
/* Removes downloads, pictures and sounds that no edition needs any more. */
void tiltas_update_finish_prune (TiltasAttempt *self);

G_END_DECLS
