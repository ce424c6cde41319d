/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/pin-page.h"

#include "base/language.h"
#include "ui/staff/words.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/scroll.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>
#include <string.h>

#define DOTS_LEAST 6
#define CODE_SIZE (TILTAS_PIN_MAX + 1)

struct _TiltasStaffPinPage
{
  TiltasPage parent_instance;

  GtkWidget *dots, *words, *pad;
  char code[CODE_SIZE];
  GCancellable *checking; /* while a PIN is looked at */
  guint tick;
};

G_DEFINE_FINAL_TYPE (TiltasStaffPinPage, tiltas_staff_pin_page, TILTAS_TYPE_PAGE)

static TiltasContext *
get_context (TiltasStaffPinPage *self)
{
  return tiltas_page_context (TILTAS_PAGE (self));
}

static void
show_dots (TiltasStaffPinPage *self)
{
  guint typed = (guint) strlen (self->code);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->dots)) != NULL)
    gtk_box_remove (GTK_BOX (self->dots), child);
  for (guint i = 0; i < MAX (typed, DOTS_LEAST); i++)
    {
      GtkWidget *dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      tiltas_add_classes (dot, i < typed ? "pindot on" : "pindot");
      gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (self->dots), dot);
    }
}

static gboolean on_tick (gpointer data);

static char *
lock_words (TiltasStaffPinPage *self, int seconds)
{
  g_autofree char *time = tiltas_staff_duration (get_context (self), seconds);

  /* Translators: %s is such as “45 seconds” or “3 minutes”. */
  return g_strdup_printf (_ ("Too many wrong codes. This window opens again in: %s."), time);
}

static char *
tries_words (TiltasStaffPinPage *self)
{
  int left = tiltas_staff_lock_tries_left (get_context (self)->lock);

  if (left == 0)
    return g_strdup (_ ("Each further wrong code locks this window again, for longer."));
  g_autofree char *number = tiltas_number_format (tiltas_context_language (get_context (self)), left);

  return g_strdup_printf (
    ngettext ("%s try is left. After the fifth wrong code this window is locked for a minute, later for longer.",
              "%s tries are left. After the fifth wrong code this window is locked for a minute, later for longer.",
              (gulong) left),
    number);
}

