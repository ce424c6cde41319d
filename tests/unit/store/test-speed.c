/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-test"

#include "fixture.h"
#include "store/reader-lessons.h"
#include "store/reader-search.h"
#include "store/reader-services.h"
#include "store/reader.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <time.h>

/* 40,000 records: 7,600 services and 400 lessons in four languages each. The times are printed for people to read,
 * because the machine may be busy. The test asserts only that everything works. */

#define SERVICES 7600
#define LESSONS 400
#define CATEGORIES 20

static const char *const LANGUAGES[] = { "lt", "en", "uk", "ar" };
static const char *const WORDS[][12] = {
  { "pagalba", "biblioteka", "gydytojas", "žinutė", "slaptažodis", "konsultacija", "šeima", "mokykla", "darbas",
    "teisė", "prieglobstis", "autobusas" },
  { "help", "library", "doctor", "message", "password", "advice", "family", "school", "work", "law", "shelter", "bus" },
  { "допомога", "бібліотека", "лікар", "повідомлення", "пароль", "порада", "сім’я", "школа", "робота", "право",
    "притулок", "автобус" },
  { "مساعدة", "مكتبة", "طبيب", "رسالة", "كلمة", "نصيحة", "عائلة", "مدرسة", "عمل", "قانون", "ملجأ", "حافلة" },
};
static const char *const LADDER[] = { "uk", "en", "lt", NULL };

static void
add_sentence (GString *text, guint language, guint words)
{
  for (guint i = 0; i < words; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", WORDS[language][g_test_rand_int_range (0, 12)]);
}

static void
add_service (GString *pack, guint number)
{
  g_string_append_printf (pack,
                          "{\"categories\":[\"c%02u\"],\"fee\":\"free\",\"id\":\"s%05u\",\"kind\":\"service\","
                          "\"municipality\":\"Vilniaus m. sav.\",\"name\":\"Tarnyba %u\",\"phones\":[{\"number\":"
                          "\"+3706%07u\",\"type\":\"voice\"}],\"position\":%u,\"publisher\":\"lnb\",\"schedule\":"
                          "\"Mo-Fr 08:00-17:00\",\"source\":\"example.lt\",\"status\":\"active\",\"verified\":%s}\n",
                          number % CATEGORIES, number, number, number, number, number % 3 > 0 ? "true" : "false");
}

static void
add_service_text (GString *pack, guint number, const char *lang, guint language)
{
  g_string_append (pack, "{\"description\":\"");
  add_sentence (pack, language, 40);
  g_string_append_printf (pack, "\",\"id\":\"s%05u\",\"kind\":\"service-text\",\"lang\":\"%s\",\"name\":\"", number,
                          lang);
  add_sentence (pack, language, 3);
  g_string_append (pack, "\",\"publisher\":\"lnb\",\"state\":\"reviewed\"}\n");
}

static void
add_lesson_text (GString *pack, guint number, const char *lang, guint language)
{
  g_string_append (pack, "{\"cards\":[");
  for (guint card = 0; card < 7; card++)
    {
      g_string_append_printf (pack, "%s{\"blocks\":[{\"spans\":[{\"text\":\"", card > 0 ? "," : "");
      add_sentence (pack, language, 60);
      g_string_append (pack, " \"},{\"service\":\"lnb/s00001\",\"text\":\"");
      add_sentence (pack, language, 2);
      g_string_append (pack, "\"}],\"type\":\"paragraph\"}],\"title\":\"");
      add_sentence (pack, language, 4);
      g_string_append (pack, "\",\"type\":\"text\"}");
    }
  g_string_append (pack, ",{\"points\":[\"");
  add_sentence (pack, language, 8);
  g_string_append_printf (pack,
                          "\"],\"title\":\"!\",\"type\":\"summary\"}],\"id\":\"l%03u\",\"kind\":\"lesson-text\","
                          "\"lang\":\"%s\",\"publisher\":\"lnb\",\"state\":\"reviewed\",\"title\":\"",
                          number, lang);
  add_sentence (pack, language, 4);
  g_string_append (pack, "\"}\n");
}

/* In key order: category, lesson-text, lesson, service-text, service, unit. Languages sort as ar en lt
 * uk. */
static char *
make_pack (void)
{
  static const guint SORTED[] = { 3, 1, 0, 2 };
  GString *pack = g_string_new (NULL);
  for (guint i = 0; i < CATEGORIES; i++)
    g_string_append_printf (
      pack, "{\"icon\":\"x\",\"id\":\"c%02u\",\"kind\":\"category\",\"position\":%u,\"publisher\":\"lnb\"}\n", i, i);
  for (guint i = 0; i < LESSONS; i++)
    for (guint j = 0; j < 4; j++)
      add_lesson_text (pack, i, LANGUAGES[SORTED[j]], SORTED[j]);
  for (guint i = 0; i < LESSONS; i++)
    g_string_append_printf (
      pack,
      "{\"checked\":\"2026-11-01\",\"icon\":\"x\",\"id\":\"l%03u\",\"kind\":\"lesson\",\"level\":\"A2\","
      "\"minutes\":5,\"position\":%u,\"publisher\":\"lnb\",\"sources\":[],\"unit\":\"u\"}\n",
      i, i);
  for (guint i = 0; i < SERVICES; i++)
    for (guint j = 0; j < 4; j++)
      add_service_text (pack, i, LANGUAGES[SORTED[j]], SORTED[j]);
  for (guint i = 0; i < SERVICES; i++)
    add_service (pack, i);
  g_string_append (pack, "{\"icon\":\"x\",\"id\":\"u\",\"kind\":\"unit\",\"position\":1,\"publisher\":\"lnb\"}\n");
  return g_string_free (pack, FALSE);
}

static gint
ascending (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;
  return one < other ? -1 : one > other;
}

static void
tell (GArray *times, const char *what)
{
  g_array_sort (times, ascending);
  g_test_message ("%s: median %.2f ms, p95 %.2f ms, longest %.2f ms", what,
                  (double) g_array_index (times, gint64, times->len / 2) / 1000,
                  (double) g_array_index (times, gint64, times->len * 95 / 100) / 1000,
                  (double) g_array_index (times, gint64, times->len - 1) / 1000);
  g_array_set_size (times, 0);
}

static void
note (GArray *times, gint64 begin)
{
  gint64 time = g_get_monotonic_time () - begin;
  g_array_append_val (times, time);
}

static void
time_reads (TiltasReader *reader)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *ref = g_strdup_printf ("lnb/l%03d", g_test_rand_int_range (0, LESSONS));
      gint64 begin = g_get_monotonic_time ();
      g_autoptr (TiltasLesson) lesson = tiltas_reader_lesson (reader, ref, LADDER, &error);
      note (times, begin);
      g_assert_nonnull (lesson);
    }
  tell (times, "a lesson");
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *ref = g_strdup_printf ("lnb/s%05d", 1 + 3 * g_test_rand_int_range (0, SERVICES / 3));
      gint64 begin = g_get_monotonic_time ();
      g_autoptr (TiltasService) service = tiltas_reader_service (reader, ref, LADDER, &error);
      note (times, begin);
      g_assert_nonnull (service);
    }
  tell (times, "a service");
  for (guint i = 0; i < 20; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      g_autoptr (GPtrArray) groups = tiltas_reader_categories (reader, LADDER, &error);
      note (times, begin);
      g_assert_cmpuint (groups->len, ==, CATEGORIES);
    }
  tell (times, "all categories with counts");
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *ref = g_strdup_printf ("lnb/c%02u", i);
      gint64 begin = g_get_monotonic_time ();
      g_autoptr (GPtrArray) services = tiltas_reader_services (reader, ref, LADDER, &error);
      note (times, begin);
      g_assert_cmpuint (services->len, >, SERVICES / CATEGORIES / 2);
    }
  tell (times, "a category of 250 services");
  g_assert_no_error (error);
}

