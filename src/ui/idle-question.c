/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/idle-question.h"

#include "base/language.h"
#include "ui/widgets/children.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/scroll.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>
#include <math.h>

/* As a part of the radius of the ring. */
#define THICKNESS 0.2

struct _TiltasIdleQuestion
{
  GtkWidget parent_instance;

  char *language;
  GtkWidget *ring, *number, *finish;
  int seconds, total;
};

G_DEFINE_FINAL_TYPE (TiltasIdleQuestion, tiltas_idle_question, GTK_TYPE_WIDGET)

enum
{
  STAY,
  FINISH,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Draws the time that is left, clockwise from the top, over the full ring. */
static void
draw_ring (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  TiltasIdleQuestion *self = data;
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (area));
  double radius = MIN (width, height) / 2.0, thickness = radius * THICKNESS;
  double left = 2 * G_PI * self->seconds / self->total;
  GdkRGBA on = { 0 }, off = { 0 };

  gtk_style_context_lookup_color (style, "sun", &on);
  gtk_style_context_lookup_color (style, "ring_gone", &off);
  cairo_set_line_width (cr, thickness);
  gdk_cairo_set_source_rgba (cr, &off);
  cairo_arc (cr, width / 2.0, height / 2.0, radius - thickness / 2, 0, 2 * G_PI);
  cairo_stroke (cr);
  gdk_cairo_set_source_rgba (cr, &on);
  cairo_arc (cr, width / 2.0, height / 2.0, radius - thickness / 2, -G_PI_2, left - G_PI_2);
  cairo_stroke (cr);
}

static void
on_finish_clicked (TiltasIdleQuestion *self)
{
  g_signal_emit (self, signals[FINISH], 0);
}

static void
on_stay (TiltasIdleQuestion *self)
{
  g_signal_emit (self, signals[STAY], 0);
}

static GtkWidget *
ring_new (TiltasIdleQuestion *self)
{
  GtkWidget *overlay = gtk_overlay_new ();

  self->ring = gtk_drawing_area_new ();
  gtk_widget_add_css_class (self->ring, "countdown");
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->ring), draw_ring, self, NULL);
  self->number = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->number, "number");
  gtk_widget_set_halign (self->number, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->number, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (overlay, GTK_ALIGN_CENTER);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->ring);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->number);
  return overlay;
}

static GtkWidget *
button_new (TiltasIdleQuestion *self, const char *icon, const char *word, const char *classes, GCallback clicked)
{
  GtkWidget *button = gtk_button_new (), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = tiltas_label_new (word, NULL);

  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_set_halign (line, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (line, "line");
  if (icon != NULL)
    {
      GtkWidget *picture = tiltas_icon_new (icon);
      gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (line), picture);
    }
  gtk_box_append (GTK_BOX (line), label);
  gtk_button_set_child (GTK_BUTTON (button), line);
  tiltas_add_classes (button, classes);
  tiltas_set_name (button, word);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

static GtkWidget *
centred_label_new (const char *text, const char *classes)
{
  GtkWidget *label = tiltas_label_new (text, classes);

  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (label), 0.5f);
  return label;
}

static void
tiltas_idle_question_dispose (GObject *object)
{
  tiltas_children_unparent (GTK_WIDGET (object));
  G_OBJECT_CLASS (tiltas_idle_question_parent_class)->dispose (object);
}

static void
tiltas_idle_question_finalize (GObject *object)
{
  g_free (TILTAS_IDLE_QUESTION (object)->language);
  G_OBJECT_CLASS (tiltas_idle_question_parent_class)->finalize (object);
}

static void
tiltas_idle_question_class_init (TiltasIdleQuestionClass *klass)
{
  static const char *const NAMES[N_SIGNALS] = { "stay", "finish" };

  G_OBJECT_CLASS (klass)->dispose = tiltas_idle_question_dispose;
  G_OBJECT_CLASS (klass)->finalize = tiltas_idle_question_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "idle");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_ALERT_DIALOG);
  for (int i = 0; i < N_SIGNALS; i++)
    signals[i] =
      g_signal_new (NAMES[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tiltas_idle_question_init (TiltasIdleQuestion *self)
{
  GtkWidget *scroll = tiltas_scroll_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkGesture *touch = gtk_gesture_click_new ();

  self->finish = button_new (self, "restart", _ ("Finish now"), "choice later", G_CALLBACK (on_finish_clicked));
  gtk_widget_add_css_class (box, "box");
  gtk_box_append (GTK_BOX (box), centred_label_new (_ ("Are you still there?"), "h1"));
  gtk_box_append (GTK_BOX (box), ring_new (self));
  gtk_box_append (GTK_BOX (box),
                  centred_label_new (_ ("Touch anywhere to go on. Otherwise everything you opened is erased."), NULL));
  gtk_box_append (GTK_BOX (box), button_new (self, NULL, _ ("I am still here"), "choice stay", G_CALLBACK (on_stay)));
  gtk_box_append (GTK_BOX (box), self->finish);

  tiltas_scroll_set_child (TILTAS_SCROLL (scroll), box);
  tiltas_scroll_set_natural (TILTAS_SCROLL (scroll), TRUE);
  gtk_widget_set_halign (scroll, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (scroll, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (scroll, GTK_WIDGET (self));
  /* This gesture gets only the touches that no button has taken. */
  g_signal_connect_swapped (touch, "released", G_CALLBACK (on_stay), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (touch));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Are you still there?"), -1);
}

GtkWidget *
tiltas_idle_question_new (const char *language, int total)
{
  TiltasIdleQuestion *self = g_object_new (TILTAS_TYPE_IDLE_QUESTION, NULL);

  self->language = g_strdup (language);
  self->total = total;
  self->seconds = -1;
  return GTK_WIDGET (self);
}

void
tiltas_idle_question_set_seconds (TiltasIdleQuestion *self, int seconds)
{
  g_return_if_fail (TILTAS_IS_IDLE_QUESTION (self));

  g_autofree char *number = tiltas_number_format (self->language, seconds);

  if (seconds == self->seconds)
    return;
  self->seconds = seconds;
  gtk_label_set_text (GTK_LABEL (self->number), number);
  gtk_widget_queue_draw (self->ring);
}
