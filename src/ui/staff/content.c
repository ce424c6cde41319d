/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/content.h"

#include "sync/report.h"
#include "ui/staff/parts.h"
#include "ui/staff/publishers-card.h"
#include "ui/staff/stick-card.h"
#include "ui/staff/words.h"
#include "ui/widgets/scroll.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

struct _TiltasStaffContent
{
  GtkBox parent_instance;

  TiltasContext *context;
  TiltasSync *sync;     /* a reference; NULL while there is no sync thread */
  guint request;        /* the update that staff asked for and no report has answered yet; 0: none */
  TiltasReport *before; /* the report at the moment of that request, or NULL */
  gboolean stale;       /* a report came after the publishers' card was filled */

  GtkWidget *pair, *network;
  GtkWidget *state, *pill, *when; /* the pill is replaced when the state changes */
  GtkWidget *fault, *off_hint, *answer, *update;
  GtkWidget *fetching, *progress, *progress_words;
  TiltasStaffStickCard *stick_card;
  TiltasStaffPublishersCard *publishers_card;
};

G_DEFINE_FINAL_TYPE (TiltasStaffContent, tiltas_staff_content, GTK_TYPE_BOX)

/* Text NULL: hidden. */
static void
show_words (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL);
}

/* ---- Connection to the National Library ---- */

static GtkWidget *
pill_new (const TiltasSyncStatus *status, gboolean busy)
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

/* When content last came: over the network, else from a stick. NULL: it is not known yet, or nothing came yet, which
 * the pill says. Transfer full. */
static char *
when_words (TiltasStaffContent *self)
{
  g_autoptr (TiltasReport) report = tiltas_context_get_report (self->context);
  gint64 looked = report != NULL ? report->last_success : 0;
  gboolean stick = report != NULL && looked == 0 && report->stick_run > 0 && g_strcmp0 (report->stick_word, "ok") == 0;

  if (looked == 0 && !stick)
    return NULL;
  g_autofree char *age = tiltas_staff_age (self->context, stick ? report->stick_run : looked);

  /* Translators: %s is such as “12 minutes ago”. */
  return g_strdup_printf (stick ? _ ("Last import from a stick: %s") : _ ("Last successful look: %s"), age);
}

static void
show_state (TiltasStaffContent *self, const TiltasSyncStatus *status)
{
  g_autofree char *when = when_words (self);

  if (self->pill != NULL)
    gtk_box_remove (GTK_BOX (self->state), self->pill);
  self->pill = pill_new (status, tiltas_staff_stick_card_is_busy (self->stick_card));
  gtk_box_prepend (GTK_BOX (self->state), self->pill);
  show_words (self->when, when);
}

static void
show_progress (TiltasStaffContent *self, const TiltasSyncStatus *status)
{
  g_autofree char *done = tiltas_staff_size (self->context, status->bytes_done);
  g_autofree char *total = tiltas_staff_size (self->context, status->bytes_total);
  /* Translators: two amounts of data. */
  g_autofree char *words = g_strdup_printf (_ ("Being fetched: %s of %s"), done, total);
  g_autofree char *name =
    status->fetching != NULL ? tiltas_staff_publisher_name (self->context, status->fetching) : NULL;

  tiltas_content_label_set (GTK_LABEL (self->fetching), "lt", name);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                 (double) status->bytes_done / (double) status->bytes_total);
  tiltas_set_name (self->progress, words);
  gtk_label_set_text (GTK_LABEL (self->progress_words), words);
  gtk_widget_set_visible (self->fetching, name != NULL);
}

static void
show (TiltasStaffContent *self)
{
  g_autoptr (TiltasSyncStatus) status = self->sync != NULL ? tiltas_sync_get_status (self->sync) : NULL;
  gboolean running = status != NULL && status->state == TILTAS_SYNC_RUNNING;
  gboolean fetching = running && status->bytes_total > 0;
  g_autofree char *fault = tiltas_staff_words (status != NULL ? status->last_error_code : NULL, TILTAS_ORIGIN_SERVER);

  show_state (self, status);
  show_words (self->fault, running ? NULL : fault);
  gtk_widget_set_visible (self->off_hint, status == NULL || status->state == TILTAS_SYNC_OFF);
  gtk_widget_set_visible (self->fetching, FALSE);
  gtk_widget_set_visible (self->progress, fetching);
  gtk_widget_set_visible (self->progress_words, fetching);
  if (fetching)
    show_progress (self, status);
  gtk_widget_set_visible (self->answer, *gtk_label_get_text (GTK_LABEL (self->answer)) != '\0' && !running);
  gtk_widget_set_sensitive (self->update, status != NULL && status->state == TILTAS_SYNC_IDLE);
  tiltas_text_set_language (self->network, tiltas_context_language (self->context));
  gtk_widget_activate_action (self->network, "win.note-change", NULL);
}

/* Empty text: no answer. */
static void
set_answer (TiltasStaffContent *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->answer), text);
}

