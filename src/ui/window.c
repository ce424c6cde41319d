/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/window.h"

#include "base/language.h"
#include "base/trace.h"
#include "kiosk/language-runtime.h"
#include "ui/idle-watch.h"
#include "ui/keyboard/host.h"
#include "ui/page.h"
#include "ui/touch-targets.h"
#include "ui/widgets/panels.h"
#include "ui/widgets/style.h"
#include "ui/widgets/text.h"
#include "ui/window-guard.h"
#include "ui/x11-shm.h"

/* Design px. */
#define NARROW 900.0
#define COMPACT 1600.0

struct _TiltasWindow
{
  GtkWindow parent_instance;

  TiltasContext *context;
  TiltasPageBuilder build;
  GtkWidget *stack;    /* GtkOverlay: page below, panel above */
  GtkWidget *question; /* TiltasIdleQuestion above both, or NULL */
  GtkWidget *cover;    /* above all while there is no content to show, or NULL */
  TiltasIdleWatch *idle;
  TiltasKeyboardHost *keyboard;
  TiltasTouchTargets *targets;
  TiltasX11Shm *shm;      /* NULL on other displays */
  const char *waiting;    /* mark to trace at the next after-paint, or NULL */
  const char *last_built; /* name of the page type on the screen */
  guint touches;          /* fingers and buttons that are down */
  guint held_key;         /* hardware code of the key that is down, 0 none */
  gboolean stale;         /* content changed while a finger was down */
  gboolean new_page;      /* not painted yet */
  gboolean painted;       /* the first frame is on the screen */
  gulong paint_handler;
  guint refresh_source;
  guint release_source;
  guint build_source; /* builds the page once before the next frame, after all changes of this moment */
};

G_DEFINE_FINAL_TYPE (TiltasWindow, tiltas_window, GTK_TYPE_WINDOW)

