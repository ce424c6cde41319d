/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/list-view.h"

#include "ui/widgets/list-anchor.h"
#include "ui/widgets/scrollable.h"

#include <math.h>

#define GUESSED_HEIGHT 150
#define MEASURED_MOST 500 /* how many rows are measured before they are seen */
#define MEASURED_AT_ONCE 3
#define REST_MS 400 /* the list is at rest when it was not scrolled for so long */

struct _TiltasListView
{
  GtkWidget parent_instance;

  TiltasScrollable scrollable;
  GListModel *model;
  TiltasListRows rows;
  int gap, margin;
  GtkWidget *header; /* or NULL */
  TiltasListAnchor at;
  int width, height;   /* px, of the last layout; 0 before */
  double pending;      /* what the next layout scrolls to: part of the block above the edge, 0 to 1; -1: nothing */
  double value;        /* of the adjustment, as last seen */
  gboolean own_change; /* the list itself is changing the adjustment */
  guint rest_source, measure_source;
};

G_DEFINE_FINAL_TYPE_WITH_CODE (TiltasListView,
                               tiltas_list_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

enum
{
  ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
count (TiltasListView *self)
{
  return tiltas_list_anchor_count (&self->at);
}

static void
on_row_clicked (GtkWidget *row, TiltasListView *self)
{
  guint index = tiltas_list_row_get_index (row);

  if (index != TILTAS_ROW_NONE)
    g_signal_emit (self, signals[ACTIVATE], 0, index);
}

static int
inner_width (TiltasListView *self)
{
  return MAX (1, self->width - 2 * self->margin);
}

static int
measure_row (TiltasListView *self, GtkWidget *row)
{
  int height;

  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, inner_width (self), &height, NULL, NULL, NULL);
  return height + self->gap;
}

static GtkWidget *
take_row (TiltasListView *self, guint index)
{
  gboolean bound;
  GtkWidget *row = tiltas_list_rows_take (&self->rows, index, count (self), &bound);

  if (bound)
    tiltas_row_heights_set (&self->at.heights, index, measure_row (self, row));
  return row;
}

/* Measures a row that the anchor passes. The row is bound at once, because it will be seen soon. */
static int
measure_passed (guint row, gpointer data)
{
  TiltasListView *self = data;

  take_row (self, row);
  return tiltas_row_heights_get (&self->at.heights, row);
}

/* Binds the rows that are seen and sets the others free. Called outside of a layout wherever possible, because a
 * label that changes asks for another layout. */
static void
bind_seen (TiltasListView *self)
{
  guint first, last;
  int y;

  if (self->width == 0)
    return;
  if (self->pending >= 0)
    {
      self->at.block = MIN (self->at.block, count (self));
      self->at.offset = (int) round (self->pending * tiltas_list_anchor_block_height (&self->at, self->at.block));
    }
  tiltas_list_anchor_settle (&self->at);
  tiltas_list_anchor_fill (&self->at, self->height);

  /* Rows that are certainly out of sight are set free before rows are taken, so that they can be used again. `last`
   * is an estimate: a few rows too many do no harm. */
  first = tiltas_list_anchor_first_row (&self->at);
  y = tiltas_list_anchor_first_y (&self->at);
  for (last = first; last < count (self) && y < self->height; last++)
    y += tiltas_row_heights_get (&self->at.heights, last);
  tiltas_list_rows_release (&self->rows, first, last, gtk_widget_get_focus_child (GTK_WIDGET (self)));
  y = tiltas_list_anchor_first_y (&self->at);
  for (guint i = first; i < count (self) && y < self->height; i++)
    {
      take_row (self, i);
      y += tiltas_row_heights_get (&self->at.heights, i);
    }
}

/* Adjustment */

static void
sync_adjustment (TiltasListView *self)
{
  GtkAdjustment *adjustment = self->scrollable.vertical;
  gboolean scrolling = self->rest_source != 0;
  double place = (double) tiltas_list_anchor_position (&self->at), value = scrolling ? self->value : place;
  double below =
    (double) (tiltas_list_anchor_total (&self->at) - tiltas_list_anchor_position (&self->at) - self->height);
  double upper = value + self->height + MAX (0, below);

  if (adjustment == NULL)
    return;
  /* The scrollbar stands at the top but rows are above, because their heights were estimated wrong. This is put
   * right at once, or the visitor could not scroll to them. */
  if (scrolling && value < 1 && place >= 1)
    {
      value = place;
      upper = (double) MAX (tiltas_list_anchor_total (&self->at), (gint64) place + self->height);
    }
  self->own_change = TRUE;
  gtk_adjustment_configure (adjustment, value, 0, upper, self->height * 0.1, self->height * 0.9, self->height);
  self->own_change = FALSE;
  self->value = gtk_adjustment_get_value (adjustment);
  if (self->scrollable.horizontal != NULL)
    gtk_adjustment_configure (self->scrollable.horizontal, 0, 0, self->width, 0, 0, self->width);
}

static void measure_ahead (TiltasListView *self);

static gboolean
on_rest (gpointer data)
{
  TiltasListView *self = data;

  self->rest_source = 0;
  sync_adjustment (self);
  measure_ahead (self);
  return G_SOURCE_REMOVE;
}

static void
on_value_changed (TiltasListView *self, GtkAdjustment *adjustment)
{
  double value = gtk_adjustment_get_value (adjustment), delta = value - self->value;

  if (self->own_change || self->width == 0)
    return;
  self->value = value;
  self->pending = -1;
  if (fabs (delta) > 3 * self->height)
    tiltas_list_anchor_jump (&self->at, (gint64) value);
  else
    {
      self->at.offset += (int) round (delta);
      /* What rounding dropped counts at the next change. */
      self->value -= delta - round (delta);
      tiltas_list_anchor_settle (&self->at);
    }
  g_clear_handle_id (&self->measure_source, g_source_remove);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add (REST_MS, on_rest, self);
  bind_seen (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* Measuring ahead */

static gboolean
on_measure (gpointer data)
{
  TiltasListView *self = data;
  guint done = 0;

  for (guint i = 0; i < MIN (count (self), MEASURED_MOST) && done < MEASURED_AT_ONCE; i++)
    if (!tiltas_row_heights_is_known (&self->at.heights, i))
      {
        tiltas_row_heights_set (&self->at.heights, i, measure_row (self, tiltas_list_rows_try (&self->rows, i)));
        done++;
      }
  if (done == MEASURED_AT_ONCE)
    return G_SOURCE_CONTINUE;
  self->measure_source = 0;
  sync_adjustment (self);
  return G_SOURCE_REMOVE;
}

static void
measure_ahead (TiltasListView *self)
{
  if (self->measure_source == 0 && self->rest_source == 0 &&
      self->at.heights.n_known < MIN (count (self), MEASURED_MOST))
    self->measure_source = g_idle_add_full (G_PRIORITY_LOW, on_measure, self, NULL);
}

/* Layout */

static void
set_size (TiltasListView *self, int width, int height)
{
  if (width != self->width)
    {
      int before = self->width > 0 ? tiltas_list_anchor_block_height (&self->at, self->at.block) : 0;

      if (before > 0 && self->pending < 0)
        self->pending = (double) self->at.offset / before;
      tiltas_list_rows_release (&self->rows, 0, 0, NULL);
      tiltas_row_heights_reset (&self->at.heights, count (self));
    }
  self->width = width;
  self->height = height;
  self->at.header = 0;
  if (self->header != NULL)
    {
      gtk_widget_measure (self->header, GTK_ORIENTATION_VERTICAL, inner_width (self), &self->at.header, NULL, NULL,
                          NULL);
      self->at.header += self->gap;
    }
}

/* Places bound rows that are out of sight above the upper edge. One stays bound while it has the focus. */
static void
put_away (TiltasListView *self, guint end)
{
  for (guint i = 0; i < self->rows.widgets->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows.widgets, i);
      guint index = tiltas_list_row_get_index (row);
      int height;

      if (index == TILTAS_ROW_NONE || (index + 1 >= self->at.block && index < end))
        continue;
      height = measure_row (self, row) - self->gap;
      gtk_widget_size_allocate (row, &(GtkAllocation){ self->margin, -2 * height, inner_width (self), height }, -1);
    }
}

static void
tiltas_list_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TiltasListView *self = TILTAS_LIST_VIEW (widget);
  guint end = 0;
  int inner, y;

  set_size (self, width, height);
  inner = inner_width (self);
  for (guint i = 0; i < self->rows.widgets->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows.widgets, i);

      if (tiltas_list_row_get_index (row) != TILTAS_ROW_NONE)
        tiltas_row_heights_set (&self->at.heights, tiltas_list_row_get_index (row), measure_row (self, row));
    }
  bind_seen (self);
  self->pending = -1;
  if (self->header != NULL)
    {
      gtk_widget_set_child_visible (self->header, self->at.block == 0);
      gtk_widget_size_allocate (
        self->header, &(GtkAllocation){ self->margin, -self->at.offset, inner, self->at.header - self->gap }, -1);
    }
  y = tiltas_list_anchor_first_y (&self->at);
  for (guint i = tiltas_list_anchor_first_row (&self->at); i < count (self) && y < height; i++)
    {
      int row_height = tiltas_row_heights_get (&self->at.heights, i);

      gtk_widget_size_allocate (take_row (self, i), &(GtkAllocation){ self->margin, y, inner, row_height - self->gap },
                                -1);
      y += row_height;
      end = i + 1;
    }
  put_away (self, end);
  sync_adjustment (self);
  measure_ahead (self);
}

