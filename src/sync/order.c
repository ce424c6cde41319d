/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/order.h"

TiltasOrder *
tiltas_order_new (TiltasOrderKind kind, guint request)
{
  TiltasOrder *self = g_new0 (TiltasOrder, 1);

  self->kind = kind;
  self->request = request;
  return self;
}

TiltasOrder *
tiltas_order_new_task (TiltasSyncTask task, guint request, const char *text, GBytes *bytes)
{
  TiltasOrder *self = tiltas_order_new (TILTAS_ORDER_TASK, request);

  self->task = task;
  self->text = g_strdup (text);
  self->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  return self;
}

void
tiltas_order_free (TiltasOrder *self)
{
  g_free (self->text);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

TiltasOrigin
tiltas_order_origin (const TiltasOrder *self)
{
  switch (self->task)
    {
    case TILTAS_SYNC_TASK_IMPORT:
    case TILTAS_SYNC_TASK_PLAN:
      return TILTAS_ORIGIN_STICK;
    case TILTAS_SYNC_TASK_EXPORT:
    case TILTAS_SYNC_TASK_WRITE:
      return TILTAS_ORIGIN_NEW_STICK;
    case TILTAS_SYNC_TASK_ROLLBACK:
    case TILTAS_SYNC_TASK_RELEASE:
    default:
      return TILTAS_ORIGIN_SERVER;
    }
}
