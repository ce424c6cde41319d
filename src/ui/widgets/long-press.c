/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/long-press.h"

#include <math.h>

#define HOLD_MS 3000
#define TREMBLE 40.0 /* design px */

typedef struct
{
  TiltasContext *context;
  TiltasLongPressFunc held;
  guint source;
} Press;

static void
press_free (gpointer data)
{
  Press *press = data;

  g_clear_handle_id (&press->source, g_source_remove);
  g_free (press);
}

static gboolean
on_held (gpointer data)
{
  Press *press = data;

  press->source = 0;
  press->held (press->context);
  return G_SOURCE_REMOVE;
}

static void
on_begin (GtkGestureDrag *gesture, double x, double y, Press *press)
{
  g_clear_handle_id (&press->source, g_source_remove);
  press->source = g_timeout_add (HOLD_MS, on_held, press);
}

static void
on_update (GtkGestureDrag *gesture, double dx, double dy, Press *press)
{
  if (hypot (dx, dy) > TREMBLE * press->context->unit)
    g_clear_handle_id (&press->source, g_source_remove);
}

static void
on_end (GtkGestureDrag *gesture, double dx, double dy, Press *press)
{
  g_clear_handle_id (&press->source, g_source_remove);
}

static void
on_cancel (GtkGesture *gesture, GdkEventSequence *sequence, Press *press)
{
  g_clear_handle_id (&press->source, g_source_remove);
}

void
tiltas_long_press_add (GtkWidget *widget, TiltasContext *context, TiltasLongPressFunc held)
{
  GtkGesture *gesture = gtk_gesture_drag_new ();
  Press *press = g_new0 (Press, 1);

  press->context = context;
  press->held = held;
  g_signal_connect (gesture, "drag-begin", G_CALLBACK (on_begin), press);
  g_signal_connect (gesture, "drag-update", G_CALLBACK (on_update), press);
  g_signal_connect (gesture, "drag-end", G_CALLBACK (on_end), press);
  g_signal_connect (gesture, "cancel", G_CALLBACK (on_cancel), press);
  g_object_set_data_full (G_OBJECT (gesture), "press", press, press_free);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (gesture));
}
