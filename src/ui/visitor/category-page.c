/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/category-page.h"

#include "base/language.h"
#include "kiosk/sentences.h"
#include "store/reader-services.h"
#include "ui/visitor/directory-context.h"
#include "ui/visitor/service-row.h"
#include "ui/widgets/children.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/list.h"
#include "ui/widgets/panels.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tile.h"
#include "ui/widgets/when-untouched.h"

#include <glib/gi18n.h>

#define ROOM_BESIDE 1000.0 /* design px: a wider row has chip and distance beside its words */

struct _TiltasCategoryPage
{
  TiltasPage parent_instance;

  GtkWidget *list;
  GtkWidget *count, *filters, *municipality, *nothing;
  TiltasGroup *category;
  GPtrArray *services; /* of TiltasService: all of the category */
  GListStore *shown;   /* of TiltasDirectoryItem */
  guint change_source; /* fires when one of the rows shown opens or closes */
};

G_DEFINE_FINAL_TYPE (TiltasCategoryPage, tiltas_category_page, TILTAS_TYPE_PAGE)

static TiltasContext *
get_context (TiltasCategoryPage *self)
{
  return tiltas_page_context (TILTAS_PAGE (self));
}

static TiltasPlace *
get_place (TiltasCategoryPage *self)
{
  return tiltas_page_place (TILTAS_PAGE (self));
}

/* Rows */

static gboolean
is_filtered (const TiltasPlace *place)
{
  return place->filters != 0 || place->municipality != NULL;
}

static void
show_count (TiltasCategoryPage *self, guint n)
{
  TiltasContext *context = get_context (self);
  g_autofree char *number = tiltas_number_format (tiltas_context_language (context), n);
  g_autofree char *services = g_strdup_printf (ngettext ("%s service", "%s services", n), number);
  g_autofree char *words =
    tiltas_join_two (services, context->branch != NULL && n > 1 ? _ ("open and near ones first") : NULL);

  gtk_label_set_text (GTK_LABEL (self->count), words);
  gtk_widget_set_visible (self->nothing, n == 0);
}

static gboolean
same_at (GListModel *model, guint i, GPtrArray *items, guint j)
{
  g_autoptr (TiltasDirectoryItem) there = g_list_model_get_item (model, i);

  return tiltas_directory_item_equal (there, g_ptr_array_index (items, j));
}

/* Replaces only the items between the first and the last one that differ. */
static void
splice (GListStore *store, GPtrArray *items)
{
  GListModel *model = G_LIST_MODEL (store);
  guint old = g_list_model_get_n_items (model), first = 0, last = 0, most = MIN (old, items->len);

  while (first < most && same_at (model, first, items, first))
    first++;
  while (last < most - first && same_at (model, old - 1 - last, items, items->len - 1 - last))
    last++;
  if (first + last < old || old < items->len)
    g_list_store_splice (store, first, old - first - last, items->pdata + first, items->len - first - last);
}

static void schedule_change (TiltasCategoryPage *self);

static void
show_rows (GtkWidget *widget)
{
  TiltasCategoryPage *self = TILTAS_CATEGORY_PAGE (widget);
  TiltasContext *context = get_context (self);
  TiltasPlace *place = get_place (self);
  TiltasDirectoryContext here = tiltas_directory_context (context);
  g_autoptr (GPtrArray) rows = tiltas_directory_rows (self->services, &here, place->filters, place->municipality);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (items, tiltas_directory_item_new (context, g_ptr_array_index (rows, i)));
  splice (self->shown, items);
  show_count (self, items->len);
  schedule_change (self);
}

/* Opening hours: one timer, for the next moment at which a row that is shown opens or closes. */

static gboolean
on_change (gpointer data)
{
  TiltasCategoryPage *self = data;

  self->change_source = 0;
  tiltas_when_untouched_call (GTK_WIDGET (self), show_rows);
  return G_SOURCE_REMOVE;
}