/* What may be done now; before it what was wrong with the code, or NULL. */
static void
show_state (TiltasStaffPinPage *self, const char *fault)
{
  TiltasContext *context = get_context (self);
  int seconds = tiltas_staff_lock_seconds (context->lock);
  gboolean has_pin = tiltas_staff_lock_has_pin (context->lock);
  g_autofree char *words = NULL;

  if (!has_pin)
    words = g_strdup (_ ("No PIN is set on this terminal, so this area stays shut. The technician sets one with the "
                         "command “sudo tiltasctl set-pin”."));
  else
    words = seconds > 0 ? lock_words (self, seconds) : tries_words (self);
  g_autofree char *all = fault != NULL ? g_strdup_printf ("%s %s", fault, words) : g_strdup (words);
  gtk_label_set_text (GTK_LABEL (self->words), all);
  gtk_widget_set_sensitive (self->pad, has_pin && seconds == 0 && self->checking == NULL);
  if (seconds > 0 && self->tick == 0)
    self->tick = g_timeout_add_seconds (1, on_tick, self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.note-change", NULL);
}

static gboolean
on_tick (gpointer data)
{
  TiltasStaffPinPage *self = data;

  show_state (self, NULL);
  if (tiltas_staff_lock_seconds (get_context (self)->lock) > 0)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
forget_code (TiltasStaffPinPage *self)
{
  explicit_bzero (self->code, sizeof self->code);
  show_dots (self);
}

/* In a thread: the lock is looked at by nobody else meanwhile. */
static void
check_pin (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_int (task, tiltas_staff_lock_try (data, g_object_get_data (G_OBJECT (task), "code")));
}

static void
free_code (gpointer code)
{
  explicit_bzero (code, strlen (code));
  g_free (code);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  TiltasPinResult answer = (TiltasPinResult) g_task_propagate_int (G_TASK (result), &error);
  TiltasStaffPinPage *self = data;

  /* The page has left the window. */
  if (error != NULL)
    return;
  g_clear_object (&self->checking);
  forget_code (self);
  if (answer == TILTAS_PIN_WRONG && tiltas_staff_lock_seconds (get_context (self)->lock) > 0)
    tiltas_events_add (get_context (self)->events, TILTAS_EVENT_LOCKED, NULL);
  if (answer == TILTAS_PIN_RIGHT)
    {
      tiltas_session_unlock (get_context (self)->session);
      return;
    }
  show_state (self, answer == TILTAS_PIN_WRONG ? _ ("This code is wrong.") : NULL);
}

static void
on_ok (TiltasStaffPinPage *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->checking != NULL || !gtk_widget_is_sensitive (self->pad))
    return;
  if (strlen (self->code) < TILTAS_PIN_MIN)
    {
      forget_code (self);
      show_state (self, _ ("The PIN has at least 4 digits."));
      return;
    }
  self->checking = g_cancellable_new ();
  task = g_task_new (NULL, self->checking, on_checked, self);
  g_object_set_data_full (G_OBJECT (task), "code", g_strdup (self->code), free_code);
  g_task_set_task_data (task, tiltas_staff_lock_ref (get_context (self)->lock),
                        (GDestroyNotify) tiltas_staff_lock_unref);
  gtk_widget_set_sensitive (self->pad, FALSE);
  g_task_run_in_thread (task, check_pin);
}

static void
type_digit (TiltasStaffPinPage *self, char digit)
{
  gsize length = strlen (self->code);

  if (length < TILTAS_PIN_MAX && gtk_widget_is_sensitive (self->pad))
    self->code[length] = digit;
  show_dots (self);
}

static void
on_digit (GtkButton *button, TiltasStaffPinPage *self)
{
  type_digit (self, (char) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "digit")));
}

static void
on_delete (TiltasStaffPinPage *self)
{
  gsize length = strlen (self->code);

  if (length > 0)
    self->code[length - 1] = '\0';
  show_dots (self);
}

static void
on_back (TiltasStaffPinPage *self)
{
  tiltas_session_close_staff (get_context (self)->session);
}

