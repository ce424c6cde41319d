/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/writer.h"

#include "trust/canonical-json.h"
#include "trust/error.h"
#include "trust/expires.h"
#include "trust/metadata-type.h"
#include "trust/metadata.h"
#include "trust/private-key.h"
#include "trust/public-key.h"
#include "trust/role.h"

#include <stdlib.h>
#include <string.h>

/* ---- Signed parts ---- */

static json_t *
empty_roles (void)
{
  json_t *roles = json_object ();

  for (int type = TILTAS_METADATA_ROOT; type <= TILTAS_METADATA_TARGETS; type++)
    json_object_set_new (roles, tiltas_metadata_type_name ((TiltasMetadataType) type),
                         json_pack ("{s:[], s:i}", "keyids", "threshold", 1));
  return roles;
}

json_t *
tiltas_signed_new (TiltasMetadataType type, gint64 version, gint64 expires)
{
  json_t *self =
    json_pack ("{s:s, s:s}", "_type", tiltas_metadata_type_name (type), "spec_version", TILTAS_SPEC_VERSION);

  tiltas_signed_set (self, version, expires);
  if (type == TILTAS_METADATA_ROOT)
    {
      json_object_set_new (self, "consistent_snapshot", json_true ());
      json_object_set_new (self, "keys", json_object ());
      json_object_set_new (self, "roles", empty_roles ());
    }
  else
    json_object_set_new (self, type == TILTAS_METADATA_TARGETS ? "targets" : "meta", json_object ());
  return self;
}

void
tiltas_signed_set (json_t *signed_part, gint64 version, gint64 expires)
{
  g_autofree char *date = tiltas_expires_format (expires);

  json_object_set_new (signed_part, "version", json_integer (version));
  json_object_set_new (signed_part, "expires", json_string (date));
}

/* ---- Keys ---- */

static gssize
find_string (json_t *array, const char *text)
{
  size_t index;
  json_t *element;

  json_array_foreach (array, index, element)
    if (g_strcmp0 (json_string_value (element), text) == 0)
      return (gssize) index;
  return -1;
}

static json_t *
keyids_of (json_t *root, const char *role_name)
{
  return json_object_get (json_object_get (json_object_get (root, "roles"), role_name), "keyids");
}

void
tiltas_signed_add_key (json_t *root, const char *role_name, TiltasPublicKey *key)
{
  json_t *keyids = keyids_of (root, role_name);
  const char *id = tiltas_public_key_get_id (key);

  g_return_if_fail (keyids != NULL);

  json_object_set (json_object_get (root, "keys"), id, tiltas_public_key_get_json (key));
  if (find_string (keyids, id) < 0)
    json_array_append_new (keyids, json_string (id));
}

gboolean
tiltas_signed_remove_key (json_t *root, const char *role_name, const char *keyid)
{
  json_t *keyids = keyids_of (root, role_name), *role;
  gssize index = find_string (keyids, keyid);
  const char *name;
  gboolean used = FALSE;

  if (index < 0)
    return FALSE;
  json_array_remove (keyids, (size_t) index);
  json_object_foreach (json_object_get (root, "roles"), name, role)
    used = used || find_string (json_object_get (role, "keyids"), keyid) >= 0;
  if (!used)
    json_object_del (json_object_get (root, "keys"), keyid);
  return TRUE;
}

void
tiltas_signed_set_threshold (json_t *root, const char *role_name, int threshold)
{
  json_t *role = json_object_get (json_object_get (root, "roles"), role_name);

  g_return_if_fail (role != NULL);

  json_object_set_new (role, "threshold", json_integer (threshold));
}

/* ---- Delegations ---- */

static gssize
find_delegation (json_t *roles, const char *role_name)
{
  size_t index;
  json_t *role;

  json_array_foreach (roles, index, role)
    if (g_strcmp0 (json_string_value (json_object_get (role, "name")), role_name) == 0)
      return (gssize) index;
  return -1;
}

/* Removes the keys that no delegation names any more. */
static void
prune_keys (json_t *delegations)
{
  json_t *keys = json_object_get (delegations, "keys"), *roles = json_object_get (delegations, "roles");
  const char *keyid;
  json_t *key, *role;
  void *next;
  size_t index;

  json_object_foreach_safe (keys, next, keyid, key)
    {
      gboolean used = FALSE;

      json_array_foreach (roles, index, role)
        used = used || find_string (json_object_get (role, "keyids"), keyid) >= 0;
      if (!used)
        json_object_del (keys, keyid);
    }
}

void
tiltas_signed_set_delegation (json_t *targets,
                              const char *role_name,
                              TiltasPublicKey *const *keys,
                              guint n_keys,
                              int threshold,
                              const char *const *paths,
                              gboolean terminating)
{
  json_t *delegations = json_object_get (targets, "delegations");
  json_t *keyids = json_array (), *patterns = json_array ();

  if (delegations == NULL)
    {
      delegations = json_pack ("{s:{}, s:[]}", "keys", "roles");
      json_object_set_new (targets, "delegations", delegations);
    }
  for (guint i = 0; i < n_keys; i++)
    {
      const char *id = tiltas_public_key_get_id (keys[i]);

      json_object_set (json_object_get (delegations, "keys"), id, tiltas_public_key_get_json (keys[i]));
      json_array_append_new (keyids, json_string (id));
    }
  for (guint i = 0; paths[i] != NULL; i++)
    json_array_append_new (patterns, json_string (paths[i]));

  json_t *roles = json_object_get (delegations, "roles");
  gssize index = find_delegation (roles, role_name);
  json_t *role = json_pack ("{s:s, s:o, s:i, s:o, s:b}", "name", role_name, "keyids", keyids, "threshold", threshold,
                            "paths", patterns, "terminating", terminating);
  if (index < 0)
    json_array_append_new (roles, role);
  else
    json_array_set_new (roles, (size_t) index, role);
  prune_keys (delegations);
}

