/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keyboard/variants.h"

#include "ui/widgets/style.h"

/* The frame that shows or hides the box is traced as painted. */
static void
note_change (TiltasVariants *self)
{
  gtk_widget_activate_action (self->box, "win.note-change", NULL);
}

static void
take (TiltasVariants *self, GtkWidget *variant)
{
  tiltas_typing_replace (self->typing, g_object_get_data (G_OBJECT (variant), "text"));
  tiltas_variants_hide (self);
}

static void
on_variant_down (GtkWidget *variant, TiltasVariants *self)
{
  take (self, variant);
}

static void
add_variant (TiltasVariants *self, const char *text, gboolean capital)
{
  GtkWidget *key = tiltas_keyboard_key_new ();
  g_autofree char *shown = capital ? g_utf8_strup (text, -1) : g_strdup (text);

  tiltas_keyboard_key_set_label (TILTAS_KEYBOARD_KEY (key), shown, NULL);
  g_object_set_data_full (G_OBJECT (key), "text", g_steal_pointer (&shown), g_free);
  g_signal_connect (key, "down", G_CALLBACK (on_variant_down), self);
  gtk_box_append (GTK_BOX (self->box), key);
}

static void
on_held (GtkWidget *key, TiltasVariants *self)
{
  const TiltasKeymapKey *letter = tiltas_keyboard_key_get_letter (TILTAS_KEYBOARD_KEY (key));
  GtkWidget *child;

  /* Nothing to replace when the field was full or another finger has typed since. */
  if (letter->variants[0] == NULL || self->typing->key != key)
    return;
  gboolean capital = g_unichar_isupper (g_utf8_get_char (self->typing->text));
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; letter->variants[i] != NULL; i++)
    add_variant (self, letter->variants[i], capital);
  self->held = key;
  gtk_widget_set_visible (self->box, TRUE);
  gtk_widget_queue_allocate (gtk_widget_get_parent (self->box));
  note_change (self);
}

/* The variant at a point in the held key's coordinates, or NULL. */
static GtkWidget *
variant_at (TiltasVariants *self, GtkWidget *key, double x, double y)
{
  if (self->held != key)
    return NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (self->box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      double child_x, child_y;

      if (gtk_widget_translate_coordinates (key, child, x, y, &child_x, &child_y) &&
          gtk_widget_contains (child, child_x, child_y))
        return child;
    }
  return NULL;
}

static void
on_moved (GtkWidget *key, double x, double y, TiltasVariants *self)
{
  GtkWidget *at = variant_at (self, key, x, y);

  if (self->held != key)
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (self->box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tiltas_style_set_class (child, "down", child == at);
}

/* A finger that was lifted from the key itself leaves the variants there for a second touch. */
static void
on_up (GtkWidget *key, double x, double y, TiltasVariants *self)
{
  GtkWidget *at = variant_at (self, key, x, y);

  if (at != NULL)
    take (self, at);
}

void
tiltas_variants_init (TiltasVariants *self, GtkWidget *keyboard, TiltasTyping *typing)
{
  self->typing = typing;
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->box, "variants");
  gtk_widget_set_visible (self->box, FALSE);
  gtk_widget_set_parent (self->box, keyboard);
  gtk_widget_set_direction (self->box, GTK_TEXT_DIR_LTR);
}

void
tiltas_variants_add_key (TiltasVariants *self, TiltasKeyboardKey *key)
{
  g_signal_connect (key, "held", G_CALLBACK (on_held), self);
  g_signal_connect (key, "moved", G_CALLBACK (on_moved), self);
  g_signal_connect (key, "up", G_CALLBACK (on_up), self);
}

void
tiltas_variants_hide (TiltasVariants *self)
{
  if (self->held == NULL)
    return;
  self->held = NULL;
  tiltas_typing_forget (self->typing);
  gtk_widget_set_visible (self->box, FALSE);
  note_change (self);
}

void
tiltas_variants_allocate (TiltasVariants *self, int width)
{
  graphene_rect_t key;
  int natural, height;
  GtkAllocation area;

  if (self->held == NULL || !gtk_widget_compute_bounds (self->held, gtk_widget_get_parent (self->box), &key))
    return;
  gtk_widget_measure (self->box, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  gtk_widget_measure (self->box, GTK_ORIENTATION_VERTICAL, natural, NULL, &height, NULL, NULL);
  area.width = MIN (natural, width);
  area.height = height;
  area.x = CLAMP ((int) (key.origin.x + key.size.width / 2) - area.width / 2, 0, width - area.width);
  area.y = (int) key.origin.y - height;
  gtk_widget_size_allocate (self->box, &area, -1);
}
