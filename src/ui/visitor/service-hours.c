/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/service-hours.h"

#include "kiosk/sentences.h"
#include "ui/visitor/service-week.h"
#include "ui/widgets/children.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

static GtkWidget *
line_new (const TiltasDayHours *day)
{
  GtkWidget *row = tiltas_line_new (2.4, "line"), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *times = tiltas_label_new (day->times, NULL);

  if (day->today)
    gtk_widget_add_css_class (row, "today");
  if (day->closed && !day->today)
    gtk_widget_add_css_class (row, "mute");
  gtk_box_append (GTK_BOX (words), tiltas_label_new (day->day, NULL));
  if (day->holiday != NULL)
    gtk_box_append (GTK_BOX (words), tiltas_label_new (day->holiday, "small"));
  if (day->note != NULL)
    gtk_box_append (GTK_BOX (words), tiltas_content_label_new ("lt", day->note));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_label_set_xalign (GTK_LABEL (times), 1);
  gtk_label_set_justify (GTK_LABEL (times), GTK_JUSTIFY_RIGHT);
  gtk_widget_set_valign (times, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), times);
  return row;
}

static void
append_table (GtkBox *box, TiltasContext *context, const TiltasService *service)
{
  g_autoptr (GPtrArray) week = NULL;
  GtkWidget *table;

  if (tiltas_hours_is_always (service->hours))
    {
      gtk_box_append (box, tiltas_label_new (_ ("Open day and night"), "strong"));
      return;
    }
  week = tiltas_service_week (context, service, tiltas_context_ladder (context));
  table = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (table, "table");
  for (guint i = 0; i < week->len; i++)
    gtk_box_append (GTK_BOX (table), line_new (g_ptr_array_index (week, i)));
  gtk_box_append (box, table);
}

gboolean
tiltas_service_hours_fill (GtkBox *box, TiltasContext *context, const TiltasDirectoryRow *row)
{
  const TiltasService *service = row->service;
  g_autofree char *as_of =
    tiltas_sentence_hours_as_of (row->freshness, service->checked, tiltas_context_language (context));

  tiltas_box_clear (box);
  if (service->hours == NULL && service->schedule_note == NULL && service->address == NULL)
    return FALSE;
  gtk_box_append (box, tiltas_label_new (_ ("Opening hours"), "h2"));
  if (service->hours != NULL && as_of != NULL)
    gtk_box_append (box, tiltas_label_new (as_of, "aside mute"));
  if (service->hours != NULL)
    append_table (box, context, service);
  else if (service->schedule_note == NULL)
    gtk_box_append (box, tiltas_label_new (_ ("We do not know the opening hours. Call before you go."), NULL));
  if (service->schedule_note != NULL)
    gtk_box_append (box, tiltas_content_paragraph_new (service->text.lang, service->schedule_note));
  return TRUE;
}
