/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/declaration.h"

#include <glib.h>

G_BEGIN_DECLS

/* Inside trust only: the metadata that one run has verified. */
typedef struct
{
  gint64 now; /* unix seconds, fixed for the whole run */
  TiltasMetadata *root;
  TiltasMetadata *timestamp; /* NULL until it is verified, as are the next two */
  TiltasMetadata *snapshot;
  TiltasMetadata *targets;
  GHashTable *delegated; /* role name → TiltasMetadata */
} TiltasTrustedSet;

/* Begins with root, which is trusted, and takes it. */
void tiltas_trusted_set_init (TiltasTrustedSet *self, TiltasMetadata *root, gint64 now);
void tiltas_trusted_set_clear (TiltasTrustedSet *self);
/* The verified metadata of a role, NULL when it was not loaded. Transfer none. */
TiltasMetadata *tiltas_trusted_set_get (const TiltasTrustedSet *self, const char *role_name);
/* What the verified timestamp declares of the snapshot. */
TiltasDeclaration tiltas_trusted_set_declared_snapshot (const TiltasTrustedSet *self);
/* What the verified snapshot declares of the top-level targets. */
TiltasDeclaration tiltas_trusted_set_declared_targets (const TiltasTrustedSet *self);

G_END_DECLS
