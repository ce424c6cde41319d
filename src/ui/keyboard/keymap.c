/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keyboard/keymap-private.h"

#include "base/language.h"

#define VARIANTS_MOST 10
#define LONGEST_ROW 13
#define LONGEST_LAST_ROW 11 /* shift and delete stand there too */
#define OWN_ROW 4           /* so many letters without a key get a row of their own */

/* For a machine without xkeyboard-config's files: there is always something to type on. */
static const char *const LITHUANIAN[] = { "ąčęėįšųūž", "qwertyuiop", "asdfghjkl", "zxcvbnm" };

/* Letters that belong together though Unicode does not say so. */
static const char *const RELATED[][2] = {
  { "е", "ёє" },    { "и", "іїй" }, { "і", "ї" },  { "г", "ґғ" }, { "у", "ўүұӯ" }, { "к", "қ" },
  { "н", "ңҥ" },    { "о", "өӧ" },  { "х", "ҳһ" }, { "ч", "ҷ" },  { "ж", "җ" },    { "а", "ә" },
  { "ا", "أإآٱء" }, { "ه", "ةھە" }, { "ي", "ىئ" }, { "ی", "ئي" }, { "و", "ؤۆ" },   { "ك", "کگ" },
  { "ک", "كگ" },    { "ب", "پ" },   { "ج", "چ" },  { "ز", "ژ" },  { "ف", "ڤ" },    { "o", "ʻ" },
  { "g", "ʻ" },     { "i", "ı" },   { "ı", "i" },  { "e", "ə" },  { "d", "đ" },    { "l", "ł" },
};

static void
key_free (gpointer data)
{
  TiltasKeymapKey *key = data;

  g_free (key->lower);
  g_free (key->upper);
  g_strfreev (key->variants);
  g_free (key);
}

TiltasKeymapKey *
tiltas_keymap_key_new (const char *lower, const char *upper)
{
  TiltasKeymapKey *key = g_new0 (TiltasKeymapKey, 1);

  key->lower = g_strdup (lower);
  key->upper = g_strdup (upper);
  key->variants = g_new0 (char *, 1);
  return key;
}

void
tiltas_keymap_key_append (TiltasKeymapKey *key, const char *text)
{
  guint n = g_strv_length (key->variants);

  key->variants = g_renew (char *, key->variants, n + 2);
  key->variants[n] = g_strdup (text);
  key->variants[n + 1] = NULL;
}

void
tiltas_keymap_key_add (TiltasKeymapKey *key, const char *text)
{
  if (g_strv_length (key->variants) < VARIANTS_MOST && !g_str_equal (text, key->lower) &&
      !g_str_equal (text, key->upper) && !g_strv_contains ((const char *const *) key->variants, text))
    tiltas_keymap_key_append (key, text);
}

TiltasKeymap *
tiltas_keymap_new_empty (guint rows)
{
  TiltasKeymap *self = g_new0 (TiltasKeymap, 1);

  g_atomic_ref_count_init (&self->refs);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < rows; i++)
    g_ptr_array_add (self->rows, g_ptr_array_new_with_free_func (key_free));
  return self;
}

TiltasKeymap *
tiltas_keymap_ref (TiltasKeymap *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
tiltas_keymap_unref (TiltasKeymap *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->rows);
  g_free (self->ends);
  g_free (self);
}

char *
tiltas_keymap_normalise (const char *text)
{
  g_autoptr (GString) letters = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      /* Arabic Presentation Forms-A and -B. Compatibility forms of other scripts are kept: they are not typed here. */
      if ((c >= 0xfb50 && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfeff))
        {
          g_autofree char *form = g_strndup (p, (gsize) (g_utf8_next_char (p) - p));
          g_autofree char *plain = g_utf8_normalize (form, -1, G_NORMALIZE_NFKC);
          g_string_append (letters, plain != NULL ? plain : form);
        }
      else
        g_string_append_unichar (letters, c);
    }
  return g_utf8_normalize (letters->str, -1, G_NORMALIZE_NFC);
}

TiltasKeymapKey *
tiltas_keymap_find (TiltasKeymap *self, TiltasKeymapTest test, gconstpointer data)
{
  for (guint row = 0; row < self->rows->len; row++)
    {
      GPtrArray *keys = g_ptr_array_index (self->rows, row);
      for (guint i = 0; i < keys->len; i++)
        if (test (g_ptr_array_index (keys, i), data))
          return g_ptr_array_index (keys, i);
    }
  return NULL;
}