enum
{
  FIRST_FRAME,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
note_change (TiltasWindow *self)
{
  if (self->waiting == NULL)
    self->waiting = "painted";
}

static void
update_look (TiltasWindow *self)
{
  TiltasSession *session = self->context->session;
  GtkWidget *widget = GTK_WIDGET (self);

  tiltas_style_update_window (widget, tiltas_session_text_step (session), tiltas_session_language (session));
  tiltas_style_set_class (widget, "landscape", self->context->landscape);
  tiltas_style_set_class (widget, "portrait", !self->context->landscape);
  tiltas_style_set_class (widget, "compact", self->context->compact);
  tiltas_style_set_class (widget, "narrow", self->context->narrow);
  /* Animations and kinetic scrolling. Widgets read the setting when they are made, and all pages are made after
   * this. */
  g_object_set (gtk_widget_get_settings (widget), "gtk-enable-animations", !self->context->config->reduced_motion,
                NULL);
  tiltas_style_set_high_contrast (gtk_widget_get_display (widget), tiltas_session_high_contrast (session));
}

/* Saves where the visitor was into the place and frees the page, before anything that the page depends on changes. */
static void
drop_page (TiltasWindow *self)
{
  tiltas_panel_close (self->stack);
  tiltas_keyboard_host_page (self->keyboard, NULL);
  if (self->context->page != NULL)
    tiltas_page_save (TILTAS_PAGE (self->context->page));
  self->context->page = NULL;
  gtk_overlay_set_child (GTK_OVERLAY (self->stack), NULL);
}

static void
build_page (TiltasWindow *self)
{
  TiltasPage *page = self->build (self->context);

  self->last_built = G_OBJECT_TYPE_NAME (page);
  self->new_page = TRUE;
  self->context->page = GTK_WIDGET (page);
  tiltas_text_set_language (GTK_WIDGET (page), tiltas_session_language (self->context->session));
  gtk_overlay_set_child (GTK_OVERLAY (self->stack), GTK_WIDGET (page));
  if (gtk_window_get_focus_visible (GTK_WINDOW (self)))
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
  tiltas_trace ("page-bound", "page=%s", self->last_built);
  if (self->waiting == NULL)
    self->waiting = "painted";
  tiltas_keyboard_host_page (self->keyboard, GTK_WIDGET (page));
  tiltas_idle_watch_page (self->idle, GTK_WIDGET (page));
}

static gboolean
on_build (gpointer data)
{
  TiltasWindow *self = data;

  self->build_source = 0;
  build_page (self);
  return G_SOURCE_REMOVE;
}

static void
want_page (TiltasWindow *self)
{
  if (self->build_source == 0)
    self->build_source = g_idle_add_full (G_PRIORITY_HIGH, on_build, self, NULL);
}

/* Forgets fingers whose end never came: they must not hold up the next visitor. */
static void
on_ending (TiltasWindow *self)
{
  self->touches = 0;
}

static void
on_navigated (TiltasWindow *self)
{
  tiltas_touch_targets_turned (self->targets, FALSE);
  drop_page (self);
  want_page (self);
}

static void
on_language_changed (TiltasWindow *self)
{
  const char *language = tiltas_session_language (self->context->session);

  tiltas_trace ("lang-switch-begin", "language=%s", language);
  tiltas_touch_targets_turned (self->targets, FALSE);
  drop_page (self);
  tiltas_language_switch (language);
  gtk_widget_set_default_direction (tiltas_language_is_rtl (language) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  update_look (self);
  self->waiting = "lang-switch-painted";
  want_page (self);
}

static void
rebuild (TiltasWindow *self)
{
  drop_page (self);
  update_look (self);
  want_page (self);
}

/* Text and buttons stand elsewhere now: what follows at once is a second touch. */
static void
on_look_changed (TiltasWindow *self)
{
  tiltas_touch_targets_turned (self->targets, FALSE);
  rebuild (self);
}

static void
after_first_paint (TiltasWindow *self)
{
  self->painted = TRUE;
  tiltas_trace ("first-frame", "page=%s", self->last_built);
  g_signal_emit (self, signals[FIRST_FRAME], 0);
}

static void
on_after_paint (TiltasWindow *self)
{
  if (!self->painted)
    after_first_paint (self);
  if (self->waiting == NULL || self->context->page == NULL)
    return;
  if (self->new_page && tiltas_session_place (self->context->session)->kind == TILTAS_PLACE_HOME)
    tiltas_trace ("home-painted", "page=%s", self->last_built);
  self->new_page = FALSE;
  tiltas_trace (self->waiting, "page=%s", self->last_built);
  self->waiting = NULL;
}

static void
on_layout (TiltasWindow *self, int width, int height)
{
  TiltasContext *context = self->context;

  if (width == context->width && height == context->height)
    return;
  context->width = width;
  context->height = height;
  context->unit = tiltas_style_unit (width, height);
  context->landscape = width > height;
  context->narrow = width / context->unit < NARROW;
  context->compact = context->landscape && width / context->unit < COMPACT;
  tiltas_style_set_unit (gtk_widget_get_display (GTK_WIDGET (self)), context->unit);
  if (context->page != NULL)
    rebuild (self);
}

static void
tiltas_window_realize (GtkWidget *widget)
{
  TiltasWindow *self = TILTAS_WINDOW (widget);
  GdkSurface *surface;

  GTK_WIDGET_CLASS (tiltas_window_parent_class)->realize (widget);
  surface = gtk_native_get_surface (GTK_NATIVE (self));
  g_signal_connect_object (surface, "layout", G_CALLBACK (on_layout), self, G_CONNECT_SWAPPED);
  self->shm = tiltas_x11_shm_new (surface, self->context->width, self->context->height);
  self->paint_handler = g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint",
                                                 G_CALLBACK (on_after_paint), self, G_CONNECT_SWAPPED);
}

static void
tiltas_window_unrealize (GtkWidget *widget)
{
  TiltasWindow *self = TILTAS_WINDOW (widget);

  g_signal_handler_disconnect (gtk_widget_get_frame_clock (widget), self->paint_handler);
  g_clear_pointer (&self->shm, tiltas_x11_shm_free);
  GTK_WIDGET_CLASS (tiltas_window_parent_class)->unrealize (widget);
}

static void
show_question (GtkWidget *question, gpointer data)
{
  TiltasWindow *self = data;

  if (self->question != NULL)
    gtk_overlay_remove_overlay (GTK_OVERLAY (self->stack), self->question);
  self->question = question;
  /* Nobody asked for the question, and one of its buttons ends the visit: no touch that was under way may press it. */
  tiltas_touch_targets_turned (self->targets, question != NULL);
  if (question == NULL)
    return;
  tiltas_text_set_language (question, tiltas_session_language (self->context->session));
  gtk_overlay_add_overlay (GTK_OVERLAY (self->stack), question);
  note_change (self);
}

static void
tiltas_window_dispose (GObject *object)
{
  TiltasWindow *self = TILTAS_WINDOW (object);

  g_clear_handle_id (&self->build_source, g_source_remove);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_handle_id (&self->release_source, g_source_remove);
  g_clear_pointer (&self->idle, tiltas_idle_watch_free);
  if (self->stack != NULL)
    {
      show_question (NULL, self);
      drop_page (self);
      g_clear_pointer (&self->keyboard, tiltas_keyboard_host_free);
      g_clear_pointer (&self->targets, tiltas_touch_targets_free);
    }
  self->stack = NULL;
  G_OBJECT_CLASS (tiltas_window_parent_class)->dispose (object);
}

/* Actions, which widgets below activate */

static void
on_note_change (GtkWidget *widget, const char *name, GVariant *parameter)
{
  note_change (TILTAS_WINDOW (widget));
}

static void
on_note_turn (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TiltasWindow *self = TILTAS_WINDOW (widget);

  tiltas_touch_targets_turned (self->targets, FALSE);
  note_change (self);
}

static void
on_want_keyboard (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tiltas_keyboard_host_ask (TILTAS_WINDOW (widget)->keyboard);
}

static void
tiltas_window_class_init (TiltasWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tiltas_window_dispose;
  GTK_WIDGET_CLASS (klass)->realize = tiltas_window_realize;
  GTK_WIDGET_CLASS (klass)->unrealize = tiltas_window_unrealize;
  signals[FIRST_FRAME] =
    g_signal_new ("first-frame", TILTAS_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "win.note-change", NULL, on_note_change);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "win.note-turn", NULL, on_note_turn);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "win.want-keyboard", NULL, on_want_keyboard);
}

