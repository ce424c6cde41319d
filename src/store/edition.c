/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/edition.h"

void
tiltas_edition_free (TiltasEdition *self)
{
  if (self == NULL)
    return;
  g_free (self->publisher);
  g_free (self->state);
  g_free (self->published);
  g_free (self);
}
