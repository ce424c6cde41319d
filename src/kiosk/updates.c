/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/updates.h"

TiltasSyncConfig *
tiltas_updates_config (const TiltasConfig *config)
{
  TiltasSyncConfig *self = g_new0 (TiltasSyncConfig, 1);

  self->state_dir = g_strdup (config->state_dir);
  self->root_path = g_strdup (config->root_path);
  self->repositories = g_strdupv (config->repositories);
  self->mirrors = g_strdupv (config->mirrors);
  self->languages = g_strdupv (config->languages);
  self->proxy = g_strdup (config->proxy);
  self->interval = config->interval;
  return self;
}