/* Digits of a hardware keyboard. */
static gboolean
on_key (TiltasStaffPinPage *self, guint key)
{
  gunichar c = gdk_keyval_to_unicode (key);

  if (c >= '0' && c <= '9')
    type_digit (self, (char) c);
  else if (key == GDK_KEY_BackSpace)
    on_delete (self);
  else if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    on_ok (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static GtkWidget *
add_button (TiltasStaffPinPage *self, const char *word, const char *classes, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (word);

  tiltas_add_classes (button, classes);
  g_object_set_data (G_OBJECT (button), "digit", GINT_TO_POINTER ((int) word[0]));
  if (clicked == G_CALLBACK (on_digit))
    g_signal_connect (button, "clicked", clicked, self);
  else
    g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (self->pad), button);
  return button;
}

/* Keys grow with the letters; the word would not fit on one then. */
static void
add_delete (TiltasStaffPinPage *self)
{
  GtkWidget *button = add_button (self, _ ("Delete"), "pinkey word", G_CALLBACK (on_delete));

  if (tiltas_session_text_step (get_context (self)->session) <= 125)
    return;
  gtk_button_set_child (GTK_BUTTON (button), tiltas_icon_new ("erase"));
  tiltas_set_name (button, _ ("Delete"));
}

static GtkWidget *
pad_new (TiltasStaffPinPage *self)
{
  TiltasContext *context = get_context (self);
  int gap = tiltas_context_px (context, 22);

  self->pad = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  tiltas_add_classes (self->pad, "pinpad");
  gtk_widget_set_direction (self->pad, GTK_TEXT_DIR_LTR);
  gtk_widget_set_layout_manager (self->pad, tiltas_tile_layout_new (3, gap, FALSE));
  for (const char *digit = "123456789"; *digit != '\0'; digit++)
    {
      char word[2] = { *digit, '\0' };
      add_button (self, word, "pinkey", G_CALLBACK (on_digit));
    }
  add_delete (self);
  add_button (self, "0", "pinkey", G_CALLBACK (on_digit));
  add_button (self, C_ ("PIN", "OK"), "pinkey word ok", G_CALLBACK (on_ok));
  gtk_widget_set_valign (self->pad, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (self->pad, GTK_ALIGN_CENTER);
  return self->pad;
}

static GtkWidget *
words_new (TiltasStaffPinPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *back = gtk_button_new (), *line = tiltas_line_new (1.6, NULL);

  tiltas_add_classes (box, "pinwords");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), tiltas_label_new (_ ("Staff PIN"), "h1"));
  self->dots = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  tiltas_add_classes (self->dots, "pindots");
  gtk_box_append (GTK_BOX (box), self->dots);
  self->words = tiltas_label_new (NULL, "lead");
  gtk_box_append (GTK_BOX (box), self->words);
  gtk_box_append (GTK_BOX (line), tiltas_icon_new ("back"));
  gtk_box_append (GTK_BOX (line), tiltas_label_new (_ ("Back to visitors"), NULL));
  gtk_button_set_child (GTK_BUTTON (back), line);
  tiltas_set_name (back, _ ("Back to visitors"));
  tiltas_add_classes (back, "btn ghost onpanel");
  gtk_widget_set_halign (back, GTK_ALIGN_START);
  g_signal_connect_swapped (back, "clicked", G_CALLBACK (on_back), self);
  gtk_box_append (GTK_BOX (box), back);
  return box;
}

/* Not in dispose: GTK's gestures keep a page that a finger still rests on, and its answer would come to nobody. */
static void
tiltas_staff_pin_page_unroot (GtkWidget *widget)
{
  TiltasStaffPinPage *self = TILTAS_STAFF_PIN_PAGE (widget);

  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->checking != NULL)
    g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  explicit_bzero (self->code, sizeof self->code);
  GTK_WIDGET_CLASS (tiltas_staff_pin_page_parent_class)->unroot (widget);
}

static void
tiltas_staff_pin_page_class_init (TiltasStaffPinPageClass *klass)
{
  GTK_WIDGET_CLASS (klass)->unroot = tiltas_staff_pin_page_unroot;
}

static void
tiltas_staff_pin_page_init (TiltasStaffPinPage *self)
{
}

TiltasPage *
tiltas_staff_pin_page_new (TiltasContext *context)
{
  TiltasStaffPinPage *self = g_object_new (TILTAS_TYPE_STAFF_PIN_PAGE, "context", context, NULL);
  GtkWidget *halves = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scroll = tiltas_scroll_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  tiltas_add_classes (halves, context->landscape ? "pin wide" : "pin");
  gtk_widget_set_vexpand (scroll, TRUE);
  gtk_widget_set_layout_manager (
    halves, tiltas_tile_layout_new (context->landscape ? 2 : 1, tiltas_context_px (context, 64), context->landscape));
  gtk_widget_set_valign (halves, context->landscape ? GTK_ALIGN_FILL : GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (halves), words_new (self));
  gtk_box_append (GTK_BOX (halves), pad_new (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "pinpage");
  tiltas_scroll_set_child (TILTAS_SCROLL (scroll), halves);
  gtk_widget_set_parent (scroll, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "map", G_CALLBACK (gtk_widget_grab_focus), NULL);
  show_dots (self);
  show_state (self, NULL);
  return TILTAS_PAGE (self);
}
