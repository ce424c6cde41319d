/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keymap.h"

#include "base/language.h"

#include <string.h>
#include <xkbcommon/xkbcommon.h>

#define VARIANTS_MOST 10
#define LONGEST_ROW 12

static const struct
{
  const char *language, *layout, *variant;
} LAYOUTS[] = {
  { "ar", "ara", "" },  { "az", "az", "" }, { "be", "by", "" },      { "ckb", "iq", "ku_ara" }, { "de", "de", "" },
  { "en", "us", "" },   { "es", "es", "" }, { "et", "ee", "" },      { "fa", "ir", "" },        { "fr", "fr", "" },
  { "hi", "in", "" },   { "it", "it", "" }, { "ka", "ge", "" },      { "kk", "kz", "" },        { "kmr", "tr", "ku" },
  { "ky", "kg", "" },   { "lt", "lt", "" }, { "lv", "lv", "" },      { "pa", "in", "guru" },    { "pl", "pl", "" },
  { "ps", "af", "ps" }, { "ro", "ro", "" }, { "ru", "ru", "" },      { "tg", "tj", "" },        { "tr", "tr", "" },
  { "uk", "ua", "" },   { "ur", "pk", "" }, { "uz", "uz", "latin" },
};

/* evdev key codes of the letter block, row by row from the top, as on a PC keyboard. */
static const struct
{
  xkb_keycode_t first, last;
} BLOCK[] = { { 10, 21 }, { 24, 35 }, { 38, 48 }, { 52, 61 } };

/* Keys beside the block that carry letters in some layouts: TLDE, BKSL, LSGT; with the row they join. */
static const struct
{
  xkb_keycode_t code;
  guint row;
} BESIDE[] = { { 49, 0 }, { 51, 2 }, { 94, 3 } };

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

static TiltasKeymapKey *
key_new (const char *lower, const char *upper)
{
  TiltasKeymapKey *key = g_new0 (TiltasKeymapKey, 1);

  key->lower = g_strdup (lower);
  key->upper = g_strdup (upper);
  key->variants = g_new0 (char *, 1);
  return key;
}

static void
append_variant (TiltasKeymapKey *key, const char *text)
{
  guint n = g_strv_length (key->variants);

  key->variants = g_renew (char *, key->variants, n + 2);
  key->variants[n] = g_strdup (text);
  key->variants[n + 1] = NULL;
}

static void
add_variant (TiltasKeymapKey *key, const char *text)
{
  if (g_strv_length (key->variants) < VARIANTS_MOST && !g_str_equal (text, key->lower) &&
      !g_str_equal (text, key->upper) && !g_strv_contains ((const char *const *) key->variants, text))
    append_variant (key, text);
}

static TiltasKeymap *
keymap_new (guint rows)
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

typedef gboolean (*KeyTest) (TiltasKeymapKey *key, gconstpointer data);

static TiltasKeymapKey *
find_key (TiltasKeymap *self, KeyTest test, gconstpointer data)
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

static gboolean
is_key_of (TiltasKeymapKey *key, gconstpointer letter)
{
  return g_str_equal (key->lower, letter);
}

/* The letter without its marks. Transfer full. */
static char *
base_of (const char *letter)
{
  g_autofree char *apart = g_utf8_normalize (letter, -1, G_NORMALIZE_NFD);

  return g_strndup (apart, (gsize) (g_utf8_next_char (apart) - apart));
}

static gboolean
is_latin (const char *letter)
{
  return g_unichar_get_script (g_utf8_get_char (letter)) == G_UNICODE_SCRIPT_LATIN;
}

/* ---- From xkeyboard-config ---- */

static gboolean
is_letter (const char *text)
{
  gunichar c = g_utf8_get_char (text);

  return g_unichar_isalpha (c) || g_unichar_ismark (c) || c == 0x200c /* zero-width non-joiner */;
}

