/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/error.h"

G_DEFINE_QUARK (tiltas - trust - error - quark, tiltas_trust_error)

gboolean
tiltas_trust_malformed (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_FORMAT, format, arguments));
  va_end (arguments);
  return FALSE;
}
