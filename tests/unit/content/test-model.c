/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/block.h"
#include "content/card.h"
#include "content/model.h"

#include "content/canonical.h"

#include <string.h>

/* The first record of a kind in tests/data/content/records.jsonl. */
static json_t *
load (const char *kind)
{
  g_autofree char *path = g_build_filename (g_getenv ("TILTAS_TEST_DATA"), "content", "records.jsonl", NULL);
  g_autofree char *content = NULL;
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (content, "\n", -1);
  for (char **line = lines; **line != '\0'; line++)
    {
      g_autoptr (json_t) record = tiltas_canonical_parse (*line, strlen (*line), NULL);
      if (g_strcmp0 (json_string_value (json_object_get (record, "kind")), kind) == 0)
        return g_steal_pointer (&record);
    }
  g_assert_not_reached ();
}

static void
test_group (void)
{
  g_autoptr (json_t) record = load ("unit");
  g_autoptr (json_t) text = load ("unit-text");
  g_autoptr (TiltasGroup) group = tiltas_group_new (record, text);
  g_assert_cmpstr (group->ref, ==, "lnb/safe");
  g_assert_cmpstr (group->id, ==, "safe");
  g_assert_cmpstr (group->icon, ==, "shield");
  g_assert_cmpint (group->position, ==, 2);
  g_assert_cmpstr (group->title, ==, "Saugumas");
  g_assert_cmpstr (group->text.lang, ==, "lt");
  g_assert_false (group->text.machine);
  g_autoptr (TiltasGroup) bare = tiltas_group_new (record, NULL);
  g_assert_cmpstr (bare->title, ==, "safe");
  g_assert_null (bare->text.lang);
}

static void
assert_inline (GPtrArray *inlines, guint i, TiltasSpanKind kind, const char *text, const char *ref)
{
  const TiltasInline *part = g_ptr_array_index (inlines, i);
  g_assert_cmpint (part->kind, ==, kind);
  g_assert_cmpstr (part->text, ==, text);
  g_assert_cmpstr (part->ref, ==, ref);
}

static void
test_lesson (void)
{
  g_autoptr (json_t) record = load ("lesson");
  g_autoptr (json_t) text = load ("lesson-text");
  g_autoptr (TiltasLesson) lesson = tiltas_lesson_new (record, text, TRUE);
  g_assert_cmpstr (lesson->ref, ==, "lnb/l01");
  g_assert_cmpstr (lesson->unit_ref, ==, "lnb/safe");
  g_assert_cmpstr (lesson->title, ==, "Žinutė");
  g_assert_true (lesson->text.machine);
  g_assert_cmpint (lesson->minutes, ==, 7);
  g_assert_cmpstr (lesson->time_sensitive, ==, "Documents differ.");
  g_assert_cmpstr (lesson->services[0], ==, "lnb/em-112");
  g_assert_cmpstr (lesson->lessons[0], ==, "lnb/l02");
  g_assert_cmpstr (lesson->sources[0], ==, "amb.lt");
  g_assert_cmpuint (lesson->n_cards, ==, 4);
  g_assert_cmpuint (lesson->cards->len, ==, 4);
  g_autoptr (TiltasLesson) in_list = tiltas_lesson_new (record, text, FALSE);
  g_assert_cmpuint (in_list->n_cards, ==, 4);
  g_assert_cmpuint (in_list->cards->len, ==, 0);
  g_autoptr (TiltasLesson) bare = tiltas_lesson_new (record, NULL, TRUE);
  g_assert_cmpstr (bare->title, ==, "l01");
  g_assert_cmpuint (bare->n_cards, ==, 0);
}

