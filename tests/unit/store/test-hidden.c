/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-test"

#include "content/block.h"
#include "content/card.h"
#include "fixture.h"
#include "store/reader-articles.h"
#include "store/reader-branches.h"
#include "store/reader-editions.h"
#include "store/reader-hidden.h"
#include "store/reader-holidays.h"
#include "store/reader-lessons.h"
#include "store/reader-search.h"
#include "store/reader-services.h"
#include "store/reader-shown.h"
#include "store/reader-terms.h"
#include "store/reader.h"

#include <string.h>

/* The publishers that visitors of this terminal do not see. "aaa" ships everything and comes before the others by
 * name: it has its own unit and category, some records in those of "lnb", and others that other publishers refer to. */
static const char *const AAA[] = {
  "{\"publisher\": \"aaa\", \"kind\": \"unit\", \"id\": \"own\", \"position\": 9, \"icon\": \"sun\"}",
  "{\"publisher\": \"aaa\", \"kind\": \"unit-text\", \"id\": \"own\", \"lang\": \"lt\", \"title\": \"Savas skyrius\","
  " \"state\": \"master\"}",
  "{\"publisher\": \"aaa\", \"kind\": \"lesson\", \"id\": \"l01\", \"unit\": \"own\", \"position\": 1, \"minutes\": 1,"
  " \"level\": \"A1\", \"icon\": \"sun\", \"checked\": \"2026-11-22\", \"sources\": []}",
  "{\"publisher\": \"aaa\", \"kind\": \"lesson-text\", \"id\": \"l01\", \"lang\": \"lt\", \"title\": \"Aaapamoka\","
  " \"state\": \"master\", \"cards\": [{\"type\": \"text\", \"title\": \"Viena\", \"blocks\": []}]}",
  "{\"publisher\": \"aaa\", \"kind\": \"category\", \"id\": \"own\", \"position\": 9, \"icon\": \"sun\"}",
  "{\"publisher\": \"aaa\", \"kind\": \"category-text\", \"id\": \"own\", \"lang\": \"lt\", \"title\": \"Sava\","
  " \"state\": \"master\"}",
  "{\"publisher\": \"aaa\", \"kind\": \"service\", \"id\": \"em-112\", \"categories\": [\"own\", \"lnb/legal\"],"
  " \"position\": 0, \"status\": \"active\", \"verified\": true, \"name\": \"Aaapagalba\", \"fee\": \"free\","
  " \"source\": \"112.lt\"}",
  "{\"publisher\": \"aaa\", \"kind\": \"service-text\", \"id\": \"em-112\", \"lang\": \"lt\", \"state\": \"master\","
  " \"name\": \"Aaapagalba\", \"description\": \"Visiems.\"}",
  "{\"publisher\": \"aaa\", \"kind\": \"term\", \"id\": \"word\", \"term\": \"aaažodis\"}",
  "{\"publisher\": \"aaa\", \"kind\": \"term-text\", \"id\": \"word\", \"lang\": \"lt\", \"term\": \"aaažodis\","
  " \"definition\": \"Žodis.\", \"state\": \"master\"}",
  "{\"publisher\": \"aaa\", \"kind\": \"holiday\", \"id\": \"2026-12-24\", \"date\": \"2026-12-24\", \"source\": "
  "\"LR\"}",
  "{\"publisher\": \"aaa\", \"kind\": \"announcement\", \"id\": \"news\", \"valid_from\": \"2026-12-01\","
  " \"valid_to\": \"2026-12-31\"}",
  "{\"publisher\": \"aaa\", \"kind\": \"announcement-text\", \"id\": \"news\", \"lang\": \"lt\", \"title\": "
  "\"Aaanaujiena\", \"state\": \"master\", \"blocks\": []}",
  "{\"publisher\": \"aaa\", \"kind\": \"article\", \"id\": \"staff\", \"position\": 9, \"checked\": \"2026-01-01\","
  " \"sources\": []}",
  "{\"publisher\": \"aaa\", \"kind\": \"article-text\", \"id\": \"staff\", \"lang\": \"lt\", \"title\": \"Gairės\","
  " \"state\": \"master\", \"blocks\": []}",
  "{\"publisher\": \"aaa\", \"kind\": \"branch\", \"id\": \"house\", \"name\": \"Aaabiblioteka\", \"service\": "
  "\"em-112\"}",
  /* Of others. */
  "{\"publisher\": \"bbb\", \"kind\": \"service\", \"id\": \"guest\", \"categories\": [\"aaa/own\"], \"position\": 0,"
  " \"status\": \"active\", \"verified\": true, \"name\": \"Svečias\", \"fee\": \"free\", \"source\": \"112.lt\"}",
  "{\"publisher\": \"lnb\", \"kind\": \"lesson\", \"id\": \"l05\", \"unit\": \"start\", \"position\": 5, \"minutes\": "
  "1,"
  " \"level\": \"A1\", \"icon\": \"sun\", \"checked\": \"2026-11-22\", \"sources\": [], \"services\": [\"em-police\","
  " \"aaa/em-112\"], \"lessons\": [\"aaa/l01\", \"l02\"]}",
  "{\"publisher\": \"lnb\", \"kind\": \"lesson-text\", \"id\": \"l05\", \"lang\": \"lt\", \"title\": \"Ryšiai\","
  " \"state\": \"master\", \"cards\": [{\"type\": \"text\", \"title\": \"Viena\", \"blocks\": [{\"type\": "
  "\"paragraph\", \"spans\": [{\"text\": \"tarnyba\", \"service\": \"aaa/em-112\"}, {\"text\": \"pamoka\", "
  "\"lesson\": \"aaa/l01\"}, {\"text\": \"žodis\", \"term\": \"aaa/word\"}]}]}]}",
};