static void
schedule_change (TiltasCategoryPage *self)
{
  TiltasContext *context = get_context (self);
  TiltasLocalTime now = tiltas_context_local_time (context);
  gint64 today = tiltas_context_today (context), soonest = -1, second = tiltas_clock_now (context->clock) % 60;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  g_clear_handle_id (&self->change_source, g_source_remove);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (TiltasDirectoryItem) item = g_list_model_get_item (G_LIST_MODEL (self->shown), i);
      gint64 minutes = tiltas_open_minutes_to_change (&tiltas_directory_item_get_row (item)->open, today, now.minute);

      if (minutes >= 0 && (soonest < 0 || minutes < soonest))
        soonest = minutes;
    }
  if (soonest >= 0)
    self->change_source = g_timeout_add_seconds ((guint) MAX (1, soonest * 60 - second), on_change, self);
}

static GtkWidget *
make_row (gpointer data)
{
  TiltasContext *context = get_context (data);
  gboolean below = context->width / context->unit < ROOM_BESIDE || tiltas_session_text_step (context->session) >= 150;

  return tiltas_service_row_new (context, below);
}

static char *
bind_row (GtkWidget *content, gpointer item, gpointer data)
{
  return tiltas_service_row_show (TILTAS_SERVICE_ROW (content), item);
}

static void
on_activate (TiltasCategoryPage *self, guint index)
{
  g_autoptr (TiltasDirectoryItem) item = g_list_model_get_item (G_LIST_MODEL (self->shown), index);

  if (item != NULL)
    tiltas_session_go (get_context (self)->session,
                       tiltas_place_new (TILTAS_PLACE_SERVICE, tiltas_directory_item_get_row (item)->service->ref));
}

/* Filters */

static void
show_filter (GtkToggleButton *button)
{
  GtkWidget *tick = gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (button)));

  gtk_widget_set_visible (tick, gtk_toggle_button_get_active (button));
}

/* The filters stand in the list. When the list was scrolled, something else is under the finger afterwards. */
static void
to_top (TiltasCategoryPage *self)
{
  guint block;
  double fraction;

  tiltas_list_get_position (TILTAS_LIST (self->list), &block, &fraction);
  if (block == 0 && fraction <= 0)
    return;
  tiltas_list_set_position (TILTAS_LIST (self->list), 0, 0);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.note-turn", NULL);
}

static void
on_filter_toggled (TiltasCategoryPage *self, GtkToggleButton *button)
{
  guint filter = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "filter"));
  TiltasPlace *place = get_place (self);

  if (gtk_toggle_button_get_active (button))
    place->filters |= filter;
  else
    place->filters &= ~filter;
  show_filter (button);
  to_top (self);
  show_rows (GTK_WIDGET (self));
}

/* A pill with words. A tick and an arrow only where they are wanted. */
static GtkWidget *
pill_new (GtkWidget *button, const char *words, const char *icon_at_end)
{
  GtkWidget *box = tiltas_line_new (1.0, NULL), *label = tiltas_label_new (words, NULL);

  gtk_widget_add_css_class (button, "filter");
  if (icon_at_end == NULL)
    gtk_box_append (GTK_BOX (box), tiltas_icon_new ("check"));
  gtk_box_append (GTK_BOX (box), label);
  if (icon_at_end != NULL)
    gtk_box_append (GTK_BOX (box), tiltas_icon_new (icon_at_end));
  gtk_button_set_child (GTK_BUTTON (button), box);
  tiltas_set_name (button, words);
  return button;
}

static void
append_filter (TiltasCategoryPage *self, const char *words, TiltasFilter filter)
{
  GtkWidget *button = pill_new (gtk_toggle_button_new (), words, NULL);

  g_object_set_data (G_OBJECT (button), "filter", GUINT_TO_POINTER (filter));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), (get_place (self)->filters & filter) != 0);
  show_filter (GTK_TOGGLE_BUTTON (button));
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (on_filter_toggled), self);
  gtk_box_append (GTK_BOX (self->filters), button);
}

static void fill_filters (TiltasCategoryPage *self);

static void
on_municipality_chosen (TiltasCategoryPage *self, GtkButton *button)
{
  TiltasPlace *place = get_place (self);

  g_free (place->municipality);
  place->municipality = g_strdup (g_object_get_data (G_OBJECT (button), "municipality"));
  tiltas_panel_close (GTK_WIDGET (self));
  fill_filters (self);
  show_rows (GTK_WIDGET (self));
}

