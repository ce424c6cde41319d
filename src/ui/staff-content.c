/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff-pages.h"

#include "base/language.h"
#include "sync/report.h"
#include "sync/error.h"
#include "ui/line-layout.h"
#include "ui/rows.h"
#include "ui/text.h"
#include "ui/window.h"

#include <glib/gi18n.h>

/* Content and updates: what each publisher shows here, how the last look went, and what staff may do about it. */
typedef struct
{
  TiltasContext *context;
  GtkWidget *network, *table; /* boxes that are filled again */
  char *asking;               /* publisher that a question is about, or NULL */
  char *answer;               /* how the last thing that was asked for went, or NULL */
  gulong handlers[2];
  TiltasSync *sync; /* whose handlers they are; a reference */
} Content;

static void fill (Content *self);

static void
content_free (gpointer data)
{
  Content *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (self->handlers) && self->sync != NULL; i++)
    g_signal_handler_disconnect (self->sync, self->handlers[i]);
  g_clear_object (&self->sync);
  g_free (self->asking);
  g_free (self->answer);
  g_free (self);
}

/* ---- What staff do ---- */

static void
on_update (Content *self)
{
  g_clear_pointer (&self->answer, g_free);
  if (self->sync != NULL)
    tiltas_sync_request (self->sync);
  fill (self);
}

static void
ask (GtkButton *button, Content *self)
{
  g_free (self->asking);
  self->asking = g_strdup (g_object_get_data (G_OBJECT (button), "about"));
  fill (self);
}

static void
on_no (Content *self)
{
  g_clear_pointer (&self->asking, g_free);
  fill (self);
}

static void
on_rollback (GtkButton *button, Content *self)
{
  g_clear_pointer (&self->answer, g_free);
  if (self->sync != NULL)
    tiltas_sync_rollback (self->sync, g_object_get_data (G_OBJECT (button), "about"));
  on_no (self);
}

static GtkWidget *
button_about (Content *self, const char *word, const char *classes, const char *about, GCallback clicked)
{
  GtkWidget *button = tiltas_staff_button_new (word, classes);

  g_object_set_data_full (G_OBJECT (button), "about", g_strdup (about), g_free);
  g_signal_connect (button, "clicked", clicked, self);
  return button;
}

/* ---- The cards ---- */

/* What the thread tells of itself, in words. */
static void
fill_network (Content *self)
{
  GtkBox *box = GTK_BOX (self->network);
  g_autoptr (TiltasSyncStatus) status = self->sync != NULL ? tiltas_sync_get_status (self->sync) : NULL;
  gboolean running = status != NULL && status->state == TILTAS_SYNC_RUNNING;
  GtkWidget *line = tiltas_line_new (2, NULL), *button;
  g_autofree char *age = tiltas_staff_age (self->context, status != NULL ? status->last_success : 0);
  /* Translators: %s is such as “12 minutes ago” or “never”. */
  g_autofree char *when = g_strdup_printf (_ ("Last successful look: %s"), age);

  gtk_box_append (box, tiltas_label_new (_ ("Connection to the National Library"), "h2"));
  if (status == NULL || status->state == TILTAS_SYNC_OFF)
    gtk_box_append (GTK_BOX (line), tiltas_chip_new (NULL, _ ("Updates are off"), NULL));
  else if (running)
    gtk_box_append (GTK_BOX (line), tiltas_chip_new (NULL, _ ("Updating now"), NULL));
  else
    gtk_box_append (GTK_BOX (line),
                    tiltas_chip_new (NULL, status->last_error_code == NULL ? _ ("All is well") : _ ("Not updated"),
                                     status->last_error_code == NULL ? "ok" : "no"));
  gtk_box_append (GTK_BOX (line), tiltas_label_new (when, NULL));
  gtk_box_append (box, line);
  if (status != NULL && status->last_error != NULL)
    gtk_box_append (box, tiltas_label_new (_ (status->last_error), NULL));
  if (running && status->bytes_total > 0)
    {
      g_autofree char *done = tiltas_staff_size (self->context, status->bytes_done);
      g_autofree char *total = tiltas_staff_size (self->context, status->bytes_total);
      /* Translators: amounts of data. */
      g_autofree char *words = g_strdup_printf (_ ("%s of %s"), done, total);
      GtkWidget *bar = gtk_progress_bar_new ();
      gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar),
                                     (double) status->bytes_done / (double) status->bytes_total);
      tiltas_set_name (bar, words);
      gtk_box_append (box, bar);
      gtk_box_append (box, tiltas_label_new (words, "small mute"));
    }
  if (self->answer != NULL)
    gtk_box_append (box, tiltas_label_new (self->answer, "strong"));
  button = tiltas_staff_button_new (_ ("Update now"), "helpful");
  gtk_widget_set_sensitive (button, status != NULL && status->state == TILTAS_SYNC_IDLE);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_update), self);
  gtk_box_append (box, button);
}

/* A question with its two answers, below a line of the table. */
static void
append_question (Content *self,
                 GtkBox *box,
                 const char *question,
                 const char *yes,
                 const char *about,
                 GCallback clicked)
{
  GtkWidget *no = tiltas_staff_button_new (_ ("Cancel"), "ghost"), *line = tiltas_line_new (1.6, NULL);

  gtk_box_append (box, tiltas_label_new (question, NULL));
  gtk_box_append (GTK_BOX (line), button_about (self, yes, "helpful", about, clicked));
  g_signal_connect_swapped (no, "clicked", G_CALLBACK (on_no), self);
  gtk_box_append (GTK_BOX (line), no);
  gtk_box_append (box, line);
}

