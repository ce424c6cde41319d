/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/category-check.h"

#include "content/pack-reader.h"
#include "content/record.h"
#include "publish/pack-target.h"
#include "publish/suggest.h"

#include <stdlib.h>
#include <string.h>

#define CATEGORIES_SHOWN 20 /* at most, in one error */

typedef struct
{
  GHashTable *known;   /* set of "publisher/id": categories of the editions that were read */
  GPtrArray *wanted;   /* "publisher/id" that services name; each once */
  GPtrArray *services; /* id of the first service that names it, for each of wanted */
} Categories;

static void
categories_clear (Categories *self)
{
  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->wanted);
  g_ptr_array_unref (self->services);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Categories, categories_clear)

static void
want (Categories *self, const TiltasKey *service, const char *category)
{
  g_autofree char *ref =
    strchr (category, '/') != NULL ? g_strdup (category) : g_strconcat (service->publisher, "/", category, NULL);

  if (g_ptr_array_find_with_equal_func (self->wanted, ref, g_str_equal, NULL))
    return;
  g_ptr_array_add (self->wanted, g_steal_pointer (&ref));
  g_ptr_array_add (self->services, g_strdup (service->id));
}

/* Notes a record of another edition when it is a category. */
static gboolean
on_foreign_line (const TiltasPackLine *line, gpointer data, GError **error)
{
  Categories *self = data;

  (void) error;
  if (g_str_equal (line->key->kind, "category"))
    g_hash_table_add (self->known, g_strconcat (line->key->publisher, "/", line->key->id, NULL));
  return TRUE;
}

/* Notes a record of the edition that is checked: a category, or the categories that a service names. */
static gboolean
on_own_line (const TiltasPackLine *line, gpointer data, GError **error)
{
  json_t *category;
  size_t i;

  if (g_str_equal (line->key->kind, "service"))
    json_array_foreach (json_object_get (line->record, "categories"), i, category)
      if (json_is_string (category))
        want (data, line->key, json_string_value (category));
  return on_foreign_line (line, data, error);
}

static gboolean
read_pack (const char *publisher, GBytes *pack, TiltasPackLineFunc on_line, Categories *self, GError **error)
{
  g_autoptr (TiltasPackReader) reader = tiltas_pack_reader_new (publisher, on_line, self);

  return tiltas_pack_reader_feed (reader, g_bytes_get_data (pack, NULL), g_bytes_get_size (pack), error) &&
         tiltas_pack_reader_finish (reader, NULL, error);
}

/* Notes the categories of the publisher's newest edition in the repository, when it has one. */
static gboolean
read_published (TiltasRepository *repository, const char *publisher, Categories *self, GError **error)
{
  TiltasMetadata *role = tiltas_repository_role (repository, publisher);
  g_autoptr (TiltasTarget) target = tiltas_pack_target_get (role, publisher);
  g_autoptr (GBytes) pack = NULL;

  if (target == NULL)
    return TRUE;
  pack = tiltas_repository_read_target (repository, target, target->length, error);
  if (pack != NULL && read_pack (publisher, pack, on_foreign_line, self, error))
    return TRUE;
  g_prefix_error (error, "the categories of “%s” cannot be read from the repository: ", publisher);
  return FALSE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* "is “lib/home” meant?" when a category is like wanted; else a list of the categories. Transfer full. */
static char *
advice (const Categories *self, const char *wanted)
{
  guint n = 0;
  g_autofree const char **known = (const char **) g_hash_table_get_keys_as_array (self->known, &n);
  g_autofree char *list = NULL;
  const char *meant;

  qsort (known, n, sizeof *known, compare);
  meant = tiltas_suggest (wanted, known);
  if (meant != NULL)
    return g_strdup_printf ("is “%s” meant?", meant);
  if (n == 0)
    return g_strdup ("there are none yet; publish the edition that has it first");
  known[MIN (n, CATEGORIES_SHOWN)] = NULL;
  list = g_strjoinv (", ", (char **) known);
  return g_strdup_printf ("there are %s%s", list, n > CATEGORIES_SHOWN ? ", …" : "");
}

static gboolean
is_unknown (const Categories *self, guint i)
{
  return !g_hash_table_contains (self->known, self->wanted->pdata[i]);
}

/* Sets the error for wanted number first, which is unknown, and says how many more are. */
static gboolean
refuse (const Categories *self, guint first, GError **error)
{
  g_autofree char *how = advice (self, self->wanted->pdata[first]);
  g_autofree char *more = NULL;
  guint others = 0;

  for (guint i = first + 1; i < self->wanted->len; i++)
    others += is_unknown (self, i);
  more = others > 0 ? g_strdup_printf (" (and %u more like it)", others) : g_strdup ("");
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               "the service “%s” stands in the category “%s”%s, which no published edition has, so that nobody would "
               "find it: %s",
               (const char *) self->services->pdata[first], (const char *) self->wanted->pdata[first], more, how);
  return FALSE;
}

/* Notes the categories of all other publishers too: one of them may be meant. */
static void
read_all (TiltasRepository *repository, const char *publisher, Categories *self)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, repository->roles);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_str_equal (name, publisher))
      read_published (repository, name, self, NULL);
}

gboolean
tiltas_category_check (TiltasRepository *repository, const char *publisher, GBytes *pack, GError **error)
{
  g_auto (Categories) self = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                               g_ptr_array_new_with_free_func (g_free), g_ptr_array_new_with_free_func (g_free) };

  if (!read_pack (publisher, pack, on_own_line, &self, error))
    return FALSE;
  for (guint i = 0; i < self.wanted->len; i++)
    {
      const char *wanted = self.wanted->pdata[i];
      g_autofree char *owner = g_strndup (wanted, strcspn (wanted, "/"));

      if (!is_unknown (&self, i))
        continue;
      if (!g_str_equal (owner, publisher) && !read_published (repository, owner, &self, error))
        return FALSE;
      if (!is_unknown (&self, i))
        continue;
      read_all (repository, publisher, &self);
      return refuse (&self, i, error);
    }
  return TRUE;
}
