/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/scroll.h"

#include "ui/widgets/scrollable.h"

#include <math.h>

/* The viewport: a GtkScrollable with one child. Unlike GtkViewport, which would paint its top first, it applies the
 * wanted position while it is laid out: a page that is built again is painted at its place at once. */
#define TILTAS_TYPE_VIEWPORT (tiltas_viewport_get_type ())
G_DECLARE_FINAL_TYPE (TiltasViewport, tiltas_viewport, TILTAS, VIEWPORT, GtkWidget)

struct _TiltasViewport
{
  GtkWidget parent_instance;

  GtkWidget *child;
  TiltasScrollable scrollable;
  gboolean in_layout;
  gboolean pending;
  guint block;
  double fraction;
};

G_DEFINE_FINAL_TYPE_WITH_CODE (TiltasViewport,
                               tiltas_viewport,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static GtkWidget *
nth_block (TiltasViewport *self, guint n)
{
  GtkWidget *block = self->child != NULL ? gtk_widget_get_first_child (self->child) : NULL;

  while (block != NULL && n-- > 0)
    block = gtk_widget_get_next_sibling (block);
  return block;
}

/* Finds the top and the height of a descendant in the child's coordinates. FALSE when it is not below the child. */
static gboolean
find_extent (TiltasViewport *self, GtkWidget *widget, double *top, double *height)
{
  graphene_rect_t bounds;

  if (widget == NULL || self->child == NULL || !gtk_widget_compute_bounds (widget, self->child, &bounds))
    return FALSE;
  *top = (double) bounds.origin.y;
  *height = (double) bounds.size.height;
  return TRUE;
}

/* Scrolls as little as needed to show the extent whole; to its top when it is higher than the view. */
static void
show_extent (GtkAdjustment *adjustment, double top, double height)
{
  double value = gtk_adjustment_get_value (adjustment), page = gtk_adjustment_get_page_size (adjustment);

  if (top < value || height > page)
    gtk_adjustment_set_value (adjustment, top);
  else if (top + height > value + page)
    gtk_adjustment_set_value (adjustment, top + height - page);
}

static void
apply_pending (TiltasViewport *self, GtkAdjustment *adjustment)
{
  double top, height;

  self->pending = FALSE;
  if (self->block == 0 && self->fraction <= 0)
    gtk_adjustment_set_value (adjustment, 0);
  else if (find_extent (self, nth_block (self, self->block), &top, &height))
    gtk_adjustment_set_value (adjustment, round (top + self->fraction * height));
}

static void
tiltas_viewport_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TiltasViewport *self = TILTAS_VIEWPORT (widget);
  GtkAdjustment *adjustment = self->scrollable.vertical;
  int wanted;

  if (self->child == NULL || adjustment == NULL)
    return;

  self->in_layout = TRUE;
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, width, &wanted, NULL, NULL, NULL);
  wanted = MAX (wanted, height);
  gtk_adjustment_configure (adjustment, gtk_adjustment_get_value (adjustment), 0, wanted, height * 0.1, height * 0.9,
                            height);
  if (self->scrollable.horizontal != NULL)
    gtk_adjustment_configure (self->scrollable.horizontal, 0, 0, width, 0, 0, width);
  if (self->pending)
    {
      gtk_widget_size_allocate (self->child, &(GtkAllocation){ 0, 0, width, wanted }, -1);
      apply_pending (self, adjustment);
    }
  gtk_widget_size_allocate (
    self->child, &(GtkAllocation){ 0, -(int) round (gtk_adjustment_get_value (adjustment)), width, wanted }, -1);
  self->in_layout = FALSE;
}

static void
tiltas_viewport_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  TiltasViewport *self = TILTAS_VIEWPORT (widget);

  *minimum = *natural = 0;
  if (self->child == NULL)
    return;
  gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = 0;
}

static GtkSizeRequestMode
tiltas_viewport_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
on_value_changed (TiltasViewport *self)
{
  if (!self->in_layout)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
tiltas_viewport_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  tiltas_scrollable_get (&TILTAS_VIEWPORT (object)->scrollable, id, value);
}

static void
tiltas_viewport_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  tiltas_scrollable_set (&TILTAS_VIEWPORT (object)->scrollable, id, value, GTK_WIDGET (object),
                         G_CALLBACK (on_value_changed));
}

/* Scrolls as little as needed to show the widget that has the focus, but only while the keyboard is in use: a touch
 * also moves the focus, and must not move the page. */
static void
on_focus (TiltasViewport *self)
{
  GtkAdjustment *adjustment = self->scrollable.vertical;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  double top, height;

  if (focus == NULL || adjustment == NULL || !GTK_IS_WINDOW (root) ||
      !gtk_window_get_focus_visible (GTK_WINDOW (root)) || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ||
      !find_extent (self, focus, &top, &height))
    return;
  show_extent (adjustment, top, height);
}

static void
tiltas_viewport_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tiltas_viewport_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::focus-widget", G_CALLBACK (on_focus), widget,
                           G_CONNECT_SWAPPED);
}

static void
tiltas_viewport_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_root (widget), widget);
  GTK_WIDGET_CLASS (tiltas_viewport_parent_class)->unroot (widget);
}

