/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/language.h"

#include <string.h>

#define assert_text(call, expected)          \
  G_STMT_START                               \
  {                                          \
    g_autofree char *written = call;         \
    g_assert_cmpstr (written, ==, expected); \
  }                                          \
  G_STMT_END

static void
test_tags (void)
{
  static const char *const right[] = {
    "lt",      "kmr",       "uz-latn",  "pt-br",          "es-419",           "zh-hant-tw",
    "de-1996", "be-tarask", "sl-rozaj", "en-a-bbb-x-abc", "sr-latn-rs-ekavsk"
  };
  static const char *const wrong[] = { "",
                                       "l",
                                       "LT",
                                       "lt_LT",
                                       "lt-",
                                       "-lt",
                                       "lt--lt",
                                       "lt-LT",
                                       "lt-l",
                                       "lt-lt-lt",
                                       "lt-latn-latn",
                                       "1t",
                                       "lt lt",
                                       "abcdefghi",
                                       "en-a",
                                       "en-x",
                                       "lt/../x",
                                       "en-a-bbb-x",
                                       "en-abcdef-abcdeg-abcdeh-abcdei-abcde" };
  for (gsize i = 0; i < G_N_ELEMENTS (right); i++)
    g_assert_cmpstr (tiltas_language_is_tag (right[i]) ? right[i] : NULL, ==, right[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_cmpstr (tiltas_language_is_tag (wrong[i]) ? wrong[i] : NULL, ==, NULL);
  g_assert_true (tiltas_language_is_tag ("en-abcde-abcdeg-abcdeh-abcdei-abcde")); /* exactly 35 */
  g_assert_false (tiltas_language_is_tag (NULL));
}

static void
test_known (void)
{
  static const char *const known[] = { "lt",      "en",    "uk",      "ar", "kmr", "prs",
                                       "sr-latn", "pt-br", "zh-hant", "so", "ne",  "rmy" };
  static const char *const unknown[] = { "xx",    "em", "lit", "eng", "service",  "services",
                                         "lt-xx", "LT", "",    "lt-", "lietuviu", "lt-zzzx" };
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    g_assert_cmpstr (tiltas_language_is_known (known[i]) ? known[i] : NULL, ==, known[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_cmpstr (tiltas_language_is_known (unknown[i]) ? unknown[i] : NULL, ==, NULL);
}

static void
test_script (void)
{
  g_assert_cmpstr (tiltas_language_script ("lt"), ==, "Latn");
  g_assert_cmpstr (tiltas_language_script ("uk"), ==, "Cyrl");
  g_assert_cmpstr (tiltas_language_script ("ar"), ==, "Arab");
  g_assert_cmpstr (tiltas_language_script ("hi"), ==, "Deva");
  g_assert_cmpstr (tiltas_language_script ("uz"), ==, "Latn");
  /* Not in the table: from ICU. */
  g_assert_cmpstr (tiltas_language_script ("he"), ==, "Hebr");
  g_assert_cmpstr (tiltas_language_script ("uz-cyrl"), ==, "Cyrl");
  g_assert_cmpstr (tiltas_language_script ("de"), ==, "Latn");
}

static void
test_direction (void)
{
  static const char *const rtl[] = { "ar", "fa", "prs", "ps", "ckb", "ur", "he" };
  static const char *const ltr[] = { "lt", "en", "uk", "tg", "kmr", "hi", "ka", "tr", "" };
  for (gsize i = 0; i < G_N_ELEMENTS (rtl); i++)
    g_assert_true (tiltas_language_is_rtl (rtl[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (ltr); i++)
    g_assert_false (tiltas_language_is_rtl (ltr[i]));
}

static void
test_names (void)
{
  g_assert_cmpstr (tiltas_language_autonym ("lt"), ==, "Lietuvių");
  g_assert_cmpstr (tiltas_language_autonym ("fa"), ==, "فارسی / دری");
  g_assert_cmpstr (tiltas_language_autonym ("de"), ==, "Deutsch");
  assert_text (tiltas_language_name_in ("uk", "en"), "Ukrainian");
  assert_text (tiltas_language_name_in ("uk", "lt"), "ukrainiečių");
  assert_text (tiltas_language_name_in ("lt", "ar"), "الليتوانية");
  g_assert_cmpstr (tiltas_language_catalogue ("lt"), ==, "lt");
  g_assert_cmpstr (tiltas_language_catalogue ("kmr"), ==, "ku");
  g_assert_cmpstr (tiltas_language_catalogue ("pt-br"), ==, "pt_BR");
  g_assert_cmpstr (tiltas_language_catalogue ("sr-latn"), ==, "sr@latin");
}

static void
test_numbers (void)
{
  assert_text (tiltas_number_format ("lt", 6), "6");
  assert_text (tiltas_number_format ("ar", 3), "٣");
  assert_text (tiltas_number_format ("fa", 1234), "۱٬۲۳۴");
  assert_text (tiltas_number_format ("en", 12345), "12,345");
  assert_text (tiltas_number_format ("en", -5), "-5");
  assert_text (tiltas_number_format ("en", G_MAXINT64), "9,223,372,036,854,775,807");
}

static void
test_distance (void)
{
  assert_text (tiltas_distance_format ("lt", 400), "0,4");
  assert_text (tiltas_distance_format ("en", 449), "0.4");
  assert_text (tiltas_distance_format ("en", 450), "0.5");
  assert_text (tiltas_distance_format ("en", 9949), "9.9");
  assert_text (tiltas_distance_format ("en", 9950), "10");
  assert_text (tiltas_distance_format ("en", 81400), "81");
  assert_text (tiltas_distance_format ("ar", 2500), "٢٫٥");
  assert_text (tiltas_distance_format ("en", -1), "0.0");
}

static void
test_collate (void)
{
  /* Lithuanian: y stands with i, š after s, ž after z. */
  g_assert_cmpint (tiltas_collate ("lt", "šaka", "suo"), >, 0);
  g_assert_cmpint (tiltas_collate ("lt", "šaka", "taka"), <, 0);
  g_assert_cmpint (tiltas_collate ("lt", "ypač", "jis"), <, 0);
  g_assert_cmpint (tiltas_collate ("en", "ypač", "jis"), >, 0);
  g_assert_cmpint (tiltas_collate ("lt", "a", "a"), ==, 0);
  /* Equal for ICU, yet not the same: a total order. */
  g_assert_cmpint (tiltas_collate ("en", "a\u200B", "a"), !=, 0);
  g_assert_cmpint (tiltas_collate ("en", "a\u200B", "a"), ==, -tiltas_collate ("en", "a", "a\u200B"));
}

static void
test_join (void)
{
  static const char *const none[] = { NULL };
  static const char *const some[] = { "a", "b", "c", NULL };
  assert_text (tiltas_list_join ("lt", none), "");
  assert_text (tiltas_list_join ("lt", some), "a, b, c");
  assert_text (tiltas_list_join ("lt", some + 2), "c");
  assert_text (tiltas_list_join ("ar", some), "a، b، c");
  assert_text (tiltas_list_join ("ckb", some), "a، b، c");
}

static void
test_isolate (void)
{
  assert_text (tiltas_isolate_ltr ("+370"), "\u2066+370\u2069");
  assert_text (tiltas_isolate ("Vilnius"), "\u2068Vilnius\u2069");
}

/* More languages than the cache keeps, and no language at all. */
static void
test_many (void)
{
  for (char a = 'a'; a <= 'z'; a++)
    for (char b = 'a'; b <= 'z'; b++)
      {
        const char tag[] = { a, b, '\0' };
        g_autofree char *number = tiltas_number_format (tag, 7);
        g_assert_cmpint (g_utf8_strlen (number, -1), ==, 1);
      }
  assert_text (tiltas_number_format (NULL, 7), "7");
  assert_text (tiltas_number_format ("no language at all, and long, and with blanks", 7), "7");
}

static gpointer
use_all (gpointer data)
{
  static const char *const tags[] = { "lt", "ar", "uk", "en", "hi" };
  (void) data;
  for (int i = 0; i < 500; i++)
    {
      const char *tag = tags[i % G_N_ELEMENTS (tags)];
      g_autofree char *number = tiltas_number_format (tag, i);
      g_autofree char *distance = tiltas_distance_format (tag, i);
      g_assert_cmpint (tiltas_collate (tag, number, number), ==, 0);
      g_assert_cmpstr (distance, !=, "");
    }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("use", use_all, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/language/tags", test_tags);
  g_test_add_func ("/base/language/known", test_known);
  g_test_add_func ("/base/language/script", test_script);
  g_test_add_func ("/base/language/direction", test_direction);
  g_test_add_func ("/base/language/names", test_names);
  g_test_add_func ("/base/language/numbers", test_numbers);
  g_test_add_func ("/base/language/distance", test_distance);
  g_test_add_func ("/base/language/collate", test_collate);
  g_test_add_func ("/base/language/join", test_join);
  g_test_add_func ("/base/language/isolate", test_isolate);
  g_test_add_func ("/base/language/many", test_many);
  g_test_add_func ("/base/language/threads", test_threads);
  return g_test_run ();
}
