/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/tree.h"

#include "base/files.h"
#include "base/language.h"
#include "content/canonical.h"
#include "content/record.h"
#include "content/validate.h"
#include "content/words.h"
#include "publish/layout.h"
#include "publish/sniff.h"
#include "publish/text-scan.h"
#include "publish/text.h"

#include <string.h>

#define FILE_MAX (8 * 1024 * 1024)

static void
draft_free (gpointer data)
{
  TiltasDraft *draft = data;

  g_free (draft->key);
  json_decref (draft->record);
  g_clear_pointer (&draft->pictures, g_ptr_array_unref);
  g_free (draft);
}

static void
link_free (gpointer data)
{
  TiltasLink *link = data;

  g_free (link->ref);
  g_free (link);
}

static void
publisher_free (gpointer data)
{
  TiltasPublisher *publisher = data;

  g_free (publisher->id);
  g_strfreev (publisher->languages);
  g_strfreev (publisher->originals);
  g_strfreev (publisher->kinds);
  g_ptr_array_unref (publisher->drafts);
  g_free (publisher);
}

void
tiltas_tree_free (TiltasTree *self)
{
  g_free (self->root);
  g_free (self->icons);
  json_decref (self->publishers_json);
  g_hash_table_unref (self->drafts);
  g_hash_table_unref (self->refused);
  g_hash_table_unref (self->unread);
  g_hash_table_unref (self->blobs);
  g_hash_table_unref (self->short_numbers);
  g_hash_table_unref (self->http_hosts);
  g_ptr_array_unref (self->publishers);
  g_ptr_array_unref (self->inputs);
  g_ptr_array_unref (self->links);
  g_string_chunk_free (self->names);
  tiltas_faults_free (self->faults);
  g_free (self);
}

TiltasTree *
tiltas_tree_new (const char *root, const char *icons)
{
  TiltasTree *self = g_new0 (TiltasTree, 1);

  self->root = g_strdup (root);
  self->icons = icons != NULL ? g_strdup (icons) : g_build_filename (root, "..", "icons", NULL);
  self->faults = tiltas_faults_new ();
  self->publishers = g_ptr_array_new_with_free_func (publisher_free);
  self->drafts = g_hash_table_new (g_str_hash, g_str_equal);
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unread = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->blobs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  self->short_numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->http_hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->names = g_string_chunk_new (1024);
  self->inputs = g_ptr_array_new_with_free_func (g_free);
  self->links = g_ptr_array_new_with_free_func (link_free);
  return self;
}

TiltasPublisher *
tiltas_tree_publisher (TiltasTree *self, const char *id)
{
  for (guint i = 0; i < self->publishers->len; i++)
    {
      TiltasPublisher *publisher = self->publishers->pdata[i];

      if (g_strcmp0 (publisher->id, id) == 0)
        return publisher;
    }
  return NULL;
}

TiltasPublisher *
tiltas_tree_add_publisher (TiltasTree *self, const char *id)
{
  TiltasPublisher *publisher = g_new0 (TiltasPublisher, 1);

  publisher->id = g_strdup (id);
  publisher->drafts = g_ptr_array_new_with_free_func (draft_free);
  g_ptr_array_add (self->publishers, publisher);
  return publisher;
}

void
tiltas_tree_note_unread (TiltasTree *self, const char *file)
{
  g_hash_table_add (self->unread, g_strdup (file));
}

void
tiltas_tree_expect (TiltasTree *self, const char *file, const char *advice)
{
  g_autofree char *path = g_build_filename (self->root, file, NULL);

  if (g_hash_table_contains (self->unread, file) || g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  tiltas_faults_add (self->faults, TILTAS_AT (file, 1), "language", advice, "This file is missing.");
  tiltas_tree_note_unread (self, file);
}

static GBytes *
read_bytes (TiltasTree *self, const char *file, gboolean optional)
{
  g_autofree char *path = g_build_filename (self->root, file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = tiltas_file_read (path, FILE_MAX, &error);

  if (bytes != NULL)
    g_ptr_array_add (self->inputs, g_steal_pointer (&path));
  else if (!optional || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      const char *why = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE) ? "it is no file, but a folder"
                        : g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)       ? "it is too large"
                                                                                         : error->message;

      tiltas_faults_add (self->faults, TILTAS_AT (file, 1), "file", "It must be a regular file of at most 8 MiB.",
                         "The file cannot be read: %s.", why);
      tiltas_tree_note_unread (self, file);
    }
  return g_steal_pointer (&bytes);
}

/* FALSE and a fault when the bytes are no text. */
static gboolean
is_text (TiltasTree *self, const char *file, const char *data, gsize size)
{
  const char *advice = NULL;
  const char *what = tiltas_sniff (data, size, &advice);

  if (what != NULL)
    tiltas_faults_add (self->faults, TILTAS_AT (file, 1), "utf-8", advice, "This is %s, not a text in UTF-8.", what);
  if (what == NULL && (size == 0 || tiltas_text_scan (self->faults, file, data, size)))
    return TRUE;
  tiltas_tree_note_unread (self, file);
  return FALSE;
}

