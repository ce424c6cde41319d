/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/rich-text.h"

#include "base/language.h"
#include "content/model.h"
#include "store/reader-lessons.h"
#include "store/reader-services.h"
#include "store/reader-terms.h"
#include "ui/widgets/text.h"

#include <math.h>
#include <string.h>

#define TARGET 64.0 /* design px: height and least width of a touch target inside a text */
#define LEFT_TO_RIGHT_ISOLATE "\342\201\246"
#define POP_ISOLATE "\342\201\251"

/* A part of the text that can be touched. */
typedef struct
{
  guint start, end; /* bytes of the label's text */
  TiltasSpanKind kind;
  char *ref;
  GtkWidget *button;
  graphene_rect_t area; /* of the button, found while laying out */
} Run;

struct _TiltasRichText
{
  GtkWidget parent_instance;

  TiltasContext *context;
  GtkWidget *label;
  GPtrArray *runs; /* of Run */
};

G_DEFINE_FINAL_TYPE (TiltasRichText, tiltas_rich_text, GTK_TYPE_WIDGET)

enum
{
  TERM_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
run_free (gpointer data)
{
  Run *run = data;

  g_clear_pointer (&run->button, gtk_widget_unparent);
  g_free (run->ref);
  g_free (run);
}

/* A run stands in one rectangle for each line that it touches, in the widget's coordinates. */

typedef void (*EachPart) (const graphene_rect_t *part, float baseline, gpointer data);

static void
for_each_part (TiltasRichText *self, const Run *run, EachPart each, gpointer data)
{
  PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (self->label));
  g_autoptr (PangoLayoutIter) iter = pango_layout_get_iter (layout);
  int x, y;
  graphene_point_t origin;

  gtk_label_get_layout_offsets (GTK_LABEL (self->label), &x, &y);
  if (!gtk_widget_compute_point (self->label, GTK_WIDGET (self), &GRAPHENE_POINT_INIT ((float) x, (float) y), &origin))
    return;
  do
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
      int start = pango_layout_line_get_start_index (line), end = start + pango_layout_line_get_length (line);
      int from = MAX (start, (int) run->start), to = MIN (end, (int) run->end), top, bottom, n = 0;
      g_autofree int *ranges = NULL;

      if (from >= to)
        continue;
      pango_layout_iter_get_line_yrange (iter, &top, &bottom);
      pango_layout_line_get_x_ranges (line, from, to, &ranges, &n);
      for (int i = 0; i < n; i++)
        {
          float left = (float) ranges[2 * i] / PANGO_SCALE, right = (float) ranges[2 * i + 1] / PANGO_SCALE;

          each (&GRAPHENE_RECT_INIT (origin.x + left, origin.y + (float) top / PANGO_SCALE, right - left,
                                     (float) (bottom - top) / PANGO_SCALE),
                origin.y + (float) pango_layout_iter_get_baseline (iter) / PANGO_SCALE, data);
        }
    }
  while (pango_layout_iter_next_line (iter));
}

/* Underlines */

typedef struct
{
  GtkSnapshot *snapshot;
  GdkRGBA colour;
  float em;
} Underline;

static void
draw_underline (const graphene_rect_t *part, float baseline, gpointer data)
{
  const Underline *underline = data;
  float thick = MAX (2.0f, roundf (underline->em * 0.125f));

  gtk_snapshot_append_color (
    underline->snapshot, &underline->colour,
    &GRAPHENE_RECT_INIT (part->origin.x, roundf (baseline + underline->em * 0.28f), part->size.width, thick));
}

static float
font_size (GtkWidget *label)
{
  const PangoFontDescription *font = pango_context_get_font_description (gtk_widget_get_pango_context (label));

  return (float) pango_font_description_get_size (font) / PANGO_SCALE;
}

static void
tiltas_rich_text_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TiltasRichText *self = TILTAS_RICH_TEXT (widget);
  Underline underline = { .snapshot = snapshot, .em = font_size (self->label) };

  for (guint i = 0; i < self->runs->len; i++)
    {
      const Run *run = g_ptr_array_index (self->runs, i);

      gtk_style_context_get_color (gtk_widget_get_style_context (run->button), &underline.colour);
      for_each_part (self, run, draw_underline, &underline);
    }
  GTK_WIDGET_CLASS (tiltas_rich_text_parent_class)->snapshot (widget, snapshot);
}

/* Touch targets */

static void
keep_widest (const graphene_rect_t *part, float baseline, gpointer data)
{
  graphene_rect_t *widest = data;

  if (part->size.width > widest->size.width)
    *widest = *part;
}

