/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/metadata-content.h"

#include "trust/canonical-json.h"
#include "trust/error.h"
#include "trust/expires.h"
#include "trust/file-info.h"
#include "trust/hashes.h"
#include "trust/members.h"
#include "trust/metadata-type.h"
#include "trust/role.h"

#include <string.h>

static const char *const top_level[] = { "root", "timestamp", "snapshot", "targets", NULL };

/* ---- Common part ---- */

static gboolean
read_spec_version (TiltasMetadataContent *self, GError **error)
{
  const char *text = tiltas_member_string (self->signed_part, "spec_version", self->role_name, error);

  if (text == NULL)
    return FALSE;
  if (g_regex_match_simple ("^1(\\.[0-9]{1,9}){1,2}$", text, G_REGEX_DOLLAR_ENDONLY, 0))
    return TRUE;
  g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_SPEC, "%s: spec_version \"%s\" is not 1.x",
               self->role_name, text);
  return FALSE;
}

static gboolean
read_signatures (TiltasMetadataContent *self, GError **error)
{
  json_t *signature;
  size_t index;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  self->signatures = json_object_get (self->json, "signatures");
  if (!json_is_array (self->signatures))
    return tiltas_trust_malformed (error, "%s: the array \"signatures\" is missing", self->role_name);
  json_array_foreach (self->signatures, index, signature)
    {
      const char *keyid = tiltas_member_string (signature, "keyid", self->role_name, error);

      if (keyid == NULL || tiltas_member_string (signature, "sig", self->role_name, error) == NULL)
        return FALSE;
      if (!g_hash_table_add (seen, (gpointer) keyid))
        {
          g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_SIGNATURE, "%s: the key %.8s signs more than once",
                       self->role_name, keyid);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_common (TiltasMetadataContent *self, GError **error)
{
  self->signed_part = tiltas_member_object (self->json, "signed", self->role_name, error);
  if (self->signed_part == NULL || !read_signatures (self, error))
    return FALSE;

  const char *type = tiltas_member_string (self->signed_part, "_type", self->role_name, error);
  if (type == NULL)
    return FALSE;
  if (!g_str_equal (type, tiltas_metadata_type_name (self->type)))
    return tiltas_trust_malformed (error, "%s: the file is of the type \"%s\", not \"%s\"", self->role_name, type,
                                   tiltas_metadata_type_name (self->type));
  if (!read_spec_version (self, error) ||
      !tiltas_member_positive (self->signed_part, "version", self->role_name, &self->version, error))
    return FALSE;

  const char *expires = tiltas_member_string (self->signed_part, "expires", self->role_name, error);
  if (expires == NULL)
    return FALSE;
  self->expires = tiltas_expires_parse (expires);
  return self->expires >= 0 ||
         tiltas_trust_malformed (error, "%s: expires \"%s\" is not YYYY-MM-DDTHH:MM:SSZ", self->role_name, expires);
}

/* ---- Keys and roles ---- */

static gboolean
read_keys (TiltasMetadataContent *self, json_t *parent, GError **error)
{
  const char *keyid;
  json_t *key;

  self->keys = tiltas_member_object (parent, "keys", self->role_name, error);
  if (self->keys == NULL)
    return FALSE;
  json_object_foreach (self->keys, keyid, key)
    if (!json_is_object (key))
      return tiltas_trust_malformed (error, "%s: the key %.8s is not an object", self->role_name, keyid);
  return TRUE;
}

static gboolean
check_keyids (const TiltasRole *role, const char *where, GError **error)
{
  if (g_strv_length (role->keyids) > TILTAS_ROLE_KEYS_MAX)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_LIMIT, "%s: the role %s has more than %d keys", where,
                   role->name, TILTAS_ROLE_KEYS_MAX);
      return FALSE;
    }
  for (guint i = 0; role->keyids[i] != NULL; i++)
    for (guint j = 0; j < i; j++)
      if (g_str_equal (role->keyids[i], role->keyids[j]))
        return tiltas_trust_malformed (error, "%s: the role %s names the key %.8s twice", where, role->name,
                                       role->keyids[i]);
  return TRUE;
}

