/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff-pages.h"

#include "base/files.h"
#include "kiosk/support.h"
#include "sync/error.h"
#include "sync/report.h"
#include "ui/text.h"

#include <glib/gi18n.h>
#include <string.h>

/* Log and diagnosis: what happened, in words, and everything for the technician as one file. */
#define FILE_NAME "tiltas-support.txt"

static GtkWidget *
events_card (TiltasContext *context)
{
  GtkWidget *card = tiltas_staff_card_new (_ ("What happened"));
  g_autoptr (TiltasReport) report = tiltas_report_read (context->config->state_dir);
  g_autofree char *run = tiltas_staff_age (context, report->last_run);
  g_autofree char *success = tiltas_staff_age (context, report->last_success);
  g_autofree char *repaired = tiltas_staff_age (context, report->repaired_at);

  gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (_ ("Last look for updates"), run));
  gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (_ ("Last successful look"), success));
  if (tiltas_sync_sentence (report->word) != NULL)
    gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (_ ("Last result"), _ (tiltas_sync_sentence (report->word))));
  if (report->detail != NULL)
    gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (_ ("For the technician"), report->detail));
  if (report->repaired_at > 0)
    gtk_box_append (GTK_BOX (card),
                    tiltas_staff_fact_new (_ ("The content was damaged and repaired by itself"), repaired));
  for (guint i = 0; i < report->publishers->len; i++)
    {
      const TiltasPublisherReport *publisher = g_ptr_array_index (report->publishers, i);
      if (tiltas_sync_sentence (publisher->word) != NULL)
        {
          g_autofree char *name = tiltas_staff_publisher_name (context, publisher->publisher);
          gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (name, _ (tiltas_sync_sentence (publisher->word))));
        }
    }
  return card;
}

static GtkWidget *
machine_card (TiltasContext *context)
{
  GtkWidget *card = tiltas_staff_card_new (_ ("This machine"));
  g_autofree char *free_space = tiltas_staff_size (context, tiltas_disk_free (context->config->state_dir));

  gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (_ ("Program"), "Tiltas " TILTAS_VERSION));
  gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (_ ("Free space"), free_space));
  return card;
}

static void
on_bundle (GtkButton *button, TiltasContext *context)
{
  GtkLabel *label = g_object_get_data (G_OBJECT (button), "answer");
  g_autofree char *text = tiltas_support_bundle (context->config, context->clock);
  gsize length = strlen (text);
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&text), length);

  tiltas_staff_write (context, label, FILE_NAME, bytes);
}

GtkWidget *
tiltas_staff_log_new (TiltasContext *context)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *card = tiltas_staff_card_new (_ ("For support"));
  GtkWidget *write = tiltas_staff_button_new (_ ("Write the support file onto a stick"), "ghost");
  GtkWidget *answer = tiltas_label_new (NULL, "strong");

  tiltas_add_classes (box, "cards");
  gtk_box_append (GTK_BOX (box), events_card (context));
  gtk_box_append (GTK_BOX (box), machine_card (context));
  gtk_box_append (GTK_BOX (card),
                  tiltas_label_new (_ ("One file with versions, settings and the state of updates. It holds "
                                       "nothing about visitors and no PIN."),
                                    "mute"));
  g_object_set_data (G_OBJECT (write), "answer", answer);
  g_signal_connect (write, "clicked", G_CALLBACK (on_bundle), context);
  gtk_box_append (GTK_BOX (card), write);
  gtk_box_append (GTK_BOX (card), answer);
  gtk_box_append (GTK_BOX (box), card);
  return box;
}
