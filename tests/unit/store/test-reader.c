/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-test"

#include "content/block.h"
#include "content/card.h"
#include "fixture.h"
#include "store/reader-articles.h"
#include "store/reader-branches.h"
#include "store/reader-editions.h"
#include "store/reader-holidays.h"
#include "store/reader-lessons.h"
#include "store/reader-services.h"
#include "store/reader-shown.h"
#include "store/reader-terms.h"
#include "store/reader.h"

#include "base/date.h"

#include <string.h>

/* One store with the sample records, as a kiosk has it after its first start. */
typedef struct
{
  TiltasTestFolder *folder;
  GStrv records;
  TiltasStore *store;
  TiltasReader *reader; /* as visitors see it */
  TiltasReader *all;    /* show_unverified */
} Fixture;

static const char *const UK[] = { "uk", "en", "lt", NULL };
static const char *const LT[] = { "lt", NULL };
static const char *const AR[] = { "ar", "en", "lt", NULL };
static const char *const NONE[] = { NULL };

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  self->folder = tiltas_test_folder_new ();
  self->records = tiltas_test_records ("store/library.jsonl");
  g_autofree char *bundled = g_build_filename (self->folder, "bundled.db", NULL);
  g_autofree char *state = g_build_filename (self->folder, "state", NULL);
  tiltas_test_store_create (bundled, (const char *const *) self->records, 3);
  self->store = tiltas_store_open (state, bundled, NULL, &error);
  g_assert_no_error (error);
  self->reader = tiltas_reader_open (self->store, FALSE, &error);
  g_assert_no_error (error);
  self->all = tiltas_reader_open (self->store, TRUE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  tiltas_reader_free (self->reader);
  tiltas_reader_free (self->all);
  tiltas_store_unref (self->store);
  g_strfreev (self->records);
  tiltas_test_folder_end (self->folder);
}

/* The refs of an array of groups, lessons, services, branches or articles; ref is the first member of all but services,
 * where it is too. */
static char *
refs_of (GPtrArray *array)
{
  g_autoptr (GString) refs = g_string_new (NULL);
  g_assert_nonnull (array);
  for (guint i = 0; i < array->len; i++)
    g_string_append_printf (refs, "%s%s", i > 0 ? " " : "", *(char **) g_ptr_array_index (array, i));
  return g_strdup (refs->str);
}

static void
assert_refs (GPtrArray *array, const char *expected)
{
  g_autofree char *refs = refs_of (array);
  g_assert_cmpstr (refs, ==, expected);
}

static void
test_units (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) units = tiltas_reader_units (self->reader, UK, &error);
  g_assert_no_error (error);
  assert_refs (units, "lnb/start lnb/safe"); /* by position; the empty one is left out */
  const TiltasGroup *start = g_ptr_array_index (units, 0), *safe = g_ptr_array_index (units, 1);
  g_assert_cmpstr (start->title, ==, "Start"); /* no Ukrainian: the next of the ladder */
  g_assert_cmpstr (start->text.lang, ==, "en");
  g_assert_cmpuint (start->n_children, ==, 1); /* l04 has no text */
  g_assert_cmpstr (safe->title, ==, "Безпечно в інтернеті");
  g_assert_cmpstr (safe->text.lang, ==, "uk");
  g_assert_cmpstr (safe->icon, ==, "shield");
  g_assert_cmpuint (safe->n_children, ==, 2);

  g_autoptr (TiltasGroup) one = tiltas_reader_unit (self->reader, "lnb/safe", AR, &error);
  g_assert_cmpstr (one->text.lang, ==, "ar");
  g_autoptr (TiltasGroup) bare = tiltas_reader_unit (self->reader, "safe", LT, &error);
  g_assert_cmpstr (bare->ref, ==, "lnb/safe");
  g_assert_null (tiltas_reader_unit (self->reader, "empty", LT, &error));
  g_assert_null (tiltas_reader_unit (self->reader, "no/such", LT, &error));
  g_assert_null (tiltas_reader_unit (self->reader, "", LT, &error));
  g_assert_no_error (error);
}