static const char *const LT[] = { "lt", NULL };

typedef struct
{
  TiltasTestFolder *folder;
  TiltasStore *store;
  TiltasReader *reader; /* nothing is hidden */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) library = tiltas_test_records ("store/library.jsonl");
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  for (guint i = 0; library[i] != NULL; i++)
    g_ptr_array_add (records, library[i]);
  for (guint i = 0; i < G_N_ELEMENTS (AAA); i++)
    g_ptr_array_add (records, (gpointer) AAA[i]);
  g_ptr_array_add (records, NULL);
  self->folder = tiltas_test_folder_new ();
  g_autofree char *bundled = g_build_filename (self->folder, "bundled.db", NULL);
  g_autofree char *state = g_build_filename (self->folder, "state", NULL);
  tiltas_test_store_create (bundled, (const char *const *) records->pdata, 1);
  self->store = tiltas_store_open (state, bundled, NULL, &error);
  g_assert_no_error (error);
  self->reader = tiltas_reader_open (self->store, FALSE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  tiltas_reader_free (self->reader);
  tiltas_store_unref (self->store);
  tiltas_test_folder_end (self->folder);
}

static TiltasReader *
hiding (Fixture *self, const char *publishers)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) list = g_strsplit (publishers, " ", -1);
  TiltasReader *reader = tiltas_reader_open (self->store, FALSE, &error);
  tiltas_reader_hide (reader, (const char *const *) list, &error);
  g_assert_no_error (error);
  return reader;
}

/* All that a visitor can reach by lists, as one text: nothing hidden may be in it. */
static char *
everything (TiltasReader *reader)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GPtrArray *lists[] = { tiltas_reader_units (reader, LT, &error),
                         tiltas_reader_categories (reader, LT, &error),
                         tiltas_reader_lessons (reader, NULL, LT, &error),
                         tiltas_reader_lessons (reader, "aaa/own", LT, &error),
                         tiltas_reader_services (reader, NULL, LT, &error),
                         tiltas_reader_services (reader, "lnb/legal", LT, &error),
                         tiltas_reader_services (reader, "aaa/own", LT, &error),
                         tiltas_reader_announcements (reader, NULL, 20811, LT, &error) };
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      for (guint j = 0; j < lists[i]->len; j++)
        g_string_append_printf (text, "%s ", *(char **) g_ptr_array_index (lists[i], j));
      g_string_append (text, "| ");
      g_ptr_array_unref (lists[i]);
    }
  return g_strdup (text->str);
}

