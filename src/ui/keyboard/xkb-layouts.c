/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keyboard/xkb-layouts.h"

#include "base/language.h"
#include "ui/keyboard/letter.h"

#include <xkbcommon/xkbcommon.h>

/* The first PLANNED rows are the languages that the libraries plan for: visitors who write them come today. */
#define PLANNED 20
static const struct
{
  const char *language, *layout, *variant;
} LAYOUTS[] = {
  { "ar", "ara", "" }, { "az", "az", "" },     { "be", "by", "" },  { "ckb", "iq", "ku_ara" }, { "en", "us", "" },
  { "fa", "ir", "" },  { "hi", "in", "" },     { "ka", "ge", "" },  { "kmr", "tr", "ku" },     { "ky", "kg", "" },
  { "lt", "lt", "" },  { "pa", "in", "guru" }, { "pl", "pl", "" },  { "ps", "af", "ps" },      { "ru", "ru", "" },
  { "tg", "tj", "" },  { "tr", "tr", "" },     { "uk", "ua", "" },  { "ur", "pk", "" },        { "uz", "uz", "latin" },
  { "de", "de", "" },  { "es", "es", "" },     { "et", "ee", "" },  { "fr", "fr", "" },        { "it", "it", "" },
  { "kk", "kz", "" },  { "lv", "lv", "" },     { "prs", "af", "" }, { "ro", "ro", "" },
};

/* evdev key codes of the letter block, row by row from the top, as on a PC keyboard. */
static const struct
{
  xkb_keycode_t first, last;
} BLOCK[] = { { 10, 21 }, { 24, 35 }, { 38, 48 }, { 52, 61 } };

/* Keys beside the block that have letters in some layouts (TLDE, BKSL, LSGT), and the row that each joins. */
static const struct
{
  xkb_keycode_t code;
  guint row;
} BESIDE[] = { { 49, 0 }, { 51, 2 }, { 94, 3 } };

/* Apostrophes and marks are of no one script: they pass for every script. */
static gboolean
is_of_script (const char *letter, GUnicodeScript script)
{
  GUnicodeScript own = tiltas_letter_script (letter);

  return own == script || own == G_UNICODE_SCRIPT_COMMON || own == G_UNICODE_SCRIPT_INHERITED;
}

static int
compare_autonyms (gconstpointer a, gconstpointer b)
{
  const char *const *first = a, *const *second = b;

  return tiltas_collate ("en", tiltas_language_autonym (*first), tiltas_language_autonym (*second));
}

static gboolean
is_letter (const char *text)
{
  gunichar c = g_utf8_get_char (text);

  return (g_unichar_isalpha (c) || g_unichar_ismark (c)) &&
         c != 0x640 /* tatweel: it lengthens a line, it is no letter */;
}

/* What a key gives on a level (0 plain, 1 shift, 2 and 3 with AltGr), if that is a letter of the script; NULL
 * otherwise. Transfer full. */
static char *
letter_of (struct xkb_keymap *xkb, xkb_keycode_t code, xkb_level_index_t level, GUnicodeScript script)
{
  const xkb_keysym_t *syms;
  char text[8];

  if (level >= xkb_keymap_num_levels_for_key (xkb, code, 0) ||
      xkb_keymap_key_get_syms_by_level (xkb, code, 0, level, &syms) != 1 ||
      xkb_keysym_to_utf8 (syms[0], text, sizeof text) < 2)
    return NULL;
  if (g_utf8_get_char_validated (text, -1) >= 0xfffffffe || !is_letter (text) || !is_of_script (text, script))
    return NULL;
  return tiltas_letter_normalise (text);
}

static void
add_key (TiltasKeymap *self, guint row, struct xkb_keymap *xkb, xkb_keycode_t code, GUnicodeScript script)
{
  g_autofree char *first = letter_of (xkb, code, 0, script), *second = letter_of (xkb, code, 1, script);
  const char *lower = first != NULL ? first : second;
  TiltasKeymapKey *key;

  /* Some layouts have the same letter on two keys: the first one stays. */
  if (lower == NULL || tiltas_keymap_find (self, lower) != NULL)
    return;
  g_autofree char *capital = tiltas_letter_capital (lower);
  key = tiltas_keymap_key_new (lower, second != NULL ? second : capital);
  /* In a script without capitals shift gives another letter: a long press offers it too. */
  if (!g_unichar_isupper (g_utf8_get_char (key->upper)) && !g_str_equal (key->upper, lower))
    tiltas_keymap_key_append (key, key->upper);
  for (xkb_level_index_t level = 2; level < 4; level++)
    {
      g_autofree char *more = letter_of (xkb, code, level, script);
      g_autofree char *small = more != NULL ? g_utf8_strdown (more, -1) : NULL;
      g_autofree char *base = small != NULL ? tiltas_letter_base (small) : NULL;
      /* In Latin layouts these levels also have signs and unrelated letters: take only forms of this letter. */
      if (small != NULL && (g_str_equal (base, lower) || script != G_UNICODE_SCRIPT_LATIN))
        tiltas_keymap_key_add (key, small);
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

GStrv
tiltas_keymap_languages (const char *const *offered)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (LAYOUTS); i++)
    if (i < PLANNED || g_strv_contains (offered, LAYOUTS[i].language))
      g_ptr_array_add (found, (gpointer) LAYOUTS[i].language);
  g_ptr_array_sort (found, compare_autonyms);
  g_ptr_array_add (found, NULL);
  return g_strdupv ((char **) found->pdata);
}

TiltasKeymap *
tiltas_keymap_read (const char *language)
{
  const char *variant = "", *layout = layout_of (language, &variant);
  GUnicodeScript script = tiltas_letter_language_script (language);
  struct xkb_rule_names names = { .rules = "evdev", .model = "pc105", .layout = layout, .variant = variant };
  struct xkb_context *context = xkb_context_new (XKB_CONTEXT_NO_ENVIRONMENT_NAMES);
  struct xkb_keymap *xkb = NULL;
  TiltasKeymap *self = NULL;

  if (context != NULL)
    {
      /* A missing layout is no error here: the caller reports it. */
      xkb_context_set_log_level (context, XKB_LOG_LEVEL_CRITICAL);
      xkb = xkb_keymap_new_from_names (context, &names, XKB_KEYMAP_COMPILE_NO_FLAGS);
    }
  if (xkb != NULL)
    {
      self = tiltas_keymap_new (G_N_ELEMENTS (BLOCK));
      for (guint row = 0; row < G_N_ELEMENTS (BLOCK); row++)
        for (xkb_keycode_t code = BLOCK[row].first; code <= BLOCK[row].last; code++)
          add_key (self, row, xkb, code, script);
      for (guint i = 0; i < G_N_ELEMENTS (BESIDE); i++)
        add_key (self, BESIDE[i].row, xkb, BESIDE[i].code, script);
    }
  xkb_keymap_unref (xkb);
  xkb_context_unref (context);
  return self;
}
