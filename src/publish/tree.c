/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/tree.h"

#include "base/files.h"
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
  g_free (draft->file);
  json_decref (draft->record);
  g_clear_pointer (&draft->pictures, g_ptr_array_unref);
  g_free (draft);
}

static void
link_free (gpointer data)
{
  TiltasLink *link = data;

  g_free (link->ref);
  g_free (link->file);
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
tiltas_tree_unread (TiltasTree *self, const char *file)
{
  g_hash_table_add (self->unread, g_strdup (file));
}

void
tiltas_tree_expect (TiltasTree *self, const char *file, const char *advice)
{
  g_autofree char *path = g_build_filename (self->root, file, NULL);

  if (g_hash_table_contains (self->unread, file) || g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  tiltas_fault (self->faults, file, 1, "language", advice, "This file is missing.");
  tiltas_tree_unread (self, file);
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

      tiltas_fault (self->faults, file, 1, "file", "It must be a regular file of at most 8 MiB.",
                    "The file cannot be read: %s.", why);
      tiltas_tree_unread (self, file);
    }
  return g_steal_pointer (&bytes);
}

/* FALSE after telling why the bytes are no text. */
static gboolean
is_text (TiltasTree *self, const char *file, const char *data, gsize size)
{
  const char *advice = NULL;
  const char *what = tiltas_sniff (data, size, &advice);

  if (what != NULL)
    tiltas_fault (self->faults, file, 1, "utf-8", advice, "This is %s, not a text in UTF-8.", what);
  if (what == NULL && (size == 0 || tiltas_text_scan (self->faults, file, data, size)))
    return TRUE;
  tiltas_tree_unread (self, file);
  return FALSE;
}

char *
tiltas_tree_text (TiltasTree *self, const char *file, gboolean optional, gsize *length)
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
tiltas_tree_names (TiltasTree *self, const char *folder, const char *suffix)
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

void
tiltas_draft_set_text (json_t *record, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_new (record, name, json_string (text));
}

static gboolean
may_ship (TiltasTree *self, TiltasPublisher *publisher, const char *kind, const char *file, int line)
{
  if (publisher->kinds == NULL || g_strv_contains ((const char *const *) publisher->kinds, kind))
    return TRUE;
  tiltas_fault (self->faults, file, line, "kind", "Allow the kind in publishers.json, or move the file.",
                "“%s” may not ship records of the kind “%s”.", publisher->id, kind);
  return FALSE;
}

void
tiltas_tree_refuse (TiltasTree *self, TiltasPublisher *publisher, const char *kind, const char *id, const char *lang)
{
  if (id != NULL)
    g_hash_table_add (self->refused, g_strjoin ("/", publisher->id, kind, id, lang, NULL));
}

gboolean
tiltas_tree_is_refused (TiltasTree *self, const char *publisher, const char *kind, const char *id, const char *lang)
{
  g_autofree char *key = g_strjoin ("/", publisher, kind, id, lang, NULL);
  TiltasPublisher *owner = tiltas_tree_publisher (self, publisher);
  g_autofree char *file =
    owner != NULL ? tiltas_layout_file (publisher, kind, id, lang != NULL ? lang : owner->languages[0]) : NULL;

  return g_hash_table_contains (self->refused, key) || g_hash_table_contains (self->unread, publisher) ||
         (file != NULL && g_hash_table_contains (self->unread, file));
}

/* A Markdown file is one record: whatever is wrong in it explains why the record is refused. */
static gboolean
is_explained (TiltasTree *self, const char *file, int line)
{
  return tiltas_faults_has (self->faults, file, g_str_has_suffix (file, ".md") ? 0 : line);
}

/* What content/record.h and content/canonical.h refuse, the kiosk would refuse too. */
static gboolean
is_sound (TiltasTree *self, json_t *record, const char *file, int line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!tiltas_record_validate (record, &error) || !tiltas_record_check_words (record, &error))
    {
      if (!is_explained (self, file, line))
        tiltas_fault (self->faults, file, line, "record", "See " TILTAS_CONTENT_GUIDE ".", "%s.", error->message);
      return FALSE;
    }
  bytes = tiltas_canonical_write (record, &error);
  if (bytes == NULL)
    {
      if (!is_explained (self, file, line))
        tiltas_fault (self->faults, file, line, "record", "See " TILTAS_CONTENT_GUIDE ", “What they become”.", "%s.",
                      error->message);
      return FALSE;
    }
  if (g_bytes_get_size (bytes) < TILTAS_LINE_MAX)
    return TRUE;
  tiltas_fault (self->faults, file, line, "record", "Split it.", "The record is longer than %d KiB.",
                TILTAS_LINE_MAX / 1024);
  return FALSE;
}