static void
test_ladder (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *const ladder[4];
    const char *lang;
  } CASES[] = {
    { { "uk", "en", "lt", NULL }, "en" }, /* l02 has lt and en */
    { { "lt", NULL }, "lt" },
    { { "uk", "ar", NULL }, "lt" }, /* none of them: Lithuanian */
    { { NULL }, "lt" },
    { { "e", "n", "en-gb", NULL }, "lt" }, /* parts of names are no names */
    { { "lt", "en", NULL }, "lt" },
  };
  g_autoptr (GError) error = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (TiltasLesson) lesson = tiltas_reader_lesson (self->reader, "l02", CASES[i].ladder, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (lesson->text.lang, ==, CASES[i].lang);
    }
  /* each record for itself */
  g_autoptr (GPtrArray) lessons = tiltas_reader_lessons (self->reader, "safe", UK, &error);
  assert_refs (lessons, "lnb/l02 lnb/l01");
  g_assert_cmpstr (((TiltasLesson *) g_ptr_array_index (lessons, 0))->text.lang, ==, "en");
  g_assert_cmpstr (((TiltasLesson *) g_ptr_array_index (lessons, 1))->text.lang, ==, "uk");
  g_autoptr (TiltasLesson) arabic = tiltas_reader_lesson (self->reader, "l01", AR, &error);
  g_assert_true (arabic->text.machine);
  g_assert_false (((TiltasLesson *) g_ptr_array_index (lessons, 1))->text.machine);
}

static void
test_lessons (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = tiltas_reader_lessons (self->reader, NULL, LT, &error);
  assert_refs (all, "lnb/l03 lnb/l02 lnb/l01"); /* by unit, then position; without text: not there */
  const TiltasLesson *first = g_ptr_array_index (all, 0);
  g_assert_cmpuint (first->cards->len, ==, 0);
  g_assert_cmpuint (first->n_cards, ==, 3);
  g_assert_cmpstr (first->title, ==, "Bibliotekos kortelė");
  g_assert_cmpstr (first->unit_ref, ==, "lnb/start");
  g_assert_cmpint (first->minutes, ==, 7);
  g_autoptr (GPtrArray) none = tiltas_reader_lessons (self->reader, "empty", LT, &error);
  g_assert_cmpuint (none->len, ==, 0);
  g_autoptr (GPtrArray) unknown = tiltas_reader_lessons (self->reader, "no-such", LT, &error);
  g_assert_cmpuint (unknown->len, ==, 0);
  g_assert_null (tiltas_reader_lesson (self->reader, "l04", LT, &error));
  g_assert_null (tiltas_reader_lesson (self->reader, "lnb/l99", LT, &error));
  g_assert_no_error (error);
}

/* Links to what is hidden or missing are removed; their words stay. */
static void
test_links (Fixture *self, gconstpointer data)
{
  static const TiltasSpanKind HIDDEN[] = { TILTAS_SPAN_TEXT,    TILTAS_SPAN_TERM, TILTAS_SPAN_TEXT,
                                           TILTAS_SPAN_SERVICE, TILTAS_SPAN_TEXT, TILTAS_SPAN_TEXT,
                                           TILTAS_SPAN_TEXT,    TILTAS_SPAN_TEXT, TILTAS_SPAN_TEXT };
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasLesson) lesson = tiltas_reader_lesson (self->reader, "lnb/l01", UK, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (lesson->services), ==, 1);
  g_assert_cmpstr (lesson->services[0], ==, "lnb/em-police");
  g_assert_cmpuint (g_strv_length (lesson->lessons), ==, 1);
  g_assert_cmpstr (lesson->lessons[0], ==, "lnb/l02");
  g_assert_cmpuint (lesson->cards->len, ==, 3);
  const TiltasCard *card = g_ptr_array_index (lesson->cards, 0);
  const TiltasBlock *block = g_ptr_array_index (card->blocks, 0);
  GPtrArray *spans = g_ptr_array_index (block->items, 0);
  g_assert_cmpuint (spans->len, ==, G_N_ELEMENTS (HIDDEN));
  for (guint i = 0; i < spans->len; i++)
    {
      const TiltasInline *span = g_ptr_array_index (spans, i);
      g_assert_cmpint (span->kind, ==, HIDDEN[i]);
      g_assert_true ((span->ref == NULL) == (span->kind == TILTAS_SPAN_TEXT));
    }
  g_assert_cmpstr (((TiltasInline *) g_ptr_array_index (spans, 5))->text, ==, "hidden");

  g_autoptr (TiltasLesson) full = tiltas_reader_lesson (self->all, "lnb/l01", UK, &error);
  g_assert_cmpuint (g_strv_length (full->services), ==, 2);
}

