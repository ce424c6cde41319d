/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/service-page.h"

#include "kiosk/sentences.h"
#include "store/reader-branches.h"
#include "store/reader-services.h"
#include "ui/visitor/directory-context.h"
#include "ui/visitor/service-hours.h"
#include "ui/visitor/service-parts.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/children.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

#define WIDE 1300.0 /* design px: a wider page has two columns */

struct _TiltasServicePage
{
  TiltasPage parent_instance;

  GtkWidget *bottom_bar;
  GtkWidget *blocks, *columns, *start, *end;
  GtkWidget *head, *name, *name_lt, *chips, *hours;
  TiltasService *service;
  guint change_source; /* fires when the service opens or closes */
};

G_DEFINE_FINAL_TYPE (TiltasServicePage, tiltas_service_page, TILTAS_TYPE_PAGE)

static TiltasContext *
get_context (TiltasServicePage *self)
{
  return tiltas_page_context (TILTAS_PAGE (self));
}

/* The parts that change while time passes: chips and hours */

static void
append_chip (TiltasServicePage *self, const char *icon_name, char *text, const char *classes)
{
  g_autofree char *words = text;

  if (words != NULL)
    gtk_box_append (GTK_BOX (self->chips), tiltas_chip_new (icon_name, words, classes));
}

static void
fill_chips (TiltasServicePage *self, const TiltasDirectoryRow *row)
{
  TiltasContext *context = get_context (self);
  const char *language = tiltas_context_language (context);
  gboolean open = tiltas_open_is_open (&row->open);

  tiltas_box_clear (GTK_BOX (self->chips));
  append_chip (self, NULL, tiltas_sentence_status (self->service->status), "no");
  append_chip (self, open ? "dot" : NULL, tiltas_sentence_open (&row->open, language, tiltas_context_today (context)),
               open ? "ok" : "no");
  append_chip (self, NULL, tiltas_sentence_fee (self->service->fee), NULL);
  append_chip (self, NULL, tiltas_sentence_distance_from_here (row->metres, language), NULL);
  gtk_widget_set_visible (self->chips, gtk_widget_get_first_child (self->chips) != NULL);
}

static void schedule_change (TiltasServicePage *self, const TiltasOpen *open);

static void
show_now (TiltasServicePage *self)
{
  TiltasContext *context = get_context (self);
  TiltasDirectoryRow *row = tiltas_directory_row_now (context, self->service);

  fill_chips (self, row);
  gtk_widget_set_visible (self->hours, tiltas_service_hours_fill (GTK_BOX (self->hours), context, row));
  schedule_change (self, &row->open);
  tiltas_directory_row_free (row);
}

static gboolean
on_change (gpointer data)
{
  TiltasServicePage *self = data;

  self->change_source = 0;
  show_now (self);
  return G_SOURCE_REMOVE;
}

static void
schedule_change (TiltasServicePage *self, const TiltasOpen *open)
{
  TiltasContext *context = get_context (self);
  gint64 minutes =
    tiltas_open_minutes_to_change (open, tiltas_context_today (context), tiltas_context_local_time (context).minute);
  gint64 second = tiltas_clock_now (context->clock) % 60;

  g_clear_handle_id (&self->change_source, g_source_remove);
  if (minutes >= 0)
    self->change_source = g_timeout_add_seconds ((guint) MAX (1, minutes * 60 - second), on_change, self);
}

/* The parts that stay */

static void
append (GtkWidget *box, GtkWidget *part)
{
  if (part != NULL)
    gtk_box_append (GTK_BOX (box), part);
}

static void
fill_head (TiltasServicePage *self)
{
  const TiltasService *service = self->service;
  gboolean same = g_strcmp0 (service->name, service->name_lt) == 0;

  tiltas_content_label_set (GTK_LABEL (self->name), same ? "lt" : service->text.lang, service->name);
  tiltas_content_label_set (GTK_LABEL (self->name_lt), "lt", service->name_lt);
  gtk_widget_set_visible (self->name_lt, !same);
  append (self->head, tiltas_text_marks_new (get_context (self), &service->text));
}

static void
move (GtkWidget *child, GtkWidget *from, GtkWidget *to)
{
  g_object_ref (child);
  gtk_box_remove (GTK_BOX (from), child);
  gtk_box_append (GTK_BOX (to), child);
  g_object_unref (child);
}

/* Puts the parts into two columns where there is room. Otherwise they are the blocks of the scroll, in the same
 * order in every language, so that a position means the same; the hours come after what the service helps with. */
