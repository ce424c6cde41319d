/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/publication.h"

#include "base/hash.h"
#include "content/pack.h"
#include "publish/changes.h"
#include "publish/delegation.h"
#include "publish/deltas.h"
#include "publish/handover-check.h"
#include "publish/pack-target.h"
#include "publish/quotas.h"
#include "trust/expires.h"
#include "trust/writer.h"

#include <string.h>

#define FORMAT 1
#define REVOKED "“%s” is left out: its right to publish was taken away (delegate gives it back)"
#define FIRST_SEQ 2 /* edition 1 comes with the program */

/* --- init --- */

gboolean
tiltas_publication_init (TiltasEdit *edit, const guint thresholds[4], GPtrArray *root_keys, GError **error)
{
  json_t *root = tiltas_edit_root (edit);

  for (guint i = 0; tiltas_top_roles[i] != NULL; i++)
    {
      GPtrArray *keys = tiltas_keyring_get (edit->keys, tiltas_top_roles[i], error);

      if (keys == NULL)
        return FALSE;
      for (guint j = 0; j < keys->len; j++)
        tiltas_signed_add_key (root, tiltas_top_roles[i], tiltas_private_key_get_public (keys->pdata[j]));
      tiltas_signed_set_threshold (root, tiltas_top_roles[i], (int) thresholds[i]);
    }
  for (guint i = 0; root_keys != NULL && i < root_keys->len; i++)
    tiltas_signed_add_key (root, "root", root_keys->pdata[i]);
  tiltas_edit_targets (edit);
  return TRUE;
}

/* --- publish --- */

/* Drops what publishers signed alone and tiltas_handover_check refuses, with a note of each. Returns how many. */
static guint
drop_refused (TiltasEdit *edit)
{
  guint n = 0;
  GHashTableIter iter;
  gpointer name;
  gpointer metadata;

  g_hash_table_iter_init (&iter, edit->repository->pending);
  while (g_hash_table_iter_next (&iter, &name, &metadata))
    {
      g_autoptr (GError) error = NULL;
      const TiltasHandover handover = { edit->repository, name, metadata, edit->repository->path, edit->validity.now };
      g_autoptr (TiltasPackage) package = tiltas_handover_check (&handover, &error);

      if (package != NULL)
        continue;
      tiltas_edit_note (edit, "not taken in: %s", error->message);
      g_hash_table_iter_remove (&iter);
      n++;
    }
  return n;
}

/* Makes sure that the publisher has a role: delegates to its keys at hand when it has none. */
static gboolean
ensure_role (TiltasEdit *edit, const char *publisher, GError **error)
{
  g_autoptr (GPtrArray) public_keys = g_ptr_array_new ();
  GPtrArray *keys;

  if (edit->repository->targets == NULL || tiltas_metadata_get_role (edit->repository->targets, publisher) != NULL)
    return TRUE;
  keys = tiltas_keyring_get (edit->keys, publisher, error);
  if (keys == NULL)
    return FALSE;
  if (keys->len == 0)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY,
                   "“%s” has no role yet and there is no key %s/%s.pem: make one with keygen, or name its public key "
                   "with delegate",
                   publisher, tiltas_keyring_get_folder (edit->keys), publisher);
      return FALSE;
    }
  for (guint i = 0; i < keys->len; i++)
    g_ptr_array_add (public_keys, tiltas_private_key_get_public (keys->pdata[i]));
  return tiltas_delegation_add (edit, publisher, public_keys, 1, error);
}

static json_t *
custom_of (TiltasEdit *edit, const TiltasTarget *old, gint64 least_seq, gint64 *seq)
{
  gint64 published = edit->validity.now;
  g_autofree char *text = NULL;

  *seq = MAX (least_seq, FIRST_SEQ);
  if (old != NULL && old->custom != NULL)
    {
      const char *before = json_string_value (json_object_get (old->custom, "published"));

      *seq = MAX (least_seq, MIN (tiltas_pack_target_seq (old), TILTAS_EDITION_MAX) + 1);
      if (before != NULL)
        published = MAX (published, tiltas_expires_parse (before));
    }
  text = tiltas_expires_format (published);
  return json_pack ("{s:i, s:I, s:s}", "format", FORMAT, "seq", (json_int_t) *seq, "published", text);
}

