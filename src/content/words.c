/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"

#include "content/words.h"

#include "content/record.h"

/* The closed lists of content/README.md. */

static const char *const STATES[] = { "master", "reviewed", "machine", NULL };
static const char *const STATUSES[] = { "active", "inactive", "defunct", "temporarily-closed", NULL };
static const char *const FEES[] = { "free", "paid", "mixed", "unknown", NULL };
static const char *const PHONES[] = { "voice", "short", "sms", "fax", "chat", NULL };
static const char *const BLOCKS[] = { "paragraph", "tip", "heading", "steps", "points", NULL };
static const char *const CARDS[] = { "text", "question", "summary", NULL };

static gboolean
check_member (json_t *object, const char *name, const char *const *words, GError **error)
{
  const char *word = json_string_value (json_object_get (object, name));

  if (word == NULL || g_strv_contains (words, word))
    return TRUE;
  g_set_error (error, TILTAS_RECORD_ERROR, 0, "“%s”: not one of the known words", name);
  return FALSE;
}

static gboolean
check_each (json_t *object, const char *name, const char *const *types, GError **error)
{
  json_t *array = json_object_get (object, name), *item;
  gsize i;

  json_array_foreach (array, i, item)
    if (!check_member (item, "type", types, error))
      {
        g_prefix_error (error, "“%s”: item %" G_GSIZE_FORMAT ": ", name, i + 1);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_cards (json_t *record, GError **error)
{
  json_t *card;
  gsize i;

  if (!check_each (record, "cards", CARDS, error))
    return FALSE;
  json_array_foreach (json_object_get (record, "cards"), i, card)
    if (!check_each (card, "blocks", BLOCKS, error))
      {
        g_prefix_error (error, "“cards”: item %" G_GSIZE_FORMAT ": ", i + 1);
        return FALSE;
      }
  return TRUE;
}

gboolean
tiltas_record_check_words (json_t *record, GError **error)
{
  static const char *const texts[] = { "unit-text",    "category-text",     "lesson-text",  "term-text", "service-text",
                                       "holiday-text", "announcement-text", "article-text", NULL };
  const char *kind = json_string_value (json_object_get (record, "kind"));

  if (g_strcmp0 (kind, "service") == 0)
    return check_member (record, "status", STATUSES, error) && check_member (record, "fee", FEES, error) &&
           check_each (record, "phones", PHONES, error);
  if (kind == NULL || !g_strv_contains (texts, kind))
    return TRUE;
  return check_member (record, "state", STATES, error) && check_each (record, "blocks", BLOCKS, error) &&
         check_cards (record, error);
}
