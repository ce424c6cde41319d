/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/quotas.h"

#include "base/hash.h"
#include "base/language.h"
#include "content/canonical.h"
#include "content/grants.h"
#include "content/validate.h"
#include "trust/writer.h"

#include <string.h>

#define REVOKED "revoked" /* member with the ids of publishers whose right was taken away; terminals do not read it */

TiltasTarget *
tiltas_quotas_target (TiltasRepository *repository)
{
  return tiltas_metadata_get_target (repository->targets, TILTAS_QUOTAS_TARGET, TRUE, NULL);
}

json_t *
tiltas_quotas_read (TiltasRepository *repository, GError **error)
{
  g_autoptr (TiltasTarget) target = tiltas_quotas_target (repository);
  g_autoptr (GBytes) bytes = NULL;
  json_auto_t *publishers = NULL;
  g_autofree char *path = NULL;

  if (target == NULL)
    return json_pack ("{s:[]}", "publishers");
  bytes = tiltas_repository_read_target (repository, target, TILTAS_PUBLISHERS_BYTES_MAX, error);
  if (bytes == NULL)
    {
      g_prefix_error (error,
                      "publishers.json of this repository cannot be read; the limits of partners stand in it, so "
                      "fetch it back from a copy: ");
      return NULL;
    }
  publishers = json_loadb (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), JSON_REJECT_DUPLICATES, NULL);
  if (json_is_array (json_object_get (publishers, "publishers")))
    return g_steal_pointer (&publishers);
  path = tiltas_repository_target_path (target->path, target->sha256);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s/%s is no list of publishers", repository->path, path);
  return NULL;
}

json_t *
tiltas_quotas_find (json_t *publishers, const char *id)
{
  json_t *entry;
  size_t i;

  json_array_foreach (json_object_get (publishers, "publishers"), i, entry)
    if (g_strcmp0 (json_string_value (json_object_get (entry, "id")), id) == 0)
      return entry;
  return NULL;
}

/* Terminals refuse a longer list or file, and then take no updates at all. */
static gboolean
check_sizes (json_t *publishers, gsize length, GError **error)
{
  gsize n = json_array_size (json_object_get (publishers, "publishers"));

  if (n <= TILTAS_ROLES_MAX && length <= TILTAS_PUBLISHERS_BYTES_MAX)
    return TRUE;
  if (n > TILTAS_ROLES_MAX)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 TILTAS_QUOTAS_TARGET " would name %" G_GSIZE_FORMAT
                                      " publishers; terminals take at most %d. Take one away with "
                                      "delegate --revoke, or out of the content folder",
                 n, TILTAS_ROLES_MAX);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 TILTAS_QUOTAS_TARGET " would have %" G_GSIZE_FORMAT
                                      " bytes; terminals take at most %d. Shorten names of publishers",
                 length, TILTAS_PUBLISHERS_BYTES_MAX);
  return FALSE;
}

/* The file in canonical form, with a newline. NULL and error when terminals would refuse it. Transfer full. */
static GBytes *
to_bytes (json_t *publishers, GError **error)
{
  g_autoptr (GBytes) bytes = tiltas_canonical_write (publishers, error);
  GString *text;

  if (bytes == NULL)
    g_prefix_error (error, TILTAS_QUOTAS_TARGET ": ");
  if (bytes == NULL || !check_sizes (publishers, g_bytes_get_size (bytes) + 1, error))
    return NULL;
  text = g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  g_string_append_c (text, '\n');
  return g_string_free_to_bytes (text);
}

static gboolean
put (TiltasEdit *edit, json_t *publishers, GError **error)
{
  g_autoptr (GBytes) bytes = to_bytes (publishers, error);
  g_autofree char *hash = NULL;

  if (bytes == NULL)
    return FALSE;
  hash = tiltas_sha256_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  tiltas_edit_add_target (edit, TILTAS_QUOTAS_TARGET, hash, bytes);
  tiltas_signed_set_target (tiltas_edit_targets (edit), TILTAS_QUOTAS_TARGET, g_bytes_get_size (bytes), hash, NULL);
  return TRUE;
}

static gboolean
fault (GError **error, const char *what, const char *value)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "“%s” is %s", value, what);
  return FALSE;
}

static gboolean
set_names (json_t *entry, const char *const *names, GError **error)
{
  json_t *object = json_object_get (entry, "name");

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (names[i], "=", 2);

      if (parts[0] == NULL || parts[1] == NULL || parts[1][0] == '\0' || !tiltas_language_is_tag (parts[0]))
        return fault (error, "no name in a language; write LANG=TEXT such as lt=Biblioteka", names[i]);
      if (json_object_set_new (object, parts[0], json_string (parts[1])) != 0)
        return fault (error, "no text in UTF-8", names[i]);
    }
  return TRUE;
}

static gboolean
set_kinds (json_t *entry, const char *const *kinds, GError **error)
{
  json_t *array = kinds != NULL ? json_array () : NULL;

  for (guint i = 0; kinds != NULL && kinds[i] != NULL; i++)
    if (tiltas_kind_is_known (kinds[i]))
      json_array_append_new (array, json_string (kinds[i]));
    else
      {
        g_autofree char *known = tiltas_kinds_text ();

        json_decref (array);
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "“%s” is no kind of record; the kinds are %s",
                     kinds[i], known);
        return FALSE;
      }
  if (array != NULL)
    json_object_set_new (entry, "kinds", array);
  return TRUE;
}