static void
test_visibility (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) categories = tiltas_reader_categories (self->reader, UK, &error);
  assert_refs (categories, "lnb/emergency lnb/legal");
  g_assert_cmpuint (((TiltasGroup *) g_ptr_array_index (categories, 0))->n_children, ==, 3);
  g_assert_cmpuint (((TiltasGroup *) g_ptr_array_index (categories, 1))->n_children, ==, 3);
  g_autoptr (GPtrArray) more = tiltas_reader_categories (self->all, UK, &error);
  assert_refs (more, "lnb/emergency lnb/legal lnb/hidden");
  g_assert_cmpuint (((TiltasGroup *) g_ptr_array_index (more, 1))->n_children, ==, 4);
  g_assert_null (tiltas_reader_category (self->reader, "hidden", UK, &error));
  g_autoptr (TiltasGroup) hidden = tiltas_reader_category (self->all, "hidden", UK, &error);
  g_assert_cmpstr (hidden->text.lang, ==, "lt");

  g_autoptr (GPtrArray) legal = tiltas_reader_services (self->reader, "lnb/legal", UK, &error);
  assert_refs (legal, "vil/help lnb/em-police lnb/rest"); /* by position, also another publisher's */
  g_autoptr (GPtrArray) legal_all = tiltas_reader_services (self->all, "legal", UK, &error);
  assert_refs (legal_all, "vil/help lnb/em-police lnb/unverified lnb/rest"); /* defunct: never */
  g_assert_null (tiltas_reader_service (self->reader, "lnb/unverified", UK, &error));
  g_assert_null (tiltas_reader_service (self->reader, "lnb/old", UK, &error));
  g_assert_null (tiltas_reader_service (self->all, "lnb/old", UK, &error));
  g_autoptr (TiltasService) shown = tiltas_reader_service (self->all, "unverified", UK, &error);
  g_assert_false (shown->verified);

  guint lessons, services;
  g_assert_true (tiltas_reader_counts (self->reader, &lessons, &services, &error));
  g_assert_cmpuint (lessons, ==, 3);
  g_assert_cmpuint (services, ==, 5);
  g_assert_true (tiltas_reader_counts (self->all, &lessons, &services, &error));
  g_assert_cmpuint (services, ==, 6);
  g_assert_no_error (error);
}

static void
test_service (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasService) police = tiltas_reader_service (self->reader, "lnb/em-police", UK, &error);
  g_assert_cmpstr (police->name, ==, "Поліція");
  g_assert_cmpstr (police->name_lt, ==, "Policija");
  g_assert_cmpstr (police->icon, ==, "siren"); /* of its first category */
  g_assert_cmpstr (police->text.lang, ==, "uk");
  g_assert_true (tiltas_hours_is_always (police->hours));
  g_autoptr (TiltasService) bare = tiltas_reader_service (self->reader, "em-112", UK, &error);
  g_assert_cmpstr (bare->ref, ==, "lnb/em-112"); /* the first publisher that has it */
  g_autoptr (TiltasService) plain = tiltas_reader_service (self->reader, "lnb/rest", UK, &error);
  g_assert_cmpstr (plain->name, ==, "Laikinai uždaryta"); /* no text at all */
  g_assert_null (plain->text.lang);
  g_autoptr (GPtrArray) all = tiltas_reader_services (self->reader, NULL, NONE, &error);
  g_assert_cmpuint (all->len, ==, 5);
  g_autoptr (GPtrArray) none = tiltas_reader_services (self->reader, "no-such", UK, &error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_no_error (error);
}

