/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/show.h"

#include "base/hash.h"
#include "content/grants.h"
#include "publish/pack-target.h"
#include "publish/quotas.h"
#include "trust/expires.h"
#include "trust/writer.h"

#include <stdarg.h>
#include <string.h>

#define DAY 86400

static const char *const limit_names[] = { "records", "bytes", "blobs", NULL };

typedef struct
{
  TiltasRepository *repository;
  gint64 now;    /* UNIX seconds */
  gint64 warn;   /* seconds */
  json_t *shown; /* the result (show.h) */
} Show;

static void G_GNUC_PRINTF (2, 3) problem (const Show *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  json_array_append_new (json_object_get (self->shown, "problems"), json_string (text));
}

static json_t *
keyids_of (TiltasMetadata *delegator, const char *name)
{
  const TiltasRole *role = tiltas_metadata_get_role (delegator, name);
  json_t *keyids = json_array ();

  for (guint i = 0; role != NULL && role->keyids[i] != NULL; i++)
    json_array_append_new (keyids, json_string (role->keyids[i]));
  return keyids;
}

static void
show_role (const Show *self, TiltasMetadata *delegator, const char *name, TiltasMetadata *metadata)
{
  gboolean daily = strcmp (name, "timestamp") == 0 || strcmp (name, "snapshot") == 0;
  gint64 left = tiltas_metadata_get_expires (metadata) - self->now;
  g_autofree char *expires = tiltas_expires_format (tiltas_metadata_get_expires (metadata));
  gint64 threshold = 0;
  int good = 0;

  tiltas_metadata_count_signatures (delegator, name, metadata, &good, &threshold);
  json_array_append_new (json_object_get (self->shown, "roles"),
                         json_pack ("{s:s, s:I, s:s, s:I, s:i, s:I, s:o}", "name", name, "version",
                                    (json_int_t) tiltas_metadata_get_version (metadata), "expires", expires,
                                    "seconds_left", (json_int_t) left, "signatures", good, "threshold",
                                    (json_int_t) threshold, "keyids", keyids_of (delegator, name)));
  if (left > 0 && left <= self->warn && !daily)
    {
      g_autofree char *text = g_strdup_printf ("“%s” runs out on %s; sign it again before", name, expires);

      json_array_append_new (json_object_get (self->shown, "warnings"), json_string (text));
    }
  if (left <= 0)
    problem (self, "“%s” ran out on %s; readers take nothing new until it is signed again", name, expires);
  if (good < threshold)
    problem (self, "“%s” has %d good signature(s) of %" G_GINT64_FORMAT, name, good, threshold);
}

/* The bytes of a target, or NULL and a problem when its file is not what was signed. */
static GBytes *
check_target (const Show *self, TiltasMetadata *metadata, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasTarget) target = tiltas_metadata_get_target (metadata, path, TRUE, &error);
  g_autofree char *file = NULL;
  GBytes *bytes;

  if (target == NULL || target->sha256 == NULL)
    {
      problem (self, "%s: %s", path, error != NULL ? error->message : "no SHA-256");
      return NULL;
    }
  bytes = tiltas_repository_read_target (self->repository, target, TILTAS_PACK_TARGET_MAX, &error);
  file = tiltas_repository_target_path (path, target->sha256);
  if (bytes == NULL)
    problem (self, "%s: %s", file, error->message);
  return bytes;
}

static gint64
count_lines (GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  gint64 lines = 0;

  for (gsize i = 0; i < length; i++)
    lines += data[i] == '\n';
  return lines;
}

static void
show_publisher (const Show *self, const char *name)
{
  TiltasMetadata *metadata = g_hash_table_lookup (self->repository->roles, name);
  g_autofree char *path = tiltas_pack_target_path (name);
  g_autoptr (TiltasTarget) target = tiltas_pack_target_get (metadata, name);
  g_auto (GStrv) paths = NULL;

  if (metadata == NULL)
    {
      problem (self, "“%s” has a role, but has published nothing", name);
      return;
    }
  paths = tiltas_metadata_list_targets (metadata);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (GBytes) bytes = check_target (self, metadata, paths[i]);
      const char *published;

      if (bytes == NULL || target == NULL || strcmp (paths[i], path) != 0)
        continue;
      published = json_string_value (json_object_get (target->custom, "published"));
      json_array_append_new (
        json_object_get (self->shown, "publishers"),
        json_pack ("{s:s, s:I, s:s, s:s, s:I, s:I}", "id", name, "seq", (json_int_t) tiltas_pack_target_seq (target),
                   "published", published != NULL ? published : "", "state", target->sha256, "bytes",
                   (json_int_t) g_bytes_get_size (bytes), "records", (json_int_t) count_lines (bytes)));
    }
  if (target == NULL)
    problem (self, "“%s” has no pack.jsonl", name);
  if (g_hash_table_contains (self->repository->pending, name))
    problem (self, "“%s” has signed something newer; refresh takes it in", name);
}