static void
test_cards (void)
{
  g_autoptr (json_t) record = load ("lesson");
  g_autoptr (json_t) text = load ("lesson-text");
  g_autoptr (TiltasLesson) lesson = tiltas_lesson_new (record, text, TRUE);
  const TiltasCard *first = g_ptr_array_index (lesson->cards, 0);
  g_assert_cmpint (first->kind, ==, TILTAS_CARD_TEXT);
  g_assert_cmpstr (first->picture_icon, ==, "phone");
  g_assert_cmpstr (first->picture_alt, ==, "Telefonas");
  g_assert_null (first->picture_sha256);
  g_assert_cmpuint (first->blocks->len, ==, 5);
  const TiltasBlock *paragraph = g_ptr_array_index (first->blocks, 0);
  GPtrArray *spans = g_ptr_array_index (paragraph->items, 0);
  g_assert_cmpint (paragraph->kind, ==, TILTAS_BLOCK_PARAGRAPH);
  g_assert_cmpuint (paragraph->items->len, ==, 1);
  assert_inline (spans, 0, TILTAS_SPAN_TEXT, "Rašo ", NULL);
  assert_inline (spans, 1, TILTAS_SPAN_TERM, "bankas", "lnb/bank");
  assert_inline (spans, 3, TILTAS_SPAN_SERVICE, "112", "lnb/em-112");
  assert_inline (spans, 5, TILTAS_SPAN_LESSON, "toliau", "lnb/l02");
  const TiltasBlock *tip = g_ptr_array_index (first->blocks, 2);
  assert_inline (g_ptr_array_index (tip->items, 0), 0, TILTAS_SPAN_STRONG, "Svarbu", NULL);
  const TiltasBlock *steps = g_ptr_array_index (first->blocks, 3);
  g_assert_cmpint (steps->kind, ==, TILTAS_BLOCK_STEPS);
  g_assert_cmpuint (steps->items->len, ==, 2);
  const TiltasBlock *points = g_ptr_array_index (first->blocks, 4);
  assert_inline (g_ptr_array_index (points->items, 0), 0, TILTAS_SPAN_LITHUANIAN, "labas", NULL);
  g_assert_cmpuint (g_strv_length (first->options), ==, 0);

  const TiltasCard *second = g_ptr_array_index (lesson->cards, 1);
  g_assert_cmpint (second->picture_length, ==, 1024);
  g_assert_cmpstr (second->picture_type, ==, "image/png");
  g_assert_null (second->picture_icon);
  const TiltasCard *question = g_ptr_array_index (lesson->cards, 2);
  g_assert_cmpint (question->kind, ==, TILTAS_CARD_QUESTION);
  g_assert_cmpuint (g_strv_length (question->options), ==, 3);
  g_assert_cmpuint (question->right, ==, 1);
  g_assert_cmpstr (question->explanation, ==, "Nes apgaulė.");
  g_assert_cmpuint (question->blocks->len, ==, 0);
  const TiltasCard *summary = g_ptr_array_index (lesson->cards, 3);
  g_assert_cmpint (summary->kind, ==, TILTAS_CARD_SUMMARY);
  g_assert_cmpstr (summary->points[1], ==, "Skambinti 112.");
}

static void
test_service (void)
{
  g_autoptr (json_t) record = load ("service");
  g_autoptr (json_t) text = load ("service-text");
  g_autoptr (TiltasService) service = tiltas_service_new (record, text);
  g_assert_cmpstr (service->ref, ==, "lnb/em-112");
  g_assert_cmpstr (service->categories[0], ==, "lnb/emergency");
  g_assert_cmpstr (service->categories[1], ==, "lnb/support");
  g_assert_true (service->verified);
  g_assert_true (service->has_place);
  g_assert_cmpfloat_with_epsilon (service->latitude, 54.683, 1e-9);
  g_assert_cmpfloat_with_epsilon (service->longitude, 25.279, 1e-9);
  g_assert_cmpuint (service->phones->len, ==, 2);
  g_assert_cmpstr (((TiltasPhone *) g_ptr_array_index (service->phones, 1))->number, ==, "+37052497028");
  g_assert_true (tiltas_hours_is_always (service->hours));
  g_assert_cmpint (service->fee, ==, TILTAS_FEE_FREE);
  g_assert_cmpstr (service->languages[1], ==, "en");
  g_assert_cmpstr (service->name, ==, "Екстрена допомога");
  g_assert_cmpstr (service->name_lt, ==, "Pagalbos telefonas");
  g_assert_cmpstr (service->alert, ==, "g");
  g_assert_null (service->icon);
  json_object_set_new (record, "schedule", json_string ("when we like"));
  json_object_del (record, "latitude");
  json_object_del (record, "phones");
  g_autoptr (TiltasService) bare = tiltas_service_new (record, NULL);
  g_assert_cmpstr (bare->name, ==, "Pagalbos telefonas");
  g_assert_null (bare->text.lang);
  g_assert_null (bare->hours);
  g_assert_cmpstr (bare->schedule, ==, "when we like");
  g_assert_false (bare->has_place);
  g_assert_cmpuint (bare->phones->len, ==, 0);
}

