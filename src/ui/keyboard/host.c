/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keyboard/host.h"

#include "base/trace.h"
#include "ui/keyboard/keyboard.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/scroll.h"

/* Height in design px; a lower screen has no room for the bottom bar above the keyboard. */
#define LOW 1200.0

struct _TiltasKeyboardHost
{
  TiltasContext *context;
  GtkWindow *window;
  GtkOverlay *overlay;
  GtkWidget *keyboard; /* made at the first need */
  GtkWidget *page;     /* that is on the screen, or NULL */
  GtkEventController *events;
  gboolean shown;
  gboolean pressed; /* a finger or mouse button is down */
  gboolean asked;   /* the focus moved or a field was touched: the keyboard may come */
  guint focus_source;
};

/* The text field that has the focus, or NULL. */
static GtkWidget *
focused_field (TiltasKeyboardHost *self)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);

  return GTK_IS_TEXT (focus) && gtk_editable_get_editable (GTK_EDITABLE (focus)) ? focus : NULL;
}

static void
show_bottom_bar (GtkWidget *page, gboolean shown)
{
  for (GtkWidget *child = gtk_widget_get_first_child (page); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (TILTAS_IS_BOTTOM_BAR (child))
      gtk_widget_set_visible (child, shown);
}

static int
keyboard_height (TiltasKeyboardHost *self)
{
  int height = 0;

  if (self->shown)
    gtk_widget_measure (self->keyboard, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  return height;
}

/* Makes the page end above the keyboard. */
static void
fit_page (TiltasKeyboardHost *self)
{
  if (self->page == NULL)
    return;
  gtk_widget_set_margin_bottom (self->page, keyboard_height (self));
  show_bottom_bar (self->page, !self->shown || self->context->height / self->context->unit >= LOW);
}

static void
bring_into_view (GtkWidget *field)
{
  GtkWidget *scroll = gtk_widget_get_ancestor (field, TILTAS_TYPE_SCROLL);

  if (scroll != NULL)
    tiltas_scroll_show (TILTAS_SCROLL (scroll), field);
}

static void
on_done (TiltasKeyboardHost *self)
{
  self->shown = FALSE;
  gtk_widget_set_visible (self->keyboard, FALSE);
  fit_page (self);
  gtk_widget_activate_action (GTK_WIDGET (self->overlay), "win.note-turn", NULL);
}

static void
make_keyboard (TiltasKeyboardHost *self)
{
  if (self->keyboard != NULL)
    return;
  self->keyboard = tiltas_keyboard_new (self->context);
  gtk_widget_set_valign (self->keyboard, GTK_ALIGN_END);
  gtk_widget_set_visible (self->keyboard, FALSE);
  g_signal_connect_swapped (self->keyboard, "done", G_CALLBACK (on_done), self);
  g_signal_connect_swapped (self->keyboard, "resized", G_CALLBACK (fit_page), self);
  gtk_overlay_add_overlay (self->overlay, self->keyboard);
  tiltas_keyboard_preload (TILTAS_KEYBOARD (self->keyboard), tiltas_session_languages (self->context->session));
}

static void
show (TiltasKeyboardHost *self, GtkWidget *field)
{
  make_keyboard (self);
  tiltas_keyboard_set_target (TILTAS_KEYBOARD (self->keyboard), GTK_EDITABLE (field));
  tiltas_keyboard_update (TILTAS_KEYBOARD (self->keyboard));
  if (!self->shown)
    {
      tiltas_trace ("keyboard-up", "height=%d", self->context->height);
      gtk_widget_activate_action (GTK_WIDGET (self->overlay), "win.note-turn", NULL);
    }
  self->shown = TRUE;
  gtk_widget_set_visible (self->keyboard, TRUE);
  fit_page (self);
  bring_into_view (field);
  gtk_widget_activate_action (GTK_WIDGET (self->overlay), "win.note-change", NULL);
}

static gboolean
on_focus_settled (gpointer data)
{
  TiltasKeyboardHost *self = data;
  GtkWidget *field = focused_field (self);

  self->focus_source = 0;
  if (field != NULL && self->asked)
    show (self, field);
  else if (field == NULL && self->shown && !self->pressed)
    on_done (self);
  self->asked = FALSE;
  return G_SOURCE_REMOVE;
}

/* Looks at the focus when idle: it moves several times while pages change, and only where it stays counts. */
static void
look_later (TiltasKeyboardHost *self)
{
  if (self->focus_source == 0)
    self->focus_source = g_idle_add_full (G_PRIORITY_HIGH + 50, on_focus_settled, self, NULL);
}

static void
on_focus_changed (TiltasKeyboardHost *self)
{
  self->asked = TRUE;
  look_later (self);
}

/* Keeps the keyboard while a finger is down. A touch on a button takes the focus away from the field, but the button
 * must not move under the finger, or the touch would press nothing: the keyboard goes when the finger is lifted. */
static gboolean
on_event (TiltasKeyboardHost *self, GdkEvent *event)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_BUTTON_PRESS:
    case GDK_TOUCH_BEGIN:
      self->pressed = TRUE;
      break;
    case GDK_BUTTON_RELEASE:
    case GDK_TOUCH_END:
    case GDK_TOUCH_CANCEL:
      self->pressed = FALSE;
      /* Does not bring the keyboard back: the finger may have lifted from Done while the field still has the focus. */
      if (self->shown)
        look_later (self);
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
watch_fingers (TiltasKeyboardHost *self)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (events, "event", G_CALLBACK (on_event), self);
  gtk_widget_add_controller (GTK_WIDGET (self->window), events);
  self->events = events;
}

static void
on_ending (TiltasKeyboardHost *self)
{
  if (self->keyboard == NULL)
    return;
  tiltas_keyboard_reset (TILTAS_KEYBOARD (self->keyboard));
  tiltas_keyboard_set_target (TILTAS_KEYBOARD (self->keyboard), NULL);
}

TiltasKeyboardHost *
tiltas_keyboard_host_new (TiltasContext *context, GtkWindow *window, GtkOverlay *overlay)
{
  TiltasKeyboardHost *self = g_new0 (TiltasKeyboardHost, 1);

  self->context = context;
  self->window = window;
  self->overlay = overlay;
  g_signal_connect_swapped (window, "notify::focus-widget", G_CALLBACK (on_focus_changed), self);
  g_signal_connect_swapped (context->session, "ending", G_CALLBACK (on_ending), self);
  watch_fingers (self);
  return self;
}

void
tiltas_keyboard_host_free (TiltasKeyboardHost *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->focus_source, g_source_remove);
  gtk_widget_remove_controller (GTK_WIDGET (self->window), self->events);
  g_signal_handlers_disconnect_by_data (self->window, self);
  g_signal_handlers_disconnect_by_data (self->context->session, self);
  if (self->keyboard != NULL)
    gtk_overlay_remove_overlay (self->overlay, self->keyboard);
  g_free (self);
}

void
tiltas_keyboard_host_page (TiltasKeyboardHost *self, GtkWidget *page)
{
  self->page = page;
  if (page == NULL)
    return;
  /* Made now, while nobody waits for it. */
  make_keyboard (self);
  if (self->shown)
    tiltas_keyboard_update (TILTAS_KEYBOARD (self->keyboard));
  fit_page (self);
}

void
tiltas_keyboard_host_ask (TiltasKeyboardHost *self)
{
  on_focus_changed (self);
}
