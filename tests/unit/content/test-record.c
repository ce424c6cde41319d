/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/record.h"

#include "content/canonical.h"

#include <string.h>

static TiltasKey *
key_of (const char *line, GError **error)
{
  g_autoptr (json_t) record = tiltas_canonical_parse (line, strlen (line), NULL);
  g_assert_nonnull (record);
  return tiltas_key_of (record, error);
}

static void
test_is_id (void)
{
  g_autofree char *longest = g_strnfill (64, 'a');
  g_autofree char *too_long = g_strnfill (65, 'a');
  g_assert_true (tiltas_is_id ("l01"));
  g_assert_true (tiltas_is_id ("2026-02-16"));
  g_assert_true (tiltas_is_id ("-"));
  g_assert_true (tiltas_is_id (longest));
  g_assert_false (tiltas_is_id (too_long));
  g_assert_false (tiltas_is_id (""));
  g_assert_false (tiltas_is_id (NULL));
  g_assert_false (tiltas_is_id ("L01"));
  g_assert_false (tiltas_is_id ("a/b"));
  g_assert_false (tiltas_is_id (".."));
  g_assert_false (tiltas_is_id ("ž"));
  g_assert_false (tiltas_is_id ("a b"));
}

static void
test_key (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasKey) plain =
    key_of ("{\"publisher\":\"lnb\",\"kind\":\"lesson\",\"id\":\"l01\",\"lang\":7}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (plain->key, ==, "lnb/lesson/l01");
  g_assert_null (plain->lang);
  g_autoptr (TiltasKey) text =
    key_of ("{\"publisher\":\"lnb\",\"kind\":\"lesson-text\",\"id\":\"l01\",\"lang\":\"uz-latn\"}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text->key, ==, "lnb/lesson-text/l01/uz-latn");
  g_assert_cmpstr (text->lang, ==, "uz-latn");
}

static void
test_key_refused (void)
{
  static const char *const wrong[] = {
    "{}",
    "[]",
    "{\"publisher\":\"lnb\",\"kind\":\"lesson\"}",
    "{\"publisher\":\"lnb\",\"id\":\"l01\"}",
    "{\"kind\":\"lesson\",\"id\":\"l01\"}",
    "{\"publisher\":\"lnb\",\"kind\":\"lesson\",\"id\":1}",
    "{\"publisher\":\"../x\",\"kind\":\"lesson\",\"id\":\"l01\"}",
    "{\"publisher\":\"lnb\",\"kind\":\"lesson-text\",\"id\":\"l01\"}",
    "{\"publisher\":\"lnb\",\"kind\":\"lesson-text\",\"id\":\"l01\",\"lang\":\"LT\"}",
    "{\"publisher\":\"lnb\",\"kind\":\"lesson-text\",\"id\":\"l01\",\"lang\":\"\"}",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TiltasKey) key = key_of (wrong[i], &error);
      g_assert_null (key);
      g_assert_error (error, TILTAS_RECORD_ERROR, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/content/record/is-id", test_is_id);
  g_test_add_func ("/content/record/key", test_key);
  g_test_add_func ("/content/record/key-refused", test_key_refused);
  return g_test_run ();
}