static void
test_facts (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasTerm) term = tiltas_reader_term (self->reader, "password", AR, &error);
  g_assert_cmpstr (term->word_lt, ==, "slaptažodis");
  g_assert_cmpstr (term->word, ==, "كلمة المرور");
  g_assert_null (tiltas_reader_term (self->reader, "orphan", AR, &error)); /* nothing to tell */
  g_autoptr (GPtrArray) branches = tiltas_reader_branches (self->reader, &error);
  assert_refs (branches, "vil/antakalnis vil/central");
  g_assert_null (((TiltasBranch *) g_ptr_array_index (branches, 0))->service_ref); /* hidden */
  g_autoptr (TiltasBranch) central = tiltas_reader_branch (self->reader, "central", &error);
  g_assert_cmpstr (central->service_ref, ==, "vil/help");
  g_assert_true (central->has_place);
  g_assert_null (tiltas_reader_branch (self->reader, "vil/nowhere", &error));
  g_autoptr (GPtrArray) articles = tiltas_reader_articles (self->reader, UK, &error);
  assert_refs (articles, "lnb/first lnb/greet");
  g_assert_no_error (error);
}

static void
test_announcements (Fixture *self, gconstpointer data)
{
  static const struct
  {
    int day; /* of December 2026 */
    const char *branch, *refs;
  } CASES[] = {
    { 19, "vil/central", "" },
    { 20, "vil/central", "lnb/closed" },
    { 22, "vil/central", "vil/local lnb/closed" }, /* newest first */
    { 22, "central", "vil/local lnb/closed" },
    { 22, "vil/antakalnis", "lnb/closed" },
    { 22, NULL, "lnb/closed" },
    { 22, "no-such", "lnb/closed" },
    { 26, NULL, "lnb/closed" },
    { 27, "central", "vil/local" },
    { 31, "central", "vil/local" },
    { 32, "central", "" },
  };
  g_autoptr (GError) error = NULL;
  gint64 start = tiltas_days_from_civil (2026, 12, 1) - 1;
  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GPtrArray) valid =
        tiltas_reader_announcements (self->reader, CASES[i].branch, start + CASES[i].day, UK, &error);
      g_assert_no_error (error);
      assert_refs (valid, CASES[i].refs);
    }
  g_autoptr (TiltasArticle) past = tiltas_reader_announcement (self->reader, "local", UK, &error);
  g_assert_cmpstr (past->title, ==, "Tik centre");
  const TiltasBlock *block = g_ptr_array_index (past->blocks, 0);
  const TiltasInline *span = g_ptr_array_index ((GPtrArray *) g_ptr_array_index (block->items, 0), 1);
  g_assert_cmpint (span->kind, ==, TILTAS_SPAN_TEXT); /* a link to what is hidden */
}

static void
test_holidays (Fixture *self, gconstpointer data)
{
  gint64 christmas = tiltas_days_from_civil (2026, 12, 25), untitled = tiltas_days_from_civil (2027, 2, 16);
  g_assert_true (tiltas_reader_is_holiday (christmas, self->reader));
  g_assert_cmpstr (tiltas_reader_holiday (self->reader, christmas, UK), ==, "Christmas Day");
  g_assert_cmpstr (tiltas_reader_holiday (self->reader, christmas, LT), ==, "Šv. Kalėdos");
  g_assert_null (tiltas_reader_holiday (self->reader, christmas + 1, LT));
  g_assert_false (tiltas_reader_is_holiday (christmas + 1, self->reader));
  g_assert_true (tiltas_reader_is_holiday (untitled, self->reader));
  g_assert_null (tiltas_reader_holiday (self->reader, untitled, LT));
}

