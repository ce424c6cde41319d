/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/status.h"

void
tiltas_sync_status_free (TiltasSyncStatus *self)
{
  g_free (self->last_error);
  g_free (self->last_error_code);
  g_free (self->fetching);
  g_free (self);
}

TiltasSyncStatus *
tiltas_sync_status_copy (const TiltasSyncStatus *self)
{
  TiltasSyncStatus *copy = g_memdup2 (self, sizeof *self);

  copy->last_error = g_strdup (self->last_error);
  copy->last_error_code = g_strdup (self->last_error_code);
  copy->fetching = g_strdup (self->fetching);
  return copy;
}