/* Counts a key as a sign that somebody is there, also a key that the filter of the window guard then stops. A key
 * that repeats counts once: something may lie on it. */
static gboolean
on_key_pressed (TiltasWindow *self, guint key, guint code, GdkModifierType state)
{
  gboolean asked = tiltas_idle_watch_asks (self->idle), repeated = code == self->held_key;

  self->held_key = code;
  if (repeated)
    return asked ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
  /* The trace does not say which key: nothing that is typed gets into a file. */
  tiltas_trace ("input", "type=%d", (int) GDK_KEY_PRESS);
  tiltas_idle_watch_touch (self->idle);
  if (asked)
    {
      tiltas_idle_watch_release (self->idle);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Escape && tiltas_panel_is_open (self->stack))
    {
      tiltas_panel_close (self->stack);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
on_key_released (TiltasWindow *self, guint key, guint code)
{
  if (code == self->held_key)
    self->held_key = 0;
}

static gboolean
on_idle_release (gpointer data)
{
  TiltasWindow *self = data;

  self->release_source = 0;
  if (self->touches == 0)
    tiltas_idle_watch_release (self->idle);
  return G_SOURCE_REMOVE;
}

/* Tells the page that content changed. Runs when idle, after the touch that has just ended did its work. */
static gboolean
on_refresh (gpointer data)
{
  TiltasWindow *self = data;

  self->refresh_source = 0;
  if (self->touches > 0)
    return G_SOURCE_REMOVE;
  self->stale = FALSE;
  if (self->context->page != NULL)
    tiltas_page_refresh (TILTAS_PAGE (self->context->page));
  return G_SOURCE_REMOVE;
}

static void
want_refresh (TiltasWindow *self)
{
  if (self->stale && self->touches == 0 && self->refresh_source == 0)
    self->refresh_source = g_idle_add (on_refresh, self);
}

static void
count_touches (TiltasWindow *self, GdkEventType type)
{
  gboolean begins = type == GDK_TOUCH_BEGIN || type == GDK_BUTTON_PRESS;

  if (begins)
    self->touches++;
  else if (self->touches > 0)
    self->touches--;
  /* A finger that was down before the question came does not answer it: the visitor has to touch again. */
  if (begins || !tiltas_idle_watch_asks (self->idle))
    tiltas_idle_watch_touch (self->idle);
  /* Not yet: the touch that answers the question still has to reach its button. */
  if (self->touches == 0 && tiltas_idle_watch_asks (self->idle) && self->release_source == 0)
    self->release_source = g_idle_add (on_idle_release, self);
  want_refresh (self);
}

static gboolean
on_event (TiltasWindow *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_TOUCH_END || type == GDK_BUTTON_RELEASE)
    tiltas_trace ("input", "type=%d", (int) type);
  if (type == GDK_TOUCH_BEGIN || type == GDK_TOUCH_END || type == GDK_TOUCH_CANCEL || type == GDK_BUTTON_PRESS ||
      type == GDK_BUTTON_RELEASE)
    count_touches (self, type);
  return GDK_EVENT_PROPAGATE;
}

static void
tiltas_window_init (TiltasWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *events = gtk_event_controller_legacy_new ();

  self->stack = gtk_overlay_new ();
  gtk_window_set_child (GTK_WINDOW (self), self->stack);
  gtk_window_set_decorated (GTK_WINDOW (self), FALSE);
  gtk_window_set_title (GTK_WINDOW (self), "Tiltas");
  gtk_widget_add_css_class (GTK_WIDGET (self), "tiltas");

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  g_signal_connect_swapped (keys, "key-released", G_CALLBACK (on_key_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (events, "event", G_CALLBACK (on_event), self);
  gtk_widget_add_controller (GTK_WIDGET (self), events);
}

TiltasWindow *
tiltas_window_new (TiltasContext *context, TiltasPageBuilder build, int width, int height)
{
  TiltasWindow *self = g_object_new (TILTAS_TYPE_WINDOW, NULL);
  gboolean full = width == 0;

  self->context = context;
  self->build = build;
  tiltas_window_guard (GTK_WINDOW (self), full);
  self->targets = tiltas_touch_targets_new (context, GTK_WINDOW (self), self->stack);
  self->idle = tiltas_idle_watch_new (context, show_question, self);
  self->keyboard = tiltas_keyboard_host_new (context, GTK_WINDOW (self), GTK_OVERLAY (self->stack));
  if (full)
    {
      g_autoptr (GdkMonitor) monitor =
        g_list_model_get_item (gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self))), 0);
      GdkRectangle area = { .width = 1920, .height = 1080 };

      if (monitor != NULL)
        gdk_monitor_get_geometry (monitor, &area);
      width = area.width;
      height = area.height;
      gtk_window_fullscreen (GTK_WINDOW (self));
    }
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  on_layout (self, width, height);
  g_signal_connect_object (context->session, "ending", G_CALLBACK (on_ending), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context->session, "navigated", G_CALLBACK (on_navigated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context->session, "language-changed", G_CALLBACK (on_language_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context->session, "look-changed", G_CALLBACK (on_look_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context->session, "config-changed", G_CALLBACK (rebuild), self, G_CONNECT_SWAPPED);
  return self;
}

void
tiltas_window_start (TiltasWindow *self)
{
  g_return_if_fail (TILTAS_IS_WINDOW (self));

  update_look (self);
  g_clear_handle_id (&self->build_source, g_source_remove);
  build_page (self);
  gtk_window_present (GTK_WINDOW (self));
}

void
tiltas_window_refresh (TiltasWindow *self)
{
  g_return_if_fail (TILTAS_IS_WINDOW (self));

  self->stale = TRUE;
  want_refresh (self);
}

void
tiltas_window_cover (TiltasWindow *self, GtkWidget *cover)
{
  g_return_if_fail (TILTAS_IS_WINDOW (self));

  if (self->cover != NULL)
    gtk_overlay_remove_overlay (GTK_OVERLAY (self->stack), self->cover);
  self->cover = cover;
  if (cover == NULL)
    {
      rebuild (self);
      return;
    }
  tiltas_panel_close (self->stack);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->stack), cover);
}