static void
tiltas_list_view_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  TiltasListView *self = TILTAS_LIST_VIEW (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least;

      gtk_widget_measure (child, orientation, -1, &least, NULL, NULL, NULL);
      *minimum = MAX (*minimum, least + 2 * self->margin);
    }
  *natural = *minimum;
}

static void
tiltas_list_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TiltasListView *self = TILTAS_LIST_VIEW (widget);

  if (self->header != NULL && gtk_widget_get_child_visible (self->header))
    gtk_widget_snapshot_child (widget, self->header, snapshot);
  for (guint i = 0; i < self->rows.widgets->len; i++)
    if (tiltas_list_row_get_index (g_ptr_array_index (self->rows.widgets, i)) != TILTAS_ROW_NONE)
      gtk_widget_snapshot_child (widget, g_ptr_array_index (self->rows.widgets, i), snapshot);
}

/* Keyboard */

/* TRUE while the keyboard moves the focus. A touch, or a window that opens, moves the focus too, and must not scroll
 * the list. */
static gboolean
by_keyboard (TiltasListView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return self->width > 0 && GTK_IS_WINDOW (root) && gtk_window_get_focus_visible (GTK_WINDOW (root));
}

static void
bring_into_sight (TiltasListView *self, guint block)
{
  tiltas_list_anchor_show (&self->at, block, self->height);
  bind_seen (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
focus_row (TiltasListView *self, guint index)
{
  if (index >= count (self))
    return FALSE;
  if (by_keyboard (self))
    bring_into_sight (self, index + 1);
  return gtk_widget_grab_focus (take_row (self, index));
}

static gboolean
focus_header (TiltasListView *self, GtkDirectionType direction)
{
  if (self->header == NULL)
    return FALSE;
  gtk_widget_set_child_visible (self->header, TRUE);
  if (!gtk_widget_child_focus (self->header, direction))
    return FALSE;
  if (by_keyboard (self))
    bring_into_sight (self, 0);
  return TRUE;
}

static gboolean
tiltas_list_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  TiltasListView *self = TILTAS_LIST_VIEW (widget);
  GtkWidget *current = gtk_widget_get_focus_child (widget);
  gboolean forward = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_DOWN;

  if (direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT)
    return current != NULL && current == self->header && gtk_widget_child_focus (current, direction);
  if (current != NULL && current == self->header)
    return gtk_widget_child_focus (current, direction) || (forward && focus_row (self, 0));
  if (current != NULL && forward)
    return focus_row (self, tiltas_list_row_get_index (current) + 1);
  if (current != NULL)
    return tiltas_list_row_get_index (current) > 0 ? focus_row (self, tiltas_list_row_get_index (current) - 1)
                                                   : focus_header (self, direction);
  /* The focus comes from outside of the list. */
  if (forward)
    return (self->at.block == 0 && focus_header (self, direction)) ||
           focus_row (self, tiltas_list_anchor_first_row (&self->at));
  return (count (self) > 0 && focus_row (self, count (self) - 1)) || focus_header (self, direction);
}

/* Binds the rows of the first frame before the first layout. */
static void
tiltas_list_view_root (GtkWidget *widget)
{
  TiltasListView *self = TILTAS_LIST_VIEW (widget);
  GtkWidget *root;

  GTK_WIDGET_CLASS (tiltas_list_view_parent_class)->root (widget);
  root = GTK_WIDGET (gtk_widget_get_root (widget));
  if (gtk_widget_get_width (root) > 0)
    {
      set_size (self, gtk_widget_get_width (root), gtk_widget_get_height (root));
      bind_seen (self);
    }
}

/* Object */

static void
tiltas_list_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  tiltas_scrollable_get (&TILTAS_LIST_VIEW (object)->scrollable, id, value);
}