/* Adds a problem when a published edition is above its limits, which may have been lowered since. Blobs are not
 * counted. */
static void
compare_with_limits (const Show *self, json_t *allowed)
{
  const char *id = json_string_value (json_object_get (allowed, "id"));
  json_t *entry;
  size_t i;

  json_array_foreach (json_object_get (self->shown, "publishers"), i, entry)
    for (guint j = 0; limit_names[j] != NULL; j++)
      {
        gint64 most = json_integer_value (json_object_get (allowed, limit_names[j]));
        gint64 is = json_integer_value (json_object_get (entry, limit_names[j]));

        if (g_strcmp0 (json_string_value (json_object_get (entry, "id")), id) == 0 && most > 0 && is > most)
          problem (self,
                   "“%s” has %" G_GINT64_FORMAT " %s, over the limit of %" G_GINT64_FORMAT
                   " in publishers.json; terminals that do not have this edition refuse it",
                   id, is, limit_names[j], most);
      }
}

/* Adds what publishers.json allows, and a problem where it and the roles do not fit. A damaged publishers.json is a
 * problem already. */
static void
show_limits (const Show *self)
{
  json_auto_t *publishers = tiltas_quotas_read (self->repository, NULL);
  gsize n_listed = json_array_size (json_object_get (publishers, "publishers"));
  guint n = 0;
  const TiltasRole *const *roles = tiltas_metadata_get_delegations (self->repository->targets, &n);
  json_t *entry;
  size_t i;

  tiltas_grants_complete (publishers);
  if (MAX (n_listed, n) > TILTAS_ROLES_MAX)
    problem (self, "%" G_GSIZE_FORMAT " publishers are named; terminals take at most %d and update nothing",
             MAX (n_listed, n), TILTAS_ROLES_MAX);
  json_array_foreach (json_object_get (publishers, "publishers"), i, entry)
    {
      const char *id = json_string_value (json_object_get (entry, "id"));
      json_t *limits = json_object_get (entry, "limits");
      json_t *kinds = json_object_get (entry, "kinds");
      json_t *allowed = json_pack ("{s:s*}", "id", id);

      for (guint j = 0; limit_names[j] != NULL; j++)
        json_object_set_new (allowed, limit_names[j],
                             json_integer (json_integer_value (json_object_get (limits, limit_names[j]))));
      if (kinds != NULL)
        json_object_set (allowed, "kinds", kinds);
      json_array_append_new (json_object_get (self->shown, "limits"), allowed);
      compare_with_limits (self, allowed);
      if (id != NULL && tiltas_metadata_get_role (self->repository->targets, id) == NULL)
        problem (self, "publishers.json names “%s”, which has no role; see delegate", id);
    }
  for (guint j = 0; publishers != NULL && j < n; j++)
    if (tiltas_quotas_find (publishers, roles[j]->name) == NULL)
      problem (self,
               "“%s” has a role, but publishers.json does not name it, so that no terminal asks for it; see delegate",
               roles[j]->name);
}

json_t *
tiltas_show (TiltasRepository *repository, gint64 now, gint64 warn)
{
  gsize length = 0;
  gconstpointer root = g_bytes_get_data (tiltas_metadata_get_bytes (repository->root), &length);
  g_autofree char *hash = tiltas_sha256_hex (root, length);
  g_autofree char *path = tiltas_repository_metadata_path ("root", tiltas_metadata_get_version (repository->root));
  json_t *shown = json_pack ("{s:{s:I, s:s, s:s}, s:[], s:[], s:[], s:[], s:[]}", "root", "version",
                             (json_int_t) tiltas_metadata_get_version (repository->root), "sha256", hash, "path", path,
                             "roles", "publishers", "limits", "warnings", "problems");
  const Show self = { repository, now, warn, shown };
  guint n = 0;
  const TiltasRole *const *delegations = tiltas_metadata_get_delegations (repository->targets, &n);
  g_auto (GStrv) targets = tiltas_metadata_list_targets (repository->targets);

  show_role (&self, repository->root, "root", repository->root);
  show_role (&self, repository->root, "targets", repository->targets);
  show_role (&self, repository->root, "snapshot", repository->snapshot);
  show_role (&self, repository->root, "timestamp", repository->timestamp);
  for (guint i = 0; targets[i] != NULL; i++)
    {
      g_autoptr (GBytes) bytes G_GNUC_UNUSED = check_target (&self, repository->targets, targets[i]);
    }
  for (guint i = 0; i < n; i++)
    {
      TiltasMetadata *metadata = g_hash_table_lookup (repository->roles, delegations[i]->name);

      if (metadata != NULL)
        show_role (&self, repository->targets, delegations[i]->name, metadata);
      show_publisher (&self, delegations[i]->name);
    }
  show_limits (&self);
  return shown;
}

