/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repository.h"

#include "base/hash.h"
#include "content/pack.h"
#include "store/importer.h"
#include "store/reader.h"
#include "sync/run.h"
#include "trust/expires.h"

#include <glib/gstdio.h>
#include <string.h>

#define PUBLISHERS                                                                                \
  "{\"publishers\":[{\"id\":\"lnb\",\"limits\":{\"bytes\":100000,\"blobs\":1000,\"records\":3}}," \
  "{\"id\":\"rig\",\"kinds\":[\"note\"]}]}"

void
repository_write (Repository *self, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_file_set_contents (path, data != NULL ? data : "", (gssize) length, &error);
  g_assert_no_error (error);
}

static GBytes *
sign (json_t *part, TiltasPrivateKey *key)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = tiltas_metadata_sign (part, &key, 1, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
write_metadata (Repository *self, const char *role, gint64 version, GBytes *bytes)
{
  g_autofree char *file = tiltas_metadata_file_name (role, version);
  g_autofree char *name = g_strconcat ("metadata/", file, NULL);

  repository_write (self, name, bytes);
}

static json_t *
make_root (Repository *self)
{
  static const char *const roles[] = { "root", "timestamp", "snapshot", "targets" };
  json_t *root = tiltas_signed_new (TILTAS_METADATA_ROOT, 1, NOW + 365 * DAY);

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    tiltas_signed_add_key (root, roles[i], tiltas_private_key_get_public (self->key));
  return root;
}

static void
delegate (Repository *self, const char *publisher, TiltasPrivateKey *key)
{
  g_autofree char *pattern = g_strconcat (publisher, "/*", NULL);
  const char *const paths[] = { pattern, NULL };
  TiltasPublicKey *public_key = tiltas_private_key_get_public (key);

  tiltas_signed_set_delegation (self->targets, publisher, &public_key, 1, 1, paths, TRUE);
}

static void
make_bundled (Repository *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasImporter) importer = tiltas_importer_create (self->bundled, &error);

  g_assert_no_error (error);
  g_assert_nonnull (importer);
}

static void
make_terminal (Repository *self)
{
  g_autoptr (GError) error = NULL;

  self->config = g_new0 (TiltasSyncConfig, 1);
  self->config->state_dir = g_strdup (self->state_dir);
  self->config->root_path = g_strdup (self->root_path);
  self->config->repositories = g_new0 (char *, 1);
  self->config->interval = 3600;
  self->clock = tiltas_clock_new_fixed (NOW);
  self->store = tiltas_store_open (self->state_dir, self->bundled, NULL, &error);
  g_assert_no_error (error);
}

