/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/publishers-card.h"

#include "base/language.h"
#include "store/reader-shown.h"
#include "sync/report.h"
#include "ui/staff/parts.h"
#include "ui/staff/question.h"
#include "ui/staff/settings.h"
#include "ui/staff/words.h"
#include "ui/widgets/children.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

/* For so long after the last successful look for updates an edition is called the newest. */
#define FRESH_SECONDS (7 * 86400)

/* A table where there is room, else a piece for each publisher below each other. All of it is made of data: there is no
 * template. */
struct _TiltasStaffPublishersCard
{
  GtkBox parent_instance;

  TiltasContext *context;
};

G_DEFINE_FINAL_TYPE (TiltasStaffPublishersCard, tiltas_staff_publishers_card, GTK_TYPE_BOX)

/* What is shown of one publisher. Borrows all of it. */
typedef struct
{
  const TiltasShown *shown;
  const TiltasPublisherReport *report; /* or NULL */
  char *name;
} Line;

/* ---- One step back, and forward again ---- */

/* What a button does after a question. Counted: the card may be filled again while the question is open. */
typedef struct
{
  TiltasContext *context;
  char *publisher, *title, *words, *yes;
  guint (*take) (TiltasSync *sync, const char *publisher);
} Step;

static void
step_clear (gpointer data)
{
  Step *step = data;

  g_free (step->publisher);
  g_free (step->title);
  g_free (step->words);
  g_free (step->yes);
}

static void
step_unref (gpointer data)
{
  g_rc_box_release_full (data, step_clear);
}

static void
step_closure_unref (gpointer data, GClosure *closure)
{
  step_unref (data);
}

static void
on_yes (Step *step)
{
  if (step->context->sync != NULL)
    step->take (step->context->sync, step->publisher);
}

static void
on_step (GtkButton *button, gpointer data)
{
  Step *step = data;
  TiltasStaffQuestion question = {
    .title = step->title,
    .words = step->words,
    .no = _ ("Leave it as it is"),
    .yes = step->yes,
    .on_yes = G_CALLBACK (on_yes),
    .data = g_rc_box_acquire (step),
    .free_data = step_unref,
  };

  tiltas_staff_question_ask (&question, step->context, GTK_WIDGET (button));
}

static Step *
step_new (TiltasContext *context, const Line *line)
{
  Step *step = g_rc_box_new0 (Step);

  step->context = context;
  step->publisher = g_strdup (line->shown->publisher);
  return step;
}

/* Takes step. */
static GtkWidget *
step_button_new (const char *word, Step *step)
{
  GtkWidget *button = tiltas_staff_button_new (word, "plain-btn");

  g_signal_connect_data (button, "clicked", G_CALLBACK (on_step), step, step_closure_unref, 0);
  return button;
}

/* The button that shows the edition before. */
static GtkWidget *
back_button_new (TiltasContext *context, const Line *line)
{
  const char *language = tiltas_context_language (context);
  g_autofree char *previous = tiltas_number_format (language, line->shown->previous);
  g_autofree char *current = tiltas_number_format (language, line->shown->seq);
  /* Translators: %s is the number of an edition. */
  g_autofree char *word = g_strdup_printf (_ ("Back to edition %s"), previous);
  Step *step = step_new (context, line);

  step->title = g_strdup_printf (_ ("Back to edition %s?"), previous);
  /* Translators: a publisher, the edition that is shown, the one before. */
  step->words =
    g_strdup_printf (_ ("%s: edition %s is shown now. It will be held back, until you let it in again or a newer one "
                        "comes. Visitors will see edition %s again. Nothing else changes."),
                     line->name, current, previous);
  step->yes = g_strdup_printf (_ ("Show edition %s"), previous);
  step->take = tiltas_sync_rollback;
  return step_button_new (word, step);
}

static gboolean
is_held (const Line *line)
{
  return line->shown->held > line->shown->seq;
}

