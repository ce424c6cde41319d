/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/keyboard/keymap-build.h"

#include "base/language.h"
#include "ui/keyboard/letter.h"
#include "ui/keyboard/xkb-layouts.h"

#include <glib.h>

static const char *const LANGUAGES[] = { "lt", "en", "uk", "ru", "be", "pl",  "uz",  "tg", "ar", "fa",
                                         "hi", "tr", "az", "ka", "ky", "ckb", "kmr", "ps", "ur", "pa",
                                         "de", "fr", "es", "it", "lv", "et",  "ro",  "kk" };

static gboolean
key_gives (const TiltasKeymapKey *key, const char *letter)
{
  return g_str_equal (key->lower, letter) || g_str_equal (key->upper, letter) ||
         g_strv_contains ((const char *const *) key->variants, letter);
}

static const TiltasKeymapKey *
find (const TiltasKeymap *keymap, const char *letter, guint *row)
{
  for (guint i = 0; i < keymap->rows->len; i++)
    {
      const GPtrArray *keys = g_ptr_array_index (keymap->rows, i);
      for (guint j = 0; j < keys->len; j++)
        if (key_gives (g_ptr_array_index (keys, j), letter))
          {
            if (row != NULL)
              *row = i;
            return g_ptr_array_index (keys, j);
          }
    }
  return NULL;
}

/* Every letter of every language can be typed, in the usual and in alphabetical order, and no row is too long for a
 * screen. */
static void
test_all_letters (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (LANGUAGES); i++)
    for (TiltasKeymapKind kind = TILTAS_KEYMAP_LETTERS; kind <= TILTAS_KEYMAP_ALPHABET; kind++)
      {
        g_autoptr (TiltasKeymap) keymap = tiltas_keymap_build (LANGUAGES[i], kind);
        g_auto (GStrv) letters = tiltas_language_letters (LANGUAGES[i]);

        g_assert_true (tiltas_keymap_exists (LANGUAGES[i]));
        g_assert_nonnull (keymap);
        g_assert_cmpuint (g_strv_length (letters), >, 20);
        for (guint j = 0; letters[j] != NULL; j++)
          if (find (keymap, letters[j], NULL) == NULL)
            g_error ("%s: “%s” cannot be typed", LANGUAGES[i], letters[j]);
        g_assert_cmpuint (keymap->rows->len, >=, 3);
        g_assert_cmpuint (keymap->rows->len, <=, 5);
        for (guint row = 0; row < keymap->rows->len; row++)
          {
            const GPtrArray *keys = g_ptr_array_index (keymap->rows, row);
            g_test_message ("%s row %u: %u keys", LANGUAGES[i], row, keys->len);
            g_assert_cmpuint (keys->len, >=, 1);
            /* With shift and delete beside the last row, no key is narrower than a finger on an upright screen. */
            g_assert_cmpuint (keys->len, <=, row + 1 < keymap->rows->len ? 13 : 11);
          }
      }
}

/* No key stands twice, and every key types letters only, in NFC. */
static void
test_keys_are_sound (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (LANGUAGES); i++)
    {
      g_autoptr (TiltasKeymap) keymap = tiltas_keymap_build (LANGUAGES[i], TILTAS_KEYMAP_LETTERS);
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint row = 0; row < keymap->rows->len; row++)
        {
          const GPtrArray *keys = g_ptr_array_index (keymap->rows, row);
          for (guint j = 0; j < keys->len; j++)
            {
              const TiltasKeymapKey *key = g_ptr_array_index (keys, j);
              g_autofree char *normal = tiltas_letter_normalise (key->lower);
              g_assert_cmpstr (key->lower, ==, normal);
              if (!g_hash_table_add (seen, key->lower))
                g_error ("%s: “%s” is on two keys", LANGUAGES[i], key->lower);
              for (guint k = 0; key->variants[k] != NULL; k++)
                {
                  g_autofree char *variant = tiltas_letter_normalise (key->variants[k]);
                  g_assert_cmpstr (key->variants[k], ==, variant);
                }
            }
        }
    }
}