/* What a key gives on a level, when that is a letter. Transfer full; NULL otherwise. */
static char *
letter_of (struct xkb_keymap *xkb, xkb_keycode_t code, xkb_level_index_t level)
{
  const xkb_keysym_t *syms;
  char text[8];

  if (level >= xkb_keymap_num_levels_for_key (xkb, code, 0) ||
      xkb_keymap_key_get_syms_by_level (xkb, code, 0, level, &syms) != 1 ||
      xkb_keysym_to_utf8 (syms[0], text, sizeof text) < 2)
    return NULL;
  if (g_utf8_get_char_validated (text, -1) >= 0xfffffffe || !is_letter (text))
    return NULL;
  return tiltas_keymap_normalise (text);
}

static void
add_key (TiltasKeymap *self, guint row, struct xkb_keymap *xkb, xkb_keycode_t code)
{
  g_autofree char *lower = letter_of (xkb, code, 0), *second = letter_of (xkb, code, 1);
  g_autofree char *upper = lower != NULL ? g_utf8_strup (lower, -1) : NULL;
  g_autofree char *folded = second != NULL ? g_utf8_strdown (second, -1) : NULL;
  TiltasKeymapKey *key;

  /* Some layouts have a letter on two keys. */
  if (lower == NULL || find_key (self, is_key_of, lower) != NULL)
    return;
  key = key_new (lower, second != NULL ? second : upper);
  /* A script without capitals: shift gives another letter, and so does a long press. */
  if (second != NULL && !g_str_equal (folded, lower))
    append_variant (key, second);
  for (xkb_level_index_t level = 2; level < 4; level++)
    {
      g_autofree char *more = letter_of (xkb, code, level);
      g_autofree char *small = more != NULL ? g_utf8_strdown (more, -1) : NULL;
      g_autofree char *base = small != NULL ? base_of (small) : NULL;
      /* Only what belongs to the letter: layouts also hide signs and letters of other scripts there. */
      if (small != NULL && (g_str_equal (base, lower) || !is_latin (lower)))
        add_variant (key, small);
    }
  g_ptr_array_add (g_ptr_array_index (self->rows, row), key);
}

static const char *
layout_of (const char *language, const char **variant)
{
  for (gsize i = 0; i < G_N_ELEMENTS (LAYOUTS); i++)
    if (g_str_equal (LAYOUTS[i].language, language))
      {
        *variant = LAYOUTS[i].variant;
        return LAYOUTS[i].layout;
      }
  return NULL;
}

gboolean
tiltas_keymap_exists (const char *language)
{
  const char *variant;

  return layout_of (language, &variant) != NULL;
}

static TiltasKeymap *
read_layout (const char *layout, const char *variant)
{
  struct xkb_rule_names names = { .rules = "evdev", .model = "pc105", .layout = layout, .variant = variant };
  struct xkb_context *context = xkb_context_new (XKB_CONTEXT_NO_ENVIRONMENT_NAMES);
  struct xkb_keymap *xkb =
    context != NULL ? xkb_keymap_new_from_names (context, &names, XKB_KEYMAP_COMPILE_NO_FLAGS) : NULL;
  TiltasKeymap *self = NULL;

  if (xkb != NULL)
    {
      self = keymap_new (G_N_ELEMENTS (BLOCK));
      for (guint row = 0; row < G_N_ELEMENTS (BLOCK); row++)
        for (xkb_keycode_t code = BLOCK[row].first; code <= BLOCK[row].last; code++)
          add_key (self, row, xkb, code);
      for (guint i = 0; i < G_N_ELEMENTS (BESIDE); i++)
        add_key (self, BESIDE[i].row, xkb, BESIDE[i].code);
    }
  xkb_keymap_unref (xkb);
  xkb_context_unref (context);
  return self;
}

/* ---- Completed ---- */

static void
shortest_row_end (TiltasKeymap *self, const char *letter)
{
  GPtrArray *best = NULL;
  g_autofree char *upper = g_utf8_strup (letter, -1);
  TiltasKeymapKey *key = key_new (letter, upper);

  for (guint row = 1; row < self->rows->len; row++)
    {
      GPtrArray *keys = g_ptr_array_index (self->rows, row);
      if (best == NULL || keys->len < best->len)
        best = keys;
    }
  g_ptr_array_add (best, key);
}

