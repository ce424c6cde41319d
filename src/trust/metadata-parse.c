/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"
#include "trust/metadata.h"

#include "base/hash.h"
#include "trust/canonical-json.h"
#include "trust/metadata-internal.h"
#include "trust/writer.h"

#include <string.h>

#define SHA512_HEX 128
#define INTEGER_MAX (G_GINT64_CONSTANT (1) << 53) /* what every JSON reader can hold */

static const char *const top_level[] = { "root", "timestamp", "snapshot", "targets", NULL };

static gboolean G_GNUC_PRINTF (2, 3) wrong (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_FORMAT, message);
  return FALSE;
}

/* ---- Members ---- */

static json_t *
get_object (json_t *parent, const char *member, const char *where, GError **error)
{
  json_t *value = json_object_get (parent, member);

  if (json_is_object (value))
    return value;
  wrong (error, "%s: the object \"%s\" is missing", where, member);
  return NULL;
}

static const char *
get_string (json_t *parent, const char *member, const char *where, GError **error)
{
  const char *value = json_string_value (json_object_get (parent, member));

  if (value == NULL)
    wrong (error, "%s: the string \"%s\" is missing", where, member);
  return value;
}

/* A positive integer, as version and threshold are. */
static gboolean
get_positive (json_t *parent, const char *member, const char *where, gint64 *out, GError **error)
{
  json_t *value = json_object_get (parent, member);

  if (!json_is_integer (value) || json_integer_value (value) < 1 || json_integer_value (value) > INTEGER_MAX)
    return wrong (error, "%s: \"%s\" is not a positive integer", where, member);
  *out = json_integer_value (value);
  return TRUE;
}

static gboolean
get_strings (json_t *parent, const char *member, const char *where, GStrv *out, GError **error)
{
  json_t *array = json_object_get (parent, member), *element;
  size_t index;
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);

  if (!json_is_array (array))
    return wrong (error, "%s: the array \"%s\" is missing", where, member);
  json_array_foreach (array, index, element)
    {
      if (!json_is_string (element))
        return wrong (error, "%s: \"%s\" holds something else than strings", where, member);
      g_ptr_array_add (strings, g_strdup (json_string_value (element)));
    }
  g_ptr_array_add (strings, NULL);
  *out = (GStrv) g_ptr_array_free (g_steal_pointer (&strings), FALSE);
  return TRUE;
}

/* ---- Common part ---- */

static gboolean
read_spec_version (TiltasMetadata *self, GError **error)
{
  const char *text = get_string (self->signed_part, "spec_version", self->role_name, error);

  if (text == NULL)
    return FALSE;
  if (g_regex_match_simple ("^1(\\.[0-9]{1,9}){1,2}$", text, G_REGEX_DOLLAR_ENDONLY, 0))
    return TRUE;
  g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_SPEC, "%s: spec_version \"%s\" is not 1.x",
               self->role_name, text);
  return FALSE;
}

