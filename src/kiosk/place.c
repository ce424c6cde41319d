/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/place.h"

#include "content/record.h"

#include <gio/gio.h>
#include <string.h>

/* Longest text to search for, in characters; the search field has the same limit. */
#define QUERY_MAX 200

static const struct
{
  TiltasPlaceKind kind;
  const char *word;
  gboolean has_ref;
} KINDS[] = {
  { TILTAS_PLACE_WELCOME, "welcome", FALSE },
  { TILTAS_PLACE_HOME, "home", FALSE },
  { TILTAS_PLACE_UNIT, "unit", TRUE },
  { TILTAS_PLACE_LESSON, "lesson", TRUE },
  { TILTAS_PLACE_CATEGORIES, "categories", FALSE },
  { TILTAS_PLACE_CATEGORY, "category", TRUE },
  { TILTAS_PLACE_SERVICE, "service", TRUE },
  { TILTAS_PLACE_SEARCH, "search", TRUE },
  { TILTAS_PLACE_NEWS, "news", TRUE },
  { TILTAS_PLACE_STAFF, "staff", TRUE },
};

TiltasPlace *
tiltas_place_new (TiltasPlaceKind kind, const char *ref)
{
  TiltasPlace *self = g_new0 (TiltasPlace, 1);
  g_ref_count_init (&self->refs);
  self->kind = kind;
  self->ref = g_strdup (ref);
  self->answers = g_hash_table_new (NULL, NULL);
  return self;
}

TiltasPlace *
tiltas_place_ref (TiltasPlace *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_ref_count_inc (&self->refs);
  return self;
}

void
tiltas_place_unref (TiltasPlace *self)
{
  if (self == NULL || !g_ref_count_dec (&self->refs))
    return;
  g_free (self->ref);
  g_free (self->municipality);
  /* What a visitor typed must not stay in memory. */
  if (self->query != NULL)
    explicit_bzero (self->query, strlen (self->query));
  g_free (self->query);
  g_hash_table_unref (self->answers);
  g_free (self);
}

/* "ID" or "PUBLISHER/ID" */
static gboolean
is_ref (const char *text)
{
  const char *slash = strchr (text, '/');
  if (slash == NULL)
    return tiltas_is_id (text);
  g_autofree char *publisher = g_strndup (text, (gsize) (slash - text));
  return tiltas_is_id (publisher) && tiltas_is_id (slash + 1);
}

/* Cuts "/CARD", a number from 1, off the end of text and returns it; 0 when there is none. */
static guint64
cut_card (char *text)
{
  char *slash = strrchr (text, '/');
  guint64 card;
  if (slash == NULL || !g_ascii_string_to_unsigned (slash + 1, 10, 1, 1000, &card, NULL))
    return 0;
  *slash = '\0';
  return card;
}

TiltasPlace *
tiltas_place_parse (const char *text, GError **error)
{
  const char *colon = strchr (text, ':');
  g_autofree char *word = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : g_strdup (text);
  g_autofree char *rest = g_strdup (colon != NULL ? colon + 1 : "");

  for (gsize i = 0; i < G_N_ELEMENTS (KINDS); i++)
    {
      if (!g_str_equal (word, KINDS[i].word) || KINDS[i].has_ref != (colon != NULL))
        continue;

      g_autoptr (TiltasPlace) place = tiltas_place_new (KINDS[i].kind, NULL);
      if (place->kind == TILTAS_PLACE_SEARCH)
        {
          if (!g_utf8_validate (rest, -1, NULL) || g_utf8_strlen (rest, -1) > QUERY_MAX)
            break;
          place->query = g_steal_pointer (&rest);
          return g_steal_pointer (&place);
        }
      if (place->kind == TILTAS_PLACE_LESSON)
        {
          guint64 card = cut_card (rest);
          place->card = card > 0 ? (guint) card - 1 : 0;
        }
      if (KINDS[i].has_ref)
        {
          if (!is_ref (rest))
            break;
          place->ref = g_steal_pointer (&rest);
        }
      return g_steal_pointer (&place);
    }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "“%s” is no place; write welcome, home, categories, unit:ID, lesson:ID/CARD, category:ID, service:ID, "
               "news:ID, search:TEXT or staff:SECTION",
               text);
  return NULL;
}
