/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/pairs.h"

#include "base/language.h"
#include "kiosk/language-runtime.h"
#include "kiosk/sentences.h"
#include "store/reader-articles.h"
#include "store/reader-lessons.h"
#include "store/reader-services.h"
#include "ui/visitor/directory-context.h"
#include "ui/visitor/service-week.h"
#include "ui/widgets/rich-text.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

static void
pair_free (gpointer data)
{
  TiltasPair *pair = data;

  g_free (pair->first);
  g_free (pair->second);
  g_clear_pointer (&pair->place, tiltas_place_unref);
  g_free (pair);
}

void
tiltas_pairs_free (TiltasPairs *self)
{
  g_ptr_array_unref (self->pairs);
  g_free (self->first_lang);
  g_free (self->second_lang);
  g_free (self);
}

static TiltasPair *
add (TiltasPairs *self, TiltasPairKind kind, const char *first, const char *second)
{
  TiltasPair *pair;

  if ((first == NULL || *first == '\0') && (second == NULL || *second == '\0'))
    return NULL;
  pair = g_new0 (TiltasPair, 1);
  pair->kind = kind;
  pair->first = g_strdup (first);
  pair->second = g_strdup (second);
  g_ptr_array_add (self->pairs, pair);
  return pair;
}

static void
set_languages (TiltasPairs *self, const TiltasTextInfo *first, const TiltasTextInfo *second)
{
  g_free (self->first_lang);
  g_free (self->second_lang);
  self->first_lang = g_strdup (first->lang != NULL ? first->lang : "lt");
  self->second_lang = g_strdup (second->lang != NULL ? second->lang : "lt");
  self->machine = second->machine;
}

/* ---- A card of a lesson ---- */

typedef struct
{
  TiltasPairKind kind;
  char *text;
} Line;

static void
line_clear (gpointer data)
{
  g_free (((Line *) data)->text);
}

static void
add_line (GArray *lines, TiltasPairKind kind, char *text)
{
  Line line = { kind, text };

  g_array_append_val (lines, line);
}

static void
add_block (GArray *lines, const char *lang, const TiltasBlock *block)
{
  for (guint i = 0; i < block->items->len; i++)
    {
      g_autofree char *text = tiltas_inlines_text (g_ptr_array_index (block->items, i));
      g_autofree char *number = tiltas_number_format (lang, i + 1);

      if (block->kind == TILTAS_BLOCK_STEPS)
        add_line (lines, TILTAS_PAIR_TEXT, g_strdup_printf ("%s. %s", number, text));
      else if (block->kind == TILTAS_BLOCK_POINTS)
        add_line (lines, TILTAS_PAIR_TEXT, g_strdup_printf ("• %s", text));
      else
        add_line (lines, block->kind == TILTAS_BLOCK_HEADING ? TILTAS_PAIR_HEADING : TILTAS_PAIR_TEXT,
                  g_steal_pointer (&text));
    }
}

/* Adds numbered lines. ticked: the index of the right answer, which gets a tick; G_MAXUINT: none. */
static void
add_list (GArray *lines, const char *lang, GStrv items, guint ticked)
{
  for (guint i = 0; items != NULL && items[i] != NULL; i++)
    {
      g_autofree char *number = tiltas_number_format (lang, i + 1);
      add_line (lines, TILTAS_PAIR_TEXT, g_strdup_printf ("%s. %s%s", number, items[i], i == ticked ? " ✓" : ""));
    }
}

/* The texts of a card, in the order in which visitors see them. Transfer full. */
static GArray *
card_lines (const TiltasCard *card, const char *lang)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  g_array_set_clear_func (lines, line_clear);
  add_line (lines, TILTAS_PAIR_HEADING, g_strdup (card->title));
  for (guint i = 0; card->blocks != NULL && i < card->blocks->len; i++)
    add_block (lines, lang, g_ptr_array_index (card->blocks, i));
  add_list (lines, lang, card->options, card->right);
  if (card->explanation != NULL)
    add_line (lines, TILTAS_PAIR_TEXT, g_strdup (card->explanation));
  add_list (lines, lang, card->points, G_MAXUINT);
  return lines;
}