static void
append_choice (TiltasCategoryPage *self, GtkWidget *column, const char *municipality)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label =
    municipality != NULL ? tiltas_content_label_new ("lt", municipality) : tiltas_label_new (_ ("All"), NULL);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (button, "choice");
  if (g_strcmp0 (get_place (self)->municipality, municipality) == 0)
    {
      gtk_widget_add_css_class (button, "current");
      gtk_box_append (GTK_BOX (box), tiltas_icon_new ("check"));
    }
  gtk_button_set_child (GTK_BUTTON (button), box);
  tiltas_set_name (button, municipality != NULL ? municipality : _ ("All"));
  g_object_set_data_full (G_OBJECT (button), "municipality", g_strdup (municipality), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_municipality_chosen), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (column), button);
}

static void
on_municipality_clicked (TiltasCategoryPage *self)
{
  g_auto (GStrv) municipalities = tiltas_directory_municipalities (self->services);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (column, "steps");
  append_choice (self, column, NULL);
  for (guint i = 0; municipalities[i] != NULL; i++)
    append_choice (self, column, municipalities[i]);
  tiltas_panel_open (get_context (self), GTK_WIDGET (self), _ ("Municipality"), column);
}

static void
fill_filters (TiltasCategoryPage *self)
{
  const char *municipality = get_place (self)->municipality;
  g_autofree char *isolated = municipality != NULL ? tiltas_isolate (municipality) : NULL;
  g_autofree char *words =
    municipality != NULL ? g_strdup_printf (_ ("Municipality: %s"), isolated) : g_strdup (_ ("Municipality: all"));

  tiltas_box_clear (GTK_BOX (self->filters));
  append_filter (self, _ ("Open now"), TILTAS_FILTER_OPEN);
  append_filter (self, _ ("Free of charge"), TILTAS_FILTER_FREE);
  append_filter (self, _ ("Speaks my language"), TILTAS_FILTER_MY_LANGUAGE);
  self->municipality = pill_new (gtk_button_new (), words, "chevron-down");
  if (municipality != NULL)
    gtk_widget_add_css_class (self->municipality, "chosen");
  g_signal_connect_swapped (self->municipality, "clicked", G_CALLBACK (on_municipality_clicked), self);
  gtk_box_append (GTK_BOX (self->filters), self->municipality);
}

static void
on_clear_clicked (TiltasCategoryPage *self)
{
  TiltasPlace *place = get_place (self);

  place->filters = 0;
  g_clear_pointer (&place->municipality, g_free);
  fill_filters (self);
  show_rows (GTK_WIDGET (self));
}

/* The page */

static GtkWidget *
nothing_new (TiltasCategoryPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (box, "nothing");
  gtk_box_append (GTK_BOX (box), tiltas_label_new (_ ("Nothing found."), "h2"));
  if (is_filtered (get_place (self)))
    gtk_box_append (GTK_BOX (box), tiltas_label_new (_ ("No service here matches all your choices."), NULL));
  return box;
}

static GtkWidget *
heading_new (TiltasCategoryPage *self, TiltasContext *context)
{
  GtkWidget *heading = tiltas_line_new (2.8, "page-heading"), *titles = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = tiltas_content_label_new (self->category->text.lang, self->category->title);
  GtkWidget *chip = tiltas_language_chip_new (context, &self->category->text);

  gtk_widget_add_css_class (titles, "titles");
  gtk_widget_add_css_class (title, "h1");
  gtk_widget_set_hexpand (titles, TRUE);
  gtk_widget_set_valign (titles, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (heading), tiltas_pictogram_new (self->category->icon, "help large"));
  gtk_box_append (GTK_BOX (titles), title);
  self->count = tiltas_label_new (NULL, "mute");
  gtk_box_append (GTK_BOX (titles), self->count);
  if (chip != NULL)
    gtk_box_append (GTK_BOX (titles), chip);
  gtk_box_append (GTK_BOX (heading), titles);
  return heading;
}

