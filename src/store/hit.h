/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a search finds. Immutable and counted (atomically, so that it may cross threads). */

typedef enum
{
  TILTAS_HIT_LESSON,
  TILTAS_HIT_SERVICE,
  TILTAS_HIT_TERM
} TiltasHitKind;
typedef struct
{
  TiltasHitKind kind;
  char *ref, *icon;
  char *title;    /* in the best language of the ladder; of a term: the Lithuanian word */
  char *subtitle; /* unit title · service's Lithuanian name when it differs · term's word in the ladder's language */
  char *lang;     /* language of the title */
} TiltasHit;
TiltasHit *tiltas_hit_ref (TiltasHit *self);
void tiltas_hit_unref (TiltasHit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasHit, tiltas_hit_unref)

G_END_DECLS
