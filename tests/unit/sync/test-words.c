/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/error.h"

#include <string.h>

static const TiltasOrigin origins[] = { TILTAS_ORIGIN_SERVER, TILTAS_ORIGIN_STICK, TILTAS_ORIGIN_NEW_STICK,
                                        TILTAS_ORIGIN_MIRROR };

/* Every sentence about a refusal names the side on which something happened. */
static gboolean
names_a_side (const char *sentence)
{
  static const char *const sides[] = { "terminal", "network",  "update server", "publisher", "stick",
                                       "mirror",   "National", "configur",      "repository" };

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autofree char *lower = g_utf8_strdown (sentence, -1);
      g_autofree char *side = g_utf8_strdown (sides[i], -1);
      if (strstr (lower, side) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
expect_whole (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_ascii_isupper (*text));
  g_assert_true (g_str_has_suffix (text, "."));
}

static void
test_complete (void)
{
  for (int code = 0; code <= TILTAS_SYNC_ERROR_FAILED; code++)
    for (gsize i = 0; i < G_N_ELEMENTS (origins); i++)
      {
        const char *word = tiltas_sync_error_word_of ((TiltasSyncError) code);
        const char *sentence = tiltas_word_sentence (word, origins[i]);
        expect_whole (sentence);
        expect_whole (tiltas_word_advice (word, origins[i]));
        if (!names_a_side (sentence))
          g_error ("%s: “%s” names no side", word, sentence);
        if (code != TILTAS_SYNC_ERROR_FAILED)
          g_assert_cmpstr (sentence, !=, tiltas_word_sentence ("failed", TILTAS_ORIGIN_SERVER));
      }
}

static void
test_origins (void)
{
  g_autofree char *text = tiltas_word_text ("older", TILTAS_ORIGIN_STICK);

  g_assert_cmpstr (text, ==, "The content of the stick is older than what this terminal shows. Bring a newer copy.");
  g_assert_null (tiltas_word_advice ("newer", TILTAS_ORIGIN_STICK));
  g_assert_true (g_str_has_prefix (tiltas_stick_sentence ("hash"), "The stick is damaged"));
  g_assert_nonnull (strstr (tiltas_sync_sentence ("hash"), "update server"));
  g_assert_nonnull (strstr (tiltas_word_sentence ("disk-full", TILTAS_ORIGIN_NEW_STICK), "stick"));
  g_assert_nonnull (strstr (tiltas_word_sentence ("disk-full", TILTAS_ORIGIN_STICK), "this terminal"));
  for (gsize i = 0; i < G_N_ELEMENTS (origins); i++)
    {
      g_assert_null (tiltas_word_sentence ("ok", origins[i]));
      g_assert_null (tiltas_word_text (NULL, origins[i]));
      g_assert_null (tiltas_word_advice ("", origins[i]));
      g_assert_cmpstr (tiltas_word_sentence ("a word of tomorrow", origins[i]), ==,
                       tiltas_word_sentence ("failed", origins[i]));
    }
}

static void
test_line (void)
{
  g_autoptr (GError) error = g_error_new_literal (TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_DNS, "no such host");
  g_autofree char *line = tiltas_sync_error_line (error, TILTAS_ORIGIN_SERVER);

  g_assert_cmpstr (line, ==,
                   "The name of the update server cannot be found. Check the network of this terminal and the address "
                   "in the configuration. (dns: no such host)");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/words/complete", test_complete);
  g_test_add_func ("/sync/words/origins", test_origins);
  g_test_add_func ("/sync/words/line", test_line);
  return g_test_run ();
}