static gboolean
read_signatures (TiltasMetadata *self, GError **error)
{
  json_t *signature;
  size_t index;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  self->signatures = json_object_get (self->json, "signatures");
  if (!json_is_array (self->signatures))
    return wrong (error, "%s: the array \"signatures\" is missing", self->role_name);
  json_array_foreach (self->signatures, index, signature)
    {
      const char *keyid = get_string (signature, "keyid", self->role_name, error);

      if (keyid == NULL || get_string (signature, "sig", self->role_name, error) == NULL)
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
read_common (TiltasMetadata *self, GError **error)
{
  self->signed_part = get_object (self->json, "signed", self->role_name, error);
  if (self->signed_part == NULL || !read_signatures (self, error))
    return FALSE;

  const char *type = get_string (self->signed_part, "_type", self->role_name, error);
  if (type == NULL)
    return FALSE;
  if (!g_str_equal (type, tiltas_metadata_type_name (self->type)))
    return wrong (error, "%s: the file is of the type \"%s\", not \"%s\"", self->role_name, type,
                  tiltas_metadata_type_name (self->type));
  if (!read_spec_version (self, error) ||
      !get_positive (self->signed_part, "version", self->role_name, &self->version, error))
    return FALSE;

  const char *expires = get_string (self->signed_part, "expires", self->role_name, error);
  if (expires == NULL)
    return FALSE;
  self->expires = tiltas_expires_parse (expires);
  return self->expires >= 0 ||
         wrong (error, "%s: expires \"%s\" is not YYYY-MM-DDTHH:MM:SSZ", self->role_name, expires);
}

/* ---- Keys and roles ---- */

static gboolean
read_keys (TiltasMetadata *self, json_t *parent, GError **error)
{
  const char *keyid;
  json_t *key;

  self->keys = get_object (parent, "keys", self->role_name, error);
  if (self->keys == NULL)
    return FALSE;
  json_object_foreach (self->keys, keyid, key)
    if (!json_is_object (key))
      return wrong (error, "%s: the key %.8s is not an object", self->role_name, keyid);
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
        return wrong (error, "%s: the role %s names the key %.8s twice", where, role->name, role->keyids[i]);
  return TRUE;
}

/* keyids and threshold, the same in root and in delegations. */
static TiltasRole *
read_role (json_t *object, const char *name, const char *where, GError **error)
{
  g_autoptr (TiltasRole) role = g_new0 (TiltasRole, 1);

  role->name = g_strdup (name);
  if (!get_strings (object, "keyids", where, &role->keyids, error) ||
      !get_positive (object, "threshold", where, &role->threshold, error) || !check_keyids (role, where, error))
    return NULL;
  return g_steal_pointer (&role);
}

static gboolean
read_root (TiltasMetadata *self, GError **error)
{
  json_t *consistent = json_object_get (self->signed_part, "consistent_snapshot");

  if (consistent != NULL && !json_is_boolean (consistent))
    return wrong (error, "root: \"consistent_snapshot\" is neither true nor false");
  self->consistent_snapshot = json_is_true (consistent);
  if (!read_keys (self, self->signed_part, error))
    return FALSE;

  json_t *roles = get_object (self->signed_part, "roles", self->role_name, error);
  if (roles == NULL)
    return FALSE;
  for (guint i = 0; top_level[i] != NULL; i++)
    {
      json_t *object = get_object (roles, top_level[i], "root: roles", error);
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
    return wrong (error, "%s: a delegated role has no name", where);
  if (g_strv_contains (top_level, name))
    return wrong (error, "%s: a delegated role is called \"%s\" like a top-level one", where, name);
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
  if (!get_strings (object, "path_hash_prefixes", where, &role->path_hash_prefixes, error))
    return FALSE;
  for (guint i = 0; role->path_hash_prefixes[i] != NULL; i++)
    {
      char *prefix = role->path_hash_prefixes[i];

      for (gsize j = 0; prefix[j] != '\0'; j++)
        {
          if (!g_ascii_isxdigit (prefix[j]))
            return wrong (error, "%s: \"path_hash_prefixes\" of %s are not hexadecimal", where, role->name);
          prefix[j] = g_ascii_tolower (prefix[j]);
        }
    }
  return TRUE;
}

static TiltasRole *
read_delegation (json_t *object, const char *where, GError **error)
{
  const char *name = get_string (object, "name", where, error);

  if (name == NULL || !check_role_name (name, where, error))
    return NULL;
  g_autoptr (TiltasRole) role = read_role (object, name, where, error);
  if (role == NULL)
    return NULL;

  json_t *terminating = json_object_get (object, "terminating");
  json_t *paths = json_object_get (object, "paths");
  json_t *prefixes = json_object_get (object, "path_hash_prefixes");
  if (!json_is_boolean (terminating))
    wrong (error, "%s: \"terminating\" of %s is neither true nor false", where, name);
  else if (paths != NULL && prefixes != NULL)
    wrong (error, "%s: the role %s has both \"paths\" and \"path_hash_prefixes\"", where, name);
  else if ((paths == NULL || get_strings (object, "paths", where, &role->paths, error)) &&
           (prefixes == NULL || read_prefixes (role, object, where, error)))
    {
      role->terminating = json_is_true (terminating);
      return g_steal_pointer (&role);
    }
  return NULL;
}

static gboolean
read_delegations (TiltasMetadata *self, GError **error)
{
  json_t *delegations = json_object_get (self->signed_part, "delegations"), *object;
  size_t index;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (delegations == NULL)
    return TRUE;
  if (!json_is_object (delegations) || !json_is_array (json_object_get (delegations, "roles")))
    return wrong (error, "%s: \"delegations\" needs the array \"roles\"", self->role_name);
  if (!read_keys (self, delegations, error))
    return FALSE;
  json_array_foreach (json_object_get (delegations, "roles"), index, object)
    {
      TiltasRole *role = read_delegation (object, self->role_name, error);

      if (role == NULL)
        return FALSE;
      g_ptr_array_add (self->roles, role);
      if (!g_hash_table_add (seen, role->name))
        return wrong (error, "%s: the role %s is delegated to twice", self->role_name, role->name);
    }
  return TRUE;
}

/* ---- Files and targets ---- */

static gboolean
read_hash (json_t *value, const char *where, gsize digits, char **out, GError **error)
{
  const char *text = json_string_value (value);

  if (strlen (text) != digits || strspn (text, "0123456789abcdefABCDEF") != digits)
    return wrong (error, "%s: a hash is not %" G_GSIZE_FORMAT " hexadecimal digits", where, digits);
  *out = g_ascii_strdown (text, -1);
  return TRUE;
}

gboolean
tiltas_hashes_read (json_t *hashes, const char *where, char **sha256, char **sha512, GError **error)
{
  const char *name;
  json_t *value;

  if (!json_is_object (hashes) || json_object_size (hashes) == 0)
    return wrong (error, "%s: \"hashes\" is empty or not an object", where);
  json_object_foreach (hashes, name, value)
    {
      if (!json_is_string (value))
        return wrong (error, "%s: the hash %s is not a string", where, name);
      if (g_str_equal (name, "sha256") && !read_hash (value, where, TILTAS_SHA256_HEX, sha256, error))
        return FALSE;
      if (g_str_equal (name, "sha512") && !read_hash (value, where, SHA512_HEX, sha512, error))
        return FALSE;
    }
  return TRUE;
}

static TiltasFileInfo *
read_file (json_t *object, const char *where, GError **error)
{
  g_autoptr (TiltasFileInfo) info = g_new0 (TiltasFileInfo, 1);
  json_t *length = json_object_get (object, "length");
  json_t *hashes = json_object_get (object, "hashes");

  info->length = -1;
  if (!json_is_object (object))
    {
      wrong (error, "%s: an entry of \"meta\" is not an object", where);
      return NULL;
    }
  if (!get_positive (object, "version", where, &info->version, error) ||
      (length != NULL && !get_positive (object, "length", where, &info->length, error)) ||
      (hashes != NULL && !tiltas_hashes_read (hashes, where, &info->sha256, &info->sha512, error)))
    return NULL;
  info->has_hashes = hashes != NULL;
  return g_steal_pointer (&info);
}

static gboolean
read_meta (TiltasMetadata *self, const char *needed, GError **error)
{
  json_t *meta = get_object (self->signed_part, "meta", self->role_name, error), *object;
  const char *name;

  if (meta == NULL)
    return FALSE;
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) tiltas_file_info_free);
  json_object_foreach (meta, name, object)
    {
      TiltasFileInfo *info = read_file (object, self->role_name, error);

      if (info == NULL)
        return FALSE;
      if (g_str_has_suffix (name, ".json"))
        g_hash_table_insert (self->files, g_strndup (name, strlen (name) - strlen (".json")), info);
      else
        tiltas_file_info_free (info); /* not a role of this specification */
    }
  return g_hash_table_contains (self->files, needed) ||
         wrong (error, "%s does not list %s.json", self->role_name, needed);
}

static gboolean
read_targets (TiltasMetadata *self, GError **error)
{
  const char *path;
  json_t *entry;

  self->targets = get_object (self->signed_part, "targets", self->role_name, error);
  if (self->targets == NULL)
    return FALSE;
  json_object_foreach (self->targets, path, entry)
    {
      json_t *length = json_object_get (entry, "length"), *custom = json_object_get (entry, "custom");
      g_autofree char *sha256 = NULL, *sha512 = NULL;

      if (!json_is_integer (length) || json_integer_value (length) < 0 || json_integer_value (length) > INTEGER_MAX)
        return wrong (error, "%s: the target %s has no length", self->role_name, path);
      if (custom != NULL && !json_is_object (custom))
        return wrong (error, "%s: \"custom\" of the target %s is not an object", self->role_name, path);
      if (!tiltas_hashes_read (json_object_get (entry, "hashes"), path, &sha256, &sha512, error))
        return FALSE;
    }
  return read_delegations (self, error);
}

gboolean
tiltas_metadata_read (TiltasMetadata *self, GError **error)
{
  self->json = tiltas_trust_json_parse (self->bytes, error);
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
