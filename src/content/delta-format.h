/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/delta.h"

G_BEGIN_DECLS

/* Inside content only: what encoder and decoder of deltas share. */

#define TILTAS_DELTA_MAGIC "TLD\001"
#define TILTAS_DELTA_MAGIC_BYTES 4

/* Sets the error, returns FALSE. */
gboolean tiltas_delta_refuse (GError **error, TiltasDeltaError code, const char *message);

G_END_DECLS
