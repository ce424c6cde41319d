/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/touch-targets.h"

#include "base/trace.h"
#include "kiosk/second-touch.h"
#include "ui/screen-scale.h"

/* GTK looks for a target when a finger comes down, and again at any moment when a target goes away. Here it can find
 * the content the first time only: between the arrival of the event and the window, which is first in the capture
 * phase. */
struct _TiltasTouchTargets
{
  TiltasContext *context;
  GtkWindow *window;
  GtkWidget *content;
  guint fingers; /* how many are down */
  guint lifted_source;
  gpointer surfaces;
  guint signal;
  gulong hook;

  TiltasSecondTouch *second;
  GtkWidget *hidden;   /* what the finger that arrives must not find, or NULL; a reference */
  gboolean click_dead; /* the click under way is a second touch and presses nothing */
  guint32 time;        /* of the last touch or click that began or was lifted, ms */
  gint64 heard;        /* when this program heard of that event, monotonic µs */
  guint handling;      /* source that exists while that event is being handled */
};

static gboolean
is_press (GdkEventType type)
{
  return type == GDK_TOUCH_BEGIN || type == GDK_BUTTON_PRESS;
}

static gboolean
is_release (GdkEventType type)
{
  return type == GDK_TOUCH_END || type == GDK_TOUCH_CANCEL || type == GDK_BUTTON_RELEASE;
}

/* TRUE for events at which GTK looks for the target of the mouse. Crossing events are missing because they do not
 * reach the handlers of the window. */
static gboolean
is_mouse (GdkEventType type)
{
  return type == GDK_MOTION_NOTIFY || type == GDK_BUTTON_PRESS || type == GDK_BUTTON_RELEASE || type == GDK_SCROLL;
}

/* ---- Second touches ---- */

static gboolean
on_handled (gpointer data)
{
  ((TiltasTouchTargets *) data)->handling = 0;
  return G_SOURCE_REMOVE;
}

/* The time of now on the clock of the events, because a busy machine hears of events late. While an event is handled
 * its own time counts. What comes later than the touch that asked for it (a PIN is checked in a thread) gets the
 * time that an event would have now. */
static guint32
now (const TiltasTouchTargets *self)
{
  if (self->handling != 0)
    return self->time;
  return self->time + (guint32) ((g_get_monotonic_time () - self->heard) / G_TIME_SPAN_MILLISECOND);
}

static void
note_time (TiltasTouchTargets *self, GdkEvent *event)
{
  self->time = gdk_event_get_time (event);
  self->heard = g_get_monotonic_time ();
  /* Runs before the next event, and before everything that the handlers put off. */
  if (self->handling == 0)
    self->handling = g_idle_add_full (G_PRIORITY_HIGH - 1, on_handled, self, NULL);
}

/* The widget that a second touch must not find: the content of the scrolled area at this point, else all content.
 * Transfer full. */
static GtkWidget *
content_under (TiltasTouchTargets *self, double x, double y)
{
  double dx, dy;
  GtkWidget *hit, *scrolled = NULL;

  gtk_native_get_surface_transform (GTK_NATIVE (self->window), &dx, &dy);
  hit = gtk_widget_pick (GTK_WIDGET (self->window), x - dx, y - dy, GTK_PICK_DEFAULT);
  if (hit != NULL)
    scrolled = gtk_widget_get_ancestor (hit, GTK_TYPE_SCROLLED_WINDOW);
  if (scrolled != NULL && gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scrolled)) != NULL)
    return g_object_ref (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scrolled)));
  return g_object_ref (self->content);
}

static void
show_hidden (TiltasTouchTargets *self)
{
  if (self->hidden == NULL)
    return;
  gtk_widget_set_can_target (self->hidden, TRUE);
  g_clear_object (&self->hidden);
}

