/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/pin-page.h"

#include "base/language.h"
#include "ui/staff/words.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/scroll.h"
#include "ui/widgets/style.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>
#include <string.h>

#define DOTS_LEAST 6
#define CODE_SIZE (TILTAS_PIN_MAX + 1)

struct _TiltasStaffPinPage
{
  TiltasPage parent_instance;

  GtkWidget *scroll, *halves, *dots, *words, *back_line, *pad, *erase;
  char code[CODE_SIZE];
  GCancellable *checking; /* while a thread checks a PIN, else NULL */
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

/* Shows what can be done now. fault: what was wrong with the last code, shown before it; or NULL. */
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

/* Runs in a thread: hashing a PIN takes long. Nothing else uses the lock until it is done. */
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
on_ok_clicked (TiltasStaffPinPage *self)
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
on_digit_clicked (TiltasStaffPinPage *self, GtkButton *button)
{
  type_digit (self, *gtk_button_get_label (button));
}

static void
on_erase_clicked (TiltasStaffPinPage *self)
{
  gsize length = strlen (self->code);

  if (length > 0)
    self->code[length - 1] = '\0';
  show_dots (self);
}

static void
on_back_clicked (TiltasStaffPinPage *self)
{
  tiltas_session_close_staff (get_context (self)->session);
}

/* The keys of a hardware keyboard. */
static gboolean
on_key_pressed (TiltasStaffPinPage *self, guint key)
{
  gunichar c = gdk_keyval_to_unicode (key);

  if (c >= '0' && c <= '9')
    type_digit (self, (char) c);
  else if (key == GDK_KEY_BackSpace)
    on_erase_clicked (self);
  else if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    on_ok_clicked (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* Stops here and not in dispose: as long as a finger rests on the page, GTK's gestures keep it alive after it has left
 * the window. */
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
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->unroot = tiltas_staff_pin_page_unroot;
  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/staff/pin-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffPinPage, back_line);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffPinPage, dots);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffPinPage, erase);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffPinPage, halves);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffPinPage, pad);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffPinPage, scroll);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffPinPage, words);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_digit_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_erase_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_ok_clicked);
}

static void
tiltas_staff_pin_page_init (TiltasStaffPinPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->back_line, tiltas_line_layout_new (1.6));
  gtk_widget_set_direction (self->pad, GTK_TEXT_DIR_LTR);
  g_signal_connect (self, "map", G_CALLBACK (gtk_widget_grab_focus), NULL);
}

static void
set_layouts (TiltasStaffPinPage *self, TiltasContext *context)
{
  gboolean beside = context->landscape;

  gtk_widget_set_layout_manager (self->halves,
                                 tiltas_tile_layout_new (beside ? 2 : 1, tiltas_context_px (context, 64), beside));
  gtk_widget_set_valign (self->halves, beside ? GTK_ALIGN_FILL : GTK_ALIGN_CENTER);
  tiltas_style_set_class (self->halves, "wide", beside);
  gtk_widget_set_layout_manager (self->pad, tiltas_tile_layout_new (3, tiltas_context_px (context, 22), FALSE));
}

TiltasPage *
tiltas_staff_pin_page_new (TiltasContext *context)
{
  TiltasStaffPinPage *self = g_object_new (TILTAS_TYPE_STAFF_PIN_PAGE, "context", context, NULL);

  /* The position in the place belongs to the section that opens after the PIN. */
  tiltas_page_set_scrolled (TILTAS_PAGE (self), NULL);
  tiltas_scroll_set_position (TILTAS_SCROLL (self->scroll), 0, 0);
  set_layouts (self, context);
  /* The word is too wide for a key in large letters. */
  if (tiltas_session_text_step (context->session) > 125)
    {
      gtk_button_set_child (GTK_BUTTON (self->erase), tiltas_icon_new ("erase"));
      tiltas_set_name (self->erase, _ ("Delete"));
    }
  show_dots (self);
  show_state (self, NULL);
  return TILTAS_PAGE (self);
}