static void
time_search (TiltasReader *reader)
{
  static const char *const QUERIES[] = {
    "p", "pa", "pag", "pagalba", "п", "пар", "пароль", "ك", "библ", "help doctor law", "tarnyba 4711", "zzz"
  };
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (gsize i = 0; i < G_N_ELEMENTS (QUERIES); i++)
    {
      g_autoptr (GError) error = NULL;
      guint found = 0;
      for (guint j = 0; j < 5; j++)
        {
          gint64 begin = g_get_monotonic_time ();
          g_autoptr (GPtrArray) hits = tiltas_reader_search (reader, QUERIES[i], LADDER, 30, &error);
          note (times, begin);
          g_assert_no_error (error);
          found = hits->len;
        }
      g_autofree char *what = g_strdup_printf ("search “%s”, %u hits", QUERIES[i], found);
      tell (times, what);
    }
}

static void
test_speed (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("tiltas-test-XXXXXX", &error); /* a real disk */
  g_autofree char *bundled = g_build_filename (folder, "bundled.db", NULL);
  g_autofree char *state = g_build_filename (folder, "state", NULL);
  g_autofree char *pack = make_pack ();
  tiltas_test_store_create (bundled, (const char *const[]){ NULL }, 1);
  {
    TiltasImportCounts counts;
    gint64 begin = g_get_monotonic_time ();
    g_autoptr (TiltasStore) store = tiltas_store_open (state, bundled, NULL, &error);
    g_assert_no_error (error);
    g_test_message ("first start: %.1f ms", (double) (g_get_monotonic_time () - begin) / 1000);
    g_autoptr (TiltasImporter) importer = tiltas_importer_open (store, &error);
    g_assert_no_error (error);
    clock_t used = clock ();
    begin = g_get_monotonic_time ();
    g_assert_true (tiltas_test_import (importer, "lnb", 1, pack, &counts, &error));
    g_test_message ("import of %u records, %.1f MB: %.2f s, of these %.2f s on the processor", counts.added,
                    (double) strlen (pack) / 1e6, (double) (g_get_monotonic_time () - begin) / 1e6,
                    (double) (clock () - used) / CLOCKS_PER_SEC);
    begin = g_get_monotonic_time ();
    g_assert_true (tiltas_test_import (importer, "lnb", 2, pack, &counts, &error));
    g_test_message ("the same again: %.2f s", (double) (g_get_monotonic_time () - begin) / 1e6);
    g_autofree char *path = tiltas_store_path (store);
    GStatBuf info;
    g_assert_cmpint (g_stat (path, &info), ==, 0);
    g_test_message ("store: %.1f MB", (double) info.st_size / 1e6);
  }
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (TiltasStore) store = tiltas_store_open (state, bundled, NULL, &error);
  g_autoptr (TiltasReader) reader = tiltas_reader_open (store, FALSE, &error);
  g_assert_no_error (error);
  g_test_message ("open: %.1f ms", (double) (g_get_monotonic_time () - begin) / 1000);
  time_reads (reader);
  time_search (reader);
  begin = g_get_monotonic_time ();
  g_assert_true (tiltas_store_check (store, NULL, &error));
  g_test_message ("check: %.2f s", (double) (g_get_monotonic_time () - begin) / 1e6);
  tiltas_test_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8"); /* the queries are told in their own letters */
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/speed/forty-thousand-records", test_speed);
  return g_test_run ();
}
