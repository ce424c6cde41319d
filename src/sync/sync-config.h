/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What updates need to know of the terminal's configuration. kiosk/updates.h makes it from tiltas.conf. */
typedef struct
{
  char *state_dir;    /* holds tuf/, blobs/, downloads/, status.json */
  char *root_path;    /* the installed root.json; where it is missing updates are off, and the status says so */
  GStrv repositories; /* https URLs (http only to loopback; others are refused), tried in order */
  GStrv mirrors;      /* URLs of places for targets and blobs, asked before the repository (sync/mirrors.h), or NULL */
  GStrv languages;    /* tags; pictures and sounds of these languages are fetched first, in this order. May be NULL */
  char *proxy;        /* or NULL */
  int interval;       /* seconds between runs, 60..604800 */
} TiltasSyncConfig;

void tiltas_sync_config_free (TiltasSyncConfig *self);
/* Transfer full. */
TiltasSyncConfig *tiltas_sync_config_copy (const TiltasSyncConfig *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasSyncConfig, tiltas_sync_config_free)

/* Reads the installed root.json. Errors: TILTAS_SYNC_ERROR_OFF_NO_ROOT when it is missing or may not be read, _FORMAT
 * when it is too large or no regular file. Blocks for the disk. Transfer full. */
GBytes *tiltas_sync_config_read_root (const TiltasSyncConfig *self, GError **error);

/* TRUE when updates are on: a root is installed, and at least one configured repository has an address that may be
 * used. Otherwise FALSE with TILTAS_SYNC_ERROR_OFF_NO_ROOT, _OFF_NO_REPOSITORY or _OFF_ADDRESS. */
gboolean tiltas_sync_config_is_on (const TiltasSyncConfig *self, GError **error);

G_END_DECLS
