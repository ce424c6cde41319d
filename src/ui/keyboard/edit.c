/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keyboard/keyboard.h"

#include "ui/keyboard/keymap.h"

#include <string.h>

static gboolean
delete_selection (GtkEditable *target)
{
  int start, end;

  if (!gtk_editable_get_selection_bounds (target, &start, &end) || start == end)
    return FALSE;
  gtk_editable_delete_text (target, start, end);
  return TRUE;
}

void
tiltas_keyboard_insert (GtkEditable *target, const char *text)
{
  int position;

  delete_selection (target);
  position = gtk_editable_get_position (target);

  g_autofree char *before = gtk_editable_get_chars (target, MAX (position - 1, 0), position);
  g_autofree char *both = g_strconcat (before, text, NULL);
  g_autofree char *composed = tiltas_keymap_normalise (both), *plain = tiltas_keymap_normalise (text);

  if (g_str_equal (text, TILTAS_HALF_SPACE) && !g_unichar_isalpha (g_utf8_get_char (before)))
    return;
  /* A mark joins its letter. */
  if (before[0] != '\0' && g_utf8_strlen (composed, -1) < g_utf8_strlen (before, -1) + g_utf8_strlen (plain, -1))
    {
      gtk_editable_delete_text (target, position - 1, position);
      position--;
      gtk_editable_insert_text (target, composed, (int) strlen (composed), &position);
    }
  else
    gtk_editable_insert_text (target, plain, (int) strlen (plain), &position);
  gtk_editable_set_position (target, position);
}

void
tiltas_keyboard_delete (GtkEditable *target)
{
  int position = gtk_editable_get_position (target);

  if (delete_selection (target) || position == 0)
    return;
  gtk_editable_delete_text (target, position - 1, position);
}
