/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/edit.h"

#include "trust/writer.h"

#include <stdarg.h>

#define DAY 86400
#define SNAPSHOTS_KEPT 10

TiltasTerms
tiltas_terms_default (gint64 now)
{
  return (TiltasTerms){ now, 365 * DAY, 90 * DAY, 7 * DAY, 1 * DAY };
}

TiltasEdit *
tiltas_edit_new (TiltasRepository *repository, const char *path, TiltasKeyring *keys, const TiltasTerms *terms)
{
  TiltasEdit *self = g_new0 (TiltasEdit, 1);

  self->repository = repository;
  self->keys = keys;
  self->terms = *terms;
  self->plan = tiltas_plan_new (path);
  self->roles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_decref);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
tiltas_edit_free (TiltasEdit *self)
{
  tiltas_plan_free (self->plan);
  json_decref (self->root);
  json_decref (self->targets);
  g_hash_table_unref (self->roles);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

void
tiltas_edit_note (TiltasEdit *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->notes, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* The next version of a file, or the first of its kind. */
static json_t *
next (TiltasMetadata *old, TiltasMetadataType type, gint64 expires)
{
  json_t *signed_part;

  if (old == NULL)
    return tiltas_signed_new (type, 1, expires);
  signed_part = json_deep_copy (tiltas_metadata_get_signed (old));
  tiltas_signed_set (signed_part, tiltas_metadata_get_version (old) + 1, expires);
  return signed_part;
}

json_t *
tiltas_edit_targets (TiltasEdit *self)
{
  TiltasMetadata *old = self->repository != NULL ? self->repository->targets : NULL;

  if (self->targets == NULL)
    self->targets = next (old, TILTAS_METADATA_TARGETS, self->terms.now + self->terms.targets);
  return self->targets;
}

json_t *
tiltas_edit_root (TiltasEdit *self)
{
  TiltasMetadata *old = self->repository != NULL ? self->repository->root : NULL;

  if (self->root == NULL)
    self->root = next (old, TILTAS_METADATA_ROOT, self->terms.now + self->terms.root);
  return self->root;
}

json_t *
tiltas_edit_role (TiltasEdit *self, const char *name)
{
  json_t *role = g_hash_table_lookup (self->roles, name);

  if (role == NULL)
    {
      TiltasMetadata *old = self->repository != NULL ? tiltas_repository_role (self->repository, name) : NULL;

      role = next (old, TILTAS_METADATA_TARGETS, self->terms.now + self->terms.targets);
      g_hash_table_insert (self->roles, g_strdup (name), role);
    }
  return role;
}

gboolean
tiltas_edit_is_changed (TiltasEdit *self)
{
  return self->root != NULL || self->targets != NULL || g_hash_table_size (self->roles) > 0 ||
         (self->repository != NULL && g_hash_table_size (self->repository->pending) > 0) ||
         tiltas_plan_changes (self->plan);
}

GBytes *
tiltas_edit_sign (TiltasKeyring *keys,
                  const char *role,
                  json_t *signed_part,
                  const char *const *allowed,
                  gint64 threshold,
                  GError **error)
{
  GPtrArray *all = tiltas_keyring_get (keys, role, error);
  g_autoptr (GPtrArray) usable = g_ptr_array_new ();

  if (all == NULL)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    {
      const char *id = tiltas_public_key_get_id (tiltas_private_key_get_public (all->pdata[i]));

      if (allowed == NULL || g_strv_contains (allowed, id))
        g_ptr_array_add (usable, all->pdata[i]);
    }
  if (usable->len >= threshold)
    return tiltas_metadata_sign (signed_part, (TiltasPrivateKey *const *) usable->pdata, usable->len, error);
  g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY,
               "The role “%s” needs %" G_GINT64_FORMAT
               " signature(s), but of the keys %s/%s.pem, %s.2.pem … only %u may sign for it",
               role, threshold, tiltas_keyring_get_folder (keys), role, role, usable->len);
  return NULL;
}

/* Who may sign role by the signed part of root or targets that will hold. */
static json_t *
role_entry (json_t *delegator, const char *role)
{
  json_t *roles = json_object_get (delegator, "roles");
  json_t *delegated = json_object_get (json_object_get (delegator, "delegations"), "roles");
  json_t *entry;
  size_t i;

  if (roles != NULL)
    return json_object_get (roles, role);
  json_array_foreach (delegated, i, entry)
    if (g_strcmp0 (json_string_value (json_object_get (entry, "name")), role) == 0)
      return entry;
  return NULL;
}

/* Signs and plans; the delegator is the new one when there is a new one. */
static GBytes *
sign_and_plan (TiltasEdit *self,
               TiltasPlanPhase phase,
               const char *role,
               json_t *signed_part,
               json_t *delegator,
               GError **error)
{
  json_t *entry = role_entry (delegator, role);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *path =
    tiltas_repository_metadata_path (role, json_integer_value (json_object_get (signed_part, "version")));
  g_auto (GStrv) allowed = NULL;
  GBytes *bytes;
  json_t *id;
  size_t i;

  if (entry == NULL)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY, "Nobody may sign for “%s” yet; see delegate",
                   role);
      return NULL;
    }
  json_array_foreach (json_object_get (entry, "keyids"), i, id)
    g_strv_builder_add (builder, json_string_value (id));
  allowed = g_strv_builder_end (builder);
  bytes = tiltas_edit_sign (self->keys, role, signed_part, (const char *const *) allowed,
                            json_integer_value (json_object_get (entry, "threshold")), error);
  if (bytes != NULL)
    tiltas_plan_add (self->plan, phase, path, bytes);
  return bytes;
}