static void
tiltas_list_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  tiltas_scrollable_set (&TILTAS_LIST_VIEW (object)->scrollable, id, value, GTK_WIDGET (object),
                         G_CALLBACK (on_value_changed));
}

static void
tiltas_list_view_dispose (GObject *object)
{
  TiltasListView *self = TILTAS_LIST_VIEW (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_handle_id (&self->measure_source, g_source_remove);
  tiltas_list_view_set_model (self, NULL);
  tiltas_list_rows_clear (&self->rows);
  g_clear_pointer (&self->header, gtk_widget_unparent);
  tiltas_scrollable_clear (&self->scrollable);
  G_OBJECT_CLASS (tiltas_list_view_parent_class)->dispose (object);
}

static void
tiltas_list_view_finalize (GObject *object)
{
  TiltasListView *self = TILTAS_LIST_VIEW (object);

  g_ptr_array_unref (self->rows.widgets);
  tiltas_row_heights_clear (&self->at.heights);
  G_OBJECT_CLASS (tiltas_list_view_parent_class)->finalize (object);
}

static void
tiltas_list_view_class_init (TiltasListViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tiltas_list_view_dispose;
  object_class->finalize = tiltas_list_view_finalize;
  object_class->get_property = tiltas_list_view_get_property;
  object_class->set_property = tiltas_list_view_set_property;
  widget_class->focus = tiltas_list_view_focus;
  widget_class->measure = tiltas_list_view_measure;
  widget_class->root = tiltas_list_view_root;
  widget_class->size_allocate = tiltas_list_view_size_allocate;
  widget_class->snapshot = tiltas_list_view_snapshot;
  tiltas_scrollable_install (object_class);
  signals[ACTIVATE] = g_signal_new ("activate", TILTAS_TYPE_LIST_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
  gtk_widget_class_set_css_name (widget_class, "list");
}

static void
tiltas_list_view_init (TiltasListView *self)
{
  tiltas_list_rows_init (&self->rows, GTK_WIDGET (self), G_CALLBACK (on_row_clicked));
  self->pending = -1;
  tiltas_row_heights_init (&self->at.heights, GUESSED_HEIGHT);
  self->at.measure = measure_passed;
  self->at.data = self;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

void
tiltas_list_view_set_rows (TiltasListView *self, TiltasListMake make, TiltasListBind bind, gpointer data)
{
  self->rows.make = make;
  self->rows.bind = bind;
  self->rows.data = data;
}

void
tiltas_list_view_set_spacing (TiltasListView *self, int gap, int margin)
{
  self->gap = gap;
  self->margin = margin;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
tiltas_list_view_set_header (TiltasListView *self, GtkWidget *header)
{
  g_clear_pointer (&self->header, gtk_widget_unparent);
  self->header = header;
  if (header != NULL)
    gtk_widget_insert_after (header, GTK_WIDGET (self), NULL);
}

/* Adapts rows and heights to a change of the model. The row at the upper edge stays where it is. */
static void
on_items_changed (TiltasListView *self, guint position, guint removed, guint added)
{
  guint item = tiltas_list_anchor_first_row (&self->at);

  tiltas_row_heights_splice (&self->at.heights, position, removed, added);
  tiltas_list_rows_shift (&self->rows, position, removed, added);
  if (self->at.block > 0 && item >= position + removed)
    self->at.block += added - removed;
  self->at.block = MIN (self->at.block, count (self));
  bind_seen (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
tiltas_list_view_set_model (TiltasListView *self, GListModel *model)
{
  guint before = count (self);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  self->rows.model = model;
  if (model != NULL)
    {
      g_signal_connect_swapped (model, "items-changed", G_CALLBACK (on_items_changed), self);
      on_items_changed (self, 0, before, g_list_model_get_n_items (model));
    }
  else
    on_items_changed (self, 0, before, 0);
}

void
tiltas_list_view_get_position (TiltasListView *self, guint *block, double *fraction)
{
  int height = self->width > 0 && self->pending < 0 ? tiltas_list_anchor_block_height (&self->at, self->at.block) : 0;

  *block = self->at.block;
  *fraction = self->pending >= 0 ? self->pending : height > 0 ? (double) self->at.offset / height : 0;
}

void
tiltas_list_view_set_position (TiltasListView *self, guint block, double fraction)
{
  self->at.block = block;
  self->pending = fraction;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