static GtkWidget *
publisher_new (Content *self, const TiltasPublisherReport *publisher)
{
  TiltasContext *context = self->context;
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *line = tiltas_line_new (2, NULL), *label;
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gboolean good = publisher->word == NULL || tiltas_sync_sentence (publisher->word) == NULL;
  gboolean wide = context->landscape && !context->compact && tiltas_session_text_step (context->session) <= 125;
  gboolean asking = g_strcmp0 (self->asking, publisher->publisher) == 0;
  g_autofree char *title = tiltas_staff_publisher_name (context, publisher->publisher);
  g_autofree char *number = tiltas_number_format (tiltas_context_language (context), publisher->seq);
  /* Translators: %s is the number of an edition of the content. */
  g_autofree char *edition = g_strdup_printf (_ ("Edition %s"), number);
  g_autoptr (GDateTime) time =
    publisher->published != NULL ? g_date_time_new_from_iso8601 (publisher->published, NULL) : NULL;
  g_autofree char *age = tiltas_staff_age (context, time != NULL ? g_date_time_to_unix (time) : 0);
  g_autofree char *facts = g_strdup_printf ("%s · %s", edition, age);
  GtkWidget *back =
    asking ? NULL : button_about (self, _ ("One step back"), "plain-btn", publisher->publisher, G_CALLBACK (ask));
  GtkWidget *state = tiltas_chip_new (NULL, good ? _ ("Newest") : _ ("Refused"), good ? "ok" : "no");

  gtk_widget_add_css_class (row, "publisher");
  label = tiltas_content_label_new ("lt", title);
  gtk_widget_add_css_class (label, "strong");
  gtk_box_append (GTK_BOX (names), label);
  gtk_box_append (GTK_BOX (names), tiltas_label_new (facts, "small mute"));
  gtk_widget_set_hexpand (names, TRUE);
  gtk_box_append (GTK_BOX (line), names);
  gtk_box_append (GTK_BOX (line), state);
  if (wide && back != NULL)
    gtk_box_append (GTK_BOX (line), back);
  gtk_box_append (GTK_BOX (row), line);
  if (!good)
    gtk_box_append (GTK_BOX (row), tiltas_label_new (_ (tiltas_sync_sentence (publisher->word)), NULL));
  if (!wide && back != NULL)
    gtk_box_append (GTK_BOX (row), back);
  if (asking)
    append_question (
      self, GTK_BOX (row),
      _ ("Show the edition before this one again? The newer one comes back with the next update after it."),
      _ ("Go one step back"), publisher->publisher, G_CALLBACK (on_rollback));
  return row;
}

static void
fill_table (Content *self)
{
  GtkBox *box = GTK_BOX (self->table);
  g_autoptr (TiltasReport) report = tiltas_report_read (self->context->config->state_dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) editions = tiltas_reader_editions (self->context->reader, &error);

  gtk_box_append (box, tiltas_label_new (_ ("Publishers"), "h2"));
  if (error != NULL)
    g_warning ("editions: %s", error->message);
  for (guint i = 0; editions != NULL && i < editions->len; i++)
    {
      const TiltasEdition *edition = g_ptr_array_index (editions, i);
      TiltasPublisherReport *publisher = tiltas_report_publisher (report, edition->publisher);
      publisher->seq = edition->seq;
      if (publisher->published == NULL)
        publisher->published = g_strdup (edition->published);
    }
  for (guint i = 0; i < report->publishers->len; i++)
    gtk_box_append (box, publisher_new (self, g_ptr_array_index (report->publishers, i)));
}

static void
show (Content *self, GtkWidget *box, void (*fill_box) (Content *self))
{
  tiltas_box_clear (GTK_BOX (box));
  fill_box (self);
  tiltas_text_set_language (box, tiltas_context_language (self->context));
  tiltas_window_note_change (box);
}

static void
fill (Content *self)
{
  show (self, self->network, fill_network);
  show (self, self->table, fill_table);
}

/* The table stays under the finger. */
static void
on_status (Content *self)
{
  show (self, self->network, fill_network);
}

static void
on_done (Content *self, int task, const char *word)
{
  if (task == TILTAS_SYNC_TASK_ROLLBACK)
    {
      g_free (self->answer);
      self->answer = g_strdup (tiltas_sync_sentence (word) != NULL ? _ (tiltas_sync_sentence (word))
                                                                   : _ ("The edition before is shown again."));
    }
  fill (self);
}

GtkWidget *
tiltas_staff_content_new (TiltasContext *context)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *pair = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *stick;
  Content *self = g_new0 (Content, 1);

  self->context = context;
  self->network = tiltas_staff_card_new (NULL);
  stick = tiltas_staff_stick_new (context);
  self->table = tiltas_staff_card_new (NULL);
  tiltas_add_classes (box, "cards");
  tiltas_add_classes (pair, "cards");
  if (context->landscape && !context->compact)
    gtk_widget_set_layout_manager (pair, tiltas_line_layout_new (2.4));
  gtk_widget_set_hexpand (self->network, TRUE);
  gtk_widget_set_hexpand (stick, TRUE);
  gtk_box_append (GTK_BOX (pair), self->network);
  gtk_box_append (GTK_BOX (pair), stick);
  gtk_box_append (GTK_BOX (box), pair);
  gtk_box_append (GTK_BOX (box), self->table);
  if (context->sync != NULL)
    {
      self->sync = g_object_ref (context->sync);
      self->handlers[0] = g_signal_connect_swapped (self->sync, "status-changed", G_CALLBACK (on_status), self);
      self->handlers[1] = g_signal_connect_swapped (self->sync, "task-done", G_CALLBACK (on_done), self);
    }
  g_object_set_data_full (G_OBJECT (box), "content", self, content_free);
  fill (self);
  return box;
}