/* What an import changes is seen by the next call of an open reader, holidays too. */
static void
test_sees_imports (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 christmas = tiltas_days_from_civil (2026, 12, 25);
  g_assert_true (tiltas_reader_is_holiday (christmas, self->reader));
  g_autoptr (TiltasImporter) importer = tiltas_importer_open (self->store, &error);
  g_assert_no_error (error);
  GPtrArray *kept = g_ptr_array_new ();
  for (guint i = 0; self->records[i] != NULL; i++)
    if (strstr (self->records[i], "holiday") == NULL && strstr (self->records[i], "\"l03\"") == NULL)
      g_ptr_array_add (kept, self->records[i]);
  g_ptr_array_add (kept, NULL);
  g_autofree char *pack = tiltas_test_pack ((const char *const *) kept->pdata, "lnb");
  g_ptr_array_unref (kept);
  g_assert_true (tiltas_test_import (importer, "lnb", 4, pack, NULL, &error));
  g_assert_null (tiltas_reader_lesson (self->reader, "l03", LT, &error));
  g_assert_no_error (error);
  g_assert_false (tiltas_reader_is_holiday (christmas, self->reader));
  g_assert_false (tiltas_reader_is_stale (self->reader));
  g_autoptr (GPtrArray) units = tiltas_reader_units (self->reader, LT, &error);
  assert_refs (units, "lnb/safe");
}

static void
test_editions (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) editions = tiltas_reader_editions (self->reader, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (editions->len, ==, 2);
  const TiltasEdition *first = g_ptr_array_index (editions, 0);
  g_assert_cmpstr (first->publisher, ==, "lnb");
  g_assert_cmpint (first->seq, ==, 3);
  g_autofree char *pack = tiltas_test_pack ((const char *const *) self->records, "lnb");
  g_autoptr (TiltasEdition) expected = tiltas_test_edition ("lnb", 3, pack);
  g_assert_cmpstr (first->state, ==, expected->state);
  g_assert_cmpstr (first->published, ==, "2026-11-04T08:00:00Z");
  g_assert_cmpint (tiltas_reader_published (self->reader), ==, 1793779200);
}

static void
test_shown (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = tiltas_reader_shown (self->reader, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 2);
  const TiltasShown *lnb = g_ptr_array_index (all, 0), *vil = g_ptr_array_index (all, 1);
  g_assert_cmpstr (lnb->publisher, ==, "lnb");
  g_assert_cmpint (lnb->seq, ==, 3);
  g_assert_cmpint (lnb->imported, ==, 0); /* with the program */
  g_assert_true (lnb->has_lessons && lnb->has_services && lnb->has_articles && lnb->has_news);
  g_assert_false (vil->has_lessons || vil->has_articles);
  g_assert_true (vil->has_services && vil->has_news);
  g_assert_cmpint (vil->previous, ==, 0);

  /* A rollback becomes possible, is done, and holds the edition. */
  g_autoptr (TiltasImporter) importer = tiltas_importer_open (self->store, &error);
  g_assert_true (tiltas_test_import (importer, "vil", 4, "", NULL, &error));
  g_autoptr (GPtrArray) newer = tiltas_reader_shown (self->reader, &error);
  const TiltasShown *four = g_ptr_array_index (newer, 1);
  g_assert_cmpint (four->previous, ==, 3);
  g_assert_cmpint (four->imported, >, 1700000000);
  g_assert_false (four->has_services);
  g_assert_true (tiltas_importer_rollback (importer, "vil", NULL, &error));
  g_autoptr (GPtrArray) back = tiltas_reader_shown (self->reader, &error);
  const TiltasShown *three = g_ptr_array_index (back, 1);
  g_assert_cmpint (three->seq, ==, 3);
  g_assert_cmpint (three->previous, ==, 0);
  g_assert_cmpint (three->held, ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/store/reader/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("units", test_units);
  ADD ("ladder", test_ladder);
  ADD ("lessons", test_lessons);
  ADD ("links", test_links);
  ADD ("visibility", test_visibility);
  ADD ("service", test_service);
  ADD ("facts", test_facts);
  ADD ("announcements", test_announcements);
  ADD ("holidays", test_holidays);
  ADD ("sees-imports", test_sees_imports);
  ADD ("editions", test_editions);
  ADD ("shown", test_shown);
  return g_test_run ();
}
