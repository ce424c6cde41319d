/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/when-untouched.h"

#define KEY "tiltas-when-untouched"
#define MOMENT_MS 1200 /* a list that was pushed rolls on for about a second */

typedef struct
{
  GtkWidget *widget;
  guint fingers;
  gint64 last; /* µs of the last touch, 0 for none yet */
  void (*change) (GtkWidget *widget);
  guint source;
} Untouched;

static void
untouched_free (gpointer data)
{
  Untouched *self = data;

  g_clear_handle_id (&self->source, g_source_remove);
  g_free (self);
}

static gboolean
on_event (Untouched *self, GdkEvent *event)
{
  switch ((guint) gdk_event_get_event_type (event))
    {
    case GDK_TOUCH_BEGIN:
    case GDK_BUTTON_PRESS:
      self->fingers++;
      break;
    case GDK_TOUCH_END:
    case GDK_TOUCH_CANCEL:
    case GDK_BUTTON_RELEASE:
      self->fingers -= self->fingers > 0 ? 1 : 0;
      break;
    case GDK_TOUCH_UPDATE:
    case GDK_SCROLL:
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  self->last = g_get_monotonic_time ();
  return GDK_EVENT_PROPAGATE;
}

void
tiltas_when_untouched_watch (GtkWidget *widget)
{
  Untouched *self = g_new0 (Untouched, 1);
  GtkEventController *events = gtk_event_controller_legacy_new ();

  self->widget = widget;
  g_object_set_data_full (G_OBJECT (widget), KEY, self, untouched_free);
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (events, "event", G_CALLBACK (on_event), self);
  gtk_widget_add_controller (widget, events);
}

static gboolean
try_change (gpointer data)
{
  Untouched *self = data;
  gint64 left = self->last + MOMENT_MS * G_TIME_SPAN_MILLISECOND - g_get_monotonic_time ();

  self->source = 0;
  if (self->fingers == 0 && (self->last == 0 || left <= 0))
    self->change (self->widget);
  else
    self->source =
      g_timeout_add (self->fingers > 0 ? MOMENT_MS : (guint) (left / G_TIME_SPAN_MILLISECOND) + 1, try_change, self);
  return G_SOURCE_REMOVE;
}

void
tiltas_when_untouched_call (GtkWidget *widget, void (*change) (GtkWidget *widget))
{
  Untouched *self = g_object_get_data (G_OBJECT (widget), KEY);

  g_return_if_fail (self != NULL);

  self->change = change;
  if (self->source == 0)
    try_change (self);
}
