/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/rotate.h"

#include "publish/delegation.h"
#include "trust/writer.h"

#include <string.h>

#define PREFIX_MIN 8

static gboolean G_GNUC_PRINTF (2, 3) refuse (GError **error, const char *format, ...)
{
  g_autofree char *why = NULL;
  va_list arguments;

  va_start (arguments, format);
  why = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY, why);
  return FALSE;
}

/* The only key id of role that begins with prefix. NULL and error when there is none, or several. Borrowed. */
static const char *
find_keyid (const TiltasRole *role, const char *prefix, GError **error)
{
  const char *found = NULL;

  for (guint i = 0; strlen (prefix) >= PREFIX_MIN && role->keyids[i] != NULL; i++)
    if (g_str_has_prefix (role->keyids[i], prefix))
      {
        if (found != NULL)
          {
            refuse (error, "“%s” begins several keys of “%s”; write more of it", prefix, role->name);
            return NULL;
          }
        found = role->keyids[i];
      }
  if (found == NULL)
    refuse (error, "“%s” has no key whose id begins with “%s” (at least 8 digits; show tells them)", role->name,
            prefix);
  return found;
}

static gboolean
check_count (const char *role, guint n, gint64 threshold, GError **error)
{
  if (n >= threshold && n <= TILTAS_ROLE_KEYS_MAX)
    return TRUE;
  return refuse (error, "“%s” would have %u key(s); it needs at least %" G_GINT64_FORMAT " and at most %d", role, n,
                 threshold, TILTAS_ROLE_KEYS_MAX);
}

/* ---- Top-level roles ---- */

static gboolean
rotate_top (TiltasEdit *edit, const TiltasRole *role, const TiltasRotation *rotation, GError **error)
{
  json_t *root = tiltas_edit_root (edit);
  gint64 threshold = rotation->threshold > 0 ? rotation->threshold : role->threshold;
  json_t *entry = json_object_get (json_object_get (root, "roles"), role->name);

  for (guint i = 0; rotation->added != NULL && i < rotation->added->len; i++)
    tiltas_signed_add_key (root, role->name, rotation->added->pdata[i]);
  for (guint i = 0; rotation->removed != NULL && rotation->removed[i] != NULL; i++)
    {
      const char *keyid = find_keyid (role, rotation->removed[i], error);

      if (keyid == NULL)
        return FALSE;
      tiltas_signed_remove_key (root, role->name, keyid);
    }
  tiltas_signed_set_threshold (root, role->name, (int) threshold);
  return check_count (role->name, (guint) json_array_size (json_object_get (entry, "keyids")), threshold, error);
}

/* ---- Publishers ---- */

static GPtrArray *
keys_left (TiltasMetadata *targets, const TiltasRole *role, const TiltasRotation *rotation, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_public_key_unref);
  g_autoptr (GHashTable) gone = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; rotation->removed != NULL && rotation->removed[i] != NULL; i++)
    {
      const char *keyid = find_keyid (role, rotation->removed[i], error);

      if (keyid == NULL)
        return NULL;
      g_hash_table_add (gone, (gpointer) keyid);
    }
  for (guint i = 0; role->keyids[i] != NULL; i++)
    {
      TiltasPublicKey *key =
        g_hash_table_contains (gone, role->keyids[i]) ? NULL : tiltas_metadata_get_key (targets, role->keyids[i]);

      if (key != NULL)
        g_ptr_array_add (keys, key);
    }
  for (guint i = 0; rotation->added != NULL && i < rotation->added->len; i++)
    {
      TiltasPublicKey *key = rotation->added->pdata[i];
      gboolean known = FALSE;

      for (guint j = 0; j < keys->len; j++)
        known = known || strcmp (tiltas_public_key_get_id (keys->pdata[j]), tiltas_public_key_get_id (key)) == 0;
      if (!known)
        g_ptr_array_add (keys, tiltas_public_key_ref (key));
    }
  return g_steal_pointer (&keys);
}

