/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/scrollable.h"

void
tiltas_scrollable_install (GObjectClass *klass)
{
  g_object_class_override_property (klass, TILTAS_SCROLLABLE_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (klass, TILTAS_SCROLLABLE_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (klass, TILTAS_SCROLLABLE_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (klass, TILTAS_SCROLLABLE_VSCROLL_POLICY, "vscroll-policy");
}

void
tiltas_scrollable_get (const TiltasScrollable *self, guint id, GValue *value)
{
  if (id == TILTAS_SCROLLABLE_HADJUSTMENT)
    g_value_set_object (value, self->horizontal);
  else if (id == TILTAS_SCROLLABLE_VADJUSTMENT)
    g_value_set_object (value, self->vertical);
  else
    g_value_set_enum (value, GTK_SCROLL_MINIMUM);
}

void
tiltas_scrollable_set (TiltasScrollable *self, guint id, const GValue *value, GtkWidget *widget, GCallback on_moved)
{
  if (id == TILTAS_SCROLLABLE_HADJUSTMENT)
    g_set_object (&self->horizontal, g_value_get_object (value));
  if (id != TILTAS_SCROLLABLE_VADJUSTMENT)
    return;
  if (self->vertical != NULL)
    g_signal_handlers_disconnect_by_data (self->vertical, widget);
  g_set_object (&self->vertical, g_value_get_object (value));
  if (self->vertical != NULL)
    g_signal_connect_object (self->vertical, "value-changed", on_moved, widget, G_CONNECT_SWAPPED);
}

/* Makes the content stop when the finger is lifted. Kinetic scrolling cannot be switched off for that, because then
 * GTK does not let a finger scroll at all: only the controllers that make it roll on are disabled. */
static void
stop_with_finger (GtkWidget *window)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_SWIPE (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
      else if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_scroll_set_flags (
          GTK_EVENT_CONTROLLER_SCROLL (controller),
          gtk_event_controller_scroll_get_flags (GTK_EVENT_CONTROLLER_SCROLL (controller)) &
            ~GTK_EVENT_CONTROLLER_SCROLL_KINETIC);
    }
}

GtkWidget *
tiltas_scrolled_window_new (GtkWidget *child)
{
  GtkWidget *window = gtk_scrolled_window_new ();
  gboolean animations;

  g_object_get (gtk_widget_get_settings (window), "gtk-enable-animations", &animations, NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), child);
  if (!animations)
    stop_with_finger (window);
  return window;
}

void
tiltas_scrollable_clear (TiltasScrollable *self)
{
  g_clear_object (&self->horizontal);
  g_clear_object (&self->vertical);
}
