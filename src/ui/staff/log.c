/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/log.h"

#include "base/files.h"
#include "kiosk/support.h"
#include "sync/report.h"
#include "ui/staff/chronicle.h"
#include "ui/staff/parts.h"
#include "ui/staff/stick-writer.h"
#include "ui/staff/words.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

#define EVENTS_MOST 40

struct _TiltasStaffLog
{
  GtkBox parent_instance;

  GtkWidget *pair, *state, *events;
  TiltasStaffStickWriter *writer;
};

G_DEFINE_FINAL_TYPE (TiltasStaffLog, tiltas_staff_log, GTK_TYPE_BOX)

static void
add_fact (TiltasStaffLog *self, TiltasContext *context, const char *name, const char *value)
{
  if (value != NULL)
    gtk_box_append (GTK_BOX (self->state), tiltas_staff_fact_new (context, name, value));
}

static void
add_report (TiltasStaffLog *self, TiltasContext *context, const TiltasReport *report)
{
  g_autofree char *run = tiltas_staff_age (context, report->last_run);
  g_autofree char *success = tiltas_staff_age (context, report->last_success);
  g_autofree char *result = tiltas_staff_words (report->word, TILTAS_ORIGIN_SERVER);

  add_fact (self, context, _ ("Last look for updates"), run);
  add_fact (self, context, _ ("Last successful look"), success);
  add_fact (self, context, _ ("Last result"), result);
  add_fact (self, context, _ ("For the technician"), report->detail);
}

static void
fill_state (TiltasStaffLog *self, TiltasContext *context)
{
  g_autoptr (TiltasReport) report = tiltas_context_get_report (context);
  g_autofree char *space = tiltas_staff_size (context, tiltas_disk_free (context->config->state_dir));

  if (report != NULL)
    add_report (self, context, report);
  for (guint i = 0; i < context->config->faults->len; i++)
    add_fact (self, context, _ ("Fault in the configuration"), g_ptr_array_index (context->config->faults, i));
  if (!tiltas_clock_is_trusted (context->clock))
    add_fact (self, context, _ ("Clock"), _ ("It is slow by days or years. The technician must set it."));
  if (tiltas_store_is_read_only (context->store))
    add_fact (self, context, _ ("Disk"),
              _ ("Full, or it may not be written: new content cannot be kept. Tell the technician."));
  add_fact (self, context, _ ("Free space"), space);
  add_fact (self, context, _ ("Program"), "Tiltas " TILTAS_VERSION);
}

static char *
make_bundle (TiltasContext *context)
{
  g_autoptr (TiltasReport) report = tiltas_context_get_report (context);
  g_autofree char *status = report != NULL ? tiltas_report_to_text (report) : NULL;

  return tiltas_support_bundle (context->config, context->clock, status);
}

static const TiltasStaffFile SUPPORT_FILE = {
  .word = N_ ("Write the support file onto the stick"),
  .stem = "tiltas-support",
  .suffix = ".txt",
  .make_text = make_bundle,
};

static GtkWidget *
event_new (TiltasContext *context, const TiltasEvent *event)
{
  gboolean beside = context->landscape && tiltas_session_text_step (context->session) <= 125;
  GtkWidget *line = beside ? tiltas_line_new (3, "fact") : gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *moment = tiltas_staff_moment (event->time), *words = tiltas_chronicle_words (context, event);
  GtkWidget *time = tiltas_label_new (moment, "mute"), *label = tiltas_label_new (words, NULL);

  gtk_widget_add_css_class (line, "fact");
  gtk_widget_set_valign (time, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (time), !beside);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), time);
  gtk_box_append (GTK_BOX (line), label);
  return line;
}

static void
fill_events (TiltasStaffLog *self, TiltasContext *context)
{
  const GPtrArray *events = tiltas_events_list (context->events);

  for (guint i = 0; i < MIN (events->len, EVENTS_MOST); i++)
    gtk_box_append (GTK_BOX (self->events), event_new (context, g_ptr_array_index (events, i)));
}

static void
tiltas_staff_log_class_init (TiltasStaffLogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TILTAS_TYPE_STAFF_STICK_WRITER);
  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/staff/log.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffLog, events);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffLog, pair);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffLog, state);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffLog, writer);
}

static void
tiltas_staff_log_init (TiltasStaffLog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tiltas_staff_log_new (TiltasContext *context)
{
  TiltasStaffLog *self = g_object_new (TILTAS_TYPE_STAFF_LOG, NULL);

  tiltas_staff_lay_pair (context, self->pair);
  fill_state (self, context);
  tiltas_staff_stick_writer_bind (self->writer, context, &SUPPORT_FILE);
  fill_events (self, context);
  return GTK_WIDGET (self);
}