char *
tiltas_tree_read_text (TiltasTree *self, const char *file, gboolean optional, gsize *length)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize size = 0;
  const char *data;

  if (g_hash_table_contains (self->unread, file))
    return NULL;
  bytes = read_bytes (self, file, optional);
  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      size -= 3;
    }
  if (!is_text (self, file, data, size))
    return NULL;
  if (length != NULL)
    *length = size;
  return g_strndup (size > 0 ? data : "", size);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GStrv
tiltas_tree_list (TiltasTree *self, const char *folder, const char *suffix)
{
  g_autofree char *path = g_build_filename (self->root, folder, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *full = g_build_filename (path, name, NULL);

      if (tiltas_layout_is_clutter (name) || (suffix != NULL && !g_str_has_suffix (name, suffix)))
        continue;
      if (g_file_test (full, G_FILE_TEST_IS_DIR) == (suffix != NULL && suffix[0] == '\0'))
        g_ptr_array_add (names, g_strdup (name));
    }
  if (dir != NULL)
    g_ptr_array_add (self->inputs, g_steal_pointer (&path));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_steal (names, NULL);
}

GStrv
tiltas_tree_sort_languages (GStrv names, const char *suffix, const char *first)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *first_name = g_strconcat (first, suffix, NULL);

  if (g_strv_contains ((const char *const *) names, first_name))
    g_strv_builder_add (builder, first);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *lang = g_strndup (names[i], strlen (names[i]) - strlen (suffix));

      if (!g_str_equal (lang, first) && tiltas_language_is_known (lang))
        g_strv_builder_add (builder, lang);
    }
  return g_strv_builder_end (builder);
}

void
tiltas_draft_set_text (json_t *record, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_new (record, name, json_string (text));
}

/* publisher/kind/id[/lang]. Transfer full. */
static char *
key_of (const TiltasRecordName *name)
{
  return g_strjoin ("/", name->publisher, name->kind, name->id, name->lang, NULL);
}

static gboolean
may_ship (TiltasTree *self, TiltasPublisher *publisher, const char *kind, TiltasFileLine at)
{
  if (publisher->kinds == NULL || g_strv_contains ((const char *const *) publisher->kinds, kind))
    return TRUE;
  tiltas_faults_add (self->faults, at, "kind", "Allow the kind in publishers.json, or move the file.",
                     "“%s” may not ship records of the kind “%s”.", publisher->id, kind);
  return FALSE;
}

void
tiltas_tree_refuse (TiltasTree *self, const TiltasRecordName *name)
{
  if (name->id != NULL)
    g_hash_table_add (self->refused, key_of (name));
}

gboolean
tiltas_tree_is_refused (TiltasTree *self, const TiltasRecordName *name)
{
  g_autofree char *key = key_of (name);
  TiltasPublisher *owner = tiltas_tree_publisher (self, name->publisher);
  const char *lang = name->lang == NULL && owner != NULL ? owner->languages[0] : name->lang;
  g_autofree char *file = owner != NULL ? tiltas_layout_file (name->publisher, name->kind, name->id, lang) : NULL;

  return g_hash_table_contains (self->refused, key) || g_hash_table_contains (self->unread, name->publisher) ||
         (file != NULL && g_hash_table_contains (self->unread, file));
}

/* TRUE when a fault at this place explains already why the record is refused. A Markdown file is one record, so that
 * any fault in it does. */
static gboolean
is_explained (TiltasTree *self, TiltasFileLine at)
{
  return tiltas_faults_has (self->faults, TILTAS_AT (at.file, g_str_has_suffix (at.file, ".md") ? 0 : at.line));
}

/* FALSE and a fault when the kiosk would refuse the record (content/record.h, content/canonical.h). */
static gboolean
is_sound (TiltasTree *self, json_t *record, TiltasFileLine at)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!tiltas_record_validate (record, &error) || !tiltas_record_check_words (record, &error))
    {
      if (!is_explained (self, at))
        tiltas_faults_add (self->faults, at, "record", "See " TILTAS_CONTENT_GUIDE ".", "%s.", error->message);
      return FALSE;
    }
  bytes = tiltas_canonical_write (record, &error);
  if (bytes == NULL)
    {
      if (!is_explained (self, at))
        tiltas_faults_add (self->faults, at, "record", "See " TILTAS_CONTENT_GUIDE ", “What they become”.", "%s.",
                           error->message);
      return FALSE;
    }
  if (g_bytes_get_size (bytes) < TILTAS_LINE_MAX)
    return TRUE;
  tiltas_faults_add (self->faults, at, "record", "Split it.", "The record is longer than %d KiB.",
                     TILTAS_LINE_MAX / 1024);
  return FALSE;
}

static TiltasDraft *
draft_new (TiltasTree *self, const TiltasRecordName *name, json_t *record, TiltasFileLine at)
{
  TiltasDraft *draft = g_new0 (TiltasDraft, 1);

  draft->key = key_of (name);
  draft->record = json_incref (record);
  draft->at = TILTAS_AT (g_string_chunk_insert_const (self->names, at.file), at.line);
  return draft;
}

