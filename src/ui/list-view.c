/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/list-view.h"

#include "ui/row-heights.h"
#include "ui/text.h"

#include <math.h>

#define GUESSED_HEIGHT 150
#define MEASURED_MOST 500 /* rows whose heights are measured ahead */
#define MEASURED_AT_ONCE 3
#define REST_MS 400 /* without a scroll for so long, the list is at rest */
#define NONE G_MAXUINT

struct _TiltasListView
{
  GtkWidget parent_instance;

  GtkAdjustment *adjustments[2]; /* by GtkOrientation */
  GListModel *model;
  TiltasListMake make;
  TiltasListBind bind;
  gpointer data;
  int gap, margin;
  GtkWidget *header; /* or NULL */
  int header_height; /* with the gap below, 0 without header */
  GtkWidget *spare;  /* a row that is only measured, or NULL */
  GPtrArray *rows;   /* of GtkWidget, children; "index" is NONE when it shows nothing */
  TiltasRowHeights heights;
  int width, height;   /* of the last layout; 0 before */
  guint anchor;        /* block */
  int offset;          /* px of it above the upper edge */
  double pending;      /* fraction of the anchor's height to become the offset, or -1 */
  double value;        /* of the adjustment, as last seen */
  gboolean own_change; /* the adjustment changes by our hand */
  guint rest_source, measure_source;
};

G_DEFINE_FINAL_TYPE_WITH_CODE (TiltasListView,
                               tiltas_list_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

enum
{
  ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
count (TiltasListView *self)
{
  return self->heights.known->len;
}

static guint
row_index (GtkWidget *row)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "index"));
}

static void
set_row_index (GtkWidget *row, guint index)
{
  g_object_set_data (G_OBJECT (row), "index", GUINT_TO_POINTER (index));
  gtk_widget_set_child_visible (row, index != NONE);
}

/* Rows */

static void
on_row_clicked (GtkWidget *row, TiltasListView *self)
{
  if (row_index (row) != NONE)
    g_signal_emit (self, signals[ACTIVATE], 0, row_index (row));
}

static GtkWidget *
row_new (TiltasListView *self)
{
  /* A button that reads as an item of a list: keys, touch and the pressed look come with it. */
  GtkWidget *row = g_object_new (GTK_TYPE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);

  gtk_widget_add_css_class (row, "row");
  gtk_button_set_child (GTK_BUTTON (row), self->make (self->data));
  g_signal_connect (row, "clicked", G_CALLBACK (on_row_clicked), self);
  set_row_index (row, NONE);
  gtk_widget_set_parent (row, GTK_WIDGET (self));
  return row;
}

static void
bind_row (TiltasListView *self, GtkWidget *row, guint index)
{
  g_autoptr (GObject) item = g_list_model_get_item (self->model, index);
  g_autofree char *name = self->bind (gtk_button_get_child (GTK_BUTTON (row)), item, self->data);

  tiltas_set_name (row, name);
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
find_row (TiltasListView *self, guint index)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (row_index (g_ptr_array_index (self->rows, i)) == index)
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

/* The row of an item: as it is, or bound now to a free widget or a new one. */
static GtkWidget *
take_row (TiltasListView *self, guint index)
{
  GtkWidget *row = find_row (self, index);

  if (row != NULL)
    return row;
  row = find_row (self, NONE);
  if (row == NULL)
    {
      row = row_new (self);
      g_ptr_array_add (self->rows, row);
    }
  bind_row (self, row, index);
  set_row_index (row, index);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_POS_IN_SET, (int) index + 1,
                                  GTK_ACCESSIBLE_RELATION_SET_SIZE, (int) count (self), -1);
  tiltas_row_heights_set (&self->heights, index, measure_row (self, row));
  return row;
}

/* Positions */

static int
block_height (TiltasListView *self, guint block)
{
  if (block == 0)
    return self->header_height;
  /* What the anchor passes is seen: its height must be true. */
  if (!tiltas_row_heights_is_known (&self->heights, block - 1))
    take_row (self, block - 1);
  return tiltas_row_heights_get (&self->heights, block - 1);
}

