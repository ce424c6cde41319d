/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-test"

#include "fixture.h"
#include "store/hit.h"
#include "store/reader-search.h"
#include "store/reader.h"

#include <string.h>

typedef struct
{
  TiltasTestFolder *folder;
  TiltasStore *store;
  TiltasReader *reader, *all;
} Fixture;

static const char *const UK[] = { "uk", "en", "lt", NULL };
static const char *const LT[] = { "lt", NULL };
static const char *const EN[] = { "en", "lt", NULL };
static const char *const AR[] = { "ar", "en", "lt", NULL };

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  self->folder = tiltas_test_folder_new ();
  g_auto (GStrv) records = tiltas_test_records ("store/library.jsonl");
  g_autofree char *bundled = g_build_filename (self->folder, "bundled.db", NULL);
  g_autofree char *state = g_build_filename (self->folder, "state", NULL);
  tiltas_test_store_create (bundled, (const char *const *) records, 1);
  self->store = tiltas_store_open (state, bundled, NULL, &error);
  g_assert_no_error (error);
  self->reader = tiltas_reader_open (self->store, FALSE, &error);
  self->all = tiltas_reader_open (self->store, TRUE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  tiltas_reader_free (self->reader);
  tiltas_reader_free (self->all);
  tiltas_store_unref (self->store);
  tiltas_test_folder_end (self->folder);
}

/* "lnb/l01 lnb/em-police" */
static char *
search (TiltasReader *reader, const char *query, const char *const *ladder, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = tiltas_reader_search (reader, query, ladder, limit, &error);
  g_assert_no_error (error);
  GString *refs = g_string_new (NULL);
  TiltasHitKind kind = TILTAS_HIT_LESSON;
  for (guint i = 0; i < hits->len; i++)
    {
      const TiltasHit *hit = g_ptr_array_index (hits, i);
      g_assert_cmpint (hit->kind, >=, kind); /* in order of kind */
      kind = hit->kind;
      g_assert_nonnull (hit->title);
      g_assert_nonnull (hit->lang);
      g_string_append_printf (refs, "%s%s", i > 0 ? " " : "", hit->ref);
    }
  return g_string_free (refs, FALSE);
}

static void
test_table (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *query;
    const char *const *ladder;
    const char *refs;
  } CASES[] = {
    /* Lithuanian, with and without diacritics, beginnings of words, upper case */
    { "Bibliotekos kortelė", LT, "lnb/l03" },
    { "bibliotekos kortele", LT, "lnb/l03" },
    { "KORT", LT, "lnb/l03" },
    { "kortelė biblio", LT, "lnb/l03" },
    { "kortelė policija", LT, "" },
    { "žinutė", LT, "lnb/l01" },
    { "zinut", LT, "lnb/l01" },
    { "geras slaptažodis", LT, "lnb/l02" },
    { "švenčionių", LT, "vil/help" },
    { "svencioniu", LT, "vil/help" },
    /* titles before texts; one hit a record */
    { "slaptažod", LT, "lnb/l02 lnb/l01 lnb/password" },
    /* Lithuanian names are found in every language */
    { "policija", UK, "lnb/em-police" },
    { "policija", AR, "lnb/em-police" },
    { "Gedimino", AR, "vil/help" },
    /* Ukrainian */
    { "поліція", UK, "lnb/em-police" },
    { "ПОЛІЦ", UK, "lnb/em-police" },
    { "злочин", UK, "lnb/em-police" },
    { "шахрайське повідомлення", UK, "lnb/l01" },
    { "пароль", UK, "lnb/l01 lnb/password" },
    { "п'ять", UK, "lnb/l01" },
    { "п’ять", UK, "lnb/l01" },
    { "пʼять", UK, "lnb/l01" },
    { "пять", UK, "lnb/l01" },
    /* Arabic: with and without harakat, hamza, Persian letters, from the right keyboard or not */
    { "رسالة", AR, "lnb/l01" },
    { "رساله", AR, "lnb/l01" },
    { "رِسَالَة", AR, "lnb/l01" },
    { "کلمة", AR, "lnb/l01 lnb/password" },
    { "المرور", AR, "lnb/password" },
    { "إحتيالية", AR, "lnb/l01" },
    /* English */
    { "password", EN, "lnb/l02 lnb/l01 lnb/l03 lnb/password" },
    { "report crime", EN, "lnb/em-police" },
    { "emergency", EN, "lnb/em-112" },
    { "scam", EN, "lnb/l01" },
    /* numbers */
    { "112", LT, "vil/em-112 lnb/em-police" },
    { "١١٢", AR, "vil/em-112 lnb/em-police" },
    /* hidden ones are not found */
    { "nepatvirtinta", LT, "" },
    { "uždaryta", LT, "lnb/rest" },
    { "orphan", LT, "" },
    { "našlaitis", LT, "" },
    /* nothing, and what means something to FTS5 */
    { "", LT, "" },
    { "   ", LT, "" },
    { "'", LT, "" },
    { "\"", LT, "" },
    { "'\"*()", LT, "" },
    { "\"\"\"", LT, "" },
    { "policija\"", LT, "lnb/em-police" },
    { "policija*", LT, "lnb/em-police" },
    { "(policija", LT, "lnb/em-police" },
    { "policija)", LT, "lnb/em-police" },
    { "-policija", LT, "lnb/em-police" },
    { "title:policija", LT, "" },
    { "policija AND", LT, "" },
    { "policija OR kortelė", LT, "" },
    { "NOT policija", LT, "" },
    { "NEAR(policija)", LT, "" },
    { "policija'; DROP TABLE record; --", LT, "" },
    { "policija ^ + {}", LT, "lnb/em-police" },
    { "%_?:x @y $z", LT, "" },
    { "zzzzzz", LT, "" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *refs = search (self->reader, CASES[i].query, CASES[i].ladder, 50);
      if (!g_str_equal (refs, CASES[i].refs))
        g_test_message ("query: %s", CASES[i].query);
      g_assert_cmpstr (refs, ==, CASES[i].refs);
    }
}