TiltasDraft *
tiltas_tree_add (TiltasTree *self, const TiltasRecordName *name, json_t *record, TiltasFileLine at)
{
  g_autoptr (json_t) owned = record;
  g_autofree char *key = key_of (name);
  TiltasPublisher *publisher = tiltas_tree_publisher (self, name->publisher);
  TiltasDraft *draft = g_hash_table_lookup (self->drafts, key);

  if (name->id == NULL || !tiltas_is_id (name->id))
    {
      tiltas_faults_add (self->faults, at, "id", "Use a-z, 0-9 and “-”, at most 64.", "“%s” is no id.",
                         name->id != NULL ? name->id : "");
      return NULL;
    }
  tiltas_draft_set_text (owned, "publisher", name->publisher);
  tiltas_draft_set_text (owned, "kind", name->kind);
  tiltas_draft_set_text (owned, "id", name->id);
  tiltas_draft_set_text (owned, "lang", name->lang);
  if (draft != NULL)
    {
      tiltas_faults_add (self->faults, at, "duplicate", "Delete one, or give it another id.",
                         "The id “%s” was used before, in %s:%d.", name->id, draft->at.file, draft->at.line);
      return NULL;
    }
  if (!may_ship (self, publisher, name->kind, at) || !is_sound (self, owned, at))
    {
      tiltas_tree_refuse (self, name);
      return NULL;
    }
  draft = draft_new (self, name, owned, at);
  g_hash_table_insert (self->drafts, draft->key, draft);
  g_ptr_array_add (publisher->drafts, draft);
  return draft;
}

TiltasDraft *
tiltas_tree_find (TiltasTree *self, const TiltasRecordName *name)
{
  g_autofree char *key = key_of (name);

  return g_hash_table_lookup (self->drafts, key);
}

char *
tiltas_tree_add_link (TiltasTree *self,
                      TiltasPublisher *publisher,
                      const char *kind,
                      const char *target,
                      TiltasFileLine at)
{
  g_auto (GStrv) parts = g_strsplit (target, "/", 3);
  guint n = g_strv_length (parts);
  g_autofree char *ref = NULL;
  TiltasLink *link;

  for (guint i = 0; i < n; i++)
    if (n > 2 || !tiltas_is_id (parts[i]))
      {
        if (!tiltas_faults_has (self->faults, at))
          tiltas_faults_add (self->faults, at, "link", "Write ID or PUBLISHER/ID.", "“%s” is no name of a %s.", target,
                             kind);
        return NULL;
      }
  if (n == 0)
    {
      tiltas_faults_add (self->faults, at, "link", "Write ID or PUBLISHER/ID.", "The link to a %s is empty.", kind);
      return NULL;
    }
  ref = n == 1 ? g_strdup_printf ("%s/%s", publisher->id, parts[0]) : g_strdup (target);
  link = g_new0 (TiltasLink, 1);
  link->kind = g_intern_string (kind);
  link->ref = g_strdup (ref);
  link->at = TILTAS_AT (g_string_chunk_insert_const (self->names, at.file), at.line);
  g_ptr_array_add (self->links, link);
  return g_steal_pointer (&ref);
}

gboolean
tiltas_tree_check_state (TiltasTree *self,
                         TiltasPublisher *publisher,
                         const char *lang,
                         const char *state,
                         TiltasFileLine at)
{
  static const char *const states[] = { "master", "reviewed", "machine", NULL };
  gboolean master =
    g_str_equal (lang, publisher->languages[0]) || g_strv_contains ((const char *const *) publisher->originals, lang);

  if (state == NULL || !g_strv_contains (states, state))
    tiltas_faults_add (self->faults, at, "state", "Write master, reviewed or machine.", "“%s” is no state of a text.",
                       state != NULL ? state : "");
  else if (!master && g_str_equal (state, "master"))
    tiltas_faults_add (
      self->faults, at, "state", "Write reviewed when a native speaker read it, else machine.",
      "A translation cannot be the master: “%s” is none of the “originals” of “%s” in publishers.json.", lang,
      publisher->id);
  else
    {
      if (g_str_equal (lang, publisher->languages[0]) && !g_str_equal (state, "master"))
        tiltas_faults_warn (self->faults, at, "state", "Write master.",
                            "“%s” is the language that the others are held against, but its state is “%s”.", lang,
                            state);
      return TRUE;
    }
  return FALSE;
}

void
tiltas_tree_check_words (TiltasTree *self, const char *text, guint limit, const char *what, TiltasFileLine at)
{
  guint length;

  if (text == NULL)
    return;
  if (!tiltas_text_is_balanced (text))
    tiltas_faults_add (self->faults, at, "bidi",
                       "Close each U+2066–U+2068 with U+2069 and each U+202A–U+202E with U+202C.",
                       "The direction marks in %s are not balanced.", what);
  length = tiltas_text_length (text);
  if (limit > 0 && length > limit)
    tiltas_faults_add (self->faults, at, "long", "Shorten it (a card can be split in two).",
                       "There are %u characters in %s; %u fit.", length, what, limit);
}