static void
fill_columns (TiltasServicePage *self, const TiltasDirectoryRow *row)
{
  TiltasContext *context = get_context (self);
  const TiltasService *service = self->service;
  gboolean wide =
    context->landscape && context->width / context->unit >= WIDE && tiltas_session_text_step (context->session) <= 125;
  GtkWidget *column = wide ? self->start : self->blocks;

  if (!wide)
    move (self->head, self->start, column);
  append (column, tiltas_service_warning_new (row));
  append (column, tiltas_service_alert_new (service));
  append (column, tiltas_service_help_new (service));
  if (!wide)
    move (self->hours, self->end, column);
  append (column, tiltas_service_facts_new (context, service));
  append (column, tiltas_service_address_new (service));
  append (wide ? self->end : column, tiltas_service_source_new (context, service));
  if (wide)
    gtk_widget_set_layout_manager (self->columns, tiltas_tile_layout_new (2, tiltas_context_px (context, 28), FALSE));
  else
    gtk_box_remove (GTK_BOX (self->blocks), self->columns);
}

/* The library that is responsible for the entry: a branch of the same publisher. NULL when there is none. Transfer
 * full. */
static char *
checked_by (TiltasServicePage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) branches = tiltas_reader_branches (get_context (self)->reader, &error);

  if (error != NULL)
    g_warning ("Branches: %s", error->message);
  for (guint i = 0; branches != NULL && i < branches->len; i++)
    {
      const TiltasBranch *branch = g_ptr_array_index (branches, i);

      if (g_str_equal (branch->publisher, self->service->publisher))
        return g_strdup (branch->name);
    }
  return NULL;
}

static void
fill_note (TiltasServicePage *self)
{
  g_autofree char *by = checked_by (self);
  g_autofree char *checked = tiltas_sentence_checked (self->service, by, tiltas_context_language (get_context (self)));

  if (checked != NULL)
    tiltas_bottom_bar_set_note (TILTAS_BOTTOM_BAR (self->bottom_bar), checked);
}

static void
tiltas_service_page_dispose (GObject *object)
{
  g_clear_handle_id (&TILTAS_SERVICE_PAGE (object)->change_source, g_source_remove);
  G_OBJECT_CLASS (tiltas_service_page_parent_class)->dispose (object);
}

static void
tiltas_service_page_finalize (GObject *object)
{
  g_clear_pointer (&TILTAS_SERVICE_PAGE (object)->service, tiltas_service_unref);
  G_OBJECT_CLASS (tiltas_service_page_parent_class)->finalize (object);
}

static void
tiltas_service_page_class_init (TiltasServicePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tiltas_service_page_dispose;
  object_class->finalize = tiltas_service_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/visitor/service-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasServicePage, blocks);
  gtk_widget_class_bind_template_child (widget_class, TiltasServicePage, bottom_bar);
  gtk_widget_class_bind_template_child (widget_class, TiltasServicePage, chips);
  gtk_widget_class_bind_template_child (widget_class, TiltasServicePage, columns);
  gtk_widget_class_bind_template_child (widget_class, TiltasServicePage, end);
  gtk_widget_class_bind_template_child (widget_class, TiltasServicePage, head);
  gtk_widget_class_bind_template_child (widget_class, TiltasServicePage, hours);
  gtk_widget_class_bind_template_child (widget_class, TiltasServicePage, name);
  gtk_widget_class_bind_template_child (widget_class, TiltasServicePage, name_lt);
  gtk_widget_class_bind_template_child (widget_class, TiltasServicePage, start);
}

static void
tiltas_service_page_init (TiltasServicePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

TiltasPage *
tiltas_service_page_new (TiltasContext *context)
{
  const char *ref = tiltas_session_place (context->session)->ref;
  g_autoptr (GError) error = NULL;
  TiltasService *service = tiltas_reader_service (context->reader, ref, tiltas_context_ladder (context), &error);
  TiltasServicePage *self;
  TiltasDirectoryRow *row;

  if (error != NULL)
    g_warning ("Service %s: %s", ref, error->message);
  if (service == NULL)
    return NULL;

  self = g_object_new (TILTAS_TYPE_SERVICE_PAGE, "context", context, NULL);
  self->service = service;
  row = tiltas_directory_row_now (context, service);
  gtk_widget_set_layout_manager (self->chips, tiltas_flow_layout_new (tiltas_context_px (context, 14)));
  fill_head (self);
  fill_columns (self, row);
  fill_note (self);
  show_now (self);
  tiltas_directory_row_free (row);
  return TILTAS_PAGE (self);
}
