/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/excerpt.h"

#include "content/canonical.h"

#include <string.h>

static void
assert_excerpt (const char *text, gsize most, const char *wanted)
{
  g_autofree char *excerpt = tiltas_excerpt (text, most);

  g_assert_cmpstr (excerpt, ==, wanted);
}

static void
test_whole_characters (void)
{
  assert_excerpt ("", 5, "");
  assert_excerpt ("abc", 3, "abc");
  assert_excerpt ("abc", 2, "ab");
  assert_excerpt ("ąčę", 6, "ąčę");
  assert_excerpt ("ąčę", 5, "ąč");
  assert_excerpt ("ąčę", 1, "");
  assert_excerpt ("a\xff"
                  "b",
                  9, "a");
}

/* The message about a long text is a sentence that a terminal can print, wherever the text is cut. */
static void
test_in_refusals (void)
{
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GString) line = g_string_new ("{\"a\":\"");

      for (guint j = 0; j < i; j++)
        g_string_append_c (line, 'x');
      for (guint j = 0; j < 40; j++)
        g_string_append (line, "\xe1\x84\x80\xe1\x85\xa1"); /* two halves of a syllable: no NFC */
      g_string_append (line, "\"}");
      g_assert_null (tiltas_canonical_parse (line->str, line->len, &error));
      g_assert_nonnull (strstr (error->message, "NFC"));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/excerpt/whole-characters", test_whole_characters);
  g_test_add_func ("/excerpt/in-refusals", test_in_refusals);
  return g_test_run ();
}
