/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/hit.h"

#include "base/tsan.h"

static void
hit_clear (gpointer data)
{
  TiltasHit *self = data;
  TILTAS_EDGE_AFTER (self);
  g_free (self->ref);
  g_free (self->icon);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->lang);
}

TiltasHit *
tiltas_hit_ref (TiltasHit *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

void
tiltas_hit_unref (TiltasHit *self)
{
  g_return_if_fail (self != NULL);
  TILTAS_EDGE_BEFORE (self);
  g_atomic_rc_box_release_full (self, hit_clear);
}