static gboolean
put_edition (TiltasEdit *edit, TiltasPackage *package, const TiltasTarget *old, gint64 least_seq, GError **error)
{
  g_autofree char *path = tiltas_pack_target_path (package->publisher);
  g_autofree char *small_path = g_strconcat (path, ".zst", NULL);
  gsize length = g_bytes_get_size (package->pack);
  g_autoptr (GBytes) small = tiltas_pack_compress (g_bytes_get_data (package->pack, NULL), length, error);
  g_autofree char *small_hash = NULL;
  gint64 seq = 0;
  json_t *role;
  json_t *custom;

  if (small == NULL)
    return FALSE;
  small_hash = tiltas_sha256_hex (g_bytes_get_data (small, NULL), g_bytes_get_size (small));
  role = tiltas_edit_role (edit, package->publisher);
  custom = custom_of (edit, old, least_seq, &seq);
  if (seq > TILTAS_EDITION_MAX)
    {
      json_decref (custom);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "“%s” would become edition %" G_GINT64_FORMAT "; the highest number is %d", package->publisher, seq,
                   TILTAS_EDITION_MAX);
      return FALSE;
    }
  tiltas_signed_set_target (role, path, length, package->state, custom);
  tiltas_signed_set_target (role, small_path, g_bytes_get_size (small), small_hash, custom);
  json_decref (custom);
  tiltas_edit_add_target (edit, path, package->state, package->pack);
  tiltas_edit_add_target (edit, small_path, small_hash, small);
  tiltas_changes_note (edit, package->publisher, old, package->pack);
  tiltas_deltas_put (edit, package, old, seq, g_bytes_get_size (small));
  tiltas_edit_note (
    edit, "“%s” becomes edition %" G_GINT64_FORMAT " (%" G_GSIZE_FORMAT " bytes, %" G_GSIZE_FORMAT " compressed)",
    package->publisher, seq, length, g_bytes_get_size (small));
  return TRUE;
}

/* Adds the files of an unchanged edition to the plan, in case that somebody removed them. */
static void
restore_edition (TiltasEdit *edit, TiltasPackage *package, TiltasMetadata *metadata)
{
  g_autofree char *path = tiltas_pack_target_path (package->publisher);
  g_autofree char *small_path = g_strconcat (path, ".zst", NULL);
  g_autoptr (TiltasTarget) small_target =
    metadata != NULL ? tiltas_metadata_get_target (metadata, small_path, TRUE, NULL) : NULL;
  gsize length = g_bytes_get_size (package->pack);
  g_autoptr (GBytes) small = tiltas_pack_compress (g_bytes_get_data (package->pack, NULL), length, NULL);

  tiltas_edit_add_target (edit, path, package->state, package->pack);
  if (small != NULL && small_target != NULL && tiltas_target_check (small_target, small, NULL))
    tiltas_edit_add_target (edit, small_path, small_target->sha256, small);
}

static gboolean
publish_package (TiltasEdit *edit, TiltasPackage *package, gint64 least_seq, GError **error)
{
  TiltasMetadata *metadata = tiltas_repository_role (edit->repository, package->publisher);
  g_autoptr (TiltasTarget) old = tiltas_pack_target_get (metadata, package->publisher);

  if (!ensure_role (edit, package->publisher, error))
    return FALSE;
  tiltas_edit_add_blobs (edit, package->blobs);
  if (old == NULL || g_strcmp0 (old->sha256, package->state) != 0)
    return put_edition (edit, package, old, least_seq, error);
  restore_edition (edit, package, metadata);
  if (g_hash_table_contains (edit->repository->stale, package->publisher))
    tiltas_edit_role (edit, package->publisher);
  return TRUE;
}

static void
publish_list (TiltasEdit *edit, TiltasPackages *packages)
{
  g_autofree char *hash =
    tiltas_sha256_hex (g_bytes_get_data (packages->publishers, NULL), g_bytes_get_size (packages->publishers));
  g_autoptr (TiltasTarget) old = tiltas_quotas_target (edit->repository);

  tiltas_edit_add_target (edit, TILTAS_QUOTAS_TARGET, hash, packages->publishers);
  if (old != NULL && g_strcmp0 (old->sha256, hash) == 0)
    return;
  tiltas_signed_set_target (tiltas_edit_targets (edit), TILTAS_QUOTAS_TARGET, g_bytes_get_size (packages->publishers),
                            hash, NULL);
  tiltas_edit_note (edit, "publishers.json changes");
}