/* The button after which the edition that is held back may come again. */
static GtkWidget *
release_button_new (TiltasContext *context, const Line *line)
{
  const char *language = tiltas_context_language (context);
  g_autofree char *held = tiltas_number_format (language, line->shown->held);
  g_autofree char *current = tiltas_number_format (language, line->shown->seq);
  /* Translators: %s is the number of an edition. */
  g_autofree char *word = g_strdup_printf (_ ("Let edition %s in again"), held);
  Step *step = step_new (context, line);

  step->title = g_strdup_printf (_ ("Let edition %s in again?"), held);
  /* Translators: a publisher, the edition that is shown, the one that is held back. */
  step->words = g_strdup_printf (_ ("%s: edition %s is shown now, edition %s is held back. Visitors will see the newer "
                                    "one as soon as an update or a stick brings it."),
                                 line->name, current, held);
  step->yes = g_strdup (_ ("Let it in again"));
  step->take = tiltas_sync_release;
  return step_button_new (word, step);
}

/* A publisher can go back only once, so that there is never both. NULL when there is neither. */
static GtkWidget *
back_or_release_button_new (TiltasContext *context, const Line *line)
{
  if (is_held (line))
    return release_button_new (context, line);
  return line->shown->previous != 0 ? back_button_new (context, line) : NULL;
}

/* ---- Hidden from visitors ---- */

static const TiltasStaffSetting HIDDEN = { "content", "hidden_publishers" };

typedef struct
{
  TiltasContext *context;
  char *publisher;
  gboolean hide;
} Hide;

static void
hide_free (gpointer data, GClosure *closure)
{
  Hide *hide = data;

  g_free (hide->publisher);
  g_free (hide);
}

/* Publishers of the list that have no content here stay in it: their content may come again. */
static void
on_hide (GtkButton *button, gpointer data)
{
  const Hide *hide = data;
  const char *wanted = tiltas_staff_wanted (hide->context, HIDDEN);
  g_auto (GStrv) chosen = wanted != NULL ? g_strsplit (wanted, ";", -1) : NULL;
  GStrv now = chosen != NULL ? chosen : hide->context->config->hidden_publishers;
  g_autoptr (GString) value = g_string_new (hide->hide ? hide->publisher : NULL);

  for (guint i = 0; now[i] != NULL; i++)
    if (!g_str_equal (now[i], hide->publisher))
      g_string_append_printf (value, "%s%s", value->len > 0 ? ";" : "", now[i]);
  tiltas_staff_set (hide->context, HIDDEN, value->str);
}

/* The button that hides a publisher or shows it again; NULL for the publisher that visitors always see. */
static GtkWidget *
hide_button_new (TiltasContext *context, const Line *line)
{
  const char *word = line->shown->hidden ? _ ("Show here") : _ ("Hide here");
  g_autofree char *full = g_strdup_printf ("%s: %s", line->name, word);
  GtkWidget *button;
  Hide *hide;

  if (line->shown->stays && !line->shown->hidden)
    return NULL;
  button = tiltas_staff_button_new (word, "plain-btn");
  hide = g_new0 (Hide, 1);
  hide->context = context;
  hide->publisher = g_strdup (line->shown->publisher);
  hide->hide = !line->shown->hidden;
  tiltas_set_name (button, full);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_hide), hide, hide_free, 0);
  return button;
}

/* Adds the buttons of a publisher. */
static void
append_buttons (TiltasContext *context, GtkWidget *box, const Line *line)
{
  GtkWidget *buttons[] = { back_or_release_button_new (context, line), hide_button_new (context, line) };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    if (buttons[i] != NULL)
      gtk_box_append (GTK_BOX (box), buttons[i]);
}

/* ---- Words ---- */

/* "Lessons, services, guidelines". Transfer full. */
static char *
kinds_words (const TiltasShown *shown, const char *language)
{
  const char *words[5] = { NULL };
  guint n = 0;

  if (shown->has_lessons)
    words[n++] = C_ ("content", "lessons");
  if (shown->has_services)
    words[n++] = C_ ("content", "services");
  if (shown->has_articles)
    words[n++] = C_ ("content", "guidelines");
  if (shown->has_news)
    words[n++] = C_ ("content", "news");
  return n > 0 ? tiltas_list_join (language, words) : g_strdup ("–");
}

static char *
published_age (TiltasContext *context, const TiltasShown *shown)
{
  g_autoptr (GDateTime) time = shown->published != NULL ? g_date_time_new_from_iso8601 (shown->published, NULL) : NULL;

  return time != NULL ? tiltas_staff_age (context, g_date_time_to_unix (time)) : NULL;
}

