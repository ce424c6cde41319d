/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keyboard/private.h"

#include "base/trace.h"
#include "ui/keyboard/key.h"

/* ---- Typing ---- */

gboolean
tiltas_keyboard_type (TiltasKeyboard *self, const char *text)
{
  if (self->target == NULL)
    return FALSE;
  g_autofree char *before = g_strdup (gtk_editable_get_text (self->target));
  tiltas_keyboard_insert (self->target, text);
  tiltas_trace ("key", "row=0");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.note-change", NULL);
  return !g_str_equal (before, gtk_editable_get_text (self->target));
}

void
tiltas_keyboard_forget_typed (TiltasKeyboard *self)
{
  self->typist = NULL;
  g_clear_pointer (&self->typed, g_free);
}

/* ---- Variants ---- */

void
tiltas_keyboard_hide_variants (TiltasKeyboard *self)
{
  if (self->held == NULL)
    return;
  self->held = NULL;
  tiltas_keyboard_forget_typed (self);
  gtk_widget_set_visible (self->variants, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.note-change", NULL);
}

static void
take_variant (TiltasKeyboard *self, GtkWidget *variant)
{
  const char *text = g_object_get_data (G_OBJECT (variant), "text");

  if (self->target != NULL && self->typed != NULL)
    {
      for (glong n = g_utf8_strlen (self->typed, -1); n > 0; n--)
        tiltas_keyboard_delete (self->target);
      tiltas_keyboard_type (self, text);
    }
  tiltas_keyboard_hide_variants (self);
}

static void
on_variant_down (GtkWidget *variant, TiltasKeyboard *self)
{
  take_variant (self, variant);
}

static void
add_variant (TiltasKeyboard *self, const char *text, gboolean capital)
{
  GtkWidget *key = tiltas_keyboard_key_new ();
  g_autofree char *shown = capital ? g_utf8_strup (text, -1) : g_strdup (text);

  tiltas_keyboard_key_set_label (TILTAS_KEYBOARD_KEY (key), shown, NULL);
  g_object_set_data_full (G_OBJECT (key), "text", g_steal_pointer (&shown), g_free);
  g_signal_connect (key, "down", G_CALLBACK (on_variant_down), self);
  gtk_box_append (GTK_BOX (self->variants), key);
}

static void
on_letter_held (GtkWidget *key, TiltasKeyboard *self)
{
  const TiltasKeymapKey *letter = g_object_get_data (G_OBJECT (key), "letter");
  GtkWidget *child;

  /* Another finger may have typed since. */
  if (letter->variants[0] == NULL || self->typist != key || self->typed == NULL)
    return;
  gboolean capital = g_unichar_isupper (g_utf8_get_char (self->typed));
  while ((child = gtk_widget_get_first_child (self->variants)) != NULL)
    gtk_box_remove (GTK_BOX (self->variants), child);
  for (guint i = 0; letter->variants[i] != NULL; i++)
    add_variant (self, letter->variants[i], capital);
  self->held = key;
  gtk_widget_set_visible (self->variants, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.note-change", NULL);
}

static GtkWidget *
variant_at (TiltasKeyboard *self, GtkWidget *key, double x, double y)
{
  double vx, vy;

  if (self->held != key || !gtk_widget_translate_coordinates (key, self->variants, x, y, &vx, &vy))
    return NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (self->variants); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      double cx, cy;
      if (gtk_widget_translate_coordinates (self->variants, child, vx, vy, &cx, &cy) &&
          gtk_widget_contains (child, cx, cy))
        return child;
    }
  return NULL;
}

static void
on_letter_moved (GtkWidget *key, double x, double y, TiltasKeyboard *self)
{
  GtkWidget *at = variant_at (self, key, x, y);

  if (self->held != key)
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (self->variants); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child == at)
      gtk_widget_add_css_class (child, "down");
    else
      gtk_widget_remove_css_class (child, "down");
}

/* Without sliding the variants stay for a second touch. */
static void
on_letter_up (GtkWidget *key, double x, double y, TiltasKeyboard *self)
{
  GtkWidget *at = variant_at (self, key, x, y);

  if (at != NULL)
    take_variant (self, at);
}

void
tiltas_keyboard_offer_variants (TiltasKeyboard *self, GtkWidget *key)
{
  g_signal_connect (key, "held", G_CALLBACK (on_letter_held), self);
  g_signal_connect (key, "moved", G_CALLBACK (on_letter_moved), self);
  g_signal_connect (key, "up", G_CALLBACK (on_letter_up), self);
}