static void
set_limits (json_t *entry, const TiltasQuotaChange *change)
{
  static const char *const names[] = { "records", "bytes", "blobs" };
  const gint64 values[] = { change->records, change->bytes, change->blobs };
  json_t *limits = json_object_get (entry, "limits");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (values[i] >= 0)
      {
        if (limits == NULL)
          {
            limits = json_object ();
            json_object_set_new (entry, "limits", limits);
          }
        json_object_set_new (limits, names[i], json_integer (values[i]));
      }
}

static json_t *
entry_for (json_t *publishers, const char *publisher)
{
  json_t *entry = tiltas_quotas_find (publishers, publisher);

  if (entry == NULL)
    {
      entry = json_pack ("{s:s, s:b, s:{s:s}, s:[s]}", "id", publisher, "delegated", 1, "name", "lt", publisher,
                         "languages", "lt");
      json_array_append_new (json_object_get (publishers, "publishers"), entry);
    }
  return entry;
}

/* Writes default limits and kinds into an entry that delegate made, so that terminals of all versions read the same. */
static void
complete (json_t *publishers, json_t *entry)
{
  if (json_is_true (json_object_get (entry, "delegated")))
    tiltas_grants_complete_entry (entry, entry != json_array_get (json_object_get (publishers, "publishers"), 0));
}

/* The index of id among the publishers whose right was taken away; -1 when it is not there. */
static int
find_revoked (json_t *publishers, const char *id)
{
  json_t *value;
  size_t i;

  json_array_foreach (json_object_get (publishers, REVOKED), i, value)
    if (g_strcmp0 (json_string_value (value), id) == 0)
      return (int) i;
  return -1;
}

gboolean
tiltas_quotas_is_revoked (json_t *publishers, const char *id)
{
  return find_revoked (publishers, id) >= 0;
}

/* Gives a publisher its right back. TRUE when it had been taken away. */
static gboolean
forget_revoked (json_t *publishers, const char *id)
{
  int at = find_revoked (publishers, id);

  return at >= 0 && json_array_remove (json_object_get (publishers, REVOKED), (size_t) at) == 0;
}

gboolean
tiltas_quotas_set (TiltasEdit *edit, const char *publisher, const TiltasQuotaChange *change, GError **error)
{
  json_auto_t *publishers = tiltas_quotas_read (edit->repository, error);
  json_auto_t *before = publishers != NULL ? json_deep_copy (publishers) : NULL;
  json_t *entry;

  if (publishers == NULL)
    return FALSE;
  forget_revoked (publishers, publisher);
  entry = entry_for (publishers, publisher);
  set_limits (entry, change);
  if (!set_names (entry, change->names, error) || !set_kinds (entry, change->kinds, error))
    return FALSE;
  complete (publishers, entry);
  if (json_equal (publishers, before))
    return TRUE;
  tiltas_edit_note (edit, "publishers.json changes for “%s”", publisher);
  return put (edit, publishers, error);
}

gboolean
tiltas_quotas_remove (TiltasEdit *edit, const char *publisher, GError **error)
{
  json_auto_t *publishers = tiltas_quotas_read (edit->repository, error);
  json_t *list = json_object_get (publishers, "publishers");
  json_t *entry = tiltas_quotas_find (publishers, publisher);
  json_t *each;
  size_t i;

  if (publishers == NULL)
    return FALSE;
  if (json_object_get (publishers, REVOKED) == NULL)
    json_object_set_new (publishers, REVOKED, json_array ());
  if (find_revoked (publishers, publisher) < 0)
    json_array_append_new (json_object_get (publishers, REVOKED), json_string (publisher));
  json_array_foreach (list, i, each)
    if (each == entry)
      {
        json_array_remove (list, i);
        break;
      }
  return put (edit, publishers, error);
}

gboolean
tiltas_quotas_merge (TiltasRepository *repository, TiltasPackages *packages, GError **error)
{
  json_auto_t *old = tiltas_quotas_read (repository, error);
  json_auto_t *new =
    json_loadb (g_bytes_get_data (packages->publishers, NULL), g_bytes_get_size (packages->publishers), 0, NULL);
  json_t *revoked = json_object_get (old, REVOKED), *entry;
  gboolean added = json_array_size (revoked) > 0;
  GBytes *bytes;
  size_t i;

  if (old == NULL)
    return FALSE; /* a lost file must not cost the partners their roles */
  if (added)
    json_object_set (new, REVOKED, revoked);
  for (i = json_array_size (json_object_get (new, "publishers")); i-- > 0;)
    {
      entry = json_array_get (json_object_get (new, "publishers"), i);
      if (tiltas_quotas_is_revoked (old, json_string_value (json_object_get (entry, "id"))))
        json_array_remove (json_object_get (new, "publishers"), i);
    }
  json_array_foreach (json_object_get (old, "publishers"), i, entry)
    {
      const char *id = json_string_value (json_object_get (entry, "id"));

      if (!json_is_true (json_object_get (entry, "delegated")) || tiltas_quotas_find (new, id) != NULL)
        continue;
      json_array_append (json_object_get (new, "publishers"), entry);
      added = TRUE;
    }
  bytes = added ? to_bytes (new, error) : g_bytes_ref (packages->publishers);
  if (bytes == NULL || !check_sizes (new, g_bytes_get_size (bytes), error))
    {
      g_clear_pointer (&bytes, g_bytes_unref);
      return FALSE;
    }
  g_bytes_unref (packages->publishers);
  packages->publishers = bytes;
  return TRUE;
}