static void
note_removal (TiltasEdit *edit, const char *publisher)
{
  g_autoptr (TiltasTarget) old =
    tiltas_pack_target_get (tiltas_repository_role (edit->repository, publisher), publisher);

  tiltas_changes_note (edit, publisher, old, NULL);
}

static void
drop_unlisted (TiltasEdit *edit, TiltasPackages *packages)
{
  json_auto_t *publishers =
    json_loadb (g_bytes_get_data (packages->publishers, NULL), g_bytes_get_size (packages->publishers), 0, NULL);
  guint n = 0;
  const TiltasRole *const *roles = tiltas_metadata_get_delegations (edit->repository->targets, &n);

  for (guint i = 0; i < n; i++)
    {
      if (tiltas_quotas_find (publishers, roles[i]->name) != NULL)
        continue;
      tiltas_signed_remove_delegation (tiltas_edit_targets (edit), roles[i]->name);
      tiltas_edit_note (edit, "“%s” is no longer in publishers.json and loses its role", roles[i]->name);
      note_removal (edit, roles[i]->name);
    }
}

gboolean
tiltas_publication_publish (TiltasEdit *edit,
                            TiltasPackages *packages,
                            const char *const *only,
                            gint64 least_seq,
                            GError **error)
{
  json_auto_t *publishers = edit->repository->targets != NULL ? tiltas_quotas_read (edit->repository, error) : NULL;

  if (edit->repository->targets != NULL && publishers == NULL)
    return FALSE;
  drop_refused (edit);
  for (guint i = 0; i < packages->list->len; i++)
    {
      TiltasPackage *package = packages->list->pdata[i];

      if (only != NULL && !g_strv_contains (only, package->publisher))
        continue;
      if (!tiltas_quotas_is_revoked (publishers, package->publisher))
        {
          if (!publish_package (edit, package, least_seq, error))
            return FALSE;
          continue;
        }
      tiltas_edit_note (edit, REVOKED, package->publisher);
      if (only == NULL)
        continue;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, REVOKED, package->publisher);
      return FALSE;
    }
  if (only == NULL)
    {
      if (!tiltas_quotas_merge (edit->repository, packages, error))
        return FALSE;
      drop_unlisted (edit, packages);
      publish_list (edit, packages);
    }
  return TRUE;
}

/* --- refresh --- */

typedef struct
{
  TiltasEdit *edit;
  gint64 warn;    /* seconds */
  guint n_warned; /* notes about what somebody must do */
} Refresh;

/* TRUE when a third of period, or less, is left of metadata and the keys are here. Makes a note of what runs out within
 * warn seconds and cannot be signed here. */
static gboolean
should_renew (Refresh *self, TiltasMetadata *delegator, TiltasMetadata *metadata, const char *role, gint64 period)
{
  gint64 left = tiltas_metadata_get_expires (metadata) - self->edit->validity.now;
  g_autofree char *date = tiltas_expires_format (tiltas_metadata_get_expires (metadata));

  if (left > period / 3 && left > self->warn)
    return FALSE;
  if (tiltas_delegation_can_sign (self->edit, delegator, role))
    return left <= period / 3;
  if (left > self->warn)
    return FALSE;
  self->n_warned++;
  tiltas_edit_note (self->edit, "“%s” %s on %s (%s%.1f days); its keys are not in %s", role,
                    left > 0 ? "runs out" : "ran out", date, left > 0 ? "in " : "", (double) left / 86400,
                    tiltas_keyring_get_folder (self->edit->keys));
  return FALSE;
}

guint
tiltas_publication_refresh (TiltasEdit *edit, gint64 warn)
{
  TiltasRepository *repository = edit->repository;
  Refresh self = { edit, warn, drop_refused (edit) };
  GHashTableIter iter;
  gpointer name;

  if (should_renew (&self, repository->root, repository->root, "root", edit->validity.root))
    tiltas_edit_root (edit);
  if (should_renew (&self, repository->root, repository->targets, "targets", edit->validity.targets))
    tiltas_edit_targets (edit);
  g_hash_table_iter_init (&iter, repository->roles);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (tiltas_metadata_get_role (repository->targets, name) != NULL &&
        should_renew (&self, repository->targets, tiltas_repository_role (repository, name), name,
                      edit->validity.targets))
      tiltas_edit_role (edit, name);
  return self.n_warned;
}