static GtkWidget *
header_new (TiltasCategoryPage *self, TiltasContext *context)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *clear = gtk_button_new ();

  gtk_widget_add_css_class (header, "list-header");
  gtk_box_append (GTK_BOX (header), heading_new (self, context));
  self->filters = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_layout_manager (self->filters, tiltas_flow_layout_new (tiltas_context_px (context, 16)));
  gtk_box_append (GTK_BOX (header), self->filters);
  self->nothing = nothing_new (self);
  tiltas_add_classes (clear, "btn help");
  gtk_widget_set_halign (clear, GTK_ALIGN_START);
  gtk_button_set_child (GTK_BUTTON (clear), tiltas_label_new (_ ("Clear all choices"), NULL));
  tiltas_set_name (clear, _ ("Clear all choices"));
  g_signal_connect_swapped (clear, "clicked", G_CALLBACK (on_clear_clicked), self);
  gtk_box_append (GTK_BOX (self->nothing), clear);
  gtk_box_append (GTK_BOX (header), self->nothing);
  return header;
}

static gboolean
read_services (TiltasCategoryPage *self, TiltasContext *context)
{
  GError *error = NULL;
  GPtrArray *services =
    tiltas_reader_services (context->reader, self->category->ref, tiltas_context_ladder (context), &error);

  if (tiltas_page_failed (TILTAS_PAGE (self), error))
    return FALSE;
  g_clear_pointer (&self->services, g_ptr_array_unref);
  self->services = services;
  return TRUE;
}

static void
update (GtkWidget *widget)
{
  TiltasCategoryPage *self = TILTAS_CATEGORY_PAGE (widget);

  if (read_services (self, get_context (self)))
    show_rows (widget);
}

static void
tiltas_category_page_refresh (TiltasPage *page)
{
  tiltas_when_untouched_call (GTK_WIDGET (page), update);
}

static void
tiltas_category_page_dispose (GObject *object)
{
  g_clear_handle_id (&TILTAS_CATEGORY_PAGE (object)->change_source, g_source_remove);
  G_OBJECT_CLASS (tiltas_category_page_parent_class)->dispose (object);
}

static void
tiltas_category_page_finalize (GObject *object)
{
  TiltasCategoryPage *self = TILTAS_CATEGORY_PAGE (object);

  g_clear_pointer (&self->category, tiltas_group_unref);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_object (&self->shown);
  G_OBJECT_CLASS (tiltas_category_page_parent_class)->finalize (object);
}

static void
tiltas_category_page_class_init (TiltasCategoryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tiltas_category_page_dispose;
  object_class->finalize = tiltas_category_page_finalize;
  TILTAS_PAGE_CLASS (klass)->refresh = tiltas_category_page_refresh;
  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/visitor/category-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasCategoryPage, list);
}

static void
tiltas_category_page_init (TiltasCategoryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = g_list_store_new (TILTAS_TYPE_DIRECTORY_ITEM);
  tiltas_when_untouched_watch (GTK_WIDGET (self));
}

TiltasPage *
tiltas_category_page_new (TiltasContext *context)
{
  const char *ref = tiltas_session_place (context->session)->ref;
  g_autoptr (GError) error = NULL;
  TiltasGroup *category = tiltas_reader_category (context->reader, ref, tiltas_context_ladder (context), &error);
  TiltasCategoryPage *self;

  if (error != NULL)
    g_warning ("Category %s: %s", ref, error->message);
  if (category == NULL)
    return NULL;

  self = g_object_new (TILTAS_TYPE_CATEGORY_PAGE, "context", context, NULL);
  self->category = category;
  if (!read_services (self, context))
    self->services = g_ptr_array_new ();
  tiltas_list_set_rows (TILTAS_LIST (self->list), make_row, bind_row, self);
  tiltas_list_set_spacing (TILTAS_LIST (self->list), tiltas_context_px (context, 24),
                           tiltas_context_px (context, context->narrow ? 32 : 48));
  tiltas_list_set_header (TILTAS_LIST (self->list), header_new (self, context));
  fill_filters (self);
  show_rows (GTK_WIDGET (self));
  tiltas_list_set_model (TILTAS_LIST (self->list), G_LIST_MODEL (self->shown));
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (on_activate), self);
  return TILTAS_PAGE (self);
}