/* Makes the area at least that wide and high, around its middle, inside the width of the text. */
static void
grow (graphene_rect_t *area, float least, float width)
{
  float dx = MAX (0, least - area->size.width) / 2, dy = MAX (0, least - area->size.height) / 2;

  graphene_rect_inset (area, -dx, -dy);
  area->origin.x = CLAMP (area->origin.x, 0, MAX (0, width - area->size.width));
}

/* Parts two targets that overlap: each gets half of the overlap, in height when they stand on two lines, else in
 * width. */
static void
part_from (graphene_rect_t *a, graphene_rect_t *b)
{
  graphene_rect_t both;
  gboolean lines = fabsf (a->origin.y + a->size.height / 2 - b->origin.y - b->size.height / 2) > 8;

  if (!graphene_rect_intersection (a, b, &both))
    return;
  if (lines)
    {
      graphene_rect_t *upper = a->origin.y < b->origin.y ? a : b, *lower = upper == a ? b : a;

      upper->size.height -= both.size.height / 2;
      lower->origin.y += both.size.height / 2;
      lower->size.height -= both.size.height / 2;
    }
  else
    {
      graphene_rect_t *left = a->origin.x < b->origin.x ? a : b, *right = left == a ? b : a;

      left->size.width -= both.size.width / 2;
      right->origin.x += both.size.width / 2;
      right->size.width -= both.size.width / 2;
    }
}

static void
place_buttons (TiltasRichText *self, int width)
{
  float least = (float) tiltas_context_px (self->context, TARGET);

  for (guint i = 0; i < self->runs->len; i++)
    {
      Run *run = g_ptr_array_index (self->runs, i);

      run->area = GRAPHENE_RECT_INIT (0, 0, 0, 0);
      for_each_part (self, run, keep_widest, &run->area);
      grow (&run->area, least, (float) width);
      for (guint j = 0; j < i; j++)
        part_from (&((Run *) g_ptr_array_index (self->runs, j))->area, &run->area);
    }
  for (guint i = 0; i < self->runs->len; i++)
    {
      Run *run = g_ptr_array_index (self->runs, i);
      GtkAllocation area = { (int) roundf (run->area.origin.x), (int) roundf (run->area.origin.y),
                             (int) roundf (run->area.size.width), (int) roundf (run->area.size.height) };
      int minimum;

      gtk_widget_measure (run->button, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      area.width = MAX (area.width, minimum);
      gtk_widget_measure (run->button, GTK_ORIENTATION_VERTICAL, area.width, &minimum, NULL, NULL, NULL);
      area.height = MAX (area.height, minimum);
      gtk_widget_size_allocate (run->button, &area, -1);
    }
}

static void
tiltas_rich_text_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  /* Never asks for the width that fits a height: see line-layout.h. */
  gtk_widget_measure (TILTAS_RICH_TEXT (widget)->label, orientation,
                      orientation == GTK_ORIENTATION_VERTICAL ? for_size : -1, minimum, natural, NULL, NULL);
}

static GtkSizeRequestMode
tiltas_rich_text_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
tiltas_rich_text_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TiltasRichText *self = TILTAS_RICH_TEXT (widget);

  gtk_widget_size_allocate (self->label, &(GtkAllocation){ 0, 0, width, height }, baseline);
  place_buttons (self, width);
}

static void
tiltas_rich_text_dispose (GObject *object)
{
  TiltasRichText *self = TILTAS_RICH_TEXT (object);

  g_ptr_array_set_size (self->runs, 0);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (tiltas_rich_text_parent_class)->dispose (object);
}

static void
tiltas_rich_text_finalize (GObject *object)
{
  g_ptr_array_unref (TILTAS_RICH_TEXT (object)->runs);
  G_OBJECT_CLASS (tiltas_rich_text_parent_class)->finalize (object);
}

