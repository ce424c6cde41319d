/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/publisher-id.h"

#include "content/record.h"

gboolean
tiltas_publisher_is_id (const char *id)
{
  static const char *const taken[] = { "root", "targets", "snapshot", "timestamp", "blobs", NULL };

  return id != NULL && tiltas_is_id (id) && !g_strv_contains (taken, id);
}