/* Every letter of the language can be typed. */
static void
add_missing_letters (TiltasKeymap *self, const char *language)
{
  g_auto (GStrv) letters = tiltas_language_letters (language);

  for (guint i = 0; letters[i] != NULL; i++)
    {
      g_autofree char *base = base_of (letters[i]);
      TiltasKeymapKey *key;

      if (find_key (self, gives, letters[i]) != NULL)
        continue;
      key = find_key (self, is_key_of, base);
      if (key != NULL && !g_str_equal (base, letters[i]))
        add_variant (key, letters[i]);
      else
        shortest_row_end (self, letters[i]);
    }
}

/* Accented Latin letters of Europe: names are written with them. */
static void
add_accents (TiltasKeymapKey *key)
{
  for (gunichar c = 0xe0; c <= 0x17f; c++)
    {
      char text[8] = { 0 };
      g_unichar_to_utf8 (c, text);
      g_autofree char *base = base_of (text);
      if (g_unichar_islower (c) && g_str_equal (base, key->lower))
        add_variant (key, text);
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
                  add_variant (key, one);
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

/* A few letters of the digits' row alone (a layout's odd ones) join the rows below; many are a row of their own, as in
 * Lithuanian. */
static void
fold_short_top (TiltasKeymap *self)
{
  GPtrArray *top = g_ptr_array_index (self->rows, 0);

  if (top->len > 3)
    return;
  while (top->len > 0)
    {
      TiltasKeymapKey *key = g_ptr_array_steal_index (top, 0);
      GPtrArray *last = g_ptr_array_index (self->rows, self->rows->len - 1);
      g_ptr_array_add (last->len < LONGEST_ROW ? last : g_ptr_array_index (self->rows, 1), key);
    }
}

static int
compare_letters (gconstpointer a, gconstpointer b, gpointer language)
{
  const TiltasKeymapKey *first = *(TiltasKeymapKey *const *) a, *second = *(TiltasKeymapKey *const *) b;

  return tiltas_collate (language, first->lower, second->lower);
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
  guint rows = MAX (3, (all->len + LONGEST_ROW - 1) / LONGEST_ROW), in_row = (all->len + rows - 1) / rows;
  self = keymap_new (rows);
  for (guint i = 0; all->len > 0; i++)
    g_ptr_array_add (g_ptr_array_index (self->rows, MIN (i / MAX (in_row, 1), rows - 1)),
                     g_ptr_array_steal_index (all, 0));
  return self;
}

static TiltasKeymap *
signs_new (const char *language)
{
  static const char *const ROWS[] = { "1 2 3 4 5 6 7 8 9 0", "@ - / : ; ( ) & + =", ". , ? ! ' \" # % * _" };
  TiltasKeymap *self = keymap_new (G_N_ELEMENTS (ROWS));

  for (guint row = 0; row < G_N_ELEMENTS (ROWS); row++)
    {
      g_auto (GStrv) signs = g_strsplit (ROWS[row], " ", -1);
      for (guint i = 0; signs[i] != NULL; i++)
        {
          TiltasKeymapKey *key = key_new (signs[i], signs[i]);
          if (g_ascii_isdigit (signs[i][0]))
            {
              g_autofree char *own = tiltas_number_format (language, signs[i][0] - '0');
              add_variant (key, own);
            }
          else if (signs[i][0] == '\'')
            add_variant (key, "’");
          else if (signs[i][0] == '-')
            add_variant (key, "–");
          g_ptr_array_add (g_ptr_array_index (self->rows, row), key);
        }
    }
  return self;
}

TiltasKeymap *
tiltas_keymap_new (const char *language, TiltasKeymapKind kind)
{
  const char *variant = "", *layout = layout_of (language, &variant);
  g_autoptr (TiltasKeymap) self = NULL;

  if (kind == TILTAS_KEYMAP_SIGNS)
    return signs_new (language);
  self = layout != NULL ? read_layout (layout, variant) : NULL;
  if (self == NULL)
    return NULL;
  fold_short_top (self);
  add_missing_letters (self, language);
  add_related (self);
  if (kind == TILTAS_KEYMAP_ALPHABET)
    return sorted (self, language);
  drop_empty_rows (self);
  return g_steal_pointer (&self);
}