static char *
imported_words (const TiltasShown *shown)
{
  return shown->imported > 0 ? tiltas_staff_moment (shown->imported) : g_strdup (_ ("with the program"));
}

/* A chip or a label with the state of a publisher. *meaning gets a sentence that explains it, or NULL; transfer full.
 */
static GtkWidget *
state_new (TiltasContext *context, const Line *line, char **meaning)
{
  const char *word = line->report != NULL ? line->report->word : NULL;
  g_autoptr (TiltasSyncStatus) status = context->sync != NULL ? tiltas_sync_get_status (context->sync) : NULL;
  gint64 age =
    status != NULL && status->last_success > 0 ? tiltas_clock_now (context->clock) - status->last_success : G_MAXINT64;
  g_autofree char *number = tiltas_number_format (tiltas_context_language (context), line->shown->seq);
  g_autofree char *held = tiltas_number_format (tiltas_context_language (context), line->shown->held);
  /* Translators: %s is the number of an edition. */
  g_autofree char *held_words = is_held (line) ? g_strdup_printf (_ ("Edition %s is held back here."), held) : NULL;
  g_autofree char *refusal =
    tiltas_staff_words (word, line->report != NULL ? line->report->origin : TILTAS_ORIGIN_SERVER);

  /* Whether a hidden edition is the newest does not matter; why it is not updated does. */
  if (line->shown->hidden)
    {
      *meaning = g_steal_pointer (&refusal);
      return tiltas_label_new (_ ("Hidden from visitors"), "strong");
    }
  if (refusal != NULL)
    {
      /* Translators: why an update was refused, and the number of the edition that is shown instead. */
      g_autofree char *stays = g_strdup_printf (_ ("%s Edition %s stays on the screen."), refusal, number);
      *meaning = g_strjoin (" ", stays, held_words, NULL);
      return tiltas_staff_is_refusal (word) ? tiltas_chip_new ("warning", _ ("Refused"), "no")
                                            : tiltas_chip_new ("warning", _ ("Not updated"), NULL);
    }
  if (held_words != NULL)
    {
      *meaning = g_steal_pointer (&held_words);
      return tiltas_label_new (_ ("Older one"), "strong");
    }
  if (age <= FRESH_SECONDS)
    return tiltas_chip_new ("check", _ ("Newest"), "ok");
  *meaning = g_strdup (_ ("It is not known whether there is a newer one."));
  return tiltas_label_new (_ ("Shown"), "strong");
}

/* ---- As a table ---- */

static void
attach (GtkGrid *grid, GtkWidget *content, const char *under, int column, int row)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *middle = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (cell, row == 0 ? "cellhead" : "cell");
  gtk_widget_set_valign (middle, GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (middle, TRUE);
  if (content != NULL)
    gtk_box_append (GTK_BOX (middle), content);
  if (under != NULL)
    gtk_box_append (GTK_BOX (middle), tiltas_label_new (under, "small mute"));
  gtk_box_append (GTK_BOX (cell), middle);
  gtk_grid_attach (grid, cell, column, row, 1, 1);
}

static void
attach_line (TiltasContext *context, GtkGrid *grid, const Line *line, int row)
{
  const char *language = tiltas_context_language (context);
  g_autofree char *kinds = kinds_words (line->shown, language), *age = published_age (context, line->shown);
  g_autofree char *number = tiltas_number_format (language, line->shown->seq), *imported = imported_words (line->shown);
  g_autofree char *meaning = NULL;
  GtkWidget *name = tiltas_content_label_new ("lt", line->name), *state = state_new (context, line, &meaning);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (name, "strong");
  gtk_widget_set_hexpand (name, TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 22);
  gtk_widget_set_halign (state, GTK_ALIGN_START);
  if (meaning != NULL)
    gtk_widget_set_hexpand (state, TRUE);
  attach (grid, name, NULL, 0, row);
  attach (grid, tiltas_label_new (kinds, NULL), NULL, 1, row);
  attach (grid, tiltas_label_new (number, NULL), age, 2, row);
  attach (grid, tiltas_label_new (imported, NULL), NULL, 3, row);
  attach (grid, state, meaning, 4, row);
  append_buttons (context, buttons, line);
  attach (grid, buttons, NULL, 5, row);
}

