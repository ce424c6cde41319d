/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/log.h"

#include "base/files.h"
#include "kiosk/support.h"
#include "sync/error.h"
#include "sync/report.h"
#include "ui/staff/chronicle.h"
#include "ui/staff/parts.h"
#include "ui/staff/stick-writer.h"
#include "ui/staff/words.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

/* Log and diagnosis: how things stand, everything for the technician as one file, and what happened, in words. */
#define SHOWN_MOST 40

static GtkWidget *
state_card (TiltasContext *context)
{
  GtkWidget *card = tiltas_staff_card_new (_ ("How things stand"));
  g_autoptr (TiltasReport) report = tiltas_report_read (context->config->state_dir);
  g_autofree char *run = tiltas_staff_age (context, report->last_run);
  g_autofree char *success = tiltas_staff_age (context, report->last_success);
  g_autofree char *space = tiltas_staff_size (context, tiltas_disk_free (context->config->state_dir));
  g_autofree char *result = tiltas_staff_words (report->word, TILTAS_ORIGIN_SERVER);

  gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (context, _ ("Last look for updates"), run));
  gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (context, _ ("Last successful look"), success));
  if (result != NULL)
    gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (context, _ ("Last result"), result));
  if (report->detail != NULL)
    gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (context, _ ("For the technician"), report->detail));
  for (guint i = 0; i < context->config->faults->len; i++)
    gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (context, _ ("Fault in the configuration"),
                                                           g_ptr_array_index (context->config->faults, i)));
  if (!tiltas_clock_is_trusted (context->clock))
    gtk_box_append (
      GTK_BOX (card),
      tiltas_staff_fact_new (context, _ ("Clock"), _ ("It is slow by days or years. The technician must set it.")));
  if (tiltas_store_is_read_only (context->store))
    gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (context, _ ("Disk"),
                                                           _ ("Full, or it may not be written: new content "
                                                              "cannot be kept. Tell the technician.")));
  gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (context, _ ("Free space"), space));
  gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (context, _ ("Program"), "Tiltas " TILTAS_VERSION));
  return card;
}

static char *
make_bundle (TiltasContext *context)
{
  return tiltas_support_bundle (context->config, context->clock);
}

static const TiltasStaffFile SUPPORT_FILE = {
  .word = N_ ("Write the support file onto the stick"),
  .stem = "tiltas-support",
  .suffix = ".txt",
  .make_text = make_bundle,
};

static GtkWidget *
support_card (TiltasContext *context)
{
  GtkWidget *card = tiltas_staff_card_new (_ ("For support"));

  gtk_box_append (GTK_BOX (card),
                  tiltas_label_new (_ ("One file with versions, settings, the state of updates and the list "
                                       "below. It holds nothing about visitors and no PIN. Send it to "
                                       "the technician."),
                                    NULL));
  gtk_box_append (GTK_BOX (card), tiltas_staff_stick_writer_new (context, &SUPPORT_FILE));
  return card;
}

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

static GtkWidget *
events_card (TiltasContext *context)
{
  GtkWidget *card = tiltas_staff_card_new (_ ("What happened"));
  const GPtrArray *events = tiltas_events_list (context->events);

  for (guint i = 0; i < MIN (events->len, SHOWN_MOST); i++)
    gtk_box_append (GTK_BOX (card), event_new (context, g_ptr_array_index (events, i)));
  return card;
}

GtkWidget *
tiltas_staff_log_new (TiltasContext *context)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *pair = tiltas_staff_pair_new (context);

  tiltas_add_classes (box, "cards");
  gtk_box_append (GTK_BOX (pair), state_card (context));
  gtk_box_append (GTK_BOX (pair), support_card (context));
  gtk_box_append (GTK_BOX (box), pair);
  gtk_box_append (GTK_BOX (box), events_card (context));
  return box;
}