static gint64
anchor_position (TiltasListView *self)
{
  if (self->anchor == 0)
    return self->offset;
  return self->header_height + tiltas_row_heights_above (&self->heights, self->anchor - 1) + self->offset;
}

static gint64
total_height (TiltasListView *self)
{
  return self->header_height + tiltas_row_heights_above (&self->heights, count (self));
}

/* Brings the offset into its block, and the anchor into the list. */
static void
settle_anchor (TiltasListView *self)
{
  self->anchor = MIN (self->anchor, count (self));
  while (self->offset < 0 && self->anchor > 0)
    self->offset += block_height (self, --self->anchor);
  self->offset = MAX (0, self->offset);
  while (self->anchor < count (self) && self->offset >= block_height (self, self->anchor))
    self->offset -= block_height (self, self->anchor++);
}

/* Moves the anchor up where the last row would leave a hole at the lower edge. */
static void
settle_end (TiltasListView *self)
{
  int y = -self->offset;

  for (guint block = self->anchor; block <= count (self); block++)
    {
      y += block_height (self, block);
      if (y >= self->height)
        return;
    }
  if (self->anchor == 0 && self->offset == 0)
    return;
  self->offset -= self->height - y;
  settle_anchor (self);
}

static void
jump_to (TiltasListView *self, double value)
{
  gint64 y = (gint64) value;

  if (y < self->header_height || count (self) == 0)
    {
      self->anchor = 0;
      self->offset = (int) y;
    }
  else
    self->anchor = 1 + tiltas_row_heights_find (&self->heights, y - self->header_height, &self->offset);
  settle_anchor (self);
}

/* Binds the rows that are seen, frees those that are not. Outside of a layout wherever possible: a label that changes
 * asks for another one. */
static void
bind_seen (TiltasListView *self)
{
  guint first, last;
  int y;

  if (self->width == 0)
    return;
  if (self->pending >= 0)
    {
      self->anchor = MIN (self->anchor, count (self));
      self->offset = (int) round (self->pending * block_height (self, self->anchor));
    }
  settle_anchor (self);
  settle_end (self);

  /* What is certainly out of sight is free before rows are taken; one screen of slack costs nothing. */
  first = self->anchor > 0 ? self->anchor - 1 : 0;
  y = -self->offset + (self->anchor == 0 ? self->header_height : 0);
  for (last = first; last < count (self) && y < self->height; last++)
    y += tiltas_row_heights_get (&self->heights, last);
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (row_index (row) != NONE && (row_index (row) < first || row_index (row) >= last) &&
          row != gtk_widget_get_focus_child (GTK_WIDGET (self)))
        set_row_index (row, NONE);
    }
  y = -self->offset + (self->anchor == 0 ? self->header_height : 0);
  for (guint i = first; i < count (self) && y < self->height; i++)
    {
      take_row (self, i);
      y += tiltas_row_heights_get (&self->heights, i);
    }
}

/* Adjustment */

static void
sync_adjustment (TiltasListView *self)
{
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
  gboolean scrolling = self->rest_source != 0;
  double place = (double) anchor_position (self), value = scrolling ? self->value : place;
  double below = (double) (total_height (self) - anchor_position (self) - self->height);
  double upper = value + self->height + MAX (0, below);

  if (adjustment == NULL)
    return;
  /* At the upper edge with something above: a wrong guess. Put right at once, or the visitor could not go there. */
  if (scrolling && value < 1 && place >= 1)
    {
      value = place;
      upper = (double) MAX (total_height (self), (gint64) place + self->height);
    }
  self->own_change = TRUE;
  gtk_adjustment_configure (adjustment, value, 0, upper, self->height * 0.1, self->height * 0.9, self->height);
  self->own_change = FALSE;
  self->value = gtk_adjustment_get_value (adjustment);
  if (self->adjustments[GTK_ORIENTATION_HORIZONTAL] != NULL)
    gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_HORIZONTAL], 0, 0, self->width, 0, 0, self->width);
}

