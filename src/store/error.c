/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/error.h"

G_DEFINE_QUARK (tiltas - store - error - quark, tiltas_store_error)

gboolean
tiltas_store_refuse (GError **error, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED, format, arguments));
  va_end (arguments);
  return FALSE;
}
