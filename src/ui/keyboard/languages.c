/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keyboard/private.h"

#include "base/language.h"
#include "ui/keyboard/key.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

static const char *
language_of (GtkWidget *key)
{
  return g_object_get_data (G_OBJECT (key), "language");
}

/* On lifting: the letters that come must not feel the finger. */
static void
on_choice (GtkWidget *key, double x, double y, TiltasKeyboard *self)
{
  if (gtk_widget_contains (key, x, y))
    tiltas_keyboard_choose (self, language_of (key));
}

static void
make_choices (TiltasKeyboard *self)
{
  g_auto (GStrv) languages = tiltas_keymap_languages (tiltas_session_languages (self->context->session));

  for (guint i = 0; languages[i] != NULL; i++)
    {
      GtkWidget *key = tiltas_keyboard_key_new ();
      const char *autonym = tiltas_language_autonym (languages[i]);
      g_autofree char *name = g_strdup_printf (_ ("Keyboard: %s"), autonym);

      tiltas_add_classes (key, "word language");
      tiltas_keyboard_key_set_label (TILTAS_KEYBOARD_KEY (key), autonym, name);
      tiltas_text_set_language (key, languages[i]);
      g_object_set_data (G_OBJECT (key), "language", (gpointer) g_intern_string (languages[i]));
      g_signal_connect (key, "up", G_CALLBACK (on_choice), self);
      gtk_widget_insert_before (key, GTK_WIDGET (self), self->variants);
      g_ptr_array_add (self->choices, key);
    }
}

static void
drop_choices (TiltasKeyboard *self)
{
  for (guint i = 0; i < self->choices->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->choices, i));
  g_ptr_array_set_size (self->choices, 0);
}

void
tiltas_keyboard_fill_languages (TiltasKeyboard *self)
{
  guint rows = self->letter_rows + 1, n = 0;

  /* The names for screen readers are in the visitor's language, and the offered languages may have changed. */
  drop_choices (self);
  make_choices (self);
  for (guint i = 0; i < rows; i++)
    {
      GPtrArray *row = g_ptr_array_new ();
      guint left = self->choices->len + 1 - n, in_row = (left + rows - i - 1) / (rows - i);

      g_ptr_array_add (self->rows, row);
      if (i + 1 == rows)
        {
          g_ptr_array_add (row, self->signs);
          in_row--;
        }
      for (guint j = 0; j < in_row; j++)
        g_ptr_array_add (row, g_ptr_array_index (self->choices, n++));
      for (guint j = 0; j < row->len; j++)
        tiltas_keyboard_key_set_weight (g_ptr_array_index (row, j), TILTAS_KEYBOARD_ROW / row->len);
    }
}