static void
on_update_clicked (TiltasStaffContent *self)
{
  set_answer (self, "");
  g_clear_pointer (&self->before, tiltas_report_unref);
  self->before = tiltas_sync_get_report (self->sync);
  self->request = tiltas_sync_request (self->sync);
  show (self);
}

/* The update that staff asked for is done. "status-changed" follows, and shows the answer and the publishers' card. An
 * error is shown by itself. */
static void
on_report (TiltasStaffContent *self, TiltasReport *report)
{
  g_autoptr (TiltasSyncStatus) status = tiltas_sync_get_status (self->sync);

  self->stale = TRUE;
  if (self->request == 0 || report->request != self->request)
    return;
  if (status->last_error == NULL && self->before != NULL)
    set_answer (self, tiltas_report_same_content (report, self->before)
                        ? _ ("Looked just now: there is nothing newer.")
                        : _ ("Newer content was fetched and is shown now."));
  self->request = 0;
}

/* While something is fetched the publishers' card is left alone: a finger may be on it. */
static void
on_status (TiltasStaffContent *self)
{
  g_autoptr (TiltasSyncStatus) status = tiltas_sync_get_status (self->sync);
  gboolean rests = status->state != TILTAS_SYNC_RUNNING;

  show (self);
  if (rests && self->stale)
    {
      tiltas_staff_publishers_card_refresh (self->publishers_card);
      self->stale = FALSE;
    }
}

static void
on_done (TiltasStaffContent *self, int task, const char *word)
{
  if (task == TILTAS_SYNC_TASK_ROLLBACK || task == TILTAS_SYNC_TASK_RELEASE)
    {
      g_autofree char *fault = tiltas_staff_words (word, TILTAS_ORIGIN_SERVER);

      if (fault != NULL)
        set_answer (self, fault);
      else if (task == TILTAS_SYNC_TASK_ROLLBACK)
        set_answer (self, _ ("The edition before is shown again."));
      else
        set_answer (self, _ ("What was held back may come again: with an update, or from a stick."));
    }
  show (self);
  tiltas_staff_publishers_card_refresh (self->publishers_card);
}

/* ---- The stick's card ---- */

/* A list of changes has the whole width, at the top of the page, until it is answered. */
static void
on_plan_changed (TiltasStaffContent *self)
{
  GtkWidget *scroll = gtk_widget_get_ancestor (GTK_WIDGET (self), TILTAS_TYPE_SCROLL);

  tiltas_staff_pair_show (self->context, self->network, !tiltas_staff_stick_card_has_plan (self->stick_card));
  if (scroll != NULL)
    tiltas_scroll_set_position (TILTAS_SCROLL (scroll), 0, 0);
}

static void
tiltas_staff_content_dispose (GObject *object)
{
  g_clear_object (&TILTAS_STAFF_CONTENT (object)->sync);
  G_OBJECT_CLASS (tiltas_staff_content_parent_class)->dispose (object);
}

static void
tiltas_staff_content_finalize (GObject *object)
{
  g_clear_pointer (&TILTAS_STAFF_CONTENT (object)->before, tiltas_report_unref);
  G_OBJECT_CLASS (tiltas_staff_content_parent_class)->finalize (object);
}

static void
tiltas_staff_content_class_init (TiltasStaffContentClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tiltas_staff_content_dispose;
  G_OBJECT_CLASS (klass)->finalize = tiltas_staff_content_finalize;
  g_type_ensure (TILTAS_TYPE_STAFF_PUBLISHERS_CARD);
  g_type_ensure (TILTAS_TYPE_STAFF_STICK_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/staff/content.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffContent, answer);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffContent, fault);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffContent, fetching);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffContent, network);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffContent, off_hint);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffContent, pair);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffContent, progress);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffContent, progress_words);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffContent, publishers_card);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffContent, state);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffContent, stick_card);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffContent, update);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffContent, when);
  gtk_widget_class_bind_template_callback (widget_class, on_plan_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_update_clicked);
}

static void
tiltas_staff_content_init (TiltasStaffContent *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tiltas_staff_content_new (TiltasContext *context)
{
  TiltasStaffContent *self = g_object_new (TILTAS_TYPE_STAFF_CONTENT, NULL);

  self->context = context;
  tiltas_staff_lay_pair (context, self->pair);
  tiltas_staff_lay_flow (context, self->state);
  tiltas_staff_stick_card_bind (self->stick_card, context);
  tiltas_staff_publishers_card_bind (self->publishers_card, context);
  if (g_set_object (&self->sync, context->sync))
    {
      g_signal_connect_object (self->sync, "status-changed", G_CALLBACK (on_status), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->sync, "reported", G_CALLBACK (on_report), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->sync, "task-done", G_CALLBACK (on_done), self, G_CONNECT_SWAPPED);
    }
  show (self);
  return GTK_WIDGET (self);
}
