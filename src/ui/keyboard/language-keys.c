/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keyboard/language-keys.h"

#include "base/language.h"
#include "ui/keyboard/layout.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

#define LANGUAGE_KEY "tiltas-language"

GtkWidget *
tiltas_language_key_new (const char *language)
{
  GtkWidget *key = tiltas_keyboard_key_new ();
  const char *autonym = tiltas_language_autonym (language);
  g_autofree char *name = g_strdup_printf (_ ("Keyboard: %s"), autonym);

  tiltas_add_classes (key, "word language");
  tiltas_keyboard_key_set_label (TILTAS_KEYBOARD_KEY (key), autonym, name);
  tiltas_text_set_language (key, language);
  g_object_set_data (G_OBJECT (key), LANGUAGE_KEY, (gpointer) g_intern_string (language));
  return key;
}

const char *
tiltas_language_key_get_language (TiltasKeyboardKey *key)
{
  return g_object_get_data (G_OBJECT (key), LANGUAGE_KEY);
}

void
tiltas_language_keys_fill (GPtrArray *rows, guint n_rows, const GPtrArray *keys, GtkWidget *back)
{
  guint n = 0;

  for (guint i = 0; i < n_rows; i++)
    {
      GPtrArray *row = g_ptr_array_new ();
      guint left = keys->len + 1 - n, in_row = (left + n_rows - i - 1) / (n_rows - i);

      g_ptr_array_add (rows, row);
      if (i + 1 == n_rows)
        {
          g_ptr_array_add (row, back);
          in_row--;
        }
      for (guint j = 0; j < in_row; j++)
        g_ptr_array_add (row, g_ptr_array_index (keys, n++));
      for (guint j = 0; j < row->len; j++)
        tiltas_keyboard_key_set_weight (g_ptr_array_index (row, j), TILTAS_KEYBOARD_ROW / row->len);
    }
}