static gboolean
rotate_publisher (TiltasEdit *edit, const TiltasRole *role, const TiltasRotation *rotation, GError **error)
{
  gint64 threshold = rotation->threshold > 0 ? rotation->threshold : role->threshold;
  TiltasMetadata *present = g_hash_table_lookup (edit->repository->roles, role->name);
  g_autoptr (GPtrArray) keys = keys_left (edit->repository->targets, role, rotation, error);
  GPtrArray *own = keys != NULL ? tiltas_keyring_get (edit->keys, role->name, error) : NULL;

  if (own == NULL || !check_count (role->name, keys->len, threshold, error))
    return FALSE;
  if (present != NULL && own->len == 0 && tiltas_delegation_count_signatures (keys, role->name, present) < threshold &&
      !rotation->force)
    return refuse (error,
                   "the edition of “%s” would lose its signatures: first add the new key, accept an edition that it "
                   "signed, and then remove the old one; with --force it waits for a new edition",
                   role->name);
  return tiltas_delegation_add (edit, role->name, keys, (guint) threshold, error);
}

gboolean
tiltas_rotate (TiltasEdit *edit, const char *role, const TiltasRotation *rotation, GError **error)
{
  const TiltasRole *top = tiltas_metadata_get_role (edit->repository->root, role);
  const TiltasRole *delegated = tiltas_metadata_get_role (edit->repository->targets, role);

  if (top != NULL)
    return rotate_top (edit, top, rotation, error);
  if (delegated != NULL)
    return rotate_publisher (edit, delegated, rotation, error);
  return refuse (error, "“%s” is no role of this repository; see delegate", role);
}

/* ---- Roots that several people sign ---- */

gboolean
tiltas_rotate_adopt (TiltasEdit *edit, GBytes *root, GError **error)
{
  TiltasMetadata *old = edit->repository->root;
  g_autoptr (TiltasMetadata) new_root = tiltas_metadata_parse (root, TILTAS_METADATA_ROOT, "root", error);

  if (new_root == NULL)
    return FALSE;
  if (tiltas_metadata_get_version (new_root) != tiltas_metadata_get_version (old) + 1)
    return refuse (error, "it is version %" G_GINT64_FORMAT " of the root, but version %" G_GINT64_FORMAT " comes next",
                   tiltas_metadata_get_version (new_root), tiltas_metadata_get_version (old) + 1);
  if (!tiltas_metadata_verify (old, "root", new_root, error) ||
      !tiltas_metadata_verify (new_root, "root", new_root, error))
    {
      g_prefix_error (error, "more people must sign: ");
      return FALSE;
    }
  if (!tiltas_metadata_check_expiry (new_root, edit->validity.now, error))
    return FALSE;
  if (!tiltas_metadata_get_consistent_snapshot (new_root))
    return refuse (error, "this root is not for consistent snapshots");
  edit->root_file = g_bytes_ref (root);
  return TRUE;
}

GBytes *
tiltas_rotate_sign (TiltasKeyring *keys, const char *role, GBytes *file, guint *n_signed, GError **error)
{
  TiltasMetadataType type = strcmp (role, "root") == 0 ? TILTAS_METADATA_ROOT : TILTAS_METADATA_TARGETS;
  g_autoptr (TiltasMetadata) metadata = tiltas_metadata_parse (file, type, role, error);
  GPtrArray *own = metadata != NULL ? tiltas_keyring_get (keys, role, error) : NULL;
  g_autoptr (GBytes) bytes = g_bytes_ref (file);

  if (own == NULL)
    return NULL;
  if (own->len == 0)
    {
      refuse (error, "there is no key %s/%s.pem", tiltas_keyring_get_folder (keys), role);
      return NULL;
    }
  for (guint i = 0; i < own->len; i++)
    {
      GBytes *next = tiltas_metadata_add_signature (bytes, own->pdata[i], error);

      if (next == NULL)
        return NULL;
      g_bytes_unref (bytes);
      bytes = next;
    }
  *n_signed = own->len;
  return g_steal_pointer (&bytes);
}