Repository *
repository_new (void)
{
  Repository *self = g_new0 (Repository, 1);
  g_autoptr (GError) error = NULL;

  self->top = g_dir_make_tmp ("tiltas-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->folder = g_build_filename (self->top, "repository", NULL);
  self->state_dir = g_build_filename (self->top, "state", NULL);
  self->root_path = g_build_filename (self->top, "root.json", NULL);
  self->bundled = g_build_filename (self->top, "bundled.db", NULL);
  self->key = tiltas_private_key_generate (TILTAS_KEY_ED25519, &error);
  self->lnb = tiltas_private_key_generate (TILTAS_KEY_ECDSA, &error);
  self->rig = tiltas_private_key_generate (TILTAS_KEY_ED25519, &error);
  g_assert_no_error (error);
  self->targets = tiltas_signed_new (TILTAS_METADATA_TARGETS, 1, NOW + DAY);
  self->lnb_targets = tiltas_signed_new (TILTAS_METADATA_TARGETS, 1, NOW + DAY);
  self->rig_targets = tiltas_signed_new (TILTAS_METADATA_TARGETS, 1, NOW + DAY);
  delegate (self, "lnb", self->lnb);
  delegate (self, "rig", self->rig);

  json_auto_t *root = make_root (self);
  g_autoptr (GBytes) bytes = sign (root, self->key);
  write_metadata (self, "root", 1, bytes);
  g_file_set_contents (self->root_path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  repository_set_publishers (self, PUBLISHERS);
  make_bundled (self);
  make_terminal (self);
  return self;
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *below = g_build_filename (path, name, NULL);
      remove_all (below);
    }
  g_remove (path);
}

void
repository_free (Repository *self)
{
  tiltas_store_unref (self->store);
  tiltas_clock_unref (self->clock);
  tiltas_sync_config_free (self->config);
  remove_all (self->top);
  json_decref (self->targets);
  json_decref (self->lnb_targets);
  json_decref (self->rig_targets);
  tiltas_private_key_unref (self->key);
  tiltas_private_key_unref (self->lnb);
  tiltas_private_key_unref (self->rig);
  g_free (self->top);
  g_free (self->folder);
  g_free (self->state_dir);
  g_free (self->root_path);
  g_free (self->bundled);
  g_free (self);
}

GBytes *
repository_pack (const char *publisher, const char *words, const char *blob, gsize blob_length)
{
  g_autofree char *picture =
    blob != NULL ? g_strdup_printf ("\"picture\":{\"length\":%zu,\"media_type\":\"image/png\",\"sha256\":\"%s\"},",
                                    blob_length, blob)
                 : g_strdup ("");
  char *line = g_strdup_printf ("{\"id\":\"a\",\"kind\":\"note\",%s\"publisher\":\"%s\",\"words\":\"%s\"}\n", picture,
                                publisher, words);

  return g_bytes_new_take (line, strlen (line));
}

static json_t *
targets_of (Repository *self, const char *publisher)
{
  return g_str_equal (publisher, "lnb")   ? self->lnb_targets
         : g_str_equal (publisher, "rig") ? self->rig_targets
                                          : self->targets;
}

static void
set_target (Repository *self, json_t *targets, const char *path, GBytes *bytes, json_t *custom)
{
  gsize length = g_bytes_get_size (bytes);
  g_autofree char *sha256 = tiltas_sha256_hex (g_bytes_get_data (bytes, NULL), length);
  g_autofree char *file = tiltas_target_file_name (path, sha256);
  g_autofree char *name = g_strconcat ("targets/", file, NULL);

  repository_write (self, name, bytes);
  tiltas_signed_set_target (targets, path, length, sha256, custom);
}

void
repository_set_pack (Repository *self, const char *publisher, gint64 seq, GBytes *pack)
{
  g_autofree char *path = g_strconcat (publisher, "/pack.jsonl", NULL);
  g_autofree char *compressed_path = g_strconcat (path, ".zst", NULL);
  g_autoptr (GBytes) compressed = tiltas_pack_compress (g_bytes_get_data (pack, NULL), g_bytes_get_size (pack), NULL);
  g_autofree char *published = tiltas_expires_format (NOW - DAY + seq);
  json_auto_t *custom = json_pack ("{s:i, s:I, s:s}", "format", 1, "seq", (json_int_t) seq, "published", published);

  set_target (self, targets_of (self, publisher), path, pack, custom);
  set_target (self, targets_of (self, publisher), compressed_path, compressed, NULL);
}

void
repository_set_delta (Repository *self,
                      const char *publisher,
                      gint64 seq,
                      const char *base,
                      const char *result,
                      GBytes *delta)
{
  g_autofree char *path = g_strdup_printf ("%s/%" G_GINT64_FORMAT ".delta", publisher, seq);
  json_auto_t *custom = json_pack ("{s:s, s:s}", "base", base, "result", result);

  set_target (self, targets_of (self, publisher), path, delta, custom);
}

void
repository_set_publishers (Repository *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  set_target (self, self->targets, "publishers.json", bytes, NULL);
}

static void
add_file (Repository *self, json_t *snapshot, const char *role, json_t *part, TiltasPrivateKey *key, gint64 expires)
{
  tiltas_signed_set (part, self->version, expires);
  g_autoptr (GBytes) bytes = sign (part, key);

  write_metadata (self, role, self->version, bytes);
  tiltas_signed_set_file (snapshot, role, self->version, bytes);
}

void
repository_publish_until (Repository *self, gint64 expires)
{
  self->version++;
  json_auto_t *snapshot = tiltas_signed_new (TILTAS_METADATA_SNAPSHOT, self->version, expires);
  json_auto_t *timestamp = tiltas_signed_new (TILTAS_METADATA_TIMESTAMP, self->version, expires);

  add_file (self, snapshot, "targets", self->targets, self->key, expires);
  add_file (self, snapshot, "lnb", self->lnb_targets, self->lnb, expires);
  add_file (self, snapshot, "rig", self->rig_targets, self->rig, expires);
  g_autoptr (GBytes) snapshot_bytes = sign (snapshot, self->key);
  write_metadata (self, "snapshot", self->version, snapshot_bytes);
  tiltas_signed_set_file (timestamp, "snapshot", self->version, snapshot_bytes);
  g_autoptr (GBytes) timestamp_bytes = sign (timestamp, self->key);
  write_metadata (self, "timestamp", self->version, timestamp_bytes);
}

void
repository_publish (Repository *self)
{
  repository_publish_until (self, NOW + DAY);
}

char *
repository_target_file (Repository *self, const char *publisher, const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/%s", publisher, name);
  json_t *target = json_object_get (json_object_get (targets_of (self, publisher), "targets"), path);
  const char *sha256 = json_string_value (json_object_get (json_object_get (target, "hashes"), "sha256"));
  g_autofree char *file = tiltas_target_file_name (path, sha256);

  return g_build_filename (self->folder, "targets", file, NULL);
}

char *
repository_stored (Repository *self, const char *publisher)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasImporter) importer = tiltas_importer_open (self->store, &error);
  g_assert_no_error (error);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  if (!tiltas_importer_write_pack (importer, publisher, stream, NULL))
    return NULL;
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);
  if (g_memory_output_stream_get_data_size (memory) == 0)
    return NULL;
  g_autofree char *text =
    g_strndup (g_memory_output_stream_get_data (memory), g_memory_output_stream_get_data_size (memory));
  const char *begin = strstr (text, "\"words\":\"");
  if (begin == NULL)
    return NULL;
  begin += strlen ("\"words\":\"");
  return g_strndup (begin, strcspn (begin, "\""));
}

TiltasSyncContext
repository_context (Repository *self)
{
  return (TiltasSyncContext){ .config = self->config, .store = self->store, .clock = self->clock };
}

gboolean
repository_run (Repository *self, gboolean *changed, GError **error)
{
  TiltasSyncContext context = repository_context (self);

  return tiltas_run_folder (&context, self->folder, changed, error);
}
