/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/service-parts.h"

#include "base/date.h"
#include "kiosk/sentences.h"
#include "ui/line-layout.h"
#include "ui/rows.h"
#include "ui/text.h"

#include <glib/gi18n.h>

#define NOON 720

/* What one line of the table says. */
typedef struct
{
  gint64 day;
  gboolean today;
  const char *holiday; /* borrowed from the reader, or NULL */
  char *times;
  const char *note; /* of the rule that decides the day, Lithuanian; or NULL */
  gboolean closed;
} Line;

static void
line_clear (Line *line)
{
  g_free (line->times);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Line, line_clear)

static void
read_line (Line *line, TiltasContext *context, const TiltasService *service, gint64 day, gint64 today)
{
  gboolean trusted = tiltas_clock_is_trusted (context->clock);
  gboolean holiday = trusted && tiltas_reader_is_holiday (day, context->reader);
  g_autoptr (GArray) spans = tiltas_hours_on_day (service->hours, day, holiday, &line->note);
  /* Hours keep silent of a day that only a note decides, and of a holiday that they do not mention. */
  TiltasOpen noon =
    tiltas_hours_at (service->hours, day, NOON, trusted ? tiltas_reader_is_holiday : NULL, context->reader);

  line->day = day;
  line->today = trusted && day == today;
  line->holiday = holiday ? tiltas_reader_holiday (context->reader, day, tiltas_context_ladder (context)) : NULL;
  line->closed = noon.kind != TILTAS_OPEN_UNKNOWN && spans->len == 0;
  if (noon.kind == TILTAS_OPEN_UNKNOWN)
    line->times = g_strdup (_ ("not known"));
  else
    line->times = tiltas_sentence_spans (spans, tiltas_context_language (context));
}

static GtkWidget *
line_new (TiltasContext *context, const Line *line)
{
  GtkWidget *row = tiltas_line_new (2.4, "line"), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  TiltasLocalTime civil = tiltas_civil_from_days (line->day);
  g_autofree char *weekday = tiltas_weekday_name (tiltas_context_language (context), civil.weekday);
  g_autofree char *name = tiltas_join_two (weekday, line->today ? C_ ("weekday", "today") : NULL);
  GtkWidget *times = tiltas_label_new (line->times, NULL);

  if (line->today)
    gtk_widget_add_css_class (row, "today");
  if (line->closed && !line->today)
    gtk_widget_add_css_class (row, "mute");
  gtk_box_append (GTK_BOX (words), tiltas_label_new (name, NULL));
  if (line->holiday != NULL)
    gtk_box_append (GTK_BOX (words), tiltas_label_new (line->holiday, "small"));
  if (line->note != NULL)
    gtk_box_append (GTK_BOX (words), tiltas_content_label_new ("lt", line->note));
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
  gint64 today = tiltas_context_today (context);
  int weekday = tiltas_civil_from_days (today).weekday;
  GtkWidget *table;

  if (tiltas_hours_is_always (service->hours))
    {
      gtk_box_append (box, tiltas_label_new (_ ("Open day and night"), "strong"));
      return;
    }
  table = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (table, "table");
  for (int i = 1; i <= 7; i++)
    {
      g_auto (Line) line = { 0 };

      read_line (&line, context, service, today + (i - weekday + 7) % 7, today);
      gtk_box_append (GTK_BOX (table), line_new (context, &line));
    }
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