static void
judge (TiltasTouchTargets *self, GdkEvent *event, GdkEventType type)
{
  const double scale = tiltas_screen_scale_of (self->window, self->context->config->width_mm);
  GdkEventSequence *finger = gdk_event_get_event_sequence (event);
  gboolean second;
  double x = 0, y = 0;

  note_time (self, event);
  gdk_event_get_position (event, &x, &y);
  if (is_release (type))
    {
      tiltas_second_touch_end (self->second, finger, self->time, x / scale, y / scale);
      tiltas_trace ("touch", "phase=end time=%u", self->time);
      return;
    }
  second = tiltas_second_touch_begin (self->second, finger, self->time, x / scale, y / scale);
  tiltas_trace ("touch", "phase=begin time=%u second=%d", self->time, second);
  if (type == GDK_BUTTON_PRESS)
    self->click_dead = second;
  else if (second)
    self->hidden = content_under (self, x, y);
}

/* ---- Events ---- */

/* Runs before GTK handles the event: an emission hook is called before all handlers of GdkSurface::event. */
static gboolean
on_arrival (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  TiltasTouchTargets *self = data;
  GdkEvent *event = g_value_get_pointer (&values[1]);
  GdkEventType type = gdk_event_get_event_type (event);

  if (g_value_get_object (&values[0]) != gtk_native_get_surface (GTK_NATIVE (self->window)))
    return TRUE;
  show_hidden (self);
  if (type == GDK_TOUCH_BEGIN || is_mouse (type))
    gtk_widget_set_can_target (self->content, TRUE);
  if (is_press (type) || is_release (type))
    judge (self, event, type);
  if (self->hidden != NULL)
    gtk_widget_set_can_target (self->hidden, FALSE);
  return TRUE;
}

/* Resets the gestures of the window when no finger is down. When a page goes away while the end of a touch is still
 * on its way up, the gestures that GTK itself has on the window never get that end: they would wait for ever, and
 * keep the touched widget and all that is in it alive. */
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

  show_hidden (self);
  if (type == GDK_TOUCH_BEGIN)
    self->fingers++;
  else if ((type == GDK_TOUCH_END || type == GDK_TOUCH_CANCEL) && self->fingers > 0)
    self->fingers--;
  if (self->fingers == 0 && self->lifted_source == 0 && (type == GDK_TOUCH_END || type == GDK_TOUCH_CANCEL))
    self->lifted_source = g_idle_add_full (G_PRIORITY_HIGH, on_lifted, self, NULL);
  gtk_widget_set_can_target (self->content, self->fingers == 0);
  return GDK_EVENT_PROPAGATE;
}

/* Stands on the content, so that the handlers of the window have counted the press or release before. */
static gboolean
on_click (TiltasTouchTargets *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  return self->click_dead && (type == GDK_BUTTON_PRESS || type == GDK_BUTTON_RELEASE);
}

static void
watch (GtkWidget *widget, GCallback handler, TiltasTouchTargets *self)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (events, "event", handler, self);
  gtk_widget_add_controller (widget, events);
}

TiltasTouchTargets *
tiltas_touch_targets_new (TiltasContext *context, GtkWindow *window, GtkWidget *content)
{
  TiltasTouchTargets *self = g_new0 (TiltasTouchTargets, 1);

  self->context = context;
  self->window = window;
  self->content = content;
  self->second = tiltas_second_touch_new ();
  self->surfaces = g_type_class_ref (GDK_TYPE_SURFACE); /* the class has to exist before its signals can be looked up */
  self->signal = g_signal_lookup ("event", GDK_TYPE_SURFACE);
  self->hook = g_signal_add_emission_hook (self->signal, 0, on_arrival, self, NULL);
  watch (GTK_WIDGET (window), G_CALLBACK (on_event), self);
  watch (content, G_CALLBACK (on_click), self);
  return self;
}

void
tiltas_touch_targets_free (TiltasTouchTargets *self)
{
  g_clear_handle_id (&self->lifted_source, g_source_remove);
  g_clear_handle_id (&self->handling, g_source_remove);
  g_signal_remove_emission_hook (self->signal, self->hook);
  g_type_class_unref (self->surfaces);
  g_clear_object (&self->hidden);
  tiltas_second_touch_free (self->second);
  g_free (self);
}

void
tiltas_touch_targets_turned (TiltasTouchTargets *self, gboolean everywhere)
{
  tiltas_second_touch_turned (self->second, now (self), everywhere);
}