static void
tiltas_rich_text_class_init (TiltasRichTextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tiltas_rich_text_dispose;
  object_class->finalize = tiltas_rich_text_finalize;
  widget_class->measure = tiltas_rich_text_measure;
  widget_class->get_request_mode = tiltas_rich_text_get_request_mode;
  widget_class->size_allocate = tiltas_rich_text_size_allocate;
  widget_class->snapshot = tiltas_rich_text_snapshot;
  signals[TERM_ACTIVATED] = g_signal_new ("term-activated", TILTAS_TYPE_RICH_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_css_name (widget_class, "richtext");
}

static void
tiltas_rich_text_init (TiltasRichText *self)
{
  self->label = tiltas_label_new (NULL, NULL);
  self->runs = g_ptr_array_new_with_free_func (run_free);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

/* Building */

static gboolean
target_exists (TiltasContext *context, const TiltasInline *span)
{
  const char *const *ladder = tiltas_context_ladder (context);
  g_autoptr (TiltasTerm) term = NULL;
  g_autoptr (TiltasService) service = NULL;
  g_autoptr (TiltasLesson) lesson = NULL;

  switch (span->kind)
    {
    case TILTAS_SPAN_TERM:
      term = tiltas_reader_term (context->reader, span->ref, ladder, NULL);
      return term != NULL;
    case TILTAS_SPAN_SERVICE:
      service = tiltas_reader_service (context->reader, span->ref, ladder, NULL);
      return service != NULL;
    case TILTAS_SPAN_LESSON:
      lesson = tiltas_reader_lesson (context->reader, span->ref, ladder, NULL);
      return lesson != NULL;
    case TILTAS_SPAN_TEXT:
    case TILTAS_SPAN_STRONG:
    case TILTAS_SPAN_LITHUANIAN:
    default:
      return FALSE;
    }
}

static void
on_term_clicked (TiltasRichText *self, GtkButton *button)
{
  for (guint i = 0; i < self->runs->len; i++)
    {
      const Run *run = g_ptr_array_index (self->runs, i);

      if (run->button == GTK_WIDGET (button))
        {
          g_signal_emit (self, signals[TERM_ACTIVATED], 0, run->ref);
          return;
        }
    }
}

static void
add_run (TiltasRichText *self, const TiltasInline *span, guint start, guint end)
{
  static const char *const classes[] = {
    [TILTAS_SPAN_TERM] = "term",
    [TILTAS_SPAN_SERVICE] = "service",
    [TILTAS_SPAN_LESSON] = "lesson",
  };
  Run *run = g_new0 (Run, 1);

  run->start = start;
  run->end = end;
  run->kind = span->kind;
  run->ref = g_strdup (span->ref);
  run->button = gtk_button_new ();
  gtk_widget_add_css_class (run->button, "inline");
  gtk_widget_add_css_class (run->button, classes[span->kind]);
  tiltas_set_name (run->button, span->text);
  gtk_widget_set_parent (run->button, GTK_WIDGET (self));
  if (span->kind == TILTAS_SPAN_TERM)
    g_signal_connect_object (run->button, "clicked", G_CALLBACK (on_term_clicked), self, G_CONNECT_SWAPPED);
  else
    tiltas_context_link (self->context, GTK_BUTTON (run->button),
                         span->kind == TILTAS_SPAN_SERVICE ? TILTAS_PLACE_SERVICE : TILTAS_PLACE_LESSON, span->ref);
  g_ptr_array_add (self->runs, run);
}

static void
add_attribute (PangoAttrList *list, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (list, attribute);
}

static void
add_span (TiltasRichText *self, const TiltasInline *span, gboolean rtl, GString *text, PangoAttrList *attributes)
{
  gboolean lithuanian = span->kind == TILTAS_SPAN_LITHUANIAN, isolate = lithuanian && rtl;
  guint start, end;

  g_string_append (text, isolate ? LEFT_TO_RIGHT_ISOLATE : "");
  start = (guint) text->len;
  g_string_append (text, span->text);
  end = (guint) text->len;
  g_string_append (text, isolate ? POP_ISOLATE : "");

  if (lithuanian || span->kind == TILTAS_SPAN_STRONG)
    add_attribute (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
  if (lithuanian)
    add_attribute (attributes, pango_attr_language_new (pango_language_from_string ("lt")), start, end);
  if (start < end && target_exists (self->context, span))
    add_run (self, span, start, end);
}

GtkWidget *
tiltas_rich_text_new (TiltasContext *context, const char *lang, GPtrArray *inlines)
{
  TiltasRichText *self = g_object_new (TILTAS_TYPE_RICH_TEXT, NULL);
  gboolean rtl = lang != NULL && tiltas_language_is_rtl (lang);
  g_autoptr (GString) text = g_string_new (NULL);
  PangoAttrList *attributes = pango_attr_list_new ();
  gsize shift;

  self->context = context;
  for (guint i = 0; i < inlines->len; i++)
    add_span (self, g_ptr_array_index (inlines, i), rtl, text, attributes);
  tiltas_content_label_set_full (GTK_LABEL (self->label), lang, text->str, attributes);

  /* The label may have put a direction mark before the text. */
  shift = strlen (gtk_label_get_text (GTK_LABEL (self->label))) - text->len;
  for (guint i = 0; i < self->runs->len; i++)
    {
      Run *run = g_ptr_array_index (self->runs, i);

      run->start += (guint) shift;
      run->end += (guint) shift;
    }
  if (self->runs->len > 1)
    gtk_widget_add_css_class (GTK_WIDGET (self), "links");
  return GTK_WIDGET (self);
}

char *
tiltas_inlines_text (GPtrArray *inlines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < inlines->len; i++)
    g_string_append (text, ((const TiltasInline *) g_ptr_array_index (inlines, i))->text);
  return g_string_free (text, FALSE);
}