static gboolean
on_rest (gpointer data)
{
  TiltasListView *self = data;

  self->rest_source = 0;
  sync_adjustment (self);
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
    jump_to (self, value);
  else
    {
      self->offset += (int) round (delta);
      /* Rounding must not add up. */
      self->value -= delta - round (delta);
      settle_anchor (self);
    }
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add (REST_MS, on_rest, self);
  bind_seen (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
set_adjustment (TiltasListView *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  if (self->adjustments[orientation] != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustments[orientation], self);
  g_set_object (&self->adjustments[orientation], adjustment);
  if (adjustment != NULL && orientation == GTK_ORIENTATION_VERTICAL)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_value_changed), self, G_CONNECT_SWAPPED);
}

/* Measuring ahead */

static gboolean
on_measure (gpointer data)
{
  TiltasListView *self = data;
  guint done = 0;

  if (self->rest_source != 0 || self->width == 0)
    return G_SOURCE_CONTINUE;
  for (guint i = 0; i < MIN (count (self), MEASURED_MOST) && done < MEASURED_AT_ONCE; i++)
    if (!tiltas_row_heights_is_known (&self->heights, i))
      {
        if (self->spare == NULL)
          self->spare = row_new (self);
        bind_row (self, self->spare, i);
        tiltas_row_heights_set (&self->heights, i, measure_row (self, self->spare));
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
  if (self->measure_source == 0 && self->heights.n_known < MIN (count (self), MEASURED_MOST))
    self->measure_source = g_idle_add_full (G_PRIORITY_LOW, on_measure, self, NULL);
}

/* Layout */

static void
set_size (TiltasListView *self, int width, int height)
{
  if (width != self->width)
    {
      int before = self->width > 0 ? block_height (self, self->anchor) : 0;

      if (before > 0 && self->pending < 0)
        self->pending = (double) self->offset / before;
      for (guint i = 0; i < self->rows->len; i++)
        set_row_index (g_ptr_array_index (self->rows, i), NONE);
      tiltas_row_heights_reset (&self->heights, count (self));
    }
  self->width = width;
  self->height = height;
  self->header_height = 0;
  if (self->header != NULL)
    {
      gtk_widget_measure (self->header, GTK_ORIENTATION_VERTICAL, inner_width (self), &self->header_height, NULL, NULL,
                          NULL);
      self->header_height += self->gap;
    }
}

/* A row that has the focus stays bound when it is scrolled out of sight: above the upper edge. */
static void
put_away (TiltasListView *self, guint end)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      guint index = row_index (row);
      int height;

      if (index == NONE || (index + 1 >= self->anchor && index < end))
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
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (row_index (row) != NONE)
        tiltas_row_heights_set (&self->heights, row_index (row), measure_row (self, row));
    }
  bind_seen (self);
  self->pending = -1;
  if (self->header != NULL)
    {
      gtk_widget_set_child_visible (self->header, self->anchor == 0);
      gtk_widget_size_allocate (
        self->header, &(GtkAllocation){ self->margin, -self->offset, inner, self->header_height - self->gap }, -1);
    }
  y = -self->offset + (self->anchor == 0 ? self->header_height : 0);
  for (guint i = self->anchor > 0 ? self->anchor - 1 : 0; i < count (self) && y < height; i++)
    {
      int row_height = tiltas_row_heights_get (&self->heights, i);

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
  for (guint i = 0; i < self->rows->len; i++)
    if (row_index (g_ptr_array_index (self->rows, i)) != NONE)
      gtk_widget_snapshot_child (widget, g_ptr_array_index (self->rows, i), snapshot);
}

/* Keyboard */

/* Only the keyboard moves the list: a window that opens, or a touch, also moves the focus. */
static gboolean
by_keyboard (TiltasListView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return self->width > 0 && GTK_IS_WINDOW (root) && gtk_window_get_focus_visible (GTK_WINDOW (root));
}

