/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/greeting.h"

#include "base/language.h"
#include "ui/widgets/text.h"

/* As parts of the font size of the big line. */
#define INVITATION_SIZE (1.231 / 3.692)
#define GAP 0.25
#define LINE_HEIGHT 1.15
#define LINE_HEIGHT_ARAB 1.4

struct _TiltasGreeting
{
  GtkWidget parent_instance;

  const char *language; /* interned */
  char *greeting;
  char *invitation;
};

G_DEFINE_FINAL_TYPE (TiltasGreeting, tiltas_greeting, GTK_TYPE_WIDGET)

static double
font_size (GtkWidget *widget)
{
  return pango_font_description_get_size (pango_context_get_font_description (gtk_widget_get_pango_context (widget)));
}

/* The alignment to the side where the screen starts. Pango swaps left and right for text that reads the other way
 * than the screen. */
static PangoAlignment
alignment (TiltasGreeting *self, const char *language)
{
  gboolean screen = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gboolean text = tiltas_language_is_rtl (language);

  return screen != (screen != text) ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

static PangoLayout *
layout_new (TiltasGreeting *self, const char *language, const char *text, double size, gboolean big)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  gboolean arab = g_str_equal (tiltas_language_script (language), "Arab");

  pango_attr_list_insert (attributes, pango_attr_size_new_absolute ((int) size));
  pango_attr_list_insert (attributes, pango_attr_weight_new (big ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL));
  pango_attr_list_insert (attributes, pango_attr_language_new (pango_language_from_string (language)));
  pango_attr_list_insert (attributes,
                          pango_attr_line_height_new_absolute ((int) (size * (arab ? LINE_HEIGHT_ARAB : LINE_HEIGHT))));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_set_width (layout, gtk_widget_get_width (GTK_WIDGET (self)) * PANGO_SCALE);
  pango_layout_set_alignment (layout, alignment (self, language));
  return layout;
}

/* Lays the text out, in a smaller size where a long word would not fit: words are never broken. */
static PangoLayout *
layout_new_fitting (TiltasGreeting *self, const char *text, double size, gboolean big)
{
  g_autoptr (PangoLayout) layout = layout_new (self, self->language, text, size, big);
  int room = gtk_widget_get_width (GTK_WIDGET (self)), width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width <= room)
    return g_steal_pointer (&layout);
  return layout_new (self, self->language, text, size * room / width, big);
}

static void
tiltas_greeting_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TiltasGreeting *self = TILTAS_GREETING (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  double size = font_size (widget);
  int gap = (int) (size * GAP / PANGO_SCALE), greeting_height, invitation_height;
  GdkRGBA color, mute;

  if (self->greeting == NULL)
    return;

  g_autoptr (PangoLayout) greeting = layout_new_fitting (self, self->greeting, size, TRUE);
  g_autoptr (PangoLayout) invitation = layout_new_fitting (self, self->invitation, size * INVITATION_SIZE, FALSE);
  pango_layout_get_pixel_size (greeting, NULL, &greeting_height);
  pango_layout_get_pixel_size (invitation, NULL, &invitation_height);
  gtk_style_context_get_color (style, &color);
  mute = color;
  gtk_style_context_lookup_color (style, "on-panel-mute", &mute);
  gtk_snapshot_translate (
    snapshot, &GRAPHENE_POINT_INIT (
                0, (float) ((gtk_widget_get_height (widget) - greeting_height - gap - invitation_height) / 2)));
  gtk_snapshot_append_layout (snapshot, greeting, &color);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) (greeting_height + gap)));
  gtk_snapshot_append_layout (snapshot, invitation, &mute);
}

/* Room for two lines of the greeting and two of the invitation. */
static void
tiltas_greeting_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  double size = font_size (widget) / PANGO_SCALE;

  *minimum = *natural =
    orientation == GTK_ORIENTATION_HORIZONTAL ? 0 : (int) (size * (2 * LINE_HEIGHT + GAP + 3 * INVITATION_SIZE));
}

static void
tiltas_greeting_finalize (GObject *object)
{
  TiltasGreeting *self = TILTAS_GREETING (object);

  g_free (self->greeting);
  g_free (self->invitation);
  G_OBJECT_CLASS (tiltas_greeting_parent_class)->finalize (object);
}

static void
tiltas_greeting_class_init (TiltasGreetingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tiltas_greeting_finalize;
  widget_class->measure = tiltas_greeting_measure;
  widget_class->snapshot = tiltas_greeting_snapshot;
  gtk_widget_class_set_css_name (widget_class, "greetingtext");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
tiltas_greeting_init (TiltasGreeting *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

void
tiltas_greeting_set (TiltasGreeting *self, const char *language, const char *greeting, const char *invitation)
{
  g_return_if_fail (TILTAS_IS_GREETING (self));

  g_autofree char *name = g_strdup_printf ("%s. %s", greeting, invitation);

  self->language = g_intern_string (language);
  g_free (self->greeting);
  self->greeting = g_strdup (greeting);
  g_free (self->invitation);
  self->invitation = g_strdup (invitation);
  tiltas_set_name (GTK_WIDGET (self), name);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
tiltas_greeting_preload (TiltasGreeting *self, const char *language, const char *greeting, const char *invitation)
{
  g_return_if_fail (TILTAS_IS_GREETING (self));

  double size = font_size (GTK_WIDGET (self));
  g_autoptr (PangoLayout) big = layout_new (self, language, greeting, size, TRUE);
  g_autoptr (PangoLayout) small = layout_new (self, language, invitation, size * INVITATION_SIZE, FALSE);

  pango_layout_get_pixel_size (big, NULL, NULL);
  pango_layout_get_pixel_size (small, NULL, NULL);
}
