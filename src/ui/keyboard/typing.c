/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keyboard/typing.h"

#include "base/trace.h"
#include "ui/keyboard/keymap.h"
#include "ui/keyboard/letter.h"

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

static void
insert (GtkEditable *target, const char *text)
{
  int position;

  delete_selection (target);
  position = gtk_editable_get_position (target);

  g_autofree char *before = gtk_editable_get_chars (target, MAX (position - 1, 0), position);
  g_autofree char *both = g_strconcat (before, text, NULL);
  g_autofree char *composed = tiltas_letter_normalise (both), *plain = tiltas_letter_normalise (text);

  if (g_str_equal (text, TILTAS_HALF_SPACE) && !g_unichar_isalpha (g_utf8_get_char (before)))
    return;
  /* The text composes with the letter before the cursor: both are replaced by one. */
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

static void
delete_back (GtkEditable *target)
{
  int position = gtk_editable_get_position (target);

  if (delete_selection (target) || position == 0)
    return;
  gtk_editable_delete_text (target, position - 1, position);
}

/* The frame that shows the new text is traced as painted. */
static void
note_change (TiltasTyping *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->target), "win.note-change", NULL);
}

void
tiltas_typing_clear (TiltasTyping *self)
{
  g_clear_weak_pointer (&self->target);
  tiltas_typing_forget (self);
}

void
tiltas_typing_set_target (TiltasTyping *self, GtkEditable *target)
{
  g_set_weak_pointer (&self->target, target);
}

void
tiltas_typing_type (TiltasTyping *self, GtkWidget *key, const char *text)
{
  tiltas_typing_forget (self);
  if (self->target == NULL)
    return;
  g_autofree char *before = g_strdup (gtk_editable_get_text (self->target));
  insert (self->target, text);
  tiltas_trace ("key", "row=0");
  note_change (self);
  /* A field at its limit takes nothing. */
  if (key == NULL || g_str_equal (before, gtk_editable_get_text (self->target)))
    return;
  self->key = key;
  self->text = g_strdup (text);
}

void
tiltas_typing_replace (TiltasTyping *self, const char *text)
{
  if (self->target == NULL || self->text == NULL)
    return;
  for (glong n = g_utf8_strlen (self->text, -1); n > 0; n--)
    delete_back (self->target);
  tiltas_typing_type (self, NULL, text);
}

void
tiltas_typing_erase (TiltasTyping *self)
{
  if (self->target == NULL)
    return;
  delete_back (self->target);
  note_change (self);
}

void
tiltas_typing_forget (TiltasTyping *self)
{
  self->key = NULL;
  g_clear_pointer (&self->text, g_free);
}