/* The letters that only Lithuanian has stand in a row of their own at the top. */
static void
test_lithuanian (void)
{
  static const char *const OWN[] = { "ą", "č", "ę", "ė", "į", "š", "ų", "ū", "ž" };
  g_autoptr (TiltasKeymap) keymap = tiltas_keymap_build ("lt", TILTAS_KEYMAP_LETTERS);

  g_assert_cmpuint (keymap->rows->len, ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (OWN); i++)
    {
      const GPtrArray *top = g_ptr_array_index (keymap->rows, 0);
      const TiltasKeymapKey *key = g_ptr_array_index (top, i);
      g_assert_cmpstr (key->lower, ==, OWN[i]);
    }
  g_assert_cmpstr (
    ((TiltasKeymapKey *) g_ptr_array_index ((GPtrArray *) g_ptr_array_index (keymap->rows, 0), 0))->upper, ==, "Ą");
}

static void
test_variants (void)
{
  g_autoptr (TiltasKeymap) ukrainian = tiltas_keymap_build ("uk", TILTAS_KEYMAP_LETTERS);
  g_autoptr (TiltasKeymap) arabic = tiltas_keymap_build ("ar", TILTAS_KEYMAP_LETTERS);
  g_autoptr (TiltasKeymap) english = tiltas_keymap_build ("en", TILTAS_KEYMAP_LETTERS);

  g_assert_nonnull (find (ukrainian, "ґ", NULL));
  g_assert_nonnull (find (arabic, "أ", NULL));
  g_assert_nonnull (find (arabic, "ة", NULL));
  g_assert_true (g_strv_contains ((const char *const *) find (english, "e", NULL)->variants, "ė"));
}

static void
test_alphabet_is_sorted (void)
{
  g_autoptr (TiltasKeymap) keymap = tiltas_keymap_build ("lt", TILTAS_KEYMAP_ALPHABET);
  const char *last = NULL;

  for (guint row = 0; row < keymap->rows->len; row++)
    {
      const GPtrArray *keys = g_ptr_array_index (keymap->rows, row);
      for (guint i = 0; i < keys->len; i++)
        {
          const TiltasKeymapKey *key = g_ptr_array_index (keys, i);
          if (last != NULL)
            g_assert_cmpint (tiltas_collate ("lt", last, key->lower), <, 0);
          last = key->lower;
        }
    }
}

/* Each key types one letter or mark of the language's own script; of what cannot be seen only the half space. */
static void
test_scripts (void)
{
  static const struct
  {
    const char *language;
    GUnicodeScript script;
  } CASES[] = { { "ka", G_UNICODE_SCRIPT_GEORGIAN },
                { "ckb", G_UNICODE_SCRIPT_ARABIC },
                { "pa", G_UNICODE_SCRIPT_GURMUKHI },
                { "uk", G_UNICODE_SCRIPT_CYRILLIC } };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (TiltasKeymap) keymap = tiltas_keymap_build (CASES[i].language, TILTAS_KEYMAP_LETTERS);
      for (guint row = 0; row < keymap->rows->len; row++)
        for (guint j = 0; j < ((GPtrArray *) g_ptr_array_index (keymap->rows, row))->len; j++)
          {
            const TiltasKeymapKey *key = g_ptr_array_index ((GPtrArray *) g_ptr_array_index (keymap->rows, row), j);
            for (guint shifted = 0; shifted < 2; shifted++)
              {
                GUnicodeScript script = g_unichar_get_script (g_utf8_get_char (shifted ? key->upper : key->lower));
                g_assert_true (script == CASES[i].script || script == G_UNICODE_SCRIPT_COMMON ||
                               script == G_UNICODE_SCRIPT_INHERITED);
              }
          }
    }
  g_autoptr (TiltasKeymap) georgian = tiltas_keymap_build ("ka", TILTAS_KEYMAP_LETTERS);
  g_assert_cmpstr (find (georgian, "ე", NULL)->upper, ==, "ე");
}

/* Letters that a Latin layout gives only with AltGr stand in a row of their own. */
static void
test_own_row (void)
{
  static const char *const POLISH[] = { "ą", "ć", "ę", "ł", "ń", "ó", "ś", "ź", "ż" };
  g_autoptr (TiltasKeymap) keymap = tiltas_keymap_build ("pl", TILTAS_KEYMAP_LETTERS);
  const GPtrArray *top = g_ptr_array_index (keymap->rows, 0);

  g_assert_cmpuint (top->len, ==, G_N_ELEMENTS (POLISH));
  for (guint i = 0; i < top->len; i++)
    g_assert_cmpstr (((TiltasKeymapKey *) g_ptr_array_index (top, i))->lower, ==, POLISH[i]);
}