static void
test_unverified (Fixture *self, gconstpointer data)
{
  g_autofree char *shown = search (self->all, "nepatvirtinta", LT, 50);
  g_assert_cmpstr (shown, ==, "lnb/unverified");
  g_autofree char *never = search (self->all, "nebeveikia", LT, 50); /* defunct */
  g_assert_cmpstr (never, ==, "");
}

static void
test_limit (Fixture *self, gconstpointer data)
{
  g_autofree char *one = search (self->reader, "password", EN, 1);
  g_assert_cmpstr (one, ==, "lnb/l02 lnb/password"); /* of each kind */
  g_autofree char *none = search (self->reader, "password", EN, 0);
  g_assert_cmpstr (none, ==, "");
}

static const TiltasHit *
first (GPtrArray *hits)
{
  g_assert_nonnull (hits);
  g_assert_cmpuint (hits->len, >, 0);
  return g_ptr_array_index (hits, 0);
}

/* The title is in the reader's language, whichever language was typed. */
static void
test_hit (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lessons = tiltas_reader_search (self->reader, "žinutė", UK, 9, &error);
  const TiltasHit *lesson = first (lessons);
  g_assert_cmpint (lesson->kind, ==, TILTAS_HIT_LESSON);
  g_assert_cmpstr (lesson->title, ==, "Як розпізнати шахрайське повідомлення");
  g_assert_cmpstr (lesson->lang, ==, "uk");
  g_assert_cmpstr (lesson->subtitle, ==, "Безпечно в інтернеті");
  g_assert_cmpstr (lesson->icon, ==, "mail-hook");
  g_autoptr (GPtrArray) services = tiltas_reader_search (self->reader, "policija", UK, 9, &error);
  const TiltasHit *service = first (services);
  g_assert_cmpint (service->kind, ==, TILTAS_HIT_SERVICE);
  g_assert_cmpstr (service->title, ==, "Поліція");
  g_assert_cmpstr (service->subtitle, ==, "Policija");
  g_assert_cmpstr (service->icon, ==, "siren");
  g_autoptr (GPtrArray) same = tiltas_reader_search (self->reader, "policija", LT, 9, &error);
  g_assert_null (first (same)->subtitle); /* the name is the Lithuanian one */
  g_autoptr (GPtrArray) terms = tiltas_reader_search (self->reader, "المرور", AR, 9, &error);
  const TiltasHit *term = first (terms);
  g_assert_cmpint (term->kind, ==, TILTAS_HIT_TERM);
  g_assert_cmpstr (term->title, ==, "slaptažodis");
  g_assert_cmpstr (term->lang, ==, "lt");
  g_assert_cmpstr (term->subtitle, ==, "كلمة المرور");
  TiltasHit *held = tiltas_hit_ref (g_ptr_array_index (terms, 0));
  g_clear_pointer (&terms, g_ptr_array_unref);
  g_assert_cmpstr (held->title, ==, "slaptažodis");
  tiltas_hit_unref (held);
}

