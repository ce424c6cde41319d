/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/lesson-cards-compare.h"

#include <string.h>

#define SAME_CARDS "All languages of a lesson have the same cards."

static const char *
string_of (json_t *object, const char *name)
{
  const char *text = json_string_value (json_object_get (object, name));

  return text != NULL ? text : "";
}

static void
collect_from_spans (json_t *spans, GHashTable *links)
{
  static const char *const kinds[] = { "term", "service", "lesson" };
  json_t *span;
  size_t i;

  json_array_foreach (spans, i, span)
    for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
      if (json_object_get (span, kinds[k]) != NULL)
        g_hash_table_add (links, g_strdup_printf ("%s:%s", kinds[k], string_of (span, kinds[k])));
}

/* What a card links to, sorted and each once: "lesson:lnb/l13 term:password". Transfer full. */
static char *
links_of (json_t *card)
{
  g_autoptr (GHashTable) links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GList) sorted = NULL;
  GString *text = g_string_new (NULL);
  json_t *block;
  json_t *item;
  size_t i;
  size_t j;

  json_array_foreach (json_object_get (card, "blocks"), i, block)
    {
      collect_from_spans (json_object_get (block, "spans"), links);
      json_array_foreach (json_object_get (block, "items"), j, item)
        collect_from_spans (item, links);
    }
  sorted = g_list_sort (g_hash_table_get_keys (links), (GCompareFunc) strcmp);
  for (GList *link = sorted; link != NULL; link = link->next)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", (const char *) link->data);
  return g_string_free (text, FALSE);
}

/* One letter for each option, "x" for the right one: "-x-". Transfer full. */
static char *
options_of (json_t *card)
{
  GString *text = g_string_new (NULL);
  json_t *option;
  size_t i;

  json_array_foreach (json_object_get (card, "options"), i, option)
    g_string_append_c (text, json_is_true (json_object_get (option, "right")) ? 'x' : '-');
  return g_string_free (text, FALSE);
}

static char *
picture_of (json_t *card)
{
  json_t *picture = json_object_get (card, "picture");

  return g_strconcat (string_of (picture, "icon"), string_of (picture, "sha256"), NULL);
}

/* A card of a translation. */
typedef struct
{
  TiltasFaults *faults;
  TiltasFileLine at;
  size_t number; /* from 1 */
} Card;

static void
compare (const Card *card, const char *what, const char *is, const char *should)
{
  if (strcmp (is, should) != 0)
    tiltas_faults_add (card->faults, card->at, "differs", SAME_CARDS,
                       "Card %zu has other %s than the master: “%s” instead of “%s”.", card->number, what, is, should);
}

/* FALSE when the cards are of different types. */
static gboolean
compare_card (const Card *card, json_t *is, json_t *should)
{
  g_autofree char *is_links = links_of (is);
  g_autofree char *should_links = links_of (should);
  g_autofree char *is_options = options_of (is);
  g_autofree char *should_options = options_of (should);
  g_autofree char *is_picture = picture_of (is);
  g_autofree char *should_picture = picture_of (should);

  if (strcmp (string_of (is, "type"), string_of (should, "type")) != 0)
    {
      tiltas_faults_add (card->faults, card->at, "differs", SAME_CARDS,
                         "Card %zu is a %s card; the master has a %s card there.", card->number, string_of (is, "type"),
                         string_of (should, "type"));
      return FALSE;
    }
  compare (card, "links", is_links, should_links);
  compare (card, "options", is_options, should_options);
  compare (card, "pictures", is_picture, should_picture);
  return TRUE;
}

void
tiltas_lesson_cards_compare (const TiltasMarkdown *markdown,
                             const TiltasLessonCards *master,
                             const TiltasLessonCards *other)
{
  TiltasFaults *faults = markdown->tree->faults;
  size_t should = json_array_size (master->cards);
  size_t is = json_array_size (other->cards);

  if (is != should)
    tiltas_faults_add (faults, TILTAS_AT (markdown->file, 1), "differs", SAME_CARDS,
                       "There are %zu cards; the master has %zu.", is, should);
  for (size_t i = 0; i < MIN (is, should); i++)
    {
      const Card card = { faults, TILTAS_AT (markdown->file, g_array_index (other->lines, int, i)), i + 1 };

      if (!compare_card (&card, json_array_get (other->cards, i), json_array_get (master->cards, i)))
        return; /* a card was added or left out: all later cards would differ */
    }
}