static gboolean
gives (TiltasKeymapKey *key, gconstpointer letter)
{
  return g_str_equal (key->lower, letter) || g_str_equal (key->upper, letter) ||
         g_strv_contains ((const char *const *) key->variants, letter);
}

gboolean
tiltas_keymap_is_key_of (TiltasKeymapKey *key, gconstpointer letter)
{
  return g_str_equal (key->lower, letter);
}

char *
tiltas_keymap_base (const char *letter)
{
  g_autofree char *apart = g_utf8_normalize (letter, -1, G_NORMALIZE_NFD);

  return g_strndup (apart, (gsize) (g_utf8_next_char (apart) - apart));
}

GUnicodeScript
tiltas_keymap_script (const char *letter)
{
  return g_unichar_get_script (g_utf8_get_char (letter));
}

/* Georgian has capitals in Unicode only: nobody writes with them, and fonts lack them. */
char *
tiltas_keymap_capital (const char *letter)
{
  return tiltas_keymap_script (letter) == G_UNICODE_SCRIPT_GEORGIAN ? g_strdup (letter) : g_utf8_strup (letter, -1);
}

static int
compare_letters (gconstpointer a, gconstpointer b, gpointer language)
{
  const TiltasKeymapKey *first = *(TiltasKeymapKey *const *) a, *second = *(TiltasKeymapKey *const *) b;

  return tiltas_collate (language, first->lower, second->lower);
}

static TiltasKeymap *
built_in (void)
{
  TiltasKeymap *self = tiltas_keymap_new_empty (G_N_ELEMENTS (LITHUANIAN));

  for (guint row = 0; row < G_N_ELEMENTS (LITHUANIAN); row++)
    for (const char *p = LITHUANIAN[row]; *p != '\0'; p = g_utf8_next_char (p))
      {
        g_autofree char *lower = g_strndup (p, (gsize) (g_utf8_next_char (p) - p)), *upper = g_utf8_strup (lower, -1);
        g_ptr_array_add (g_ptr_array_index (self->rows, row), tiltas_keymap_key_new (lower, upper));
      }
  return self;
}

/* ---- Completed ---- */

static guint
room_of (TiltasKeymap *self, guint row)
{
  const GPtrArray *keys = g_ptr_array_index (self->rows, row);
  guint most = row + 1 == self->rows->len ? LONGEST_LAST_ROW : LONGEST_ROW;

  return keys->len < most ? most - keys->len : 0;
}

/* At the end of the row with the most room; of the digits' row only when nothing else has room. Takes the key. */
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
  g_autofree char *capital = tiltas_keymap_capital (letter);

  return tiltas_keymap_key_new (letter, capital);
}

/* Of the language, without a key of their own: as many as Polish and Latvian have stand in a row on top as Lithuanian's
 * do, where nobody has to know of long presses. */
static void
add_own_row (TiltasKeymap *self, GStrv letters, const char *language)
{
  GPtrArray *top = g_ptr_array_index (self->rows, 0);
  g_autoptr (GPtrArray) lacking = g_ptr_array_new ();

  for (guint i = 0; letters[i] != NULL; i++)
    if (tiltas_keymap_find (self, tiltas_keymap_is_key_of, letters[i]) == NULL)
      g_ptr_array_add (lacking, letters[i]);
  if (top->len > 0 || lacking->len < OWN_ROW || lacking->len > LONGEST_ROW ||
      tiltas_keymap_script (letters[0]) != G_UNICODE_SCRIPT_LATIN)
    return;
  for (guint i = 0; i < lacking->len; i++)
    g_ptr_array_add (top, letter_key (g_ptr_array_index (lacking, i)));
  g_ptr_array_sort_with_data (top, compare_letters, (gpointer) language);
}

/* Every letter of the language can be typed. */
static void
add_missing_letters (TiltasKeymap *self, const char *language)
{
  g_auto (GStrv) letters = tiltas_language_letters (language);

  add_own_row (self, letters, language);
  for (guint i = 0; letters[i] != NULL; i++)
    {
      g_autofree char *base = tiltas_keymap_base (letters[i]);
      TiltasKeymapKey *key;

      if (tiltas_keymap_find (self, gives, letters[i]) != NULL)
        continue;
      key = tiltas_keymap_find (self, tiltas_keymap_is_key_of, base);
      if (key != NULL && !g_str_equal (base, letters[i]))
        tiltas_keymap_key_add (key, letters[i]);
      else
        place_key (self, letter_key (letters[i]));
    }
}