static void
test_others (void)
{
  g_autoptr (json_t) term_record = load ("term");
  g_autoptr (json_t) term_text = load ("term-text");
  g_autoptr (TiltasTerm) term = tiltas_term_new (term_record, term_text);
  g_assert_cmpstr (term->ref, ==, "lnb/bank");
  g_assert_cmpstr (term->word_lt, ==, "bankas");
  g_assert_cmpstr (term->word, ==, "bank");
  g_autoptr (TiltasTerm) bare = tiltas_term_new (term_record, NULL);
  g_assert_cmpstr (bare->word, ==, "bankas");
  g_assert_cmpstr (bare->definition, ==, "");
  g_autoptr (json_t) branch_record = load ("branch");
  g_autoptr (TiltasBranch) branch = tiltas_branch_new (branch_record);
  g_assert_cmpstr (branch->service_ref, ==, "lnb/lib-lnb");
  g_assert_cmpfloat_with_epsilon (branch->latitude, -54.683, 1e-9);
  g_autoptr (json_t) news_record = load ("announcement");
  g_autoptr (json_t) news_text = load ("announcement-text");
  g_autoptr (TiltasArticle) news = tiltas_article_new (news_record, news_text);
  g_assert_cmpstr (news->valid_to, ==, "2026-12-01");
  g_assert_cmpstr (news->branches[0], ==, "lnb/main");
  g_assert_cmpuint (news->blocks->len, ==, 1);
  g_assert_cmpuint (g_strv_length (news->sources), ==, 0);
  g_autoptr (json_t) article_record = load ("article");
  g_autoptr (TiltasArticle) article = tiltas_article_new (article_record, NULL);
  g_assert_cmpstr (article->checked, ==, "2026-11-22");
  g_assert_cmpstr (article->sources[0], ==, "test.example (2026)");
}

/* A record that nobody validated gives less text, and does not crash. */
static void
test_nonsense (void)
{
  static const char *const nonsense[] = {
    "{}",
    "[]",
    "{\"publisher\":1,\"id\":[],\"cards\":[1,{},{\"type\":\"film\"},{\"type\":\"text\",\"blocks\":[1,{},"
    "{\"type\":\"steps\",\"items\":[1,[1]]},{\"type\":\"tip\",\"spans\":7}]},{\"type\":\"question\",\"options\":[1]}]}",
    "{\"publisher\":\"a\",\"id\":\"b\",\"phones\":[1],\"categories\":[1],\"languages\":7,\"position\":9007199254740992,"
    "\"schedule\":\"x\",\"latitude\":\"1\",\"longitude\":2}",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (nonsense); i++)
    {
      g_autoptr (json_t) record = tiltas_canonical_parse (nonsense[i], strlen (nonsense[i]), NULL);
      g_assert_nonnull (record);
      g_autoptr (TiltasGroup) group = tiltas_group_new (record, record);
      g_autoptr (TiltasLesson) lesson = tiltas_lesson_new (record, record, TRUE);
      g_autoptr (TiltasService) service = tiltas_service_new (record, record);
      g_autoptr (TiltasTerm) term = tiltas_term_new (record, record);
      g_autoptr (TiltasBranch) branch = tiltas_branch_new (record);
      g_autoptr (TiltasArticle) article = tiltas_article_new (record, record);
      g_assert_true (group->title != NULL && term->word != NULL && branch->name != NULL && article->title != NULL);
      g_assert_cmpuint (service->phones->len, <=, 1);
      for (guint j = 0; j < lesson->cards->len; j++)
        g_assert_nonnull (((TiltasCard *) g_ptr_array_index (lesson->cards, j))->title);
    }
}

static gpointer
drop (gpointer data)
{
  tiltas_group_unref (data);
  return NULL;
}

static void
test_references (void)
{
  g_autoptr (json_t) record = load ("unit");
  TiltasGroup *group = tiltas_group_new (record, NULL);
  GThread *threads[8];
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("drop", drop, tiltas_group_ref (group));
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpstr (group->ref, ==, "lnb/safe");
  tiltas_group_unref (group);
}

static void
test_distance (void)
{
  /* Vilnius, Cathedral Square, to Švenčionys: about 75 km. */
  double metres = tiltas_distance (54.6858, 25.2877, 55.1333, 26.1556);
  g_assert_cmpfloat (metres, >, 74000);
  g_assert_cmpfloat (metres, <, 76000);
  g_assert_cmpfloat_with_epsilon (tiltas_distance (54, 25, 54, 25), 0, 1e-6);
  /* One degree along a meridian. */
  g_assert_cmpfloat_with_epsilon (tiltas_distance (54, 25, 55, 25), 111195.1, 0.1);
  g_assert_cmpfloat_with_epsilon (tiltas_distance (0, 0, 0, 180), G_PI * 6371008.8, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/content/model/group", test_group);
  g_test_add_func ("/content/model/lesson", test_lesson);
  g_test_add_func ("/content/model/cards", test_cards);
  g_test_add_func ("/content/model/service", test_service);
  g_test_add_func ("/content/model/others", test_others);
  g_test_add_func ("/content/model/nonsense", test_nonsense);
  g_test_add_func ("/content/model/references", test_references);
  g_test_add_func ("/content/model/distance", test_distance);
  return g_test_run ();
}
