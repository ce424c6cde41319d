/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/report.h"

#include "base/files.h"
#include "base/tsan.h"
#include "sync/error.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define STATUS_NAME "status.json"
#define STATUS_MAX (1024 * 1024) /* of 512 publishers, each with a long refusal */

static void
publisher_report_free (TiltasPublisherReport *self)
{
  g_free (self->publisher);
  g_free (self->state);
  g_free (self->published);
  g_free (self->word);
  g_free (self->detail);
  g_free (self);
}

static void
mirror_report_free (TiltasMirrorReport *self)
{
  g_free (self->address);
  g_free (self->word);
  g_free (self->detail);
  g_free (self);
}

TiltasReport *
tiltas_report_new (void)
{
  TiltasReport *self = g_new0 (TiltasReport, 1);

  g_atomic_ref_count_init (&self->references);
  self->publishers = g_ptr_array_new_with_free_func ((GDestroyNotify) publisher_report_free);
  self->mirrors = g_ptr_array_new_with_free_func ((GDestroyNotify) mirror_report_free);
  return self;
}

TiltasReport *
tiltas_report_ref (TiltasReport *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
tiltas_report_unref (TiltasReport *self)
{
  TILTAS_EDGE_BEFORE (self);
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  TILTAS_EDGE_AFTER (self);
  g_free (self->repository);
  g_free (self->word);
  g_free (self->detail);
  g_free (self->stick_word);
  g_free (self->stick_detail);
  g_free (self->set_aside);
  g_ptr_array_unref (self->publishers);
  g_ptr_array_unref (self->mirrors);
  g_free (self);
}

static TiltasPublisherReport *
find (const TiltasReport *self, const char *publisher)
{
  for (guint i = 0; i < self->publishers->len; i++)
    {
      TiltasPublisherReport *entry = g_ptr_array_index (self->publishers, i);
      if (g_str_equal (entry->publisher, publisher))
        return entry;
    }
  return NULL;
}

const TiltasPublisherReport *
tiltas_report_find (const TiltasReport *self, const char *publisher)
{
  return find (self, publisher);
}

TiltasPublisherReport *
tiltas_report_publisher (TiltasReport *self, const char *publisher)
{
  TiltasPublisherReport *entry = find (self, publisher);

  if (entry == NULL)
    {
      entry = g_new0 (TiltasPublisherReport, 1);
      entry->publisher = g_strdup (publisher);
      g_ptr_array_add (self->publishers, entry);
    }
  return entry;
}

void
tiltas_report_add_mirror (TiltasReport *self, const char *address, const char *word, const char *detail)
{
  TiltasMirrorReport *entry = g_new0 (TiltasMirrorReport, 1);

  entry->address = g_strdup (address);
  entry->word = g_strdup (word);
  entry->detail = g_strdup (detail);
  g_ptr_array_add (self->mirrors, entry);
}

static void
set_result (char **word, char **detail, const GError *error)
{
  g_free (*word);
  g_free (*detail);
  *word = g_strdup (error != NULL ? tiltas_sync_error_word (error) : "ok");
  *detail = error != NULL ? g_strdup (error->message) : NULL;
}

void
tiltas_report_set_result (TiltasReport *self, const GError *error)
{
  set_result (&self->word, &self->detail, error);
}

void
tiltas_report_set_stick_result (TiltasReport *self, const GError *error)
{
  set_result (&self->stick_word, &self->stick_detail, error);
}

void
tiltas_publisher_report_set_result (TiltasPublisherReport *self, const GError *error)
{
  set_result (&self->word, &self->detail, error);
}

gboolean
tiltas_report_same_content (const TiltasReport *a, const TiltasReport *b)
{
  if (a->repaired_at != b->repaired_at || a->publishers->len != b->publishers->len)
    return FALSE;
  for (guint i = 0; i < a->publishers->len; i++)
    {
      const TiltasPublisherReport *entry = g_ptr_array_index (a->publishers, i);
      const TiltasPublisherReport *other = find (b, entry->publisher);
      if (other == NULL || g_strcmp0 (entry->state, other->state) != 0)
        return FALSE;
    }
  return TRUE;
}

static gint64
get_integer (json_t *object, const char *name)
{
  return json_integer_value (json_object_get (object, name));
}

static char *
get_string (json_t *object, const char *name)
{
  return g_strdup (json_string_value (json_object_get (object, name)));
}

static void
read_publishers (TiltasReport *self, json_t *array)
{
  json_t *value;
  gsize i;

  json_array_foreach (array, i, value)
    {
      const char *id = json_string_value (json_object_get (value, "id"));
      if (id == NULL || find (self, id) != NULL)
        continue;
      TiltasPublisherReport *entry = tiltas_report_publisher (self, id);
      entry->seq = get_integer (value, "seq");
      entry->state = get_string (value, "state");
      entry->published = get_string (value, "published");
      entry->word = get_string (value, "result");
      entry->detail = get_string (value, "detail");
      entry->origin = json_is_true (json_object_get (value, "stick")) ? TILTAS_ORIGIN_STICK : TILTAS_ORIGIN_SERVER;
    }
}

static void
read_mirrors (TiltasReport *self, json_t *array)
{
  json_t *value;
  gsize i;

  json_array_foreach (array, i, value)
    {
      const char *address = json_string_value (json_object_get (value, "address"));
      if (address != NULL)
        tiltas_report_add_mirror (self, address, json_string_value (json_object_get (value, "result")),
                                  json_string_value (json_object_get (value, "detail")));
    }
}

/* NULL when it is not the text of a report. */
static TiltasReport *
parse (const char *text, gsize length)
{
  json_auto_t *object = json_loadb (text, length, JSON_REJECT_DUPLICATES, NULL);
  if (!json_is_object (object))
    return NULL;
  TiltasReport *self = tiltas_report_new ();
  json_t *error = json_object_get (object, "error"), *stick = json_object_get (object, "stick");

  self->last_run = get_integer (object, "last_run");
  self->last_success = get_integer (object, "last_success");
  self->retry_at = get_integer (object, "retry_at");
  self->repository = get_string (object, "repository");
  self->word = get_string (object, "result");
  self->detail = get_string (error, "detail");
  self->stick_run = get_integer (stick, "last_run");
  self->stick_word = get_string (stick, "result");
  self->stick_detail = get_string (stick, "detail");
  self->repaired_at = get_integer (object, "repaired_at");
  self->replaced = json_is_true (json_object_get (object, "replaced"));
  self->set_aside = get_string (object, "set_aside");
  read_publishers (self, json_object_get (object, "publishers"));
  read_mirrors (self, json_object_get (object, "mirrors"));
  return self;
}

static GBytes *
read_file (const char *state_dir)
{
  g_autofree char *path = g_build_filename (state_dir, STATUS_NAME, NULL);

  return tiltas_file_read (path, STATUS_MAX, NULL);
}

TiltasReport *
tiltas_report_load (const char *state_dir)
{
  g_autoptr (GBytes) bytes = read_file (state_dir);

  return bytes != NULL ? parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
}

TiltasReport *
tiltas_report_read (const char *state_dir)
{
  TiltasReport *self = tiltas_report_load (state_dir);

  return self != NULL ? self : tiltas_report_new ();
}

char *
tiltas_report_read_text (const char *state_dir)
{
  g_autoptr (GBytes) bytes = read_file (state_dir);

  return bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
}

static void
set_string (json_t *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_new (object, name, json_string (value));
}

/* What happened, and what to do. */
static void
set_words (json_t *object, const char *word, TiltasOrigin origin)
{
  set_string (object, "sentence", tiltas_word_sentence (word, origin));
  set_string (object, "advice", tiltas_word_advice (word, origin));
}

static void
set_time (json_t *object, const char *name, gint64 value)
{
  if (value != 0)
    json_object_set_new (object, name, json_integer (value));
}

static json_t *
publisher_to_json (const TiltasPublisherReport *entry)
{
  json_t *object = json_object ();

  set_string (object, "id", entry->publisher);
  set_time (object, "seq", entry->seq);
  set_string (object, "state", entry->state);
  set_string (object, "published", entry->published);
  set_string (object, "result", entry->word);
  if (entry->origin == TILTAS_ORIGIN_STICK)
    json_object_set_new (object, "stick", json_true ());
  set_words (object, entry->word, entry->origin);
  set_string (object, "detail", entry->detail);
  return object;
}

static json_t *
mirror_to_json (const TiltasMirrorReport *entry)
{
  json_t *object = json_object ();

  set_string (object, "address", entry->address);
  set_string (object, "result", entry->word);
  set_words (object, entry->word, TILTAS_ORIGIN_MIRROR);
  set_string (object, "detail", entry->detail);
  return object;
}

static json_t *
stick_to_json (const TiltasReport *self)
{
  json_t *object = json_object ();

  set_time (object, "last_run", self->stick_run);
  set_string (object, "result", self->stick_word);
  set_words (object, self->stick_word, TILTAS_ORIGIN_STICK);
  set_string (object, "detail", self->stick_detail);
  return object;
}

static json_t *
report_to_json (const TiltasReport *self)
{
  json_t *object = json_object ();
  json_t *publishers = json_array (), *mirrors = json_array ();

  set_time (object, "last_run", self->last_run);
  set_time (object, "last_success", self->last_success);
  set_time (object, "retry_at", self->retry_at);
  set_string (object, "repository", self->repository);
  set_string (object, "result", self->word);
  if (tiltas_sync_sentence (self->word) != NULL)
    {
      json_t *error = json_object ();
      set_string (error, "word", self->word);
      set_words (error, self->word, TILTAS_ORIGIN_SERVER);
      set_string (error, "detail", self->detail);
      json_object_set_new (object, "error", error);
    }
  if (self->stick_run != 0)
    json_object_set_new (object, "stick", stick_to_json (self));
  set_time (object, "repaired_at", self->repaired_at);
  if (self->replaced)
    json_object_set_new (object, "replaced", json_true ());
  set_string (object, "set_aside", self->set_aside);
  for (guint i = 0; i < self->publishers->len; i++)
    json_array_append_new (publishers, publisher_to_json (g_ptr_array_index (self->publishers, i)));
  json_object_set_new (object, "publishers", publishers);
  for (guint i = 0; i < self->mirrors->len; i++)
    json_array_append_new (mirrors, mirror_to_json (g_ptr_array_index (self->mirrors, i)));
  json_object_set_new (object, "mirrors", mirrors);
  return object;
}

char *
tiltas_report_to_text (const TiltasReport *self)
{
  json_auto_t *object = report_to_json (self);
  char *text = json_dumps (object, JSON_INDENT (2));

  g_assert (text != NULL);
  char *copy = g_strdup (text);
  free (text);
  return copy;
}

TiltasReport *
tiltas_report_copy (const TiltasReport *self)
{
  g_autofree char *text = tiltas_report_to_text (self);

  return parse (text, strlen (text));
}

gboolean
tiltas_report_equal (const TiltasReport *a, const TiltasReport *b)
{
  g_autofree char *first = tiltas_report_to_text (a), *second = tiltas_report_to_text (b);

  return g_str_equal (first, second);
}

gboolean
tiltas_report_write (const TiltasReport *self, const char *state_dir, GError **error)
{
  g_autofree char *path = g_build_filename (state_dir, STATUS_NAME, NULL);
  g_autofree char *text = tiltas_report_to_text (self);
  gsize length = strlen (text);
  g_autoptr (GBytes) known = tiltas_file_read (path, STATUS_MAX, NULL);
  GError *local = NULL;

  /* A file that stays as it is wakes nobody who watches it. */
  if (known != NULL && g_bytes_get_size (known) == length && memcmp (g_bytes_get_data (known, NULL), text, length) == 0)
    return TRUE;
  if (tiltas_file_replace (path, text, length, &local))
    return TRUE;
  g_propagate_error (error, tiltas_sync_error_take (local));
  return FALSE;
}