static GArray *
article_lines (const TiltasArticle *article, const char *lang)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  g_array_set_clear_func (lines, line_clear);
  add_line (lines, TILTAS_PAIR_HEADING, g_strdup (article->title));
  for (guint i = 0; i < article->blocks->len; i++)
    add_block (lines, lang, g_ptr_array_index (article->blocks, i));
  return lines;
}

static void
add_lines (TiltasPairs *self, const GArray *left, const GArray *right)
{
  for (guint i = 0; i < MAX (left->len, right->len); i++)
    {
      const Line *a = i < left->len ? &g_array_index (left, Line, i) : NULL;
      const Line *b = i < right->len ? &g_array_index (right, Line, i) : NULL;
      add (self, a != NULL ? a->kind : b->kind, a != NULL ? a->text : NULL, b != NULL ? b->text : NULL);
    }
}

static gboolean
add_lesson (TiltasPairs *self,
            TiltasContext *context,
            const TiltasPlace *place,
            const char *const *staff,
            const char *const *visitor)
{
  g_autoptr (TiltasLesson) first = tiltas_reader_lesson (context->reader, place->ref, staff, NULL);
  g_autoptr (TiltasLesson) second = tiltas_reader_lesson (context->reader, place->ref, visitor, NULL);
  g_autoptr (GArray) left = NULL, right = NULL;

  if (first == NULL || second == NULL || first->cards->len == 0 || second->cards->len == 0)
    return FALSE;
  set_languages (self, &first->text, &second->text);
  self->n_cards = second->cards->len;
  self->card = MIN (place->card, self->n_cards - 1);
  left = card_lines (g_ptr_array_index (first->cards, MIN (self->card, first->cards->len - 1)), self->first_lang);
  right = card_lines (g_ptr_array_index (second->cards, self->card), self->second_lang);
  add_lines (self, left, right);
  return TRUE;
}

/* ---- A service ---- */

/* Adds "Cost: free of charge"; the name is a msgid. */
static void
add_named (GArray *lines, const char *name, const char *text)
{
  add_line (lines, TILTAS_PAIR_TEXT, text != NULL ? g_strdup_printf ("%s: %s", name, text) : NULL);
}

static void
add_week (GArray *lines, TiltasContext *context, const TiltasService *service, const char *const *ladder)
{
  g_autoptr (GPtrArray) week = tiltas_service_week (context, service, ladder);

  for (guint i = 0; i < week->len; i++)
    {
      const TiltasDayHours *day = g_ptr_array_index (week, i);
      g_autofree char *about = tiltas_join_two (day->holiday, day->note);
      g_autofree char *times = tiltas_join_two (day->times, about);
      add_named (lines, day->day, times);
    }
}

static void
add_hours (GArray *lines, TiltasContext *context, TiltasService *service, const char *const *ladder)
{
  TiltasDirectoryRow *row = tiltas_directory_row_now (context, service);
  const char *none = service->schedule_note == NULL && service->address != NULL
                       ? _ ("We do not know the opening hours. Call before you go.")
                       : NULL;
  gboolean any = service->hours != NULL || service->schedule_note != NULL || none != NULL;

  add_line (lines, TILTAS_PAIR_HEADING, any ? g_strdup (_ ("Opening hours")) : NULL);
  add_line (lines, TILTAS_PAIR_TEXT, tiltas_sentence_open (&row->open, ladder[0], tiltas_context_today (context)));
  if (service->hours != NULL)
    add_line (lines, TILTAS_PAIR_TEXT, tiltas_sentence_hours_as_of (row->freshness, service->checked, ladder[0]));
  if (service->hours == NULL)
    add_line (lines, TILTAS_PAIR_TEXT, g_strdup (none));
  else if (!tiltas_hours_is_always (service->hours))
    add_week (lines, context, service, ladder);
  add_line (lines, TILTAS_PAIR_TEXT, g_strdup (service->schedule_note));
  tiltas_directory_row_free (row);
}

