/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/status.h"

#include "sync/error.h"

TiltasSyncStatus *
tiltas_sync_status_new (const TiltasSyncConfig *config, const TiltasReport *report)
{
  TiltasSyncStatus *status = g_new0 (TiltasSyncStatus, 1);
  g_autoptr (GError) off = NULL;
  const char *word = report->word;

  status->state = TILTAS_SYNC_IDLE;
  if (!tiltas_sync_config_is_on (config, &off))
    {
      status->state = TILTAS_SYNC_OFF;
      word = tiltas_sync_error_word (off);
    }
  else if (word != NULL && g_str_has_prefix (word, "off-"))
    word = NULL;
  status->last_run = report->last_run;
  status->last_success = report->last_success;
  if (tiltas_sync_sentence (word) != NULL)
    {
      status->last_error_code = g_strdup (word);
      status->last_error = g_strdup (tiltas_sync_sentence (word));
    }
  return status;
}

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