static void
test_lists (Fixture *self, gconstpointer data)
{
  g_autoptr (TiltasReader) reader = hiding (self, "aaa");
  g_autofree char *all = everything (self->reader), *rest = everything (reader);
  g_assert_cmpstr (all, ==,
                   "lnb/start lnb/safe aaa/own | lnb/emergency lnb/legal aaa/own | lnb/l03 lnb/l05 lnb/l02 lnb/l01 "
                   "aaa/l01 | aaa/l01 | aaa/em-112 bbb/guest vil/help lnb/em-112 lnb/em-police lnb/rest vil/em-112 | "
                   "aaa/em-112 vil/help lnb/em-police lnb/rest | aaa/em-112 bbb/guest | lnb/closed aaa/news | ");
  /* The category that another publisher fills stays. */
  g_assert_cmpstr (rest, ==,
                   "lnb/start lnb/safe | lnb/emergency lnb/legal aaa/own | lnb/l03 lnb/l05 lnb/l02 lnb/l01 | | "
                   "bbb/guest vil/help lnb/em-112 lnb/em-police lnb/rest vil/em-112 | vil/help lnb/em-police lnb/rest "
                   "| bbb/guest | lnb/closed | ");
  g_autoptr (TiltasReader) both = hiding (self, "aaa bbb");
  g_autoptr (GPtrArray) categories = tiltas_reader_categories (both, LT, NULL);
  g_assert_cmpuint (categories->len, ==, 2);
}

static void
test_counts (Fixture *self, gconstpointer data)
{
  g_autoptr (TiltasReader) reader = hiding (self, "aaa vil");
  guint lessons, services, hidden_lessons, hidden_services;
  g_assert_true (tiltas_reader_counts (self->reader, &lessons, &services, NULL));
  g_assert_true (tiltas_reader_counts (reader, &hidden_lessons, &hidden_services, NULL));
  g_assert_cmpuint (hidden_lessons, ==, lessons - 1);
  g_assert_cmpuint (hidden_services, ==, services - 3);
  g_autoptr (TiltasGroup) legal = tiltas_reader_category (reader, "lnb/legal", LT, NULL);
  g_assert_cmpuint (legal->n_children, ==, 2);
}

/* A hidden record is not found by its ref, and a bare id finds the next publisher that has it. */
static void
test_single (Fixture *self, gconstpointer data)
{
  g_autoptr (TiltasReader) reader = hiding (self, "aaa");
  g_autoptr (GError) error = NULL;
  g_assert_null (tiltas_reader_unit (reader, "aaa/own", LT, &error));
  g_assert_null (tiltas_reader_lesson (reader, "aaa/l01", LT, &error));
  g_assert_null (tiltas_reader_service (reader, "aaa/em-112", LT, &error));
  g_assert_null (tiltas_reader_term (reader, "aaa/word", LT, &error));
  g_assert_null (tiltas_reader_term (reader, "word", LT, &error));
  g_assert_null (tiltas_reader_announcement (reader, "aaa/news", LT, &error));
  g_autoptr (TiltasService) before = tiltas_reader_service (self->reader, "em-112", LT, &error);
  g_autoptr (TiltasService) after = tiltas_reader_service (reader, "em-112", LT, &error);
  g_assert_cmpstr (before->ref, ==, "aaa/em-112");
  g_assert_cmpstr (after->ref, ==, "lnb/em-112");
  g_assert_true (tiltas_reader_is_holiday (20811, self->reader));
  g_assert_false (tiltas_reader_is_holiday (20811, reader));
  g_assert_true (tiltas_reader_is_holiday (20812, reader));
  g_assert_no_error (error);
}