/* The lines of a service's page. A line has the same index in all languages: one that a language lacks is NULL. */
static GArray *
service_lines (TiltasContext *context, TiltasService *service, const char *const *ladder)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));
  TiltasDirectoryRow *row = tiltas_directory_row_now (context, service);
  g_autofree char *web = tiltas_web_text (service->website);
  g_autofree char *email = service->email != NULL ? tiltas_isolate_ltr (service->email) : NULL;

  tiltas_language_switch (ladder[0]);
  g_array_set_clear_func (lines, line_clear);
  add_line (lines, TILTAS_PAIR_HEADING, g_strdup (service->name));
  add_line (lines, TILTAS_PAIR_TEXT, tiltas_sentence_status (service->status));
  add_line (lines, TILTAS_PAIR_TEXT, tiltas_sentence_warning (row->freshness));
  add_line (lines, TILTAS_PAIR_TEXT, g_strdup (service->alert));
  add_line (lines, TILTAS_PAIR_TEXT, g_strdup (service->description));
  for (guint i = 0; i < service->phones->len; i++)
    {
      const TiltasPhone *phone = g_ptr_array_index (service->phones, i);
      g_autofree char *number = tiltas_phone_text (phone->number);
      add_named (lines, _ ("Phone"), number);
    }
  add_named (lines, _ ("Where"), service->address);
  add_named (lines, _ ("Web"), web);
  add_named (lines, _ ("E-mail"), email);
  add_named (lines, _ ("Who may come"), service->eligibility);
  add_line (lines, TILTAS_PAIR_TEXT, service->fees == NULL ? tiltas_sentence_fee (service->fee) : NULL);
  add_named (lines, _ ("Cost"), service->fees);
  add_named (lines, _ ("Bring with you"), service->documents);
  add_named (lines, _ ("How to apply"), service->application);
  add_hours (lines, context, service, ladder);
  tiltas_language_switch (tiltas_context_language (context));
  tiltas_directory_row_free (row);
  return lines;
}

static gboolean
add_service (TiltasPairs *self,
             TiltasContext *context,
             const TiltasPlace *place,
             const char *const *staff,
             const char *const *visitor)
{
  g_autoptr (TiltasService) first = tiltas_reader_service (context->reader, place->ref, staff, NULL);
  g_autoptr (TiltasService) second = tiltas_reader_service (context->reader, place->ref, visitor, NULL);
  g_autoptr (GArray) left = NULL, right = NULL;

  if (first == NULL || second == NULL)
    return FALSE;
  set_languages (self, &first->text, &second->text);
  left = service_lines (context, first, staff);
  right = service_lines (context, second, visitor);
  add_lines (self, left, right);
  return TRUE;
}

/* ---- Lists ---- */

static void
add_link (TiltasPairs *self, TiltasPlaceKind kind, const char *ref, const char *first, const char *second)
{
  TiltasPair *pair = add (self, TILTAS_PAIR_LINK, first, second);

  if (pair != NULL)
    pair->place = tiltas_place_new (kind, ref);
}

/* Adds links to the lessons of a unit; unit NULL: of all units. */
static void
add_lessons (TiltasPairs *self,
             TiltasContext *context,
             const char *unit,
             const char *const *staff,
             const char *const *visitor)
{
  g_autoptr (GPtrArray) first = tiltas_reader_lessons (context->reader, unit, staff, NULL);

  for (guint i = 0; first != NULL && i < first->len; i++)
    {
      const TiltasLesson *lesson = g_ptr_array_index (first, i);
      g_autoptr (TiltasLesson) second = tiltas_reader_lesson (context->reader, lesson->ref, visitor, NULL);
      add_link (self, TILTAS_PLACE_LESSON, lesson->ref, lesson->title, second != NULL ? second->title : NULL);
    }
}

static void
add_categories (TiltasPairs *self, TiltasContext *context, const char *const *staff, const char *const *visitor)
{
  g_autoptr (GPtrArray) first = tiltas_reader_categories (context->reader, staff, NULL);

  add (self, TILTAS_PAIR_HEADING, tiltas_translate_in (staff[0], N_ ("All services")),
       tiltas_translate_in (visitor[0], N_ ("All services")));
  for (guint i = 0; first != NULL && i < first->len; i++)
    {
      const TiltasGroup *group = g_ptr_array_index (first, i);
      g_autoptr (TiltasGroup) second = tiltas_reader_category (context->reader, group->ref, visitor, NULL);
      add_link (self, TILTAS_PLACE_CATEGORY, group->ref, group->title, second != NULL ? second->title : NULL);
    }
}

