/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/lessons.h"

#include "publish/front-matter.h"
#include "publish/lesson-cards-compare.h"
#include "publish/lesson-cards.h"
#include "publish/picture.h"

#include <string.h>

#define TITLE_MAX 90

typedef struct
{
  TiltasTree *tree;
  TiltasPublisher *publisher;
  const char *id;
  TiltasLessonCards *master; /* the master's cards; NULL while it is read, or when it cannot be read */
} Lesson;

static void
check_level (TiltasTree *tree, const TiltasFrontMatter *matter)
{
  static const char *const levels[] = { "A1", "A2", "B1", "B2", "C1", "C2", NULL };
  const char *level = tiltas_front_matter_get (matter, "level");

  if (level != NULL && !g_strv_contains (levels, level))
    tiltas_faults_add (tree->faults, tiltas_front_matter_at (matter, "level"), "word", "Write A1 to C2.",
                       "“%s” is no level of the CEFR.", level);
}

static void
add_lesson (Lesson *self, const TiltasFrontMatter *matter)
{
  TiltasTree *tree = self->tree;
  const char *unit = tiltas_front_matter_get (matter, "unit");
  const char *icon = tiltas_front_matter_get (matter, "icon");
  g_autofree char *ref = NULL;
  json_t *record = json_object ();

  if (unit != NULL)
    ref = tiltas_tree_add_link (tree, self->publisher, "unit", unit, tiltas_front_matter_at (matter, "unit"));
  check_level (tree, matter);
  tiltas_icon_check (tree, icon, tiltas_front_matter_at (matter, "icon"));
  tiltas_draft_set_text (record, "unit", ref);
  json_object_set_new (record, "position", json_integer (tiltas_front_matter_number (matter, "position")));
  json_object_set_new (record, "minutes", json_integer (tiltas_front_matter_number (matter, "minutes")));
  tiltas_draft_set_text (record, "level", tiltas_front_matter_get (matter, "level"));
  tiltas_draft_set_text (record, "icon", icon);
  tiltas_draft_set_text (record, "checked", tiltas_front_matter_date (matter, "checked", FALSE));
  tiltas_draft_set_text (record, "time_sensitive", tiltas_front_matter_get (matter, "time_sensitive"));
  tiltas_front_matter_set_list (matter, "frameworks", ";", record);
  tiltas_front_matter_set_list (matter, "sources", ";", record);
  tiltas_front_matter_set_links (matter, "services", "service", record);
  tiltas_front_matter_set_links (matter, "lessons", "lesson", record);
  tiltas_tree_add (tree, &(TiltasRecordName){ self->publisher->id, "lesson", self->id, NULL }, record,
                   TILTAS_AT (matter->file, 1));
}

static void
add_text (Lesson *self, const TiltasFrontMatter *matter, const char *lang, const TiltasLessonCards *cards)
{
  const char *title = tiltas_front_matter_get (matter, "title");
  const char *state = tiltas_front_matter_get (matter, "state");
  const TiltasRecordName name = { self->publisher->id, "lesson-text", self->id, lang };
  TiltasDraft *draft;

  if (title == NULL ||
      !tiltas_tree_check_state (self->tree, self->publisher, lang, state, tiltas_front_matter_at (matter, "state")))
    {
      tiltas_tree_refuse (self->tree, &name);
      return;
    }
  tiltas_tree_check_words (self->tree, title, TITLE_MAX, "the title", tiltas_front_matter_at (matter, "title"));
  draft = tiltas_tree_add (self->tree, &name,
                           json_pack ("{s:s, s:s, s:O}", "title", title, "state", state, "cards", cards->cards),
                           TILTAS_AT (matter->file, 1));
  if (draft != NULL)
    draft->pictures = g_ptr_array_ref (cards->pictures);
}

static TiltasLessonCards *
read_language (Lesson *self, const char *file, const char *lang, gboolean master)
{
  static const char *const master_keys[] = { "title",          "state",      "unit",    "position",
                                             "minutes",        "level",      "icon",    "checked",
                                             "time_sensitive", "frameworks", "sources", "services",
                                             "lessons",        NULL };
  static const char *const keys[] = { "title", "state", NULL };
  static const char required[] = "title state unit position minutes level icon checked sources";
  const TiltasRecordName name = { self->publisher->id, "lesson", self->id, NULL };
  const TiltasRecordName text_name = { self->publisher->id, "lesson-text", self->id, lang };
  g_autoptr (TiltasFrontMatter) matter = NULL;
  const TiltasFrontMatterRule rule = { self->tree, self->publisher, master ? master_keys : keys,
                                       master ? required : "title state" };
  TiltasMarkdown markdown = { self->tree, self->publisher, file };
  TiltasLessonCards *cards;

  matter = tiltas_front_matter_read (file, &rule);
  if (matter == NULL)
    {
      tiltas_tree_refuse (self->tree, &text_name);
      if (master)
        tiltas_tree_refuse (self->tree, &name);
      return NULL;
    }
  cards = tiltas_lesson_cards_read (&markdown, matter->body);
  if (master)
    add_lesson (self, matter);
  else if (self->master != NULL)
    tiltas_lesson_cards_compare (&markdown, self->master, cards);
  add_text (self, matter, lang, cards);
  return cards;
}

static void
read_lesson (Lesson *self, const char *folder)
{
  const char *master = self->publisher->languages[0];
  g_autofree char *master_name = g_strconcat (master, ".md", NULL);
  g_autofree char *master_file = g_build_filename (folder, master_name, NULL);
  g_auto (GStrv) names = tiltas_tree_list (self->tree, folder, ".md");
  g_auto (GStrv) languages = tiltas_tree_sort_languages (names, ".md", master);

  tiltas_tree_expect (self->tree, master_file, "Write it first; the others are held against it.");
  for (guint i = 0; languages[i] != NULL; i++)
    {
      gboolean is_master = g_str_equal (languages[i], master);
      g_autofree char *name = g_strconcat (languages[i], ".md", NULL);
      g_autofree char *file = g_build_filename (folder, name, NULL);
      g_autoptr (TiltasLessonCards) cards = read_language (self, file, languages[i], is_master);

      if (is_master)
        self->master = g_steal_pointer (&cards);
    }
  g_clear_pointer (&self->master, tiltas_lesson_cards_free);
}

void
tiltas_lessons_read (TiltasTree *tree, TiltasPublisher *publisher)
{
  g_autofree char *folder = g_build_filename (publisher->id, "lessons", NULL);
  g_auto (GStrv) ids = tiltas_tree_list (tree, folder, "");

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *own = g_build_filename (folder, ids[i], NULL);
      Lesson lesson = { tree, publisher, ids[i], NULL };

      read_lesson (&lesson, own);
    }
}
