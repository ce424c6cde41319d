/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/edit.h"

#include "publish/root-changes.h"
#include "trust/writer.h"

#include <stdarg.h>
#include <string.h>

#define DAY 86400

TiltasValidity
tiltas_validity_default (gint64 now)
{
  return (TiltasValidity){ now, 365 * DAY, 90 * DAY, 7 * DAY, 5 * DAY };
}

TiltasEdit *
tiltas_edit_new (TiltasRepository *repository, const char *path, TiltasKeyring *keys, const TiltasValidity *validity)
{
  TiltasEdit *self = g_new0 (TiltasEdit, 1);

  self->repository = repository;
  self->keys = keys;
  self->validity = *validity;
  self->plan = tiltas_plan_new (path);
  self->roles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_decref);
  self->lost_versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->losses = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
tiltas_edit_free (TiltasEdit *self)
{
  tiltas_plan_free (self->plan);
  json_decref (self->root);
  g_clear_pointer (&self->root_file, g_bytes_unref);
  json_decref (self->targets);
  g_hash_table_unref (self->roles);
  g_hash_table_unref (self->lost_versions);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->losses);
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

/* The signed part of the next version of old, the file of role (NULL: the first version), above what recover.h found
 * out. Transfer full. */
static json_t *
next_version (TiltasEdit *self, const char *role, TiltasMetadata *old, TiltasMetadataType type, gint64 expires)
{
  const gint64 *lost = type != TILTAS_METADATA_ROOT ? g_hash_table_lookup (self->lost_versions, role) : NULL;
  gint64 version = old != NULL ? tiltas_metadata_get_version (old) : 0;
  json_t *signed_part;

  version = MAX (version, lost != NULL ? *lost : 0) + 1;
  if (old == NULL)
    return tiltas_signed_new (type, version, expires);
  signed_part = json_deep_copy (tiltas_metadata_get_signed (old));
  tiltas_signed_set (signed_part, version, expires);
  return signed_part;
}

json_t *
tiltas_edit_targets (TiltasEdit *self)
{
  TiltasMetadata *old = self->repository != NULL ? self->repository->targets : NULL;

  if (self->targets == NULL)
    self->targets =
      next_version (self, "targets", old, TILTAS_METADATA_TARGETS, self->validity.now + self->validity.targets);
  return self->targets;
}

json_t *
tiltas_edit_root (TiltasEdit *self)
{
  TiltasMetadata *old = self->repository != NULL ? self->repository->root : NULL;

  if (self->root == NULL)
    self->root = next_version (self, "root", old, TILTAS_METADATA_ROOT, self->validity.now + self->validity.root);
  return self->root;
}

json_t *
tiltas_edit_role (TiltasEdit *self, const char *name)
{
  json_t *role = g_hash_table_lookup (self->roles, name);

  if (role == NULL)
    {
      TiltasMetadata *old = self->repository != NULL ? tiltas_repository_role (self->repository, name) : NULL;

      role = next_version (self, name, old, TILTAS_METADATA_TARGETS, self->validity.now + self->validity.targets);
      g_hash_table_insert (self->roles, g_strdup (name), role);
    }
  return role;
}

void
tiltas_edit_add_target (TiltasEdit *self, const char *path, const char *hash, GBytes *bytes)
{
  g_autofree char *file = tiltas_repository_target_path (path, hash);

  tiltas_plan_add (self->plan, TILTAS_PLAN_TARGET, file, bytes);
}

void
tiltas_edit_add_blobs (TiltasEdit *self, GHashTable *blobs)
{
  GHashTableIter iter;
  gpointer hash;
  gpointer bytes;

  g_hash_table_iter_init (&iter, blobs);
  while (g_hash_table_iter_next (&iter, &hash, &bytes))
    {
      g_autofree char *path = tiltas_repository_blob_path (hash);

      tiltas_plan_add (self->plan, TILTAS_PLAN_BLOB, path, bytes);
    }
}

gboolean
tiltas_edit_is_changed (TiltasEdit *self)
{
  return self->root != NULL || self->root_file != NULL || self->targets != NULL ||
         g_hash_table_size (self->roles) > 0 ||
         (self->repository != NULL && g_hash_table_size (self->repository->pending) > 0) ||
         tiltas_plan_changes (self->plan);
}

