/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keyboard/keymap.h"

#define VARIANTS_MOST 10

TiltasKeymap *
tiltas_keymap_new (guint rows)
{
  TiltasKeymap *self = g_new0 (TiltasKeymap, 1);

  g_atomic_ref_count_init (&self->refs);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < rows; i++)
    g_ptr_array_add (self->rows, g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_keymap_key_free));
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

static gboolean
types (const TiltasKeymapKey *key, const char *letter)
{
  return g_str_equal (key->lower, letter);
}

static gboolean
gives (const TiltasKeymapKey *key, const char *letter)
{
  return types (key, letter) || g_str_equal (key->upper, letter) ||
         g_strv_contains ((const char *const *) key->variants, letter);
}

static TiltasKeymapKey *
find (TiltasKeymap *self, gboolean (*test) (const TiltasKeymapKey *key, const char *letter), const char *letter)
{
  for (guint row = 0; row < self->rows->len; row++)
    {
      const GPtrArray *keys = g_ptr_array_index (self->rows, row);
      for (guint i = 0; i < keys->len; i++)
        if (test (g_ptr_array_index (keys, i), letter))
          return g_ptr_array_index (keys, i);
    }
  return NULL;
}

TiltasKeymapKey *
tiltas_keymap_find (TiltasKeymap *self, const char *letter)
{
  return find (self, types, letter);
}

gboolean
tiltas_keymap_gives (TiltasKeymap *self, const char *letter)
{
  return find (self, gives, letter) != NULL;
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
tiltas_keymap_key_free (TiltasKeymapKey *key)
{
  g_free (key->lower);
  g_free (key->upper);
  g_strfreev (key->variants);
  g_free (key);
}

void
tiltas_keymap_key_append (TiltasKeymapKey *key, const char *variant)
{
  guint n = g_strv_length (key->variants);

  key->variants = g_renew (char *, key->variants, n + 2);
  key->variants[n] = g_strdup (variant);
  key->variants[n + 1] = NULL;
}

void
tiltas_keymap_key_add (TiltasKeymapKey *key, const char *variant)
{
  if (g_strv_length (key->variants) < VARIANTS_MOST && !g_str_equal (variant, key->lower) &&
      !g_str_equal (variant, key->upper) && !g_strv_contains ((const char *const *) key->variants, variant))
    tiltas_keymap_key_append (key, variant);
}