/* Persian, Pashto, Kurdish and Urdu divide words with it; Arabic does not. */
static void
add_half_space (TiltasKeymap *self, const char *language)
{
  if (tiltas_keymap_language_script (language) == G_UNICODE_SCRIPT_ARABIC && !g_str_equal (language, "ar"))
    g_ptr_array_add (g_ptr_array_index (self->rows, self->rows->len - 1),
                     tiltas_keymap_key_new (TILTAS_HALF_SPACE, TILTAS_HALF_SPACE));
}

/* Accented Latin letters of Europe: names are written with them. */
static void
add_accents (TiltasKeymapKey *key)
{
  /* First those of the country that all live in. */
  for (const char *p = LITHUANIAN[0]; *p != '\0'; p = g_utf8_next_char (p))
    {
      g_autofree char *one = g_strndup (p, (gsize) (g_utf8_next_char (p) - p)), *base = tiltas_keymap_base (one);
      if (g_str_equal (base, key->lower))
        tiltas_keymap_key_add (key, one);
    }
  for (gunichar c = 0xe0; c <= 0x17f; c++)
    {
      char text[8] = { 0 };
      g_unichar_to_utf8 (c, text);
      g_autofree char *base = tiltas_keymap_base (text);
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

/* A few letters of the digits' row alone join the rows below, or go when the language does not need them (Turkish has
 * é there); many are a row of their own, as in Lithuanian. */
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
        key_free (key);
    }
}

/* No key narrower than a finger. */
static void
shorten_last_row (TiltasKeymap *self)
{
  GPtrArray *last = g_ptr_array_index (self->rows, self->rows->len - 1);

  while (last->len > LONGEST_LAST_ROW)
    place_key (self, g_ptr_array_steal_index (last, last->len - 1));
}

/* A plain letter of a script whose alphabet has a known begin and end. */
static gboolean
is_end (const TiltasKeymapKey *key, GUnicodeScript script)
{
  g_autofree char *base = tiltas_keymap_base (key->lower);

  return (script == G_UNICODE_SCRIPT_LATIN || g_str_equal (base, key->lower)) &&
         tiltas_keymap_script (key->lower) == script && g_unichar_isalpha (g_utf8_get_char (key->lower)) &&
         !g_str_equal (key->lower, "ء");
}

/* "A–Ž": for the key that brings the order of the alphabet. */
static void
find_ends (TiltasKeymap *self, const char *language)
{
  GUnicodeScript script = tiltas_keymap_language_script (language);
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
  g_autofree char *begin = tiltas_keymap_capital (first->lower), *end = tiltas_keymap_capital (last->lower);
  self->ends = g_strdup_printf ("%s–%s", begin, end);
}

static TiltasKeymap *
sorted (TiltasKeymap *letters, const char *language)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (key_free);
  TiltasKeymap *self;

  for (guint row = 0; row < letters->rows->len; row++)
    {
      GPtrArray *keys = g_ptr_array_index (letters->rows, row);
      while (keys->len > 0)
        g_ptr_array_add (all, g_ptr_array_steal_index (keys, 0));
    }
  g_ptr_array_sort_with_data (all, compare_letters, (gpointer) language);
  /* As many rows as the usual order has: the keyboard keeps its height. */
  guint rows = letters->rows->len, in_row = (all->len + rows - 1) / rows;
  if (all->len > (rows - 1) * in_row + LONGEST_LAST_ROW)
    in_row++;
  self = tiltas_keymap_new_empty (rows);
  for (guint i = 0; all->len > 0; i++)
    g_ptr_array_add (g_ptr_array_index (self->rows, MIN (i / in_row, rows - 1)), g_ptr_array_steal_index (all, 0));
  return self;
}

/* Languages that are written from right to left here are written in Arabic script, which has signs of its own. */
static const char *
arab_sign (const char *sign)
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
  TiltasKeymap *self = tiltas_keymap_new_empty (G_N_ELEMENTS (ROWS));
  gboolean arab = tiltas_language_is_rtl (language);

  for (guint row = 0; row < G_N_ELEMENTS (ROWS); row++)
    {
      g_auto (GStrv) signs = g_strsplit (ROWS[row], " ", -1);
      for (guint i = 0; signs[i] != NULL; i++)
        {
          const char *sign = arab ? arab_sign (signs[i]) : signs[i];
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
tiltas_keymap_new (const char *language, TiltasKeymapKind kind)
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