/* The entry of role in delegator, the signed part of a root or targets; NULL when there is none. Borrowed. */
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

/* Who may sign for a role. */
typedef struct
{
  GStrv keyids;
  gint64 threshold;
} Signers;

static void
signers_clear (Signers *self)
{
  g_strfreev (self->keyids);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Signers, signers_clear)

static void
read_signers (Signers *self, json_t *delegator, const char *role)
{
  json_t *entry = role_entry (delegator, role);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  json_t *id;
  size_t i;

  json_array_foreach (json_object_get (entry, "keyids"), i, id)
    g_strv_builder_add (builder, json_string_value (id));
  self->keyids = entry != NULL ? g_strv_builder_end (builder) : NULL;
  self->threshold = entry != NULL ? json_integer_value (json_object_get (entry, "threshold")) : 0;
}

static gboolean
may_sign (const Signers *signers, TiltasPrivateKey *key)
{
  const char *id = tiltas_public_key_get_id (tiltas_private_key_get_public (key));

  return signers->keyids != NULL && g_strv_contains ((const char *const *) signers->keyids, id);
}

/* A metadata file that is to be signed. */
typedef struct
{
  const char *role;
  json_t *signed_part;
  json_t *delegator; /* signed part of the root or targets that says who may sign; NULL: any key, one signature */
  json_t *before;    /* signed part of the root that is replaced: its keys may sign too; or NULL */
} Unsigned;

/* Signs file with all keys at hand that may sign it. Fails when they are fewer than the delegator's threshold, or
 * for a root than the threshold of the root before; not with partial, because others sign later then. Transfer full. */
static GBytes *
sign (TiltasEdit *self, const Unsigned *file, gboolean partial, GError **error)
{
  const char *role = file->role;
  gboolean is_root = strcmp (role, "root") == 0;
  GPtrArray *all = tiltas_keyring_get (self->keys, role, error);
  g_autoptr (GPtrArray) usable = g_ptr_array_new ();
  g_auto (Signers) now = { 0 };
  g_auto (Signers) then = { 0 };
  gint64 good = 0;
  gint64 good_before = 0;

  if (all == NULL)
    return NULL;
  read_signers (&now, file->delegator, role);
  read_signers (&then, file->before, role);
  for (guint i = 0; i < all->len; i++)
    {
      gboolean by_now = file->delegator == NULL || may_sign (&now, all->pdata[i]);
      gboolean by_then = may_sign (&then, all->pdata[i]);

      good += by_now;
      good_before += by_then;
      if (by_now || by_then)
        g_ptr_array_add (usable, all->pdata[i]);
    }
  if (partial || (good >= MAX (now.threshold, 1) && (!is_root || good_before >= then.threshold)))
    return tiltas_metadata_sign (file->signed_part, (TiltasPrivateKey *const *) usable->pdata, usable->len, error);
  g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY,
               "The role “%s” needs %" G_GINT64_FORMAT
               " signature(s), but of the keys %s/%s.pem, %s.2.pem … only %" G_GINT64_FORMAT " may sign for it%s",
               role, good < now.threshold ? now.threshold : then.threshold, tiltas_keyring_get_folder (self->keys),
               role, role, good < now.threshold ? good : good_before,
               is_root && file->before != NULL ? " (rotate-key --out prepares a root that several people sign in turn)"
                                               : "");
  return NULL;
}

/* The signed part of the root before the one that will be valid; NULL when there is none. Borrowed. */
static json_t *
root_before (TiltasEdit *self)
{
  TiltasRepository *old = self->repository;

  if (old == NULL || old->root == NULL)
    return NULL;
  if (self->root != NULL || self->root_file != NULL)
    return tiltas_metadata_get_signed (old->root);
  return old->root_before != NULL ? tiltas_metadata_get_signed (old->root_before) : NULL;
}

GBytes *
tiltas_edit_root_draft (TiltasEdit *self, GError **error)
{
  json_t *root = tiltas_edit_root (self);
  const Unsigned file = { "root", root, root, root_before (self) };

  return sign (self, &file, TRUE, error);
}

