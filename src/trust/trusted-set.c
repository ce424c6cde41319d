/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/trusted-set.h"

#include "trust/metadata-type.h"

void
tiltas_trusted_set_init (TiltasTrustedSet *self, TiltasMetadata *root, gint64 now)
{
  *self = (TiltasTrustedSet){ .now = now, .root = root };
  self->delegated = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) tiltas_metadata_unref);
}

void
tiltas_trusted_set_clear (TiltasTrustedSet *self)
{
  g_clear_pointer (&self->root, tiltas_metadata_unref);
  g_clear_pointer (&self->timestamp, tiltas_metadata_unref);
  g_clear_pointer (&self->snapshot, tiltas_metadata_unref);
  g_clear_pointer (&self->targets, tiltas_metadata_unref);
  g_clear_pointer (&self->delegated, g_hash_table_unref);
}

TiltasMetadata *
tiltas_trusted_set_get (const TiltasTrustedSet *self, const char *role_name)
{
  if (g_str_equal (role_name, "root"))
    return self->root;
  if (g_str_equal (role_name, "timestamp"))
    return self->timestamp;
  if (g_str_equal (role_name, "snapshot"))
    return self->snapshot;
  if (g_str_equal (role_name, "targets"))
    return self->targets;
  return g_hash_table_lookup (self->delegated, role_name);
}

TiltasDeclaration
tiltas_trusted_set_declared_snapshot (const TiltasTrustedSet *self)
{
  return (TiltasDeclaration){ TILTAS_METADATA_SNAPSHOT, "snapshot", self->root,
                              tiltas_metadata_get_file (self->timestamp, "snapshot") };
}

TiltasDeclaration
tiltas_trusted_set_declared_targets (const TiltasTrustedSet *self)
{
  return (TiltasDeclaration){ TILTAS_METADATA_TARGETS, "targets", self->root,
                              tiltas_metadata_get_file (self->snapshot, "targets") };
}