/* A hit in the visitor's language comes before the same kind of hit in another one. */
static void
test_language_order (Fixture *self, gconstpointer data)
{
  static const char *const RECORDS[] = {
    "{\"publisher\":\"p\",\"kind\":\"term\",\"id\":\"a\",\"term\":\"x\"}",
    "{\"publisher\":\"p\",\"kind\":\"term-text\",\"id\":\"a\",\"lang\":\"ru\",\"term\":\"мост\",\"definition\":\"d\","
    "\"state\":\"master\"}",
    "{\"publisher\":\"p\",\"kind\":\"term\",\"id\":\"b\",\"term\":\"y\"}",
    "{\"publisher\":\"p\",\"kind\":\"term-text\",\"id\":\"b\",\"lang\":\"uk\",\"term\":\"мост\",\"definition\":\"d\","
    "\"state\":\"master\"}",
    NULL
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *pack = tiltas_test_pack (RECORDS, "p");
  g_autoptr (TiltasImporter) importer = tiltas_importer_open (self->store, &error);
  g_assert_true (tiltas_test_import (importer, "p", 1, pack, NULL, &error));
  g_autofree char *ukrainian = search (self->reader, "мост", UK, 9);
  g_assert_cmpstr (ukrainian, ==, "p/b p/a");
  g_autofree char *russian = search (self->reader, "мост", (const char *const[]){ "ru", "uk", NULL }, 9);
  g_assert_cmpstr (russian, ==, "p/a p/b");
}

static void
test_random_input (Fixture *self, gconstpointer data)
{
  static const char *const PIECES[] = { "\"",   "'",        "*",      "(", ")", "AND", "OR", "NOT", "NEAR", ":",
                                        "^",    "-",        "+",      "{", "}", " ",   "a",  "ž",   "п",    "ك",
                                        "\xff", "\xe2\x80", "\u200c", "0", ",", "\\",  "\n", "%" };
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (GString) query = g_string_new (NULL);
      for (int j = g_test_rand_int_range (1, 24); j > 0; j--)
        g_string_append (query, PIECES[g_test_rand_int_range (0, G_N_ELEMENTS (PIECES))]);
      g_free (search (self->reader, query->str, LT, 5));
    }
}

static gpointer
interrupt_often (gpointer reader)
{
  for (guint i = 0; i < 2000; i++)
    {
      tiltas_reader_interrupt (reader);
      g_usleep (20);
    }
  return NULL;
}

/* An interrupted query is CANCELLED and the reader goes on working. */
static void
test_interrupt (Fixture *self, gconstpointer data)
{
  guint cancelled = 0;
  GThread *thread = g_thread_new ("interrupt", interrupt_often, self->reader);
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) hits = tiltas_reader_search (self->reader, "a", LT, 50, &error);
      if (hits != NULL)
        continue;
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      cancelled++;
    }
  g_thread_join (thread);
  g_test_message ("%u of 200 queries were interrupted", cancelled);
  g_autofree char *refs = search (self->reader, "policija", LT, 50);
  g_assert_cmpstr (refs, ==, "lnb/em-police");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/store/search/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("table", test_table);
  ADD ("unverified", test_unverified);
  ADD ("limit", test_limit);
  ADD ("hit", test_hit);
  ADD ("language-order", test_language_order);
  ADD ("random-input", test_random_input);
  ADD ("interrupt", test_interrupt);
  return g_test_run ();
}