static void
tiltas_viewport_dispose (GObject *object)
{
  TiltasViewport *self = TILTAS_VIEWPORT (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  tiltas_scrollable_clear (&self->scrollable);
  G_OBJECT_CLASS (tiltas_viewport_parent_class)->dispose (object);
}

static void
tiltas_viewport_class_init (TiltasViewportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tiltas_viewport_dispose;
  object_class->get_property = tiltas_viewport_get_property;
  object_class->set_property = tiltas_viewport_set_property;
  widget_class->size_allocate = tiltas_viewport_size_allocate;
  widget_class->measure = tiltas_viewport_measure;
  widget_class->get_request_mode = tiltas_viewport_get_request_mode;
  widget_class->root = tiltas_viewport_root;
  widget_class->unroot = tiltas_viewport_unroot;
  tiltas_scrollable_install (object_class);
  gtk_widget_class_set_css_name (widget_class, "viewport");
}

static void
tiltas_viewport_init (TiltasViewport *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/* The scroll: a scrolled window around the viewport. */

struct _TiltasScroll
{
  GtkWidget parent_instance;

  GtkWidget *window;
  TiltasViewport *viewport;
  gboolean natural; /* asks for the whole height of its child */
};

static void tiltas_scroll_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TiltasScroll,
                               tiltas_scroll,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, tiltas_scroll_buildable_init))

enum
{
  PROP_CHILD = 1,
};

static GtkBuildableIface *parent_buildable;

static void
tiltas_scroll_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child) && type == NULL)
    tiltas_scroll_set_child (TILTAS_SCROLL (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
tiltas_scroll_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = tiltas_scroll_add_child;
}

static GtkAdjustment *
vertical (TiltasScroll *self)
{
  return self->viewport->scrollable.vertical;
}

static void
tiltas_scroll_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, tiltas_scroll_get_child (TILTAS_SCROLL (object)));
}

static void
tiltas_scroll_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  tiltas_scroll_set_child (TILTAS_SCROLL (object), g_value_get_object (value));
}

static void
tiltas_scroll_dispose (GObject *object)
{
  g_clear_pointer (&TILTAS_SCROLL (object)->window, gtk_widget_unparent);
  G_OBJECT_CLASS (tiltas_scroll_parent_class)->dispose (object);
}

/* Measures the child itself: a scrolled window does not ask its child for the height at the width that it will get,
 * and gave wrapped text too little height. */
static void
tiltas_scroll_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  TiltasScroll *self = TILTAS_SCROLL (widget);
  int wanted;

  gtk_widget_measure (self->window, orientation, for_size, minimum, natural, NULL, NULL);
  if (!self->natural || orientation != GTK_ORIENTATION_VERTICAL || self->viewport->child == NULL)
    return;
  gtk_widget_measure (self->viewport->child, orientation, for_size, NULL, &wanted, NULL, NULL);
  *natural = MAX (*minimum, wanted);
}

static void
tiltas_scroll_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (TILTAS_SCROLL (widget)->window, &(GtkAllocation){ 0, 0, width, height }, baseline);
}

static void
tiltas_scroll_class_init (TiltasScrollClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tiltas_scroll_dispose;
  object_class->get_property = tiltas_scroll_get_property;
  object_class->set_property = tiltas_scroll_set_property;
  g_object_class_install_property (
    object_class, PROP_CHILD,
    g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  widget_class->measure = tiltas_scroll_measure;
  widget_class->size_allocate = tiltas_scroll_size_allocate;
  widget_class->get_request_mode = tiltas_viewport_get_request_mode;
}

static void
tiltas_scroll_init (TiltasScroll *self)
{
  self->viewport = g_object_new (TILTAS_TYPE_VIEWPORT, NULL);
  self->window = tiltas_scrolled_window_new (GTK_WIDGET (self->viewport));
  gtk_widget_set_parent (self->window, GTK_WIDGET (self));
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
tiltas_scroll_new (void)
{
  return g_object_new (TILTAS_TYPE_SCROLL, NULL);
}

void
tiltas_scroll_set_child (TiltasScroll *self, GtkWidget *child)
{
  g_return_if_fail (TILTAS_IS_SCROLL (self));

  if (self->viewport->child == child)
    return;
  g_clear_pointer (&self->viewport->child, gtk_widget_unparent);
  self->viewport->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self->viewport));
}

GtkWidget *
tiltas_scroll_get_child (TiltasScroll *self)
{
  g_return_val_if_fail (TILTAS_IS_SCROLL (self), NULL);

  return self->viewport->child;
}

void
tiltas_scroll_set_natural (TiltasScroll *self, gboolean on)
{
  g_return_if_fail (TILTAS_IS_SCROLL (self));

  self->natural = on;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
tiltas_scroll_get_position (TiltasScroll *self, guint *block, double *fraction)
{
  g_return_if_fail (TILTAS_IS_SCROLL (self));

  TiltasViewport *viewport = self->viewport;
  double value = gtk_adjustment_get_value (vertical (self));
  guint at = viewport->block;
  double part = viewport->fraction;

  if (!viewport->pending)
    {
      double top, height;

      at = 0;
      part = 0;
      for (guint i = 0; value > 0 && find_extent (viewport, nth_block (viewport, i), &top, &height); i++)
        {
          at = i;
          part = height > 0 ? (value - top) / height : 0;
          if (top + height > value)
            break;
        }
    }
  if (block != NULL)
    *block = at;
  if (fraction != NULL)
    *fraction = part;
}

void
tiltas_scroll_set_position (TiltasScroll *self, guint block, double fraction)
{
  g_return_if_fail (TILTAS_IS_SCROLL (self));

  self->viewport->pending = TRUE;
  self->viewport->block = block;
  self->viewport->fraction = fraction;
  gtk_widget_queue_allocate (GTK_WIDGET (self->viewport));
}

void
tiltas_scroll_show (TiltasScroll *self, GtkWidget *descendant)
{
  g_return_if_fail (TILTAS_IS_SCROLL (self));

  double top, height;

  if (find_extent (self->viewport, descendant, &top, &height))
    show_extent (vertical (self), top, height);
}