static void
test_half_space (void)
{
  g_autoptr (TiltasKeymap) persian = tiltas_keymap_build ("fa", TILTAS_KEYMAP_LETTERS);
  g_autoptr (TiltasKeymap) sorted = tiltas_keymap_build ("fa", TILTAS_KEYMAP_ALPHABET);
  g_autoptr (TiltasKeymap) arabic = tiltas_keymap_build ("ar", TILTAS_KEYMAP_LETTERS);
  guint row;

  g_assert_cmpstr (find (persian, TILTAS_HALF_SPACE, &row)->lower, ==, TILTAS_HALF_SPACE);
  g_assert_cmpuint (row, ==, persian->rows->len - 1);
  g_assert_nonnull (find (sorted, TILTAS_HALF_SPACE, &row));
  g_assert_cmpuint (row, ==, sorted->rows->len - 1);
  g_assert_null (find (arabic, TILTAS_HALF_SPACE, NULL));
}

static void
test_ends (void)
{
  static const char *const ENDS[][2] = { { "lt", "A–Ž" }, { "uk", "А–Я" }, { "ar", "ا–ي" }, { "fa", "ا–ی" },
                                         { "ka", "ა–ჰ" }, { "pl", "A–Ż" }, { "en", "A–Z" }, { "hi", NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (ENDS); i++)
    {
      g_autoptr (TiltasKeymap) keymap = tiltas_keymap_build (ENDS[i][0], TILTAS_KEYMAP_LETTERS);
      g_assert_cmpstr (keymap->ends, ==, ENDS[i][1]);
    }
}

/* The list has the planned languages and those that a terminal offers besides, each once. */
static void
test_languages (void)
{
  static const char *const OFFERED[] = { "lt", "lv", "tlh", NULL };
  g_auto (GStrv) languages = tiltas_keymap_languages (OFFERED);

  g_assert_cmpuint (g_strv_length (languages), ==, 21);
  for (guint i = 0; i < 20; i++)
    g_assert_true (g_strv_contains ((const char *const *) languages, LANGUAGES[i]));
  g_assert_true (g_strv_contains ((const char *const *) languages, "lv"));
  for (guint i = 1; languages[i] != NULL; i++)
    g_assert_cmpint (
      tiltas_collate ("en", tiltas_language_autonym (languages[i - 1]), tiltas_language_autonym (languages[i])), <, 0);
}

static void
test_signs (void)
{
  g_autoptr (TiltasKeymap) keymap = tiltas_keymap_build ("ar", TILTAS_KEYMAP_SIGNS);

  for (char digit[] = "0"; digit[0] <= '9'; digit[0]++)
    g_assert_nonnull (find (keymap, digit, NULL));
  g_assert_nonnull (find (keymap, "٣", NULL));
  g_assert_nonnull (find (keymap, "@", NULL));
  g_assert_nonnull (find (keymap, "؟", NULL));
  g_assert_nonnull (find (keymap, "،", NULL));
  g_assert_nonnull (find (keymap, "?", NULL));
}

static void
test_normalise (void)
{
  g_autofree char *lam_alef = tiltas_letter_normalise ("\357\273\273" /* U+FEFB */);
  g_autofree char *composed = tiltas_letter_normalise ("e\314\207" /* e, U+0307 */);

  g_assert_cmpstr (lam_alef, ==, "\331\204\330\247" /* lam, alef */);
  g_assert_cmpstr (composed, ==, "ė");
}

static void
test_unknown (void)
{
  g_assert_false (tiltas_keymap_exists ("tlh"));
  g_assert_null (tiltas_keymap_build ("tlh", TILTAS_KEYMAP_LETTERS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keymap/all-letters", test_all_letters);
  g_test_add_func ("/keymap/keys-are-sound", test_keys_are_sound);
  g_test_add_func ("/keymap/lithuanian", test_lithuanian);
  g_test_add_func ("/keymap/variants", test_variants);
  g_test_add_func ("/keymap/alphabet-is-sorted", test_alphabet_is_sorted);
  g_test_add_func ("/keymap/scripts", test_scripts);
  g_test_add_func ("/keymap/own-row", test_own_row);
  g_test_add_func ("/keymap/half-space", test_half_space);
  g_test_add_func ("/keymap/ends", test_ends);
  g_test_add_func ("/keymap/languages", test_languages);
  g_test_add_func ("/keymap/signs", test_signs);
  g_test_add_func ("/keymap/normalise", test_normalise);
  g_test_add_func ("/keymap/unknown", test_unknown);
  return g_test_run ();
}
