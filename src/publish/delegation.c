/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/delegation.h"

#include "publish/publisher-id.h"
#include "publish/quotas.h"
#include "trust/writer.h"

static void
note_keys (TiltasEdit *edit, const char *publisher, GPtrArray *keys, guint threshold)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < keys->len; i++)
    g_string_append_printf (ids, " %.12s", tiltas_public_key_get_id (keys->pdata[i]));
  tiltas_edit_note (edit, "“%s” may publish, with %u signature%s of these keys:%s", publisher, threshold,
                    threshold == 1 ? "" : "s", ids->str);
}

guint
tiltas_delegation_count_signatures (GPtrArray *keys, const char *role, TiltasMetadata *metadata)
{
  json_auto_t *signed_part = tiltas_signed_new (TILTAS_METADATA_TARGETS, 1, 0);
  const char *const paths[] = { "*", NULL };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TiltasMetadata) delegator = NULL;
  gint64 threshold = 0;
  int good = 0;

  tiltas_signed_set_delegation (signed_part, role, (TiltasPublicKey *const *) keys->pdata, keys->len, 1, paths, TRUE);
  bytes = tiltas_metadata_sign (signed_part, NULL, 0, NULL);
  delegator = bytes != NULL ? tiltas_metadata_parse (bytes, TILTAS_METADATA_TARGETS, "targets", NULL) : NULL;
  if (delegator != NULL)
    tiltas_metadata_count_signatures (delegator, role, metadata, &good, &threshold);
  return (guint) good;
}

static gboolean
has_room (TiltasEdit *edit, const char *publisher, GError **error)
{
  json_t *roles = json_object_get (json_object_get (tiltas_edit_targets (edit), "delegations"), "roles"), *role;
  gboolean is_new = TRUE;
  size_t i;

  json_array_foreach (roles, i, role)
    is_new = is_new && g_strcmp0 (json_string_value (json_object_get (role, "name")), publisher) != 0;
  if (!is_new || json_array_size (roles) < TILTAS_ROLES_MAX)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "“%s” would be publisher %d of this repository; terminals take at most %d. Take one away with "
               "delegate --revoke",
               publisher, TILTAS_ROLES_MAX + 1, TILTAS_ROLES_MAX);
  return FALSE;
}

gboolean
tiltas_delegation_add (TiltasEdit *edit, const char *publisher, GPtrArray *keys, guint threshold, GError **error)
{
  g_autofree char *pattern = g_strconcat (publisher, "/*", NULL);
  const char *const paths[] = { pattern, NULL };
  TiltasMetadata *present = tiltas_repository_role (edit->repository, publisher);
  GPtrArray *own;

  if (!tiltas_publisher_is_id (publisher))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, TILTAS_PUBLISHER_ID_FAULT, publisher);
      return FALSE;
    }
  if (keys->len < threshold || threshold < 1 || keys->len > TILTAS_ROLE_KEYS_MAX)
    {
      g_set_error (
        error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY,
        "“%s” needs at least %u key(s) and at most %d, but has %u; name their public halves with --public, or "
        "put %s.pem into the folder of --keys",
        publisher, threshold, TILTAS_ROLE_KEYS_MAX, keys->len, publisher);
      return FALSE;
    }
  if (!has_room (edit, publisher, error))
    return FALSE;
  tiltas_signed_set_delegation (tiltas_edit_targets (edit), publisher, (TiltasPublicKey *const *) keys->pdata,
                                keys->len, (int) threshold, paths, TRUE);
  note_keys (edit, publisher, keys, threshold);
  own = tiltas_keyring_get (edit->keys, publisher, error);
  if (own == NULL)
    return FALSE;
  if (own->len > 0)
    tiltas_edit_role (edit, publisher);
  else if (present != NULL && tiltas_delegation_count_signatures (keys, publisher, present) < threshold)
    tiltas_edit_note (edit, "“%s” must publish once with its new keys; until then readers keep what they have",
                      publisher);
  return TRUE;
}

gboolean
tiltas_delegation_revoke (TiltasEdit *edit, const char *publisher, GError **error)
{
  if (tiltas_metadata_get_role (edit->repository->targets, publisher) != NULL)
    {
      tiltas_edit_note (edit, "“%s” may no longer publish; terminals take its edition off the screen", publisher);
      return tiltas_signed_remove_delegation (tiltas_edit_targets (edit), publisher) &&
             tiltas_quotas_remove (edit, publisher, error);
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "“%s” has no role in this repository", publisher);
  return FALSE;
}

gboolean
tiltas_delegation_can_sign (TiltasEdit *edit, TiltasMetadata *delegator, const char *name)
{
  const TiltasRole *role = tiltas_metadata_get_role (delegator, name);
  GPtrArray *keys = tiltas_keyring_get (edit->keys, name, NULL);
  gint64 good = 0;

  for (guint i = 0; role != NULL && keys != NULL && i < keys->len; i++)
    good += g_strv_contains ((const char *const *) role->keyids,
                             tiltas_public_key_get_id (tiltas_private_key_get_public (keys->pdata[i])));
  return role != NULL && good >= role->threshold;
}
