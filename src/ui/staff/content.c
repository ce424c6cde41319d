/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/content.h"

#include "base/language.h"
#include "sync/error.h"
#include "sync/report.h"
#include "ui/staff/parts.h"
#include "ui/staff/publishers-card.h"
#include "ui/staff/stick-card.h"
#include "ui/staff/words.h"
#include "ui/widgets/children.h"
#include "ui/widgets/scroll.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

/* Content and updates: how the last look went and what goes on now; a stick; what each publisher shows here. */
typedef struct
{
  TiltasContext *context;
  GtkWidget *network; /* box that is filled again */
  GtkWidget *stick, *publishers;
  TiltasReport *asked; /* what was there when staff asked for an update, or NULL */
  gint64 asked_at;     /* unix seconds */
  char *answer;        /* how that went, or NULL */
  gint64 last_run;     /* that the table shows */
  gulong handlers[2];
  TiltasSync *sync; /* whose handlers they are; a reference */
} Content;

static void show (Content *self);

static void
content_free (gpointer data)
{
  Content *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (self->handlers) && self->sync != NULL; i++)
    g_signal_handler_disconnect (self->sync, self->handlers[i]);
  g_clear_object (&self->sync);
  g_clear_pointer (&self->asked, tiltas_report_free);
  g_free (self->answer);
  g_free (self);
}

static void
on_update (Content *self)
{
  g_clear_pointer (&self->answer, g_free);
  g_clear_pointer (&self->asked, tiltas_report_free);
  self->asked = tiltas_report_read (self->context->config->state_dir);
  self->asked_at = tiltas_clock_now (self->context->clock);
  tiltas_sync_request (self->sync);
  show (self);
}

/* What staff asked for is done. */
static void
answer (Content *self, const TiltasSyncStatus *status)
{
  g_autoptr (TiltasReport) now = tiltas_report_read (self->context->config->state_dir);

  if (status->last_error == NULL)
    {
      g_free (self->answer);
      self->answer =
        g_strdup (tiltas_report_same_content (now, self->asked) ? _ ("Looked just now: there is nothing newer.")
                                                                : _ ("Newer content was fetched and is shown now."));
    }
  g_clear_pointer (&self->asked, tiltas_report_free);
}

static GtkWidget *
state_pill (const TiltasSyncStatus *status, gboolean busy)
{
  if (status == NULL || status->state == TILTAS_SYNC_OFF)
    return tiltas_chip_new (NULL, _ ("Updates are off"), NULL);
  if (status->state == TILTAS_SYNC_RUNNING)
    return tiltas_chip_new ("restart", busy ? _ ("Busy with the stick") : _ ("Updating now"), NULL);
  if (status->last_error_code != NULL)
    return tiltas_chip_new ("warning", _ ("Not updated"), "no");
  if (status->last_success == 0)
    return tiltas_chip_new (NULL, _ ("Not looked yet"), NULL);
  return tiltas_chip_new ("check", _ ("All is well"), "ok");
}

static void
add_progress (Content *self, GtkBox *box, const TiltasSyncStatus *status)
{
  g_autofree char *done = tiltas_staff_size (self->context, status->bytes_done);
  g_autofree char *total = tiltas_staff_size (self->context, status->bytes_total);
  /* Translators: two amounts of data. */
  g_autofree char *words = g_strdup_printf (_ ("Being fetched: %s of %s"), done, total);
  g_autofree char *name =
    status->fetching != NULL ? tiltas_staff_publisher_name (self->context, status->fetching) : NULL;
  GtkWidget *bar = gtk_progress_bar_new ();

  if (name != NULL)
    gtk_box_append (box, tiltas_content_label_new ("lt", name));
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), (double) status->bytes_done / (double) status->bytes_total);
  tiltas_set_name (bar, words);
  gtk_box_append (box, bar);
  gtk_box_append (box, tiltas_label_new (words, "small mute"));
}

/* When content last came, over the network or else by a stick. The report knows also what the sync thread, which
 * begins later than this page, does not tell yet. NULL: nothing came yet, which the pill says. Transfer full. */
static char *
when_words (Content *self, const TiltasSyncStatus *status)
{
  g_autoptr (TiltasReport) report = tiltas_report_read (self->context->config->state_dir);
  gint64 looked = MAX (status != NULL ? status->last_success : 0, report->last_success);
  gboolean stick = looked == 0 && report->stick_run > 0 && g_strcmp0 (report->stick_word, "ok") == 0;
  g_autofree char *age = tiltas_staff_age (self->context, stick ? report->stick_run : looked);

  if (looked == 0 && !stick)
    return NULL;

  /* Translators: %s is such as “12 minutes ago”. */
  return g_strdup_printf (stick ? _ ("Last import from a stick: %s") : _ ("Last successful look: %s"), age);
}