/* Reads keyids and threshold, which a root and delegations spell alike. */
static TiltasRole *
read_role (json_t *object, const char *name, const char *where, GError **error)
{
  g_autoptr (TiltasRole) role = g_new0 (TiltasRole, 1);

  role->name = g_strdup (name);
  if (!tiltas_member_strings (object, "keyids", where, &role->keyids, error) ||
      !tiltas_member_positive (object, "threshold", where, &role->threshold, error) ||
      !check_keyids (role, where, error))
    return NULL;
  return g_steal_pointer (&role);
}

static gboolean
read_root (TiltasMetadataContent *self, GError **error)
{
  json_t *consistent = json_object_get (self->signed_part, "consistent_snapshot");

  if (consistent != NULL && !json_is_boolean (consistent))
    return tiltas_trust_malformed (error, "root: \"consistent_snapshot\" is neither true nor false");
  self->consistent_snapshot = json_is_true (consistent);
  if (!read_keys (self, self->signed_part, error))
    return FALSE;

  json_t *roles = tiltas_member_object (self->signed_part, "roles", self->role_name, error);
  if (roles == NULL)
    return FALSE;
  for (guint i = 0; top_level[i] != NULL; i++)
    {
      json_t *object = tiltas_member_object (roles, top_level[i], "root: roles", error);
      TiltasRole *role = object ? read_role (object, top_level[i], self->role_name, error) : NULL;

      if (role == NULL)
        return FALSE;
      g_ptr_array_add (self->roles, role);
    }
  return TRUE;
}

/* ---- Delegations ---- */

static gboolean
check_role_name (const char *name, const char *where, GError **error)
{
  g_autofree char *escaped = tiltas_role_escape (name);

  if (*name == '\0')
    return tiltas_trust_malformed (error, "%s: a delegated role has no name", where);
  if (g_strv_contains (top_level, name))
    return tiltas_trust_malformed (error, "%s: a delegated role is called \"%s\" like a top-level one", where, name);
  if (strlen (escaped) > TILTAS_ROLE_NAME_MAX)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_LIMIT, "%s: the name of a delegated role is too long",
                   where);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_prefixes (TiltasRole *role, json_t *object, const char *where, GError **error)
{
  if (!tiltas_member_strings (object, "path_hash_prefixes", where, &role->path_hash_prefixes, error))
    return FALSE;
  for (guint i = 0; role->path_hash_prefixes[i] != NULL; i++)
    {
      char *prefix = role->path_hash_prefixes[i];

      for (gsize j = 0; prefix[j] != '\0'; j++)
        {
          if (!g_ascii_isxdigit (prefix[j]))
            return tiltas_trust_malformed (error, "%s: \"path_hash_prefixes\" of %s are not hexadecimal", where,
                                           role->name);
          prefix[j] = g_ascii_tolower (prefix[j]);
        }
    }
  return TRUE;
}

static TiltasRole *
read_delegation (json_t *object, const char *where, GError **error)
{
  const char *name = tiltas_member_string (object, "name", where, error);

  if (name == NULL || !check_role_name (name, where, error))
    return NULL;
  g_autoptr (TiltasRole) role = read_role (object, name, where, error);
  if (role == NULL)
    return NULL;

  json_t *terminating = json_object_get (object, "terminating");
  json_t *paths = json_object_get (object, "paths");
  json_t *prefixes = json_object_get (object, "path_hash_prefixes");
  if (!json_is_boolean (terminating))
    tiltas_trust_malformed (error, "%s: \"terminating\" of %s is neither true nor false", where, name);
  else if (paths != NULL && prefixes != NULL)
    tiltas_trust_malformed (error, "%s: the role %s has both \"paths\" and \"path_hash_prefixes\"", where, name);
  else if ((paths == NULL || tiltas_member_strings (object, "paths", where, &role->paths, error)) &&
           (prefixes == NULL || read_prefixes (role, object, where, error)))
    {
      role->terminating = json_is_true (terminating);
      return g_steal_pointer (&role);
    }
  return NULL;
}

