/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keyboard/keymap-build.h"

#include "base/language.h"
#include "ui/keyboard/letter.h"
#include "ui/keyboard/xkb-layouts.h"

#define LONGEST_ROW 13      /* keys */
#define LONGEST_LAST_ROW 11 /* the keys for shift and delete stand there too */
#define OWN_ROW 4           /* from so many letters without a key on, these get a row of their own */

/* The Lithuanian layout, for a machine where xkeyboard-config is not installed. */
static const char *const LITHUANIAN[] = { "ąčęėįšųūž", "qwertyuiop", "asdfghjkl", "zxcvbnm" };

/* A letter, and letters that visitors look for on its key although Unicode does not relate them. */
static const char *const RELATED[][2] = {
  { "е", "ёє" },    { "и", "іїй" }, { "і", "ї" },  { "г", "ґғ" }, { "у", "ўүұӯ" }, { "к", "қ" },
  { "н", "ңҥ" },    { "о", "өӧ" },  { "х", "ҳһ" }, { "ч", "ҷ" },  { "ж", "җ" },    { "а", "ә" },
  { "ا", "أإآٱء" }, { "ه", "ةھە" }, { "ي", "ىئ" }, { "ی", "ئي" }, { "و", "ؤۆ" },   { "ك", "کگ" },
  { "ک", "كگ" },    { "ب", "پ" },   { "ج", "چ" },  { "ز", "ژ" },  { "ف", "ڤ" },    { "o", "ʻ" },
  { "g", "ʻ" },     { "i", "ı" },   { "ı", "i" },  { "e", "ə" },  { "d", "đ" },    { "l", "ł" },
};

static int
compare_letters (gconstpointer a, gconstpointer b, gpointer language)
{
  const TiltasKeymapKey *first = *(TiltasKeymapKey *const *) a, *second = *(TiltasKeymapKey *const *) b;

  return tiltas_collate (language, first->lower, second->lower);
}

static TiltasKeymap *
built_in (void)
{
  TiltasKeymap *self = tiltas_keymap_new (G_N_ELEMENTS (LITHUANIAN));

  for (guint row = 0; row < G_N_ELEMENTS (LITHUANIAN); row++)
    for (const char *p = LITHUANIAN[row]; *p != '\0'; p = g_utf8_next_char (p))
      {
        g_autofree char *lower = g_strndup (p, (gsize) (g_utf8_next_char (p) - p)), *upper = g_utf8_strup (lower, -1);
        g_ptr_array_add (g_ptr_array_index (self->rows, row), tiltas_keymap_key_new (lower, upper));
      }
  return self;
}

/* ---- Adding what the layout lacks ---- */

static guint
room_of (TiltasKeymap *self, guint row)
{
  const GPtrArray *keys = g_ptr_array_index (self->rows, row);
  guint most = row + 1 == self->rows->len ? LONGEST_LAST_ROW : LONGEST_ROW;

  return keys->len < most ? most - keys->len : 0;
}

/* Adds the key at the end of the row that has the most room; the row of the digits gets it only when no other row has
 * room. Takes the key. */
static void
place_key (TiltasKeymap *self, TiltasKeymapKey *key)
{
  guint best = 0;

  for (guint row = 1; row < self->rows->len; row++)
    if (room_of (self, row) > (best == 0 ? 0 : room_of (self, best)))
      best = row;
  g_ptr_array_add (g_ptr_array_index (self->rows, best), key);
}

static TiltasKeymapKey *
letter_key (const char *letter)
{
  g_autofree char *capital = tiltas_letter_capital (letter);

  return tiltas_keymap_key_new (letter, capital);
}

/* Puts the language's letters that have no key into a row at the top, as the Lithuanian layout has it, when there are
 * at least OWN_ROW of them (Polish, Latvian): a visitor finds them there without knowing about long presses. */
static void
add_own_row (TiltasKeymap *self, GStrv letters, const char *language)
{
  GPtrArray *top = g_ptr_array_index (self->rows, 0);
  g_autoptr (GPtrArray) lacking = g_ptr_array_new ();

  for (guint i = 0; letters[i] != NULL; i++)
    if (tiltas_keymap_find (self, letters[i]) == NULL)
      g_ptr_array_add (lacking, letters[i]);
  if (top->len > 0 || lacking->len < OWN_ROW || lacking->len > LONGEST_ROW ||
      tiltas_letter_script (letters[0]) != G_UNICODE_SCRIPT_LATIN)
    return;
  for (guint i = 0; i < lacking->len; i++)
    g_ptr_array_add (top, letter_key (g_ptr_array_index (lacking, i)));
  g_ptr_array_sort_with_data (top, compare_letters, (gpointer) language);
}

