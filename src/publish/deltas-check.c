/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/deltas-check.h"

#include "base/files.h"
#include "base/hash.h"
#include "content/delta-apply.h"
#include "content/delta.h"
#include "publish/deltas.h"
#include "publish/pack-target.h"

#include <gio/gio.h>
#include <string.h>

static gboolean G_GNUC_PRINTF (2, 3) wrong (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, message);
  return FALSE;
}

/* ---- Targets ---- */

static TiltasTarget *
delta_of (const TiltasDeltasCheck *self, TiltasMetadata *metadata, gint64 seq)
{
  g_autofree char *path = tiltas_deltas_path (self->publisher, seq);

  return metadata != NULL ? tiltas_metadata_get_target (metadata, path, TRUE, NULL) : NULL;
}

static const char *
state_of (const TiltasTarget *delta, const char *member)
{
  const char *state = json_string_value (json_object_get (delta->custom, member));

  return state != NULL && tiltas_is_sha256_hex (state) ? state : "";
}

/* ---- Bytes ---- */

/* The bytes of the edition with that hash, from the first folder that has it; NULL when none has. Transfer full. */
static GBytes *
find_edition (const TiltasDeltasCheck *self, const char *state)
{
  g_autofree char *path = tiltas_pack_target_path (self->publisher);
  g_autofree char *target = tiltas_repository_target_path (path, state);

  for (guint i = 0; self->folders[i] != NULL; i++)
    {
      g_autofree char *file = g_build_filename (self->folders[i], target, NULL);
      g_autoptr (GBytes) bytes = tiltas_file_read (file, TILTAS_PACK_TARGET_MAX, NULL);
      g_autofree char *hash =
        bytes != NULL ? tiltas_sha256_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;

      if (g_strcmp0 (hash, state) == 0)
        return g_steal_pointer (&bytes);
    }
  return NULL;
}

/* Applies delta to the edition before it and compares the result with what the delta's entry says. *edition is the
 * edition before (NULL: it is looked for; nothing is checked when it is not at hand), and then the result. */
static gboolean
check_result (const TiltasDeltasCheck *self, const TiltasTarget *delta, GBytes **edition, GError **error)
{
  GBytes *bytes = g_hash_table_lookup (self->files, delta->path);
  g_autoptr (GBytes) first =
    *edition != NULL ? g_steal_pointer (edition) : find_edition (self, state_of (delta, "base"));
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GError) why = NULL;
  g_autofree char *hash = NULL;
  gsize length = 0;
  gconstpointer data;

  if (first == NULL)
    return TRUE;
  data = g_bytes_get_data (first, &length);
  second = tiltas_delta_apply (self->publisher, data, length, bytes, &why);
  if (second == NULL)
    return wrong (error, "“%s” does not fit the edition it says it leads from: %s", delta->path, why->message);
  hash = tiltas_sha256_hex (g_bytes_get_data (second, NULL), g_bytes_get_size (second));
  if (strcmp (hash, state_of (delta, "result")) != 0)
    return wrong (error, "“%s” does not make the edition that it says it leads to", delta->path);
  *edition = g_steal_pointer (&second);
  return TRUE;
}

/* ---- The chain ---- */

static gboolean
is_unchanged (const TiltasDeltasCheck *self, const TiltasTarget *delta, gint64 seq)
{
  g_autoptr (TiltasTarget) old = delta_of (self, self->before, seq);

  return old != NULL && g_strcmp0 (old->sha256, delta->sha256) == 0 && json_equal (old->custom, delta->custom);
}

/* Checks that the entry of delta joins its neighbours: next, the delta after it (NULL: pack.jsonl), and the editions
 * that were taken in before. */
static gboolean
check_place (const TiltasDeltasCheck *self,
             const TiltasTarget *delta,
             gint64 seq,
             const TiltasTarget *next,
             GError **error)
{
  g_autoptr (TiltasTarget) pack = tiltas_pack_target_get (self->metadata, self->publisher);
  g_autoptr (TiltasTarget) old = tiltas_pack_target_get (self->before, self->publisher);
  const char *result = state_of (delta, "result");

  if (*result == '\0' || *state_of (delta, "base") == '\0')
    return wrong (error, "“%s” does not say which editions it joins", delta->path);
  if (next != NULL ? strcmp (result, state_of (next, "base")) != 0
                   : seq != tiltas_pack_target_seq (pack) || g_strcmp0 (result, pack->sha256) != 0)
    return wrong (error, "“%s” does not lead to pack.jsonl, nor to where the next delta begins", delta->path);
  if (seq <= tiltas_pack_target_seq (old) && !is_unchanged (self, delta, seq))
    return wrong (error, "“%s” is not the one that was taken in before", delta->path);
  if (old != NULL && seq == tiltas_pack_target_seq (old) + 1 && g_strcmp0 (state_of (delta, "base"), old->sha256) != 0)
    return wrong (error, "“%s” does not lead from edition %" G_GINT64_FORMAT " of this repository", delta->path,
                  tiltas_pack_target_seq (old));
  return TRUE;
}

static gboolean
check_one (const TiltasDeltasCheck *self, GArray *numbers, guint i, GBytes **edition, GError **error)
{
  gint64 seq = g_array_index (numbers, gint64, i);
  gboolean is_last = i + 1 == numbers->len;
  g_autoptr (TiltasTarget) delta = delta_of (self, self->metadata, seq);
  g_autoptr (TiltasTarget) next =
    is_last ? NULL : delta_of (self, self->metadata, g_array_index (numbers, gint64, i + 1));
  g_autoptr (GError) why = NULL;
  g_autoptr (TiltasDelta) parsed =
    tiltas_delta_parse (self->publisher, g_hash_table_lookup (self->files, delta->path), &why);

  if (parsed == NULL)
    return wrong (error, "“%s” is no delta that can be read: %s", delta->path, why->message);
  return check_place (self, delta, seq, next, error) && check_result (self, delta, edition, error);
}

gboolean
tiltas_deltas_check (const TiltasDeltasCheck *self, GError **error)
{
  g_auto (GStrv) paths = tiltas_metadata_list_targets (self->metadata);
  g_autoptr (GArray) numbers = tiltas_deltas_list (self->publisher, (const char *const *) paths);
  g_autoptr (GBytes) edition = NULL;

  if (numbers->len > TILTAS_DELTAS_KEPT)
    return wrong (error, "it has %u deltas; %d are kept", numbers->len, TILTAS_DELTAS_KEPT);
  for (guint i = 0; i < numbers->len; i++)
    if (!check_one (self, numbers, i, &edition, error))
      return FALSE;
  return TRUE;
}
