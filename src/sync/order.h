/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/status.h"
#include "sync/words.h"

G_BEGIN_DECLS

/* What the sync thread is asked to do. */
typedef enum
{
  TILTAS_ORDER_QUIT,      /* tiltas_worker_stop only */
  TILTAS_ORDER_RUN,       /* run now */
  TILTAS_ORDER_CONNECTED, /* a connection appeared: run soon */
  TILTAS_ORDER_CHECK,     /* check the store, repair it when damaged */
  TILTAS_ORDER_TASK,      /* a task of staff */
  TILTAS_ORDER_DAMAGED,   /* a reader met damage: what runs is stopped, the store is checked and repaired */
  TILTAS_ORDER_REREAD,    /* status.json was written, perhaps by another process */
} TiltasOrderKind;

typedef struct
{
  TiltasOrderKind kind;
  guint request; /* that a report is to answer, 0 none */
  /* From here on of TILTAS_ORDER_TASK. */
  TiltasSyncTask task;
  char *text;    /* folder, path or publisher */
  GBytes *bytes; /* content of a file, or NULL */
} TiltasOrder;

TiltasOrder *tiltas_order_new (TiltasOrderKind kind, guint request);
/* bytes may be NULL. */
TiltasOrder *tiltas_order_new_task (TiltasSyncTask task, guint request, const char *text, GBytes *bytes);
void tiltas_order_free (TiltasOrder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasOrder, tiltas_order_free)

/* Which words tell why a task was refused (sync/words.h). */
TiltasOrigin tiltas_order_origin (const TiltasOrder *self);

G_END_DECLS