static json_t *
signed_of (json_t *changed, TiltasMetadata *old)
{
  return changed != NULL ? changed : tiltas_metadata_get_signed (old);
}

static gboolean
finish_roles (TiltasEdit *self, json_t *snapshot, GError **error)
{
  json_t *delegator = signed_of (self->targets, self->repository != NULL ? self->repository->targets : NULL);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  if (self->repository != NULL && snapshot != NULL)
    {
      g_hash_table_iter_init (&iter, self->repository->pending);
      while (g_hash_table_iter_next (&iter, &name, &value))
        {
          tiltas_signed_set_file (snapshot, name, tiltas_metadata_get_version (value),
                                  tiltas_metadata_get_bytes (value));
          tiltas_edit_note (self, "takes in version %" G_GINT64_FORMAT " of “%s”", tiltas_metadata_get_version (value),
                            (const char *) name);
        }
    }
  g_hash_table_iter_init (&iter, self->roles);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      g_autoptr (GBytes) bytes = sign_and_plan (self, TILTAS_PLAN_ROLE, name, value, delegator, error);

      if (bytes == NULL)
        return FALSE;
      if (snapshot != NULL)
        tiltas_signed_set_file (snapshot, name, json_integer_value (json_object_get (value, "version")), bytes);
    }
  return TRUE;
}

/* Old snapshots serve nobody for long: a reader that began with one has ended when ten more were made. */
static void
prune_snapshots (TiltasEdit *self, const char *path)
{
  g_autoptr (GArray) versions = tiltas_repository_versions (path, "snapshot");

  for (guint i = 0; i + SNAPSHOTS_KEPT < versions->len; i++)
    {
      g_autofree char *old = tiltas_repository_metadata_path ("snapshot", g_array_index (versions, gint64, i));

      tiltas_plan_remove (self->plan, old);
    }
}

static gboolean
finish_timestamp (TiltasEdit *self, json_t *root, json_t *snapshot, GBytes *snapshot_bytes, GError **error)
{
  TiltasMetadata *old = self->repository != NULL ? self->repository->timestamp : NULL;
  json_t *timestamp = next (old, TILTAS_METADATA_TIMESTAMP, self->terms.now + self->terms.timestamp);
  g_autoptr (GBytes) bytes = NULL;

  tiltas_signed_set_file (timestamp, "snapshot", json_integer_value (json_object_get (snapshot, "version")),
                          snapshot_bytes);
  bytes = sign_and_plan (self, TILTAS_PLAN_TIMESTAMP, "timestamp", timestamp, root, error);
  json_decref (timestamp);
  return bytes != NULL;
}

static gboolean
finish_top (TiltasEdit *self, json_t *root, json_t *snapshot, GError **error)
{
  g_autoptr (GBytes) root_bytes = NULL;
  g_autoptr (GBytes) targets_bytes = NULL;
  g_autoptr (GBytes) snapshot_bytes = NULL;

  if (self->root != NULL)
    {
      root_bytes = sign_and_plan (self, TILTAS_PLAN_ROOT, "root", self->root, root, error);
      if (root_bytes == NULL)
        return FALSE;
    }
  if (self->targets != NULL)
    {
      targets_bytes = sign_and_plan (self, TILTAS_PLAN_TARGETS, "targets", self->targets, root, error);
      if (targets_bytes == NULL)
        return FALSE;
      tiltas_signed_set_file (snapshot, "targets", json_integer_value (json_object_get (self->targets, "version")),
                              targets_bytes);
    }
  if (!finish_roles (self, snapshot, error))
    return FALSE;
  snapshot_bytes = sign_and_plan (self, TILTAS_PLAN_SNAPSHOT, "snapshot", snapshot, root, error);
  return snapshot_bytes != NULL && finish_timestamp (self, root, snapshot, snapshot_bytes, error);
}

gboolean
tiltas_edit_finish (TiltasEdit *self, gboolean own_roles_only, GError **error)
{
  TiltasRepository *old = self->repository;
  json_t *root = signed_of (self->root, old != NULL ? old->root : NULL);
  json_t *snapshot;
  gboolean good;

  if (own_roles_only)
    return finish_roles (self, NULL, error);
  snapshot =
    next (old != NULL ? old->snapshot : NULL, TILTAS_METADATA_SNAPSHOT, self->terms.now + self->terms.snapshot);
  good = finish_top (self, root, snapshot, error);
  json_decref (snapshot);
  if (good && old != NULL)
    prune_snapshots (self, old->path);
  return good;
}