static gboolean
read_delegations (TiltasMetadataContent *self, GError **error)
{
  json_t *delegations = json_object_get (self->signed_part, "delegations"), *object;
  size_t index;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (delegations == NULL)
    return TRUE;
  if (!json_is_object (delegations) || !json_is_array (json_object_get (delegations, "roles")))
    return tiltas_trust_malformed (error, "%s: \"delegations\" needs the array \"roles\"", self->role_name);
  if (!read_keys (self, delegations, error))
    return FALSE;
  json_array_foreach (json_object_get (delegations, "roles"), index, object)
    {
      TiltasRole *role = read_delegation (object, self->role_name, error);

      if (role == NULL)
        return FALSE;
      g_ptr_array_add (self->roles, role);
      if (!g_hash_table_add (seen, role->name))
        return tiltas_trust_malformed (error, "%s: the role %s is delegated to twice", self->role_name, role->name);
    }
  return TRUE;
}

/* ---- Files and targets ---- */

static gboolean
read_meta (TiltasMetadataContent *self, const char *needed, GError **error)
{
  json_t *meta = tiltas_member_object (self->signed_part, "meta", self->role_name, error), *object;
  const char *name;

  if (meta == NULL)
    return FALSE;
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) tiltas_file_info_free);
  json_object_foreach (meta, name, object)
    {
      TiltasFileInfo *info = tiltas_file_info_new (object, self->role_name, error);

      if (info == NULL)
        return FALSE;
      if (g_str_has_suffix (name, ".json"))
        g_hash_table_insert (self->files, g_strndup (name, strlen (name) - strlen (".json")), info);
      else
        tiltas_file_info_free (info); /* not a role of this specification */
    }
  return g_hash_table_contains (self->files, needed) ||
         tiltas_trust_malformed (error, "%s does not list %s.json", self->role_name, needed);
}

static gboolean
read_targets (TiltasMetadataContent *self, GError **error)
{
  const char *path;
  json_t *entry;

  self->targets = tiltas_member_object (self->signed_part, "targets", self->role_name, error);
  if (self->targets == NULL)
    return FALSE;
  json_object_foreach (self->targets, path, entry)
    {
      json_t *length = json_object_get (entry, "length"), *custom = json_object_get (entry, "custom");
      g_autofree char *sha256 = NULL, *sha512 = NULL;

      if (!json_is_integer (length) || json_integer_value (length) < 0 ||
          json_integer_value (length) > TILTAS_METADATA_INTEGER_MAX)
        return tiltas_trust_malformed (error, "%s: the target %s has no length", self->role_name, path);
      if (custom != NULL && !json_is_object (custom))
        return tiltas_trust_malformed (error, "%s: \"custom\" of the target %s is not an object", self->role_name,
                                       path);
      if (!tiltas_hashes_read (json_object_get (entry, "hashes"), path, &sha256, &sha512, error))
        return FALSE;
    }
  return read_delegations (self, error);
}

gboolean
tiltas_metadata_content_read (TiltasMetadataContent *self, GBytes *bytes, GError **error)
{
  self->roles = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_role_free);
  self->json = tiltas_trust_json_parse (bytes, error);
  if (self->json == NULL)
    {
      g_prefix_error (error, "%s: ", self->role_name);
      return FALSE;
    }
  if (!read_common (self, error))
    return FALSE;
  switch (self->type)
    {
    case TILTAS_METADATA_ROOT:
      return read_root (self, error);
    case TILTAS_METADATA_TIMESTAMP:
      return read_meta (self, "snapshot", error);
    case TILTAS_METADATA_SNAPSHOT:
      return read_meta (self, "targets", error);
    case TILTAS_METADATA_TARGETS:
      return read_targets (self, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

void
tiltas_metadata_content_clear (TiltasMetadataContent *self)
{
  json_decref (self->json);
  g_clear_pointer (&self->roles, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_hash_table_unref);
}