static void
test_search (Fixture *self, gconstpointer data)
{
  g_autoptr (TiltasReader) reader = hiding (self, "aaa");
  g_autoptr (GPtrArray) before = tiltas_reader_search (self->reader, "aaa", LT, 9, NULL);
  g_autoptr (GPtrArray) after = tiltas_reader_search (reader, "aaa", LT, 9, NULL);
  g_autoptr (GPtrArray) others = tiltas_reader_search (reader, "vilniaus", LT, 9, NULL);
  g_assert_cmpuint (before->len, ==, 3);
  g_assert_cmpuint (after->len, ==, 0);
  g_assert_cmpuint (others->len, ==, 1);
}

/* The words of a link stay; its target is removed. */
static void
test_links (Fixture *self, gconstpointer data)
{
  for (guint hidden = 0; hidden < 2; hidden++)
    {
      g_autoptr (TiltasReader) reader = hiding (self, hidden ? "aaa" : "");
      g_autoptr (TiltasLesson) lesson = tiltas_reader_lesson (reader, "lnb/l05", LT, NULL);
      const TiltasCard *card = g_ptr_array_index (lesson->cards, 0);
      const TiltasBlock *block = g_ptr_array_index (card->blocks, 0);
      const GPtrArray *spans = g_ptr_array_index (block->items, 0);
      g_assert_cmpuint (spans->len, ==, 3);
      for (guint i = 0; i < spans->len; i++)
        g_assert_true ((((TiltasInline *) g_ptr_array_index (spans, i))->kind == TILTAS_SPAN_TEXT) == hidden);
      g_assert_cmpuint (g_strv_length (lesson->services), ==, hidden ? 1 : 2);
      g_assert_cmpuint (g_strv_length (lesson->lessons), ==, hidden ? 1 : 2);
      g_autoptr (TiltasBranch) branch = tiltas_reader_branch (reader, "aaa/house", NULL);
      g_assert_true ((branch->service_ref == NULL) == hidden);
    }
}

/* Names that no publisher has, names that none can have, and the same name twice. */
static void
test_unknown (Fixture *self, gconstpointer data)
{
  g_autoptr (TiltasReader) reader = hiding (self, "nobody x') zzz aaa aaa");
  g_autoptr (TiltasReader) one = hiding (self, "aaa");
  g_autoptr (TiltasReader) none = hiding (self, "nobody");
  g_autofree char *many = everything (reader), *same = everything (one);
  g_autofree char *whole = everything (self->reader), *left = everything (none);
  g_assert_cmpstr (many, ==, same);
  g_assert_cmpstr (left, ==, whole);
}

/* Staff see all publishers and which ones are hidden. The one with the lessons stays, even when the setting names
 * it. */
static void
test_staff (Fixture *self, gconstpointer data)
{
  g_autoptr (TiltasReader) reader = hiding (self, "lnb aaa vil");
  g_autoptr (GPtrArray) all = tiltas_reader_shown (reader, NULL);
  g_autoptr (GPtrArray) articles = tiltas_reader_articles (reader, LT, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < all->len; i++)
    {
      const TiltasShown *shown = g_ptr_array_index (all, i);
      g_string_append_printf (text, "%s%s%s%s ", shown->publisher, shown->hidden ? "-" : "", shown->stays ? "!" : "",
                              shown->has_lessons && shown->has_services && shown->has_news ? "+" : "");
    }
  g_assert_cmpstr (text->str, ==, "aaa-+ bbb lnb!+ vil- ");
  g_assert_cmpuint (articles->len, ==, 3);
  g_autoptr (GPtrArray) units = tiltas_reader_units (reader, LT, NULL);
  g_assert_cmpuint (units->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/store/hidden/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("lists", test_lists);
  ADD ("counts", test_counts);
  ADD ("single", test_single);
  ADD ("search", test_search);
  ADD ("links", test_links);
  ADD ("unknown", test_unknown);
  ADD ("staff", test_staff);
  return g_test_run ();
}