gboolean
tiltas_signed_remove_delegation (json_t *targets, const char *role_name)
{
  json_t *delegations = json_object_get (targets, "delegations");
  gssize index = find_delegation (json_object_get (delegations, "roles"), role_name);

  if (index < 0)
    return FALSE;
  json_array_remove (json_object_get (delegations, "roles"), (size_t) index);
  prune_keys (delegations);
  return TRUE;
}

/* ---- Files and targets ---- */

void
tiltas_signed_set_file (json_t *signed_part, const char *role_name, gint64 version, GBytes *file)
{
  g_autofree char *name = g_strconcat (role_name, ".json", NULL);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file);

  json_object_set_new (json_object_get (signed_part, "meta"), name,
                       json_pack ("{s:I, s:I, s:{s:s}}", "version", (json_int_t) version, "length",
                                  (json_int_t) g_bytes_get_size (file), "hashes", "sha256", sha256));
}

void
tiltas_signed_set_target (json_t *targets, const char *path, guint64 length, const char *sha256_hex, json_t *custom)
{
  json_t *entry = json_pack ("{s:I, s:{s:s}}", "length", (json_int_t) length, "hashes", "sha256", sha256_hex);

  if (custom != NULL)
    json_object_set (entry, "custom", custom);
  json_object_set_new (json_object_get (targets, "targets"), path, entry);
}

gboolean
tiltas_signed_remove_target (json_t *targets, const char *path)
{
  return json_object_del (json_object_get (targets, "targets"), path) == 0;
}

/* ---- Signing ---- */

static gboolean
type_of (json_t *signed_part, TiltasMetadataType *type, GError **error)
{
  const char *name = json_string_value (json_object_get (signed_part, "_type"));

  for (int i = TILTAS_METADATA_ROOT; name != NULL && i <= TILTAS_METADATA_TARGETS; i++)
    if (g_str_equal (name, tiltas_metadata_type_name ((TiltasMetadataType) i)))
      {
        *type = (TiltasMetadataType) i;
        return TRUE;
      }
  g_set_error_literal (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_FORMAT, "\"_type\" is not one of TUF");
  return FALSE;
}

static gboolean
sign_with (json_t *signatures, GBytes *canonical, TiltasPrivateKey *key, GError **error)
{
  const char *id = tiltas_public_key_get_id (tiltas_private_key_get_public (key));
  g_autofree char *hex = tiltas_private_key_sign (key, canonical, error);
  size_t index;
  json_t *signature;

  if (hex == NULL)
    return FALSE;
  json_array_foreach (signatures, index, signature)
    if (g_strcmp0 (json_string_value (json_object_get (signature, "keyid")), id) == 0)
      return json_object_set_new (signature, "sig", json_string (hex)) == 0;
  return json_array_append_new (signatures, json_pack ("{s:s, s:s}", "keyid", id, "sig", hex)) == 0;
}

static GBytes *
write_file (json_t *file, TiltasMetadataType type, GError **error)
{
  char *text = json_dumps (file, JSON_COMPACT | JSON_SORT_KEYS);
  g_autoptr (GString) out = g_string_new (text);
  g_autoptr (TiltasMetadata) again = NULL;

  free (text);
  g_string_append_c (out, '\n');
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (g_steal_pointer (&out));
  again = tiltas_metadata_parse (bytes, type, tiltas_metadata_type_name (type), error);
  return again ? g_steal_pointer (&bytes) : NULL;
}

GBytes *
tiltas_metadata_sign (json_t *signed_part, TiltasPrivateKey *const *keys, guint n_keys, GError **error)
{
  TiltasMetadataType type;

  if (!type_of (signed_part, &type, error))
    return NULL;
  g_autoptr (GBytes) canonical = tiltas_trust_json_canonical (signed_part, error);
  if (canonical == NULL)
    return NULL;
  json_auto_t *file = json_pack ("{s:[], s:O}", "signatures", "signed", signed_part);
  for (guint i = 0; i < n_keys; i++)
    if (!sign_with (json_object_get (file, "signatures"), canonical, keys[i], error))
      return NULL;
  return write_file (file, type, error);
}

GBytes *
tiltas_metadata_add_signature (GBytes *file, TiltasPrivateKey *key, GError **error)
{
  json_auto_t *json = tiltas_trust_json_parse (file, error);
  TiltasMetadataType type;

  if (json == NULL || !type_of (json_object_get (json, "signed"), &type, error))
    return NULL;
  g_autoptr (GBytes) canonical = tiltas_trust_json_canonical (json_object_get (json, "signed"), error);
  if (canonical == NULL)
    return NULL;
  if (!json_is_array (json_object_get (json, "signatures")))
    json_object_set_new (json, "signatures", json_array ());
  if (!sign_with (json_object_get (json, "signatures"), canonical, key, error))
    return NULL;
  return write_file (json, type, error);
}

/* ---- Names ---- */

char *
tiltas_metadata_file_name (const char *role_name, gint64 version)
{
  g_autofree char *escaped = tiltas_role_escape (role_name);

  if (g_str_equal (role_name, "timestamp"))
    return g_strdup ("timestamp.json");
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%s.json", version, escaped);
}

char *
tiltas_target_file_name (const char *path, const char *sha256_hex)
{
  const char *slash = strrchr (path, '/');
  const char *base = slash ? slash + 1 : path;

  return g_strdup_printf ("%.*s%s.%s", (int) (base - path), path, sha256_hex, base);
}