TiltasDraft *
tiltas_tree_add (TiltasTree *self,
                 TiltasPublisher *publisher,
                 const char *kind,
                 const char *id,
                 const char *lang,
                 json_t *record,
                 const char *file,
                 int line)
{
  g_autoptr (json_t) owned = record;
  g_autofree char *key = g_strjoin ("/", publisher->id, kind, id, lang, NULL);
  TiltasDraft *draft;
  TiltasDraft *first;

  if (!tiltas_is_id (id))
    {
      tiltas_fault (self->faults, file, line, "id", "Use a-z, 0-9 and “-”, at most 64.", "“%s” is no id.", id);
      return NULL;
    }
  tiltas_draft_set_text (owned, "publisher", publisher->id);
  tiltas_draft_set_text (owned, "kind", kind);
  tiltas_draft_set_text (owned, "id", id);
  tiltas_draft_set_text (owned, "lang", lang);
  first = g_hash_table_lookup (self->drafts, key);
  if (first != NULL)
    {
      tiltas_fault (self->faults, file, line, "duplicate", "Delete one, or give it another id.",
                    "The id “%s” was used before, in %s:%d.", id, first->file, first->line);
      return NULL;
    }
  if (!may_ship (self, publisher, kind, file, line) || !is_sound (self, owned, file, line))
    {
      tiltas_tree_refuse (self, publisher, kind, id, lang);
      return NULL;
    }
  draft = g_new0 (TiltasDraft, 1);
  draft->key = g_steal_pointer (&key);
  draft->record = g_steal_pointer (&owned);
  draft->file = g_strdup (file);
  draft->line = line;
  g_hash_table_insert (self->drafts, draft->key, draft);
  g_ptr_array_add (publisher->drafts, draft);
  return draft;
}

TiltasDraft *
tiltas_tree_find (TiltasTree *self, const char *publisher, const char *kind, const char *id, const char *lang)
{
  g_autofree char *key = g_strjoin ("/", publisher, kind, id, lang, NULL);

  return g_hash_table_lookup (self->drafts, key);
}

char *
tiltas_tree_link (TiltasTree *self,
                  TiltasPublisher *publisher,
                  const char *kind,
                  const char *target,
                  const char *file,
                  int line)
{
  g_auto (GStrv) parts = g_strsplit (target, "/", 3);
  guint n = g_strv_length (parts);
  g_autofree char *ref = NULL;
  TiltasLink *link;

  for (guint i = 0; i < n; i++)
    if (n > 2 || !tiltas_is_id (parts[i]))
      {
        if (!tiltas_faults_has (self->faults, file, line))
          tiltas_fault (self->faults, file, line, "link", "Write ID or PUBLISHER/ID.", "“%s” is no name of a %s.",
                        target, kind);
        return NULL;
      }
  if (n == 0)
    {
      tiltas_fault (self->faults, file, line, "link", "Write ID or PUBLISHER/ID.", "The link to a %s is empty.", kind);
      return NULL;
    }
  ref = n == 1 ? g_strdup_printf ("%s/%s", publisher->id, parts[0]) : g_strdup (target);
  link = g_new0 (TiltasLink, 1);
  link->kind = g_intern_string (kind);
  link->ref = g_strdup (ref);
  link->file = g_strdup (file);
  link->line = line;
  g_ptr_array_add (self->links, link);
  return g_steal_pointer (&ref);
}

gboolean
tiltas_tree_state (TiltasTree *self,
                   TiltasPublisher *publisher,
                   const char *lang,
                   const char *state,
                   const char *file,
                   int line)
{
  static const char *const states[] = { "master", "reviewed", "machine", NULL };
  gboolean master =
    g_str_equal (lang, publisher->languages[0]) || g_strv_contains ((const char *const *) publisher->originals, lang);

  if (state == NULL || !g_strv_contains (states, state))
    tiltas_fault (self->faults, file, line, "state", "Write master, reviewed or machine.",
                  "“%s” is no state of a text.", state != NULL ? state : "");
  else if (!master && g_str_equal (state, "master"))
    tiltas_fault (self->faults, file, line, "state", "Write reviewed when a native speaker read it, else machine.",
                  "A translation cannot be the master: “%s” is none of the “originals” of “%s” in publishers.json.",
                  lang, publisher->id);
  else
    {
      if (g_str_equal (lang, publisher->languages[0]) && !g_str_equal (state, "master"))
        tiltas_fault_warn (self->faults, file, line, "state", "Write master.",
                           "“%s” is the language that the others are held against, but its state is “%s”.", lang,
                           state);
      return TRUE;
    }
  return FALSE;
}

void
tiltas_tree_words (TiltasTree *self, const char *text, guint limit, const char *what, const char *file, int line)
{
  guint length;

  if (text == NULL)
    return;
  if (!tiltas_text_is_balanced (text))
    tiltas_fault (self->faults, file, line, "bidi",
                  "Close each U+2066–U+2068 with U+2069 and each U+202A–U+202E with U+202C.",
                  "The direction marks in %s are not balanced.", what);
  length = tiltas_text_length (text);
  if (limit > 0 && length > limit)
    tiltas_fault (self->faults, file, line, "long", "Shorten it (a card can be split in two).",
                  "There are %u characters in %s; %u fit.", length, what, limit);
}