static gint64
version_of (json_t *signed_part)
{
  return json_integer_value (json_object_get (signed_part, "version"));
}

/* Signs file and adds it to the plan. file.before is set here. Transfer full. */
static GBytes *
sign_and_plan (TiltasEdit *self, TiltasPlanPhase phase, Unsigned file, GError **error)
{
  g_autofree char *path = tiltas_repository_metadata_path (file.role, version_of (file.signed_part));
  gboolean is_top = json_object_get (file.delegator, "roles") != NULL;
  gboolean root_changes = self->root != NULL || self->root_file != NULL;
  GBytes *bytes;

  if (file.delegator != NULL && role_entry (file.delegator, file.role) == NULL)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY, "Nobody may sign for “%s” yet; see delegate",
                   file.role);
      return NULL;
    }
  file.before = is_top && root_changes ? root_before (self) : NULL;
  bytes = sign (self, &file, FALSE, error);
  if (bytes == NULL)
    return NULL;
  tiltas_plan_add (self->plan, phase, path, bytes);
  tiltas_edit_note (self, "signs “%s” version %" G_GINT64_FORMAT ", good until %.10s", file.role,
                    version_of (file.signed_part), json_string_value (json_object_get (file.signed_part, "expires")));
  return bytes;
}

/* Signs the publishers' roles that change. Lists them, and what publishers signed alone, in snapshot (NULL: there is
 * none, and nothing is listed). */
static gboolean
finish_roles (TiltasEdit *self, json_t *snapshot, GError **error)
{
  TiltasMetadata *old = self->repository != NULL ? self->repository->targets : NULL;
  json_t *delegator = self->targets != NULL ? self->targets : old != NULL ? tiltas_metadata_get_signed (old) : NULL;
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
      const Unsigned file = { .role = name, .signed_part = value, .delegator = delegator };
      g_autoptr (GBytes) bytes = sign_and_plan (self, TILTAS_PLAN_ROLE, file, error);

      if (bytes == NULL)
        return FALSE;
      if (snapshot != NULL)
        tiltas_signed_set_file (snapshot, name, version_of (value), bytes);
    }
  return TRUE;
}

static GBytes *
finish_timestamp (TiltasEdit *self, json_t *root, json_t *snapshot, GBytes *snapshot_bytes, GError **error)
{
  TiltasMetadata *old = self->repository != NULL ? self->repository->timestamp : NULL;
  json_t *timestamp =
    next_version (self, "timestamp", old, TILTAS_METADATA_TIMESTAMP, self->validity.now + self->validity.timestamp);
  const Unsigned file = { .role = "timestamp", .signed_part = timestamp, .delegator = root };
  GBytes *bytes;

  tiltas_signed_set_file (timestamp, "snapshot", version_of (snapshot), snapshot_bytes);
  bytes = sign_and_plan (self, TILTAS_PLAN_TIMESTAMP, file, error);
  json_decref (timestamp);
  return bytes;
}

/* TRUE when bytes, a file of role, are signed well by the keys of the root that terminals have now. */
static gboolean
holds_before (TiltasEdit *self, TiltasMetadataType type, const char *role, GBytes *bytes)
{
  g_autoptr (TiltasMetadata) metadata = tiltas_metadata_parse (bytes, type, role, NULL);

  return metadata != NULL && tiltas_metadata_verify (self->repository->root, role, metadata, NULL);
}

/* The new root, signed here or by others. NULL and error when signatures are missing. Call it only when the root
 * changes. Transfer full. */
static TiltasMetadata *
finish_root (TiltasEdit *self, GError **error)
{
  TiltasMetadata *old = self->repository != NULL ? self->repository->root : NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TiltasMetadata) root = NULL;

  if (self->root_file != NULL)
    bytes = g_bytes_ref (self->root_file);
  else if (self->root != NULL)
    {
      const Unsigned file = { "root", self->root, self->root, root_before (self) };

      bytes = sign (self, &file, FALSE, error);
    }
  root = bytes != NULL ? tiltas_metadata_parse (bytes, TILTAS_METADATA_ROOT, "root", error) : NULL;
  if (root == NULL || !tiltas_metadata_verify (root, "root", root, error) ||
      (old != NULL && !tiltas_metadata_verify (old, "root", root, error)))
    return NULL;
  return g_steal_pointer (&root);
}