/* Makes sure that every letter of the language can be typed. */
static void
add_missing_letters (TiltasKeymap *self, const char *language)
{
  g_auto (GStrv) letters = tiltas_language_letters (language);

  add_own_row (self, letters, language);
  for (guint i = 0; letters[i] != NULL; i++)
    {
      g_autofree char *base = tiltas_letter_base (letters[i]);
      TiltasKeymapKey *key;

      if (tiltas_keymap_gives (self, letters[i]))
        continue;
      key = tiltas_keymap_find (self, base);
      if (key != NULL && !g_str_equal (base, letters[i]))
        tiltas_keymap_key_add (key, letters[i]);
      else
        place_key (self, letter_key (letters[i]));
    }
}

/* Persian, Pashto, Kurdish and Urdu write the half space inside words; Arabic does not. */
static void
add_half_space (TiltasKeymap *self, const char *language)
{
  if (tiltas_letter_language_script (language) == G_UNICODE_SCRIPT_ARABIC && !g_str_equal (language, "ar"))
    g_ptr_array_add (g_ptr_array_index (self->rows, self->rows->len - 1),
                     tiltas_keymap_key_new (TILTAS_HALF_SPACE, TILTAS_HALF_SPACE));
}

/* Adds the accented Latin letters of Europe as variants: names are written with them. */
static void
add_accents (TiltasKeymapKey *key)
{
  /* The Lithuanian ones come first: all visitors live in Lithuania. */
  for (const char *p = LITHUANIAN[0]; *p != '\0'; p = g_utf8_next_char (p))
    {
      g_autofree char *one = g_strndup (p, (gsize) (g_utf8_next_char (p) - p)), *base = tiltas_letter_base (one);
      if (g_str_equal (base, key->lower))
        tiltas_keymap_key_add (key, one);
    }
  for (gunichar c = 0xe0; c <= 0x17f; c++)
    {
      char text[8] = { 0 };
      g_unichar_to_utf8 (c, text);
      g_autofree char *base = tiltas_letter_base (text);
      if (g_unichar_islower (c) && g_str_equal (base, key->lower))
        tiltas_keymap_key_add (key, text);
    }
}

static void
add_related (TiltasKeymap *self)
{
  for (guint row = 0; row < self->rows->len; row++)
    {
      GPtrArray *keys = g_ptr_array_index (self->rows, row);
      for (guint i = 0; i < keys->len; i++)
        {
          TiltasKeymapKey *key = g_ptr_array_index (keys, i);
          for (guint j = 0; j < G_N_ELEMENTS (RELATED); j++)
            if (g_str_equal (RELATED[j][0], key->lower))
              for (const char *p = RELATED[j][1]; *p != '\0'; p = g_utf8_next_char (p))
                {
                  g_autofree char *one = g_strndup (p, (gsize) (g_utf8_next_char (p) - p));
                  tiltas_keymap_key_add (key, one);
                }
          add_accents (key);
        }
    }
}

static void
drop_empty_rows (TiltasKeymap *self)
{
  for (guint row = self->rows->len; row > 0; row--)
    if (((GPtrArray *) g_ptr_array_index (self->rows, row - 1))->len == 0)
      g_ptr_array_remove_index (self->rows, row - 1);
}

/* Empties the row of the digits when it has at most three letters: those that the language needs go to the rows below,
 * the others are dropped (Turkish has an é there). With more letters, as in Lithuanian, the row stays. */
static void
fold_short_top (TiltasKeymap *self, const char *language)
{
  GPtrArray *top = g_ptr_array_index (self->rows, 0);
  g_auto (GStrv) letters = tiltas_language_letters (language);

  for (guint n = top->len <= 3 ? top->len : 0; n > 0; n--)
    {
      TiltasKeymapKey *key = g_ptr_array_steal_index (top, 0);
      if (g_strv_contains ((const char *const *) letters, key->lower))
        place_key (self, key);
      else
        tiltas_keymap_key_free (key);
    }
}

/* Moves keys out of the last row until none of its keys is narrower than a finger. */
static void
shorten_last_row (TiltasKeymap *self)
{
  GPtrArray *last = g_ptr_array_index (self->rows, self->rows->len - 1);

  while (last->len > LONGEST_LAST_ROW)
    place_key (self, g_ptr_array_steal_index (last, last->len - 1));
}

/* TRUE when the key can stand for an end of the alphabet: a plain letter of the script. Hamza cannot: it sorts first,
 * but the Arabic alphabet begins with alef. */
static gboolean
is_end (const TiltasKeymapKey *key, GUnicodeScript script)
{
  g_autofree char *base = tiltas_letter_base (key->lower);

  return (script == G_UNICODE_SCRIPT_LATIN || g_str_equal (base, key->lower)) &&
         tiltas_letter_script (key->lower) == script && g_unichar_isalpha (g_utf8_get_char (key->lower)) &&
         !g_str_equal (key->lower, "ء");
}

/* Finds "A–Ž", the label of the key that switches to alphabetical order. Devanagari and Gurmukhi get none: their
 * alphabets are not known by a first and a last letter. */
