/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keyboard/key.h"

#include "ui/widgets/icon.h"
#include "ui/widgets/text.h"

#define HELD_MS 450

struct _TiltasKeyboardKey
{
  GtkWidget parent_instance;

  GtkWidget *face;  /* label or pictogram */
  const char *icon; /* name of the pictogram, interned; NULL: a label */
  const TiltasKeymapKey *letter;
  double weight;
  guint held_source;
};

G_DEFINE_FINAL_TYPE (TiltasKeyboardKey, tiltas_keyboard_key, GTK_TYPE_WIDGET)

enum
{
  DOWN,
  HELD,
  MOVED,
  UP,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
on_held (gpointer data)
{
  TiltasKeyboardKey *self = data;

  self->held_source = 0;
  g_signal_emit (self, signals[HELD], 0);
  return G_SOURCE_REMOVE;
}

static void
on_begin (TiltasKeyboardKey *self, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_add_css_class (GTK_WIDGET (self), "down");
  g_clear_handle_id (&self->held_source, g_source_remove);
  self->held_source = g_timeout_add (HELD_MS, on_held, self);
  g_signal_emit (self, signals[DOWN], 0);
}

static void
emit_point (TiltasKeyboardKey *self, guint signal, GtkGestureDrag *gesture, double dx, double dy)
{
  double x = 0, y = 0;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  g_signal_emit (self, signals[signal], 0, x + dx, y + dy);
}

static void
on_update (TiltasKeyboardKey *self, double dx, double dy, GtkGestureDrag *gesture)
{
  emit_point (self, MOVED, gesture, dx, dy);
}

static void
release (TiltasKeyboardKey *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "down");
  g_clear_handle_id (&self->held_source, g_source_remove);
}

static void
on_end (TiltasKeyboardKey *self, double dx, double dy, GtkGestureDrag *gesture)
{
  release (self);
  emit_point (self, UP, gesture, dx, dy);
}

static void
on_cancel (TiltasKeyboardKey *self)
{
  release (self);
  g_signal_emit (self, signals[UP], 0, -1.0, -1.0);
}

/* The keyboard shows another layer while a finger is on the key: the touch ends here. */
static void
tiltas_keyboard_key_unmap (GtkWidget *widget)
{
  if (gtk_widget_has_css_class (widget, "down"))
    on_cancel (TILTAS_KEYBOARD_KEY (widget));
  GTK_WIDGET_CLASS (tiltas_keyboard_key_parent_class)->unmap (widget);
}

static void
tiltas_keyboard_key_dispose (GObject *object)
{
  TiltasKeyboardKey *self = TILTAS_KEYBOARD_KEY (object);

  g_clear_handle_id (&self->held_source, g_source_remove);
  g_clear_pointer (&self->face, gtk_widget_unparent);
  G_OBJECT_CLASS (tiltas_keyboard_key_parent_class)->dispose (object);
}

static void
tiltas_keyboard_key_class_init (TiltasKeyboardKeyClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tiltas_keyboard_key_dispose;
  GTK_WIDGET_CLASS (klass)->unmap = tiltas_keyboard_key_unmap;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "key");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_BUTTON);
  signals[DOWN] = g_signal_new ("down", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HELD] = g_signal_new ("held", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVED] =
    g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[UP] =
    g_signal_new ("up", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
tiltas_keyboard_key_init (TiltasKeyboardKey *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->weight = 1;
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_end), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (on_cancel), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

GtkWidget *
tiltas_keyboard_key_new (void)
{
  return g_object_new (TILTAS_TYPE_KEYBOARD_KEY, NULL);
}

static void
set_face (TiltasKeyboardKey *self, GtkWidget *face)
{
  g_clear_pointer (&self->face, gtk_widget_unparent);
  self->face = face;
  gtk_widget_set_halign (face, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (face, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (face, GTK_WIDGET (self));
}

void
tiltas_keyboard_key_set_label (TiltasKeyboardKey *self, const char *label, const char *name)
{
  g_return_if_fail (TILTAS_IS_KEYBOARD_KEY (self));

  /* A combining mark alone is drawn on a dotted circle, as schoolbooks do. */
  g_autofree char *shown =
    g_unichar_ismark (g_utf8_get_char (label)) ? g_strconcat ("◌", label, NULL) : g_strdup (label);

  self->icon = NULL;
  if (GTK_IS_LABEL (self->face))
    gtk_label_set_text (GTK_LABEL (self->face), shown);
  else
    set_face (self, gtk_label_new (shown));
  tiltas_set_name (GTK_WIDGET (self), name != NULL ? name : label);
}

void
tiltas_keyboard_key_set_icon (TiltasKeyboardKey *self, const char *icon_name, const char *name)
{
  g_return_if_fail (TILTAS_IS_KEYBOARD_KEY (self));

  if (g_strcmp0 (self->icon, icon_name) != 0)
    set_face (self, tiltas_icon_new (icon_name));
  self->icon = g_intern_string (icon_name);
  tiltas_set_name (GTK_WIDGET (self), name);
}

void
tiltas_keyboard_key_set_letter (TiltasKeyboardKey *self, const TiltasKeymapKey *letter)
{
  g_return_if_fail (TILTAS_IS_KEYBOARD_KEY (self));

  self->letter = letter;
}

const TiltasKeymapKey *
tiltas_keyboard_key_get_letter (TiltasKeyboardKey *self)
{
  g_return_val_if_fail (TILTAS_IS_KEYBOARD_KEY (self), NULL);

  return self->letter;
}

void
tiltas_keyboard_key_set_weight (TiltasKeyboardKey *self, double weight)
{
  self->weight = weight;
}

double
tiltas_keyboard_key_get_weight (TiltasKeyboardKey *self)
{
  return self->weight;
}
