/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/metadata.h"

#include "trust/canonical-json.h"
#include "trust/error.h"
#include "trust/expires.h"
#include "trust/file-info.h"
#include "trust/metadata-content.h"
#include "trust/metadata-type.h"
#include "trust/public-key.h"
#include "trust/role.h"
#include "trust/target.h"

#include <string.h>

/* ---- Life ---- */

struct _TiltasMetadata
{
  gatomicrefcount references;
  char *role_name;
  GBytes *bytes;
  TiltasMetadataContent content;
};

TiltasMetadata *
tiltas_metadata_parse (GBytes *bytes, TiltasMetadataType type, const char *role_name, GError **error)
{
  g_return_val_if_fail (bytes != NULL && role_name != NULL, NULL);

  if (g_bytes_get_size (bytes) > tiltas_metadata_type_max (type))
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_LIMIT, "%s: longer than %" G_GSIZE_FORMAT " bytes",
                   role_name, tiltas_metadata_type_max (type));
      return NULL;
    }
  g_autoptr (TiltasMetadata) self = g_new0 (TiltasMetadata, 1);
  g_atomic_ref_count_init (&self->references);
  self->role_name = g_strdup (role_name);
  self->bytes = g_bytes_ref (bytes);
  self->content.type = type;
  self->content.role_name = self->role_name;
  if (!tiltas_metadata_content_read (&self->content, bytes, error))
    return NULL;
  return g_steal_pointer (&self);
}

TiltasMetadata *
tiltas_metadata_ref (TiltasMetadata *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
tiltas_metadata_unref (TiltasMetadata *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->role_name);
  g_bytes_unref (self->bytes);
  tiltas_metadata_content_clear (&self->content);
  g_free (self);
}

/* ---- Common members ---- */

gint64
tiltas_metadata_get_version (TiltasMetadata *self)
{
  return self->content.version;
}

gint64
tiltas_metadata_get_expires (TiltasMetadata *self)
{
  return self->content.expires;
}

GBytes *
tiltas_metadata_get_bytes (TiltasMetadata *self)
{
  return self->bytes;
}

json_t *
tiltas_metadata_get_signed (TiltasMetadata *self)
{
  return self->content.signed_part;
}

gboolean
tiltas_metadata_check_expiry (TiltasMetadata *self, gint64 now, GError **error)
{
  if (self->content.expires > now)
    return TRUE;
  g_autofree char *date = tiltas_expires_format (self->content.expires), *today = tiltas_expires_format (now);
  g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_EXPIRED,
               "%s: version %" G_GINT64_FORMAT " expired on %s; the clock here says %s", self->role_name,
               self->content.version, date, today);
  return FALSE;
}

gboolean
tiltas_metadata_check_version (TiltasMetadata *self, gint64 expected, GError **error)
{
  if (self->content.version == expected)
    return TRUE;
  g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_VERSION,
               "%s: version %" G_GINT64_FORMAT " where version %" G_GINT64_FORMAT " was declared", self->role_name,
               self->content.version, expected);
  return FALSE;
}

/* ---- Keys and signatures ---- */

const TiltasRole *
tiltas_metadata_get_role (TiltasMetadata *self, const char *role_name)
{
  for (guint i = 0; i < self->content.roles->len; i++)
    {
      TiltasRole *role = self->content.roles->pdata[i];

      if (g_str_equal (role->name, role_name))
        return role;
    }
  return NULL;
}

TiltasPublicKey *
tiltas_metadata_get_key (TiltasMetadata *self, const char *keyid)
{
  json_t *object = json_object_get (self->content.keys, keyid);
  g_autoptr (TiltasPublicKey) key = object ? tiltas_public_key_from_json (object, NULL) : NULL;

  /* Section 4.3: "Clients MUST calculate each KEYID to verify this is correct for the associated key." */
  if (key == NULL || !g_str_equal (tiltas_public_key_get_id (key), keyid))
    return NULL;
  return g_steal_pointer (&key);
}

/* Counts good signatures by different keys. Keys are compared by their material, so that one key under two ids
 * counts once. */
