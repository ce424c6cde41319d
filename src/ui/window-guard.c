/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/window-guard.h"

#include "ui/keyboard/key-filter.h"

#define WAS_FULL "tiltas-was-full"

static gboolean
on_close_request (GtkWindow *window)
{
  return GDK_EVENT_STOP;
}

/* Stops the default handler, which opens the Inspector. */
static gboolean
on_enable_debugging (GtkWindow *window, gboolean toggle)
{
  g_signal_stop_emission_by_name (window, "enable-debugging");
  return TRUE;
}

/* Runs before all other handlers: what the filter stops reaches no shortcut of GTK, no menu and no input method. */
static gboolean
on_key_pressed (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state)
{
  return tiltas_key_is_allowed (key, state) ? GDK_EVENT_PROPAGATE : GDK_EVENT_STOP;
}

static gboolean
on_event (GtkEventController *events, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS || type == GDK_BUTTON_RELEASE)
    return gdk_button_event_get_button (event) != GDK_BUTTON_PRIMARY;
  return GDK_EVENT_PROPAGATE;
}

/* Asks for full screen again when a window manager has left it or hidden the window; not before the window was full
 * for the first time. */
static void
on_surface_state (GtkWindow *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  GdkToplevelState state;

  if (surface == NULL) /* newer GTK reports the state also while the window is destroyed */
    return;
  state = gdk_toplevel_get_state (GDK_TOPLEVEL (surface));
  if ((state & GDK_TOPLEVEL_STATE_MINIMIZED) != 0)
    gtk_window_unminimize (window);
  if ((state & GDK_TOPLEVEL_STATE_FULLSCREEN) != 0)
    g_object_set_data (G_OBJECT (window), WAS_FULL, GINT_TO_POINTER (TRUE));
  else if (g_object_get_data (G_OBJECT (window), WAS_FULL) != NULL)
    gtk_window_fullscreen (window);
}

static void
on_realize (GtkWindow *window)
{
  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (window)), "notify::state", G_CALLBACK (on_surface_state),
                           window, G_CONNECT_SWAPPED);
}

static void
do_nothing (GtkWidget *widget, const char *name, GVariant *parameter)
{
}

/* Replaces the actions that GTK itself gives to a type of widget (menus, clipboard, emoji, closing, links). Any
 * program on the accessibility bus can activate them, even without a key; "link.open" of a label without links even
 * crashes GTK 4.8. */
static void
disarm (GType type)
{
  GtkWidgetClass *klass = g_type_class_ref (type);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const GVariantType *parameter;
  const char *name, *property;
  GType owner;

  for (guint i = 0; gtk_widget_class_query_action (klass, i, &owner, &name, &parameter, &property); i++)
    if (owner == type && parameter == NULL)
      g_ptr_array_add (names, g_strdup (name));
  for (guint i = 0; i < names->len; i++)
    gtk_widget_class_install_action (klass, g_ptr_array_index (names, i), NULL, do_nothing);
  g_type_class_unref (klass);
}

void
tiltas_window_guard_actions (void)
{
  const GType types[] = { GTK_TYPE_LABEL, GTK_TYPE_TEXT, GTK_TYPE_WINDOW };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    disarm (types[i]);
}

void
tiltas_window_guard (GtkWindow *window, gboolean full)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *events = gtk_event_controller_legacy_new ();

  g_signal_connect (window, "close-request", G_CALLBACK (on_close_request), NULL);
  g_signal_connect (window, "enable-debugging", G_CALLBACK (on_enable_debugging), NULL);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), NULL);
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect (events, "event", G_CALLBACK (on_event), NULL);
  gtk_widget_add_controller (GTK_WIDGET (window), events);
  if (full)
    g_signal_connect (window, "realize", G_CALLBACK (on_realize), NULL);
}