static void
bring_into_sight (TiltasListView *self, guint block)
{
  gint64 top = -anchor_position (self);

  if (block > 0)
    top += self->header_height + tiltas_row_heights_above (&self->heights, block - 1);
  if (top < 0)
    {
      self->anchor = block;
      self->offset = 0;
    }
  else if (top + block_height (self, block) > self->height)
    {
      self->offset += (int) (top + block_height (self, block) - self->height);
      settle_anchor (self);
    }
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
    return focus_row (self, row_index (current) + 1);
  if (current != NULL)
    return row_index (current) > 0 ? focus_row (self, row_index (current) - 1) : focus_header (self, direction);
  /* The focus comes in from outside. */
  if (forward)
    return (self->anchor == 0 && focus_header (self, direction)) || focus_row (self, MAX (self->anchor, 1) - 1);
  return (count (self) > 0 && focus_row (self, count (self) - 1)) || focus_header (self, direction);
}

/* Rows for the first frame are bound before the first layout. */
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
  TiltasListView *self = TILTAS_LIST_VIEW (object);

  if (id == PROP_HADJUSTMENT)
    g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
  else if (id == PROP_VADJUSTMENT)
    g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
  else
    g_value_set_enum (value, GTK_SCROLL_MINIMUM);
}

static void
tiltas_list_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TiltasListView *self = TILTAS_LIST_VIEW (object);

  if (id == PROP_HADJUSTMENT)
    set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
  else if (id == PROP_VADJUSTMENT)
    set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
}

static void
tiltas_list_view_dispose (GObject *object)
{
  TiltasListView *self = TILTAS_LIST_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_handle_id (&self->measure_source, g_source_remove);
  tiltas_list_view_set_model (self, NULL);
  g_ptr_array_set_size (self->rows, 0);
  self->header = NULL;
  self->spare = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->adjustments[0]);
  g_clear_object (&self->adjustments[1]);
  G_OBJECT_CLASS (tiltas_list_view_parent_class)->dispose (object);
}

static void
tiltas_list_view_finalize (GObject *object)
{
  TiltasListView *self = TILTAS_LIST_VIEW (object);

  g_ptr_array_unref (self->rows);
  tiltas_row_heights_clear (&self->heights);
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
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  signals[ACTIVATE] = g_signal_new ("activate", TILTAS_TYPE_LIST_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
  gtk_widget_class_set_css_name (widget_class, "list");
}

static void
tiltas_list_view_init (TiltasListView *self)
{
  self->rows = g_ptr_array_new ();
  self->pending = -1;
  tiltas_row_heights_init (&self->heights, GUESSED_HEIGHT);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

void
tiltas_list_view_set_rows (TiltasListView *self, TiltasListMake make, TiltasListBind bind, gpointer data)
{
  self->make = make;
  self->bind = bind;
  self->data = data;
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

/* Rows of items that went or came are unbound, those behind get their new places; what is seen first stays. */
static void
on_items_changed (TiltasListView *self, guint position, guint removed, guint added)
{
  guint item = self->anchor > 0 ? self->anchor - 1 : 0;

  tiltas_row_heights_splice (&self->heights, position, removed, added);
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (row_index (row) == NONE || row_index (row) < position)
        continue;
      set_row_index (row, row_index (row) < position + removed ? NONE : row_index (row) - removed + added);
    }
  if (self->anchor > 0 && item >= position + removed)
    self->anchor += added - removed;
  self->anchor = MIN (self->anchor, count (self));
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
  int height = self->width > 0 && self->pending < 0 ? block_height (self, self->anchor) : 0;

  *block = self->anchor;
  *fraction = self->pending >= 0 ? self->pending : height > 0 ? (double) self->offset / height : 0;
}

void
tiltas_list_view_set_position (TiltasListView *self, guint block, double fraction)
{
  self->anchor = block;
  self->pending = fraction;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