static GtkWidget *
table_new (TiltasContext *context)
{
  const char *const heads[] = { _ ("Publisher"), _ ("What"), C_ ("table", "Edition"), _ ("Imported"), _ ("State"), "" };
  GtkWidget *grid = gtk_grid_new ();

  /* Cells expand to the height of their row: without this the rows would fill the height of the page. */
  gtk_widget_set_vexpand (grid, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    attach (GTK_GRID (grid), tiltas_label_new (heads[i], "small mute strong"), NULL, (int) i, 0);
  return grid;
}

/* ---- As pieces below each other ---- */

static GtkWidget *
piece_new (TiltasContext *context, const Line *line)
{
  GtkWidget *piece = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *flow = tiltas_staff_flow_new (context);
  GtkWidget *name = tiltas_content_label_new ("lt", line->name);
  g_autofree char *kinds = kinds_words (line->shown, tiltas_context_language (context));
  g_autofree char *edition = tiltas_staff_edition (context, line->shown->seq),
                  *age = published_age (context, line->shown);
  g_autofree char *facts = tiltas_join_two (edition, age), *imported = imported_words (line->shown), *meaning = NULL;
  GtkWidget *state = state_new (context, line, &meaning);

  gtk_widget_add_css_class (piece, "publisher");
  gtk_widget_add_css_class (name, "strong");
  gtk_box_append (GTK_BOX (piece), name);
  gtk_box_append (GTK_BOX (piece), tiltas_label_new (kinds, NULL));
  /* Translators: %s is a date and a time. */
  g_autofree char *moment = g_strdup_printf (_ ("imported: %s"), imported);
  g_autofree char *all = tiltas_join_two (facts, moment);
  gtk_box_append (GTK_BOX (piece), tiltas_label_new (all, "small mute"));
  gtk_box_append (GTK_BOX (flow), state);
  append_buttons (context, flow, line);
  gtk_box_append (GTK_BOX (piece), flow);
  if (meaning != NULL)
    gtk_box_append (GTK_BOX (piece), tiltas_label_new (meaning, "small mute"));
  return piece;
}

/* ---- Both ---- */

static void
fill (TiltasStaffPublishersCard *self)
{
  TiltasContext *context = self->context;
  gboolean roomy = tiltas_staff_is_roomy (context);
  g_autoptr (TiltasReport) report = tiltas_context_get_report (context);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = tiltas_reader_shown (context->reader, &error);
  GtkWidget *table = roomy ? table_new (context) : NULL;

  if (error != NULL)
    g_warning ("publishers: %s", error->message);
  if (table != NULL)
    gtk_box_append (GTK_BOX (self), table);
  else
    gtk_box_append (GTK_BOX (self), tiltas_label_new (_ ("Publishers"), "h2"));
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      Line line = { .shown = g_ptr_array_index (all, i) };
      g_autofree char *name = tiltas_staff_publisher_name (context, line.shown->publisher);
      line.name = name;
      line.report = report != NULL ? tiltas_report_find (report, line.shown->publisher) : NULL;
      if (table != NULL)
        attach_line (context, GTK_GRID (table), &line, (int) i + 1);
      else
        gtk_box_append (GTK_BOX (self), piece_new (context, &line));
    }
}

static void
tiltas_staff_publishers_card_class_init (TiltasStaffPublishersCardClass *klass)
{
}

static void
tiltas_staff_publishers_card_init (TiltasStaffPublishersCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  tiltas_add_classes (GTK_WIDGET (self), "card plain staffcard");
}

void
tiltas_staff_publishers_card_bind (TiltasStaffPublishersCard *self, TiltasContext *context)
{
  g_return_if_fail (TILTAS_IS_STAFF_PUBLISHERS_CARD (self));

  self->context = context;
  fill (self);
}

void
tiltas_staff_publishers_card_refresh (TiltasStaffPublishersCard *self)
{
  g_return_if_fail (TILTAS_IS_STAFF_PUBLISHERS_CARD (self));

  tiltas_box_clear (GTK_BOX (self));
  fill (self);
  tiltas_text_set_language (GTK_WIDGET (self), tiltas_context_language (self->context));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.note-change", NULL);
}
