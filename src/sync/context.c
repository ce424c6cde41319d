/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/context.h"

void
tiltas_sync_context_report (const TiltasSyncContext *self, TiltasReport *report)
{
  g_autoptr (GError) error = NULL;

  if (!tiltas_report_write (report, self->config->state_dir, &error))
    g_warning ("%s", error->message);
  if (self->reported != NULL)
    self->reported (report, self->data);
}