static void
find_ends (TiltasKeymap *self, const char *language)
{
  GUnicodeScript script = tiltas_letter_language_script (language);
  const TiltasKeymapKey *first = NULL, *last = NULL;

  if (script == G_UNICODE_SCRIPT_DEVANAGARI || script == G_UNICODE_SCRIPT_GURMUKHI)
    return;
  for (guint row = 0; row < self->rows->len; row++)
    {
      const GPtrArray *keys = g_ptr_array_index (self->rows, row);
      for (guint i = 0; i < keys->len; i++)
        {
          const TiltasKeymapKey *key = g_ptr_array_index (keys, i);
          if (!is_end (key, script))
            continue;
          if (first == NULL || tiltas_collate (language, key->lower, first->lower) < 0)
            first = key;
          if (last == NULL || tiltas_collate (language, key->lower, last->lower) > 0)
            last = key;
        }
    }
  if (first == NULL)
    return;
  g_autofree char *begin = tiltas_letter_capital (first->lower), *end = tiltas_letter_capital (last->lower);
  self->ends = g_strdup_printf ("%s–%s", begin, end);
}

static TiltasKeymap *
sorted (TiltasKeymap *letters, const char *language)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_keymap_key_free);
  TiltasKeymap *self;

  for (guint row = 0; row < letters->rows->len; row++)
    {
      GPtrArray *keys = g_ptr_array_index (letters->rows, row);
      while (keys->len > 0)
        g_ptr_array_add (all, g_ptr_array_steal_index (keys, 0));
    }
  g_ptr_array_sort_with_data (all, compare_letters, (gpointer) language);
  /* As many rows as the usual order has, so that the keyboard keeps its height. */
  guint rows = letters->rows->len, in_row = (all->len + rows - 1) / rows;
  if (all->len > (rows - 1) * in_row + LONGEST_LAST_ROW)
    in_row++;
  self = tiltas_keymap_new (rows);
  for (guint i = 0; all->len > 0; i++)
    g_ptr_array_add (g_ptr_array_index (self->rows, MIN (i / in_row, rows - 1)), g_ptr_array_steal_index (all, 0));
  return self;
}

/* The sign that takes this one's place in Arabic script. */
static const char *
arabic_sign (const char *sign)
{
  switch (*sign)
    {
    case ',':
      return "،";
    case ';':
      return "؛";
    case '?':
      return "؟";
    default:
      return sign;
    }
}

static TiltasKeymap *
signs_new (const char *language)
{
  static const char *const ROWS[] = { "1 2 3 4 5 6 7 8 9 0", "@ - / : ; ( ) & + =", ". , ? ! ' \" # % * _" };
  TiltasKeymap *self = tiltas_keymap_new (G_N_ELEMENTS (ROWS));
  /* Every right-to-left language with a layout is written in Arabic script. */
  gboolean arabic = tiltas_language_is_rtl (language);

  for (guint row = 0; row < G_N_ELEMENTS (ROWS); row++)
    {
      g_auto (GStrv) signs = g_strsplit (ROWS[row], " ", -1);
      for (guint i = 0; signs[i] != NULL; i++)
        {
          const char *sign = arabic ? arabic_sign (signs[i]) : signs[i];
          TiltasKeymapKey *key = tiltas_keymap_key_new (sign, sign);
          if (sign != signs[i])
            tiltas_keymap_key_add (key, signs[i]);
          if (g_ascii_isdigit (signs[i][0]))
            {
              g_autofree char *own = tiltas_number_format (language, signs[i][0] - '0');
              tiltas_keymap_key_add (key, own);
            }
          else if (signs[i][0] == '\'')
            tiltas_keymap_key_add (key, "’");
          else if (signs[i][0] == '-')
            tiltas_keymap_key_add (key, "–");
          g_ptr_array_add (g_ptr_array_index (self->rows, row), key);
        }
    }
  return self;
}

TiltasKeymap *
tiltas_keymap_build (const char *language, TiltasKeymapKind kind)
{
  g_autoptr (TiltasKeymap) self = NULL;

  if (kind == TILTAS_KEYMAP_SIGNS)
    return signs_new (language);
  if (!tiltas_keymap_exists (language))
    return NULL;
  self = tiltas_keymap_read (language);
  if (self == NULL && g_str_equal (language, "lt"))
    self = built_in ();
  if (self == NULL)
    return NULL;
  fold_short_top (self, language);
  add_missing_letters (self, language);
  shorten_last_row (self);
  add_related (self);
  drop_empty_rows (self);
  find_ends (self, language);
  if (kind == TILTAS_KEYMAP_ALPHABET)
    {
      g_autoptr (TiltasKeymap) letters = g_steal_pointer (&self);
      self = sorted (letters, language);
    }
  add_half_space (self, language);
  return g_steal_pointer (&self);
}