static const char *
text_of (json_t *object, const char *name)
{
  const char *text = json_string_value (json_object_get (object, name));

  return text != NULL ? text : "";
}

static gint64
number_of (json_t *object, const char *name)
{
  return json_integer_value (json_object_get (object, name));
}

static void
append_keyids (GString *text, json_t *keyids)
{
  json_t *keyid;
  size_t i;

  json_array_foreach (keyids, i, keyid)
    g_string_append_printf (text, " %.12s", json_string_value (keyid));
  g_string_append_c (text, '\n');
}

static void
append_limits (GString *text, json_t *limits)
{
  json_t *entry;
  json_t *kind;
  size_t i;
  size_t k;

  if (json_array_size (limits) > 0)
    g_string_append_printf (text, "\n%-16s %10s %10s %10s  %s\n", "at most", "records", "bytes", "blobs", "kinds");
  json_array_foreach (limits, i, entry)
    {
      g_string_append_printf (text, "%-16s", text_of (entry, "id"));
      for (guint j = 0; limit_names[j] != NULL; j++)
        if (number_of (entry, limit_names[j]) > 0)
          g_string_append_printf (text, " %10" G_GINT64_FORMAT, number_of (entry, limit_names[j]));
        else
          g_string_append_printf (text, " %10s", "no limit");
      g_string_append (text, json_object_get (entry, "kinds") == NULL ? "  all" : " ");
      json_array_foreach (json_object_get (entry, "kinds"), k, kind)
        g_string_append_printf (text, " %s", json_string_value (kind));
      g_string_append_c (text, '\n');
    }
}

char *
tiltas_show_text (json_t *shown)
{
  GString *text = g_string_new (NULL);
  json_t *root = json_object_get (shown, "root");
  json_t *entry;
  size_t i;

  g_string_append_printf (text, "root %s\n  SHA-256 %s\n\n", text_of (root, "path"), text_of (root, "sha256"));
  g_string_append_printf (text, "%-16s %8s  %-20s %10s  %-10s  %s\n", "role", "version", "expires", "days left",
                          "signatures", "keys");
  json_array_foreach (json_object_get (shown, "roles"), i, entry)
    {
      g_string_append_printf (text,
                              "%-16s %8" G_GINT64_FORMAT "  %-20s %10.1f  %" G_GINT64_FORMAT " of %-5" G_GINT64_FORMAT,
                              text_of (entry, "name"), number_of (entry, "version"), text_of (entry, "expires"),
                              (double) number_of (entry, "seconds_left") / DAY, number_of (entry, "signatures"),
                              number_of (entry, "threshold"));
      append_keyids (text, json_object_get (entry, "keyids"));
    }
  g_string_append_printf (text, "\n%-16s %8s  %-20s %8s %10s  %s\n", "publisher", "edition", "published", "records",
                          "bytes", "state");
  json_array_foreach (json_object_get (shown, "publishers"), i, entry)
    g_string_append_printf (text,
                            "%-16s %8" G_GINT64_FORMAT "  %-20s %8" G_GINT64_FORMAT " %10" G_GINT64_FORMAT "  %.16s…\n",
                            text_of (entry, "id"), number_of (entry, "seq"), text_of (entry, "published"),
                            number_of (entry, "records"), number_of (entry, "bytes"), text_of (entry, "state"));
  append_limits (text, json_object_get (shown, "limits"));
  json_array_foreach (json_object_get (shown, "warnings"), i, entry)
    g_string_append_printf (text, "%ssoon: %s\n", i == 0 ? "\n" : "", json_string_value (entry));
  json_array_foreach (json_object_get (shown, "problems"), i, entry)
    g_string_append_printf (text, "%sproblem: %s\n", i == 0 ? "\n" : "", json_string_value (entry));
  return g_string_free (text, FALSE);
}