/* The bytes of the top-level targets. They are signed when they change, or when new_root (NULL: the root stays)
 * gives them other keys. Transfer full. */
static GBytes *
finish_targets (TiltasEdit *self, json_t *root, TiltasMetadata *new_root, json_t *snapshot, GError **error)
{
  TiltasMetadata *old = self->repository != NULL ? self->repository->targets : NULL;
  Unsigned file = { .role = "targets", .delegator = root };
  GBytes *bytes;

  if (old != NULL && ((new_root != NULL && !tiltas_metadata_verify (new_root, "targets", old, NULL)) ||
                      g_hash_table_contains (self->repository->stale, "targets")))
    tiltas_edit_targets (self);
  if (self->targets == NULL)
    return g_bytes_ref (tiltas_metadata_get_bytes (old));
  file.signed_part = self->targets;
  bytes = sign_and_plan (self, TILTAS_PLAN_TARGETS, file, error);
  if (bytes != NULL)
    tiltas_signed_set_file (snapshot, "targets", version_of (self->targets), bytes);
  return bytes;
}

/* Terminals read the newest root first. When the keys of the old root are good for all other files too, the new root
 * is written last: then there is no moment at which a root has no files that its keys signed. */
static void
plan_root (TiltasEdit *self, TiltasMetadata *root, GBytes *targets, GBytes *snapshot, GBytes *timestamp)
{
  g_autofree char *path = tiltas_repository_metadata_path ("root", tiltas_metadata_get_version (root));
  gboolean last = self->repository != NULL && holds_before (self, TILTAS_METADATA_TARGETS, "targets", targets) &&
                  holds_before (self, TILTAS_METADATA_SNAPSHOT, "snapshot", snapshot) &&
                  holds_before (self, TILTAS_METADATA_TIMESTAMP, "timestamp", timestamp);

  tiltas_plan_add (self->plan, last ? TILTAS_PLAN_ROOT_LAST : TILTAS_PLAN_ROOT, path, tiltas_metadata_get_bytes (root));
}

static gboolean
finish_top (TiltasEdit *self, json_t *snapshot, GError **error)
{
  gboolean changes = self->root != NULL || self->root_file != NULL;
  g_autoptr (TiltasMetadata) new_root = changes ? finish_root (self, error) : NULL;
  g_autoptr (GBytes) targets = NULL;
  g_autoptr (GBytes) snapshot_bytes = NULL;
  g_autoptr (GBytes) timestamp = NULL;
  json_t *root;

  if (changes && new_root == NULL)
    return FALSE;
  root = tiltas_metadata_get_signed (new_root != NULL ? new_root : self->repository->root);
  targets = finish_targets (self, root, new_root, snapshot, error);
  if (targets == NULL || !finish_roles (self, snapshot, error))
    return FALSE;
  snapshot_bytes = sign_and_plan (self, TILTAS_PLAN_SNAPSHOT,
                                  (Unsigned){ .role = "snapshot", .signed_part = snapshot, .delegator = root }, error);
  timestamp = snapshot_bytes != NULL ? finish_timestamp (self, root, snapshot, snapshot_bytes, error) : NULL;
  if (timestamp != NULL && new_root != NULL)
    {
      plan_root (self, new_root, targets, snapshot_bytes, timestamp);
      if (self->repository != NULL)
        tiltas_root_changes (self->notes, self->repository->root, new_root);
    }
  return timestamp != NULL;
}

gboolean
tiltas_edit_finish (TiltasEdit *self, gboolean own_roles_only, GError **error)
{
  TiltasRepository *old = self->repository;
  json_t *snapshot;
  gboolean good;

  if (own_roles_only)
    return finish_roles (self, NULL, error);
  snapshot = next_version (self, "snapshot", old != NULL ? old->snapshot : NULL, TILTAS_METADATA_SNAPSHOT,
                           self->validity.now + self->validity.snapshot);
  good = finish_top (self, snapshot, error);
  json_decref (snapshot);
  return good;
}
