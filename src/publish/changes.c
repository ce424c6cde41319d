/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/changes.h"

#include "content/record.h"
#include "publish/pack-target.h"

#include <string.h>

#define LOSS_MAX 20
#define LOSS_MIN 3
#define LOSS_PART 20 /* a loss of more than one record in so many */

/* Records of one kind, and of one language in "-text" kinds. */
typedef struct
{
  char *what; /* "service", "service-text uk" */
  guint before, added, changed, removed;
} Change;

typedef struct
{
  GPtrArray *list; /* of Change, by kind and language; only where something differs */
  Change sum;      /* what is NULL */
} Changes;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->what);
  g_free (change);
}

static void
changes_free (Changes *self)
{
  g_ptr_array_unref (self->list);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Changes, changes_free)

/* More than LOSS_MAX records go, or more than one in LOSS_PART and at least LOSS_MIN. */
static gboolean
is_loss (const Changes *self)
{
  guint removed = self->sum.removed;

  return removed > LOSS_MAX || (removed >= LOSS_MIN && removed * LOSS_PART > self->sum.before);
}

/* A pack that is read record by record. Its lines are sorted by key. */
typedef struct
{
  const char *at, *end;
  const char *line; /* the line of the present record, in the pack */
  gsize length;
  TiltasKey *key; /* NULL at the end */
} Walk;

static void
walk_clear (Walk *self)
{
  g_clear_pointer (&self->key, tiltas_key_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

static gboolean
walk_next (Walk *self, GError **error)
{
  json_auto_t *record = NULL;
  const char *stop;

  g_clear_pointer (&self->key, tiltas_key_free);
  if (self->at == self->end)
    return TRUE;
  stop = memchr (self->at, '\n', (gsize) (self->end - self->at));
  self->line = self->at;
  self->length = (gsize) ((stop != NULL ? stop : self->end) - self->at);
  self->at = stop != NULL ? stop + 1 : self->end;
  record = json_loadb (self->line, self->length, 0, NULL);
  self->key = tiltas_key_of (record, error);
  return self->key != NULL;
}

static gboolean
walk_begin (Walk *self, GBytes *pack, GError **error)
{
  gsize length = 0;

  self->at = pack != NULL ? g_bytes_get_data (pack, &length) : NULL;
  self->end = self->at != NULL ? self->at + length : NULL;
  return walk_next (self, error);
}

static Change *
change_of (Changes *self, GHashTable *known, const TiltasKey *key)
{
  g_autofree char *what = g_strjoin (" ", key->kind, key->lang, NULL);
  Change *change = g_hash_table_lookup (known, what);

  if (change == NULL)
    {
      change = g_new0 (Change, 1);
      change->what = g_steal_pointer (&what);
      g_hash_table_insert (known, change->what, change);
      g_ptr_array_add (self->list, change);
    }
  return change;
}

/* Counts the record whose key comes first in either pack, and steps over it. */
static gboolean
step (Changes *self, GHashTable *known, Walk *before, Walk *after, GError **error)
{
  int order = before->key == NULL ? 1 : after->key == NULL ? -1 : strcmp (before->key->key, after->key->key);
  Change *change = change_of (self, known, order > 0 ? after->key : before->key);

  change->before += order <= 0;
  change->added += order > 0;
  change->removed += order < 0;
  change->changed +=
    order == 0 && (before->length != after->length || memcmp (before->line, after->line, before->length) != 0);
  return (order > 0 || walk_next (before, error)) && (order < 0 || walk_next (after, error));
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(Change *const *) a)->what, (*(Change *const *) b)->what);
}

static void
finish (Changes *self)
{
  for (guint i = self->list->len; i > 0; i--)
    {
      const Change *change = self->list->pdata[i - 1];

      self->sum.before += change->before;
      self->sum.added += change->added;
      self->sum.changed += change->changed;
      self->sum.removed += change->removed;
      if (change->added + change->changed + change->removed == 0)
        g_ptr_array_remove_index (self->list, i - 1);
    }
  g_ptr_array_sort (self->list, compare);
}

/* before and after are pack.jsonl, or NULL: none. NULL and error when a line is no record. Transfer full. */
static Changes *
changes_new (GBytes *before, GBytes *after, GError **error)
{
  g_autoptr (Changes) self = g_new0 (Changes, 1);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (Walk) old = { 0 };
  g_auto (Walk) new = { 0 };

  self->list = g_ptr_array_new_with_free_func (change_free);
  if (!walk_begin (&old, before, error) || !walk_begin (&new, after, error))
    return NULL;
  while (old.key != NULL || new.key != NULL)
    if (!step (self, known, &old, &new, error))
      return NULL;
  finish (self);
  return g_steal_pointer (&self);
}

/* --- Notes --- */

/* "3 added, 1 changed, 24 removed"; numbers that are 0 are left out. Transfer full. */
static char *
counts (const Change *change)
{
  const guint n[] = { change->added, change->changed, change->removed };
  static const char *const words[] = { "added", "changed", "removed" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (n); i++)
    if (n[i] > 0)
      g_string_append_printf (text, "%s%u %s", text->len > 0 ? ", " : "", n[i], words[i]);
  return g_string_free (text, FALSE);
}

static void
note_loss (TiltasEdit *edit, const char *publisher, const Changes *changes)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "“%s” loses %u of %u records (", publisher, changes->sum.removed, changes->sum.before);
  for (guint i = 0, n = 0; i < changes->list->len; i++)
    {
      const Change *change = changes->list->pdata[i];

      if (change->removed > 0)
        g_string_append_printf (text, "%s%u %s", n++ > 0 ? ", " : "", change->removed, change->what);
    }
  g_string_append_c (text, ')');
  g_ptr_array_add (edit->losses, g_string_free (text, FALSE));
}

void
tiltas_changes_note (TiltasEdit *edit, const char *publisher, const TiltasTarget *old, GBytes *pack)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) before =
    old != NULL ? tiltas_repository_read_target (edit->repository, old, TILTAS_PACK_TARGET_MAX, &error) : NULL;
  g_autoptr (Changes) changes = error == NULL ? changes_new (before, pack, &error) : NULL;
  g_autofree char *sum = changes != NULL ? counts (&changes->sum) : NULL;

  if (changes == NULL)
    {
      g_ptr_array_add (edit->losses,
                       g_strdup_printf ("what “%s” loses is not known, because its edition before cannot be read (%s)",
                                        publisher, error->message));
      return;
    }
  if (changes->list->len == 0)
    return;
  tiltas_edit_note (edit, "“%s”: %s (before: %u record%s)", publisher, sum, changes->sum.before,
                    changes->sum.before == 1 ? "" : "s");
  for (guint i = 0; i < changes->list->len; i++)
    {
      const Change *change = changes->list->pdata[i];
      g_autofree char *text = counts (change);

      tiltas_edit_note (edit, "    %s: %s", change->what, text);
    }
  if (is_loss (changes))
    note_loss (edit, publisher, changes);
}
