/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"

#include "content/delta-format.h"

G_DEFINE_QUARK (tiltas - delta - error - quark, tiltas_delta_error)

gboolean
tiltas_delta_refuse (GError **error, TiltasDeltaError code, const char *message)
{
  g_set_error_literal (error, TILTAS_DELTA_ERROR, (gint) code, message);
  return FALSE;
}