static void
fill (Content *self)
{
  GtkBox *box = GTK_BOX (self->network);
  g_autoptr (TiltasSyncStatus) status = self->sync != NULL ? tiltas_sync_get_status (self->sync) : NULL;
  gboolean running = status != NULL && status->state == TILTAS_SYNC_RUNNING;
  GtkWidget *flow = tiltas_staff_flow_new (self->context), *button;
  g_autofree char *fault = tiltas_staff_words (status != NULL ? status->last_error_code : NULL, TILTAS_ORIGIN_SERVER);
  g_autofree char *when = when_words (self, status);

  gtk_box_append (box, tiltas_label_new (_ ("Connection to the National Library"), "h2"));
  gtk_box_append (GTK_BOX (flow), state_pill (status, tiltas_staff_stick_card_is_busy (self->stick)));
  if (when != NULL)
    gtk_box_append (GTK_BOX (flow), tiltas_label_new (when, "when"));
  gtk_box_append (box, GTK_WIDGET (flow));
  if (fault != NULL && !running)
    gtk_box_append (box, tiltas_label_new (fault, NULL));
  if (status == NULL || status->state == TILTAS_SYNC_OFF)
    gtk_box_append (box, tiltas_label_new (_ ("Only the technician can change this."), "mute"));
  if (running && status->bytes_total > 0)
    add_progress (self, box, status);
  if (self->answer != NULL && !running)
    gtk_box_append (box, tiltas_label_new (self->answer, "strong"));
  button = tiltas_staff_button_new (_ ("Update now"), "helpful");
  gtk_widget_set_sensitive (button, status != NULL && status->state == TILTAS_SYNC_IDLE);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_update), self);
  gtk_box_append (box, button);
}

static void
show (Content *self)
{
  tiltas_box_clear (GTK_BOX (self->network));
  fill (self);
  tiltas_text_set_language (self->network, tiltas_context_language (self->context));
  gtk_widget_activate_action (self->network, "win.note-change", NULL);
}

/* The table stays under the finger while something is fetched. */
static void
on_status (Content *self)
{
  g_autoptr (TiltasSyncStatus) status = tiltas_sync_get_status (self->sync);
  gboolean rests = status->state != TILTAS_SYNC_RUNNING;

  if (rests && self->asked != NULL && status->last_run >= self->asked_at)
    {
      answer (self, status);
      self->last_run = 0;
    }
  show (self);
  if (rests && status->last_run != self->last_run)
    tiltas_staff_publishers_card_refresh (self->publishers);
  if (rests)
    self->last_run = status->last_run;
}

static void
on_done (Content *self, int task, const char *word)
{
  if (task == TILTAS_SYNC_TASK_ROLLBACK || task == TILTAS_SYNC_TASK_RELEASE)
    {
      g_free (self->answer);
      self->answer = tiltas_staff_words (word, TILTAS_ORIGIN_SERVER);
      if (self->answer == NULL)
        self->answer = g_strdup (task == TILTAS_SYNC_TASK_ROLLBACK
                                   ? _ ("The edition before is shown again.")
                                   : _ ("What was held back may come again: with an update, or from a stick."));
    }
  show (self);
  tiltas_staff_publishers_card_refresh (self->publishers);
}

/* A list of changes has the width and the top of the page until it is answered. */
static void
on_plan (GtkWidget *stick)
{
  GtkWidget *pair = gtk_widget_get_parent (stick), *box = pair != NULL ? gtk_widget_get_parent (pair) : NULL;
  Content *self = box != NULL ? g_object_get_data (G_OBJECT (box), "content") : NULL;
  GtkWidget *scroll = gtk_widget_get_ancestor (stick, TILTAS_TYPE_SCROLL);

  /* The page is gone. */
  if (self == NULL)
    return;
  tiltas_staff_pair_show (self->context, self->network, !tiltas_staff_stick_card_has_plan (self->stick));
  if (scroll != NULL)
    tiltas_scroll_set_position (TILTAS_SCROLL (scroll), 0, 0);
}

GtkWidget *
tiltas_staff_content_new (TiltasContext *context)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *pair = tiltas_staff_pair_new (context);
  Content *self = g_new0 (Content, 1);

  self->context = context;
  self->network = tiltas_staff_card_new (NULL);
  self->stick = tiltas_staff_stick_card_new (context, on_plan);
  self->publishers = tiltas_staff_publishers_card_new (context);
  tiltas_add_classes (box, "cards");
  gtk_box_append (GTK_BOX (pair), self->network);
  gtk_box_append (GTK_BOX (pair), self->stick);
  gtk_box_append (GTK_BOX (box), pair);
  gtk_box_append (GTK_BOX (box), self->publishers);
  if (context->sync != NULL)
    {
      self->sync = g_object_ref (context->sync);
      self->handlers[0] = g_signal_connect_swapped (self->sync, "status-changed", G_CALLBACK (on_status), self);
      self->handlers[1] = g_signal_connect_swapped (self->sync, "task-done", G_CALLBACK (on_done), self);
    }
  g_object_set_data_full (G_OBJECT (box), "content", self, content_free);
  show (self);
  return box;
}
