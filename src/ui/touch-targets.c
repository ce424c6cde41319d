/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/touch-targets.h"

/* GTK looks for a target when a finger comes down, and again, at any moment, when a target goes away. The content can
 * be found the first time only: from the event's arrival until the window, first in the capture phase, sees it. */
struct _TiltasTouchTargets
{
  GtkWindow *window;
  GtkWidget *content;
  guint fingers; /* that are down */
  guint lifted_source;
  gpointer surfaces;
  guint signal;
  gulong hook;
};

/* The mouse looks for its target at each of these. Not crossings: they do not come to the window's handlers. */
static gboolean
is_mouse (GdkEventType type)
{
  return type == GDK_MOTION_NOTIFY || type == GDK_BUTTON_PRESS || type == GDK_BUTTON_RELEASE || type == GDK_SCROLL;
}

/* Before GTK: an emission hook runs ahead of all handlers of GdkSurface::event. */
static gboolean
on_arrival (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  TiltasTouchTargets *self = data;
  GdkEventType type = gdk_event_get_event_type (g_value_get_pointer (&values[1]));

  if (type == GDK_TOUCH_BEGIN || is_mouse (type))
    gtk_widget_set_can_target (self->content, TRUE);
  return TRUE;
}

/* A page that goes away while the end of a touch is on its way up cuts it off: GTK's own gestures of the window wait
 * for it for ever, and hold what was touched, with all that is in it. */
static gboolean
on_lifted (gpointer data)
{
  TiltasTouchTargets *self = data;
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->window));

  self->lifted_source = 0;
  for (guint i = 0; self->fingers == 0 && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE (controller))
        gtk_event_controller_reset (controller);
    }
  return G_SOURCE_REMOVE;
}

static gboolean
on_event (TiltasTouchTargets *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_TOUCH_BEGIN)
    self->fingers++;
  else if ((type == GDK_TOUCH_END || type == GDK_TOUCH_CANCEL) && self->fingers > 0)
    self->fingers--;
  if (self->fingers == 0 && self->lifted_source == 0 && (type == GDK_TOUCH_END || type == GDK_TOUCH_CANCEL))
    self->lifted_source = g_idle_add_full (G_PRIORITY_HIGH, on_lifted, self, NULL);
  gtk_widget_set_can_target (self->content, self->fingers == 0);
  return GDK_EVENT_PROPAGATE;
}

TiltasTouchTargets *
tiltas_touch_targets_new (GtkWindow *window, GtkWidget *content)
{
  TiltasTouchTargets *self = g_new0 (TiltasTouchTargets, 1);
  GtkEventController *events = gtk_event_controller_legacy_new ();

  self->window = window;
  self->content = content;
  self->surfaces = g_type_class_ref (GDK_TYPE_SURFACE); /* its signals are made with it */
  self->signal = g_signal_lookup ("event", GDK_TYPE_SURFACE);
  self->hook = g_signal_add_emission_hook (self->signal, 0, on_arrival, self, NULL);
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (events, "event", G_CALLBACK (on_event), self);
  gtk_widget_add_controller (GTK_WIDGET (window), events);
  return self;
}

void
tiltas_touch_targets_free (TiltasTouchTargets *self)
{
  g_clear_handle_id (&self->lifted_source, g_source_remove);
  g_signal_remove_emission_hook (self->signal, self->hook);
  g_type_class_unref (self->surfaces);
  g_free (self);
}
