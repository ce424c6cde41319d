/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/sync-config.h"

#include "base/files.h"
#include "base/owner.h"
#include "sync/error.h"
#include "sync/url.h"
#include "trust/metadata.h"

#include <errno.h>
#include <unistd.h>

void
tiltas_sync_config_free (TiltasSyncConfig *self)
{
  g_free (self->state_dir);
  g_free (self->root_path);
  g_strfreev (self->repositories);
  g_strfreev (self->mirrors);
  g_strfreev (self->languages);
  g_free (self->proxy);
  g_free (self);
}

TiltasSyncConfig *
tiltas_sync_config_copy (const TiltasSyncConfig *self)
{
  TiltasSyncConfig *copy = g_new0 (TiltasSyncConfig, 1);

  copy->state_dir = g_strdup (self->state_dir);
  copy->root_path = g_strdup (self->root_path);
  copy->repositories = g_strdupv (self->repositories);
  copy->mirrors = g_strdupv (self->mirrors);
  copy->languages = g_strdupv (self->languages);
  copy->proxy = g_strdup (self->proxy);
  copy->interval = self->interval;
  return copy;
}

static void
set_missing (const TiltasSyncConfig *self, GError **error)
{
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_OFF_NO_ROOT, "%s is missing",
               self->root_path != NULL ? self->root_path : "root.json");
}

static void
set_unreadable (const TiltasSyncConfig *self, GError **error)
{
  g_autofree char *name = tiltas_account_name (geteuid ());

  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_OFF_NO_ROOT,
               "%s is there, but %s may not read it. As root: chmod a+r %s (and a+rx its folder)", self->root_path,
               name, self->root_path);
}

GBytes *
tiltas_sync_config_read_root (const TiltasSyncConfig *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  GBytes *root = self->root_path != NULL ? tiltas_file_read (self->root_path, TILTAS_ROOT_MAX, &local) : NULL;

  if (root != NULL)
    return root;
  if (local == NULL || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    set_missing (self, error);
  else if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    set_unreadable (self, error);
  else
    g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_FORMAT, "%s", local->message);
  return NULL;
}

static gboolean
root_is_readable (const TiltasSyncConfig *self, GError **error)
{
  if (self->root_path != NULL && access (self->root_path, R_OK) == 0)
    return TRUE;
  if (self->root_path != NULL && errno == EACCES)
    set_unreadable (self, error);
  else
    set_missing (self, error);
  return FALSE;
}

gboolean
tiltas_sync_config_is_on (const TiltasSyncConfig *self, GError **error)
{
  if (!root_is_readable (self, error))
    return FALSE;
  if (self->repositories == NULL || self->repositories[0] == NULL)
    {
      g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_OFF_NO_REPOSITORY, "no repository is configured");
      return FALSE;
    }
  for (guint i = 1; self->repositories[i] != NULL; i++)
    if (tiltas_url_check (self->repositories[i], NULL))
      return TRUE;
  return tiltas_url_check (self->repositories[0], error);
}