static int
count_good (TiltasMetadata *delegator, const TiltasRole *role, TiltasMetadata *file, GBytes *canonical)
{
  g_autoptr (GHashTable) counted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  json_t *signature;
  size_t index;

  json_array_foreach (file->content.signatures, index, signature)
    {
      const char *keyid = json_string_value (json_object_get (signature, "keyid"));
      const char *hex = json_string_value (json_object_get (signature, "sig"));

      if (!g_strv_contains ((const char *const *) role->keyids, keyid))
        continue;
      g_autoptr (TiltasPublicKey) key = tiltas_metadata_get_key (delegator, keyid);
      if (key != NULL && tiltas_public_key_verify (key, canonical, hex))
        g_hash_table_add (counted, g_strdup (tiltas_public_key_get_material (key)));
    }
  return (int) g_hash_table_size (counted);
}

gboolean
tiltas_metadata_count_signatures (TiltasMetadata *delegator,
                                  const char *role_name,
                                  TiltasMetadata *file,
                                  int *good,
                                  gint64 *threshold)
{
  const TiltasRole *role = tiltas_metadata_get_role (delegator, role_name);
  g_autoptr (GBytes) canonical = tiltas_trust_json_canonical (file->content.signed_part, NULL);

  if (role == NULL || canonical == NULL)
    return FALSE;
  *good = count_good (delegator, role, file, canonical);
  *threshold = role->threshold;
  return TRUE;
}

gboolean
tiltas_metadata_verify (TiltasMetadata *delegator, const char *role_name, TiltasMetadata *file, GError **error)
{
  const TiltasRole *role = tiltas_metadata_get_role (delegator, role_name);

  if (role == NULL)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_SIGNATURE, "%s: not a role that %s delegates to",
                   role_name, delegator->role_name);
      return FALSE;
    }
  g_autoptr (GBytes) canonical = tiltas_trust_json_canonical (file->content.signed_part, error);
  if (canonical == NULL)
    {
      g_prefix_error (error, "%s: ", role_name);
      return FALSE;
    }
  int good = count_good (delegator, role, file, canonical);
  if (good >= role->threshold)
    return TRUE;
  g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_SIGNATURE,
               "%s: version %" G_GINT64_FORMAT " has %d of %" G_GINT64_FORMAT
               " signatures that %s version %" G_GINT64_FORMAT " asks for",
               role_name, file->content.version, good, role->threshold, delegator->role_name,
               delegator->content.version);
  return FALSE;
}

/* ---- Members of each type ---- */

gboolean
tiltas_metadata_get_consistent_snapshot (TiltasMetadata *self)
{
  return self->content.consistent_snapshot;
}

const TiltasFileInfo *
tiltas_metadata_get_file (TiltasMetadata *self, const char *role_name)
{
  return self->content.files ? g_hash_table_lookup (self->content.files, role_name) : NULL;
}

TiltasTarget *
tiltas_metadata_get_target (TiltasMetadata *self, const char *path, gboolean consistent, GError **error)
{
  json_t *entry = json_object_get (self->content.targets, path);

  if (entry == NULL || !tiltas_target_path_is_safe (path))
    return NULL;
  return tiltas_target_new (path, self->role_name, entry, consistent, error);
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Sorts an array of owned strings, and takes it. */
static GStrv
sorted (GPtrArray *strings)
{
  g_ptr_array_sort (strings, compare_strings);
  g_ptr_array_add (strings, NULL);
  return (GStrv) g_ptr_array_free (strings, FALSE);
}

GStrv
tiltas_metadata_list_files (TiltasMetadata *self)
{
  GPtrArray *names = g_ptr_array_new ();
  GHashTableIter iterator;
  gpointer name;

  if (self->content.files != NULL)
    {
      g_hash_table_iter_init (&iterator, self->content.files);
      while (g_hash_table_iter_next (&iterator, &name, NULL))
        g_ptr_array_add (names, g_strdup (name));
    }
  return sorted (names);
}

GStrv
tiltas_metadata_list_targets (TiltasMetadata *self)
{
  GPtrArray *paths = g_ptr_array_new ();
  const char *path;
  json_t *entry;

  json_object_foreach (self->content.targets, path, entry)
    g_ptr_array_add (paths, g_strdup (path));
  return sorted (paths);
}

const TiltasRole *const *
tiltas_metadata_get_delegations (TiltasMetadata *self, guint *n)
{
  *n = self->content.type == TILTAS_METADATA_TARGETS ? self->content.roles->len : 0;
  return (const TiltasRole *const *) self->content.roles->pdata;
}
