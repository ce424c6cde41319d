/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/keyring.h"

#include "base/descriptor.h"
#include "base/files.h"
#include "publish/output.h"
#include "trust/error.h"
#include "trust/key-kind.h"
#include "trust/private-key.h"
#include "trust/public-key.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define KEY_FILE_MAX (64 * 1024)
#define KEYS_MAX 16
#define PEM "-----BEGIN "

struct _TiltasKeyring
{
  char *folder;
  TiltasPassphraseFunc passphrase;
  gpointer data;
  GHashTable *roles; /* role → GPtrArray of TiltasPrivateKey */
};

TiltasKeyring *
tiltas_keyring_new (const char *folder, TiltasPassphraseFunc passphrase, gpointer data)
{
  TiltasKeyring *self = g_new0 (TiltasKeyring, 1);

  self->folder = g_strdup (folder);
  self->passphrase = passphrase;
  self->data = data;
  self->roles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
tiltas_keyring_free (TiltasKeyring *self)
{
  g_free (self->folder);
  g_hash_table_unref (self->roles);
  g_free (self);
}

const char *
tiltas_keyring_get_folder (TiltasKeyring *self)
{
  return self->folder;
}

/* ROLE.pem, ROLE.2.pem, ROLE.3.pem … Transfer full. */
static char *
path_of (TiltasKeyring *self, const char *role, guint number)
{
  g_autofree char *name = number == 1 ? g_strdup_printf ("%s.pem", role) : g_strdup_printf ("%s.%u.pem", role, number);

  return g_build_filename (self->folder, name, NULL);
}

static void
wipe_free (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static TiltasPrivateKey *
load (TiltasKeyring *self, const char *path, GError **error)
{
  g_autoptr (GError) wrong = NULL;
  g_autoptr (GBytes) pem = tiltas_file_read (path, KEY_FILE_MAX, error);
  TiltasPrivateKey *key = pem != NULL ? tiltas_private_key_from_pem (pem, NULL, &wrong) : NULL;

  if (pem == NULL)
    return NULL;
  for (guint attempt = 0; g_error_matches (wrong, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_PASSPHRASE); attempt++)
    {
      char *passphrase = self->passphrase != NULL ? self->passphrase (path, attempt, self->data) : NULL;

      if (passphrase == NULL)
        break;
      g_clear_error (&wrong);
      key = tiltas_private_key_from_pem (pem, passphrase, &wrong);
      wipe_free (passphrase);
    }
  if (key == NULL)
    g_propagate_prefixed_error (error, g_steal_pointer (&wrong), "The key %s cannot be used: ", path);
  return key;
}

GPtrArray *
tiltas_keyring_get (TiltasKeyring *self, const char *role, GError **error)
{
  GPtrArray *keys = g_hash_table_lookup (self->roles, role);
  g_autoptr (GPtrArray) read = NULL;

  if (keys != NULL)
    return keys;
  read = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_private_key_unref);
  for (guint number = 1; number <= KEYS_MAX; number++)
    {
      g_autofree char *path = path_of (self, role, number);
      TiltasPrivateKey *key;

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      key = load (self, path, error);
      if (key == NULL)
        return NULL;
      g_ptr_array_add (read, key);
    }
  keys = g_steal_pointer (&read);
  g_hash_table_insert (self->roles, g_strdup (role), keys);
  return keys;
}

gboolean
tiltas_keyring_make (TiltasKeyring *self, const char *role, guint n, const TiltasKeyMaking *making, GError **error)
{
  GPtrArray *keys = tiltas_keyring_get (self, role, error);

  if (keys == NULL)
    return FALSE;
  for (guint number = 1; keys->len < n && number <= KEYS_MAX; number++)
    {
      g_autofree char *path = path_of (self, role, number);
      g_autoptr (TiltasPrivateKey) key = NULL;

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      key = tiltas_private_key_generate (making->kind, error);
      if (key == NULL || (!making->in_memory && !tiltas_key_save (key, path, making->passphrase, error)))
        return FALSE;
      g_ptr_array_add (keys, g_steal_pointer (&key));
      if (making->made != NULL)
        g_ptr_array_add (making->made, g_steal_pointer (&path));
    }
  return TRUE;
}

static gboolean
write_new (const char *path, GBytes *bytes, GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
      return FALSE;
    }
  if (tiltas_write_all (fd, data, length) && fsync (fd) == 0 && close (fd) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
  g_unlink (path);
  return FALSE;
}

gboolean
tiltas_key_save (TiltasPrivateKey *key, const char *path, const char *passphrase, GError **error)
{
  g_autoptr (GBytes) pem = tiltas_private_key_to_pem (key, passphrase, error);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *stem = g_str_has_suffix (path, ".pem") ? g_strndup (path, strlen (path) - 4) : g_strdup (path);
  g_autofree char *public_path = g_strconcat (stem, ".pub.json", NULL);
  g_autoptr (GBytes) public_bytes = NULL;
  char *text;

  if (pem == NULL || !tiltas_folder_make (folder, error) || !write_new (path, pem, error))
    return FALSE;
  text =
    json_dumps (tiltas_public_key_get_json (tiltas_private_key_get_public (key)), JSON_SORT_KEYS | JSON_INDENT (1));
  public_bytes = g_bytes_new (text, strlen (text));
  free (text);
  return tiltas_output_write (public_path, public_bytes, error);
}

/* Reads a public half. Transfer full. */
static TiltasPublicKey *
load_public (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = tiltas_file_read (path, KEY_FILE_MAX, error);
  json_error_t wrong;
  json_t *object;
  TiltasPublicKey *key;

  if (bytes == NULL)
    return NULL;
  if (g_bytes_get_size (bytes) > strlen (PEM) && memcmp (g_bytes_get_data (bytes, NULL), PEM, strlen (PEM)) == 0)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY,
                   "%s is no public half; keygen wrote one beside it, NAME.pub.json", path);
      return NULL;
    }
  object = json_loadb (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), JSON_REJECT_DUPLICATES, &wrong);
  if (object == NULL)
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY, "%s:%d: %s", path, wrong.line, wrong.text);
      return NULL;
    }
  key = tiltas_public_key_from_json (object, error);
  if (key == NULL)
    g_prefix_error (error, "%s: ", path);
  json_decref (object);
  return key;
}

gboolean
tiltas_public_keys_load (GPtrArray *keys, char **paths, GError **error)
{
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      TiltasPublicKey *key = load_public (paths[i], error);

      if (key == NULL)
        return FALSE;
      g_ptr_array_add (keys, key);
    }
  return TRUE;
}