static gboolean
add_category (TiltasPairs *self,
              TiltasContext *context,
              const TiltasPlace *place,
              const char *const *staff,
              const char *const *visitor)
{
  g_autoptr (TiltasGroup) first = tiltas_reader_category (context->reader, place->ref, staff, NULL);
  g_autoptr (TiltasGroup) second = tiltas_reader_category (context->reader, place->ref, visitor, NULL);
  g_autoptr (GPtrArray) services = tiltas_reader_services (context->reader, place->ref, staff, NULL);

  if (first == NULL || second == NULL || services == NULL)
    return FALSE;
  add (self, TILTAS_PAIR_HEADING, first->title, second->title);
  for (guint i = 0; i < services->len; i++)
    {
      const TiltasService *service = g_ptr_array_index (services, i);
      g_autoptr (TiltasService) other = tiltas_reader_service (context->reader, service->ref, visitor, NULL);
      add_link (self, TILTAS_PLACE_SERVICE, service->ref, service->name, other != NULL ? other->name : NULL);
    }
  return TRUE;
}

static gboolean
add_unit (TiltasPairs *self,
          TiltasContext *context,
          const TiltasPlace *place,
          const char *const *staff,
          const char *const *visitor)
{
  g_autoptr (TiltasGroup) first = tiltas_reader_unit (context->reader, place->ref, staff, NULL);
  g_autoptr (TiltasGroup) second = tiltas_reader_unit (context->reader, place->ref, visitor, NULL);

  if (first == NULL || second == NULL)
    return FALSE;
  add (self, TILTAS_PAIR_HEADING, first->title, second->title);
  add_lessons (self, context, place->ref, staff, visitor);
  return TRUE;
}

/* ---- News ---- */

static gboolean
add_news (TiltasPairs *self,
          TiltasContext *context,
          const TiltasPlace *place,
          const char *const *staff,
          const char *const *visitor)
{
  g_autoptr (TiltasArticle) first = tiltas_reader_announcement (context->reader, place->ref, staff, NULL);
  g_autoptr (TiltasArticle) second = tiltas_reader_announcement (context->reader, place->ref, visitor, NULL);
  g_autoptr (GArray) left = NULL, right = NULL;

  if (first == NULL || second == NULL)
    return FALSE;
  set_languages (self, &first->text, &second->text);
  left = article_lines (first, self->first_lang);
  right = article_lines (second, self->second_lang);
  add_lines (self, left, right);
  return TRUE;
}

TiltasPairs *
tiltas_pairs_new (TiltasContext *context,
                  const TiltasPlace *place,
                  const char *const *staff,
                  const char *const *visitor)
{
  TiltasPairs *self = g_new0 (TiltasPairs, 1);

  self->pairs = g_ptr_array_new_with_free_func (pair_free);
  self->first_lang = g_strdup (staff[0]);
  self->second_lang = g_strdup (visitor[0]);
  if (place->kind == TILTAS_PLACE_LESSON && add_lesson (self, context, place, staff, visitor))
    return self;
  if (place->kind == TILTAS_PLACE_SERVICE && add_service (self, context, place, staff, visitor))
    return self;
  if (place->kind == TILTAS_PLACE_CATEGORY && add_category (self, context, place, staff, visitor))
    return self;
  if (place->kind == TILTAS_PLACE_UNIT && add_unit (self, context, place, staff, visitor))
    return self;
  if (place->kind == TILTAS_PLACE_NEWS && add_news (self, context, place, staff, visitor))
    return self;
  if (place->kind != TILTAS_PLACE_CATEGORIES)
    {
      add (self, TILTAS_PAIR_HEADING, tiltas_translate_in (staff[0], N_ ("Lessons")),
           tiltas_translate_in (visitor[0], N_ ("Lessons")));
      add_lessons (self, context, NULL, staff, visitor);
    }
  add_categories (self, context, staff, visitor);
  return self;
}
