/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/publishers-card.h"

#include "base/language.h"
#include "store/reader-shown.h"
#include "sync/error.h"
#include "sync/report.h"
#include "ui/staff/parts.h"
#include "ui/staff/question.h"
#include "ui/staff/settings.h"
#include "ui/staff/words.h"
#include "ui/widgets/children.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

/* What each publisher shows on this terminal, and whether visitors see it: a table where there is room, else a piece
 * for each publisher. */

/* So long after the last successful look an edition is called the newest one there is. */
#define FRESH_SECONDS (7 * 86400)

typedef struct
{
  TiltasContext *context;
  GtkWidget *card;
} Publishers;

/* One line of it. */
typedef struct
{
  const TiltasShown *shown;
  const TiltasPublisherReport *report; /* or NULL */
  char *name;
} Line;

/* ---- One step back, and forward again ---- */

/* Counted: the table may be filled again while its question stands on the screen. */
typedef struct
{
  TiltasContext *context;
  char *publisher, *title, *words, *yes;
  void (*take) (TiltasSync *sync, const char *publisher);
} Back;

static void
back_clear (gpointer data)
{
  Back *back = data;

  g_free (back->publisher);
  g_free (back->title);
  g_free (back->words);
  g_free (back->yes);
}

static void
back_release (gpointer data)
{
  g_rc_box_release_full (data, back_clear);
}

static void
back_closed (gpointer data, GClosure *closure)
{
  back_release (data);
}

static void
on_yes (Back *back)
{
  if (back->context->sync != NULL)
    back->take (back->context->sync, back->publisher);
}

static void
on_back (GtkButton *button, gpointer data)
{
  Back *back = data;
  TiltasStaffQuestion question = {
    .title = back->title,
    .words = back->words,
    .no = _ ("Leave it as it is"),
    .yes = back->yes,
    .on_yes = G_CALLBACK (on_yes),
    .data = g_rc_box_acquire (back),
    .free_data = back_release,
  };

  tiltas_staff_question_ask (&question, back->context, GTK_WIDGET (button));
}

/* NULL when there is nothing to return to. */
static GtkWidget *
back_button_new (TiltasContext *context, const Line *line)
{
  const char *language = tiltas_context_language (context);
  g_autofree char *previous = tiltas_number_format (language, line->shown->previous);
  g_autofree char *current = tiltas_number_format (language, line->shown->seq);
  /* Translators: %s is the number of an edition. */
  g_autofree char *word = g_strdup_printf (_ ("Back to edition %s"), previous);
  GtkWidget *button;
  Back *back;

  if (line->shown->previous == 0)
    return NULL;
  button = tiltas_staff_button_new (word, "plain-btn");
  back = g_rc_box_new0 (Back);
  back->context = context;
  back->publisher = g_strdup (line->shown->publisher);
  back->title = g_strdup_printf (_ ("Back to edition %s?"), previous);
  /* Translators: a publisher, the edition that is shown, the one before. */
  back->words =
    g_strdup_printf (_ ("%s: edition %s is shown now. It will be held back, until you let it in again or a newer one "
                        "comes. Visitors will see edition %s again. Nothing else changes."),
                     line->name, current, previous);
  back->yes = g_strdup_printf (_ ("Show edition %s"), previous);
  back->take = tiltas_sync_rollback;
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_back), back, back_closed, 0);
  return button;
}

static gboolean
is_held (const Line *line)
{
  return line->shown->held > line->shown->seq;
}

/* NULL when nothing is held. */
static GtkWidget *
let_in_button_new (TiltasContext *context, const Line *line)
{
  const char *language = tiltas_context_language (context);
  g_autofree char *held = tiltas_number_format (language, line->shown->held);
  g_autofree char *current = tiltas_number_format (language, line->shown->seq);
  /* Translators: %s is the number of an edition. */
  g_autofree char *word = g_strdup_printf (_ ("Let edition %s in again"), held);
  GtkWidget *button;
  Back *back;

  if (!is_held (line))
    return NULL;
  button = tiltas_staff_button_new (word, "plain-btn");
  back = g_rc_box_new0 (Back);
  back->context = context;
  back->publisher = g_strdup (line->shown->publisher);
  back->title = g_strdup_printf (_ ("Let edition %s in again?"), held);
  /* Translators: a publisher, the edition that is shown, the one that is held back. */
  back->words = g_strdup_printf (_ ("%s: edition %s is shown now, edition %s is held back. Visitors will see the newer "
                                    "one as soon as an update or a stick brings it."),
                                 line->name, current, held);
  back->yes = g_strdup (_ ("Let it in again"));
  back->take = tiltas_sync_release;
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_back), back, back_closed, 0);
  return button;
}

/* One step back can be taken only once: there is never both. NULL when there is neither. */
static GtkWidget *
step_button_new (TiltasContext *context, const Line *line)
{
  return is_held (line) ? let_in_button_new (context, line) : back_button_new (context, line);
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

/* Names that nobody publishes under here stay in the list: they may come again. */
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

/* NULL for the publisher that visitors always see. */
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

/* What can be done with a publisher. */
static void
append_buttons (TiltasContext *context, GtkWidget *box, const Line *line)
{
  GtkWidget *buttons[] = { step_button_new (context, line), hide_button_new (context, line) };

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

/* The pill, and what it means where that is not clear by itself: transfer full, or NULL. */
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

  /* What is hidden is neither shown nor the newest; why it is not updated is told all the same. */
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

  /* The cells fill their rows; the rows need not fill the page. */
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
fill (Publishers *self)
{
  TiltasContext *context = self->context;
  gboolean roomy = tiltas_staff_is_roomy (context);
  g_autoptr (TiltasReport) report = tiltas_report_read (context->config->state_dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = tiltas_reader_shown (context->reader, &error);
  GtkWidget *table = roomy ? table_new (context) : NULL;

  if (error != NULL)
    g_warning ("publishers: %s", error->message);
  if (table != NULL)
    gtk_box_append (GTK_BOX (self->card), table);
  else
    gtk_box_append (GTK_BOX (self->card), tiltas_label_new (_ ("Publishers"), "h2"));
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      Line line = { .shown = g_ptr_array_index (all, i) };
      g_autofree char *name = tiltas_staff_publisher_name (context, line.shown->publisher);
      line.name = name;
      line.report = tiltas_report_publisher (report, line.shown->publisher);
      if (table != NULL)
        attach_line (context, GTK_GRID (table), &line, (int) i + 1);
      else
        gtk_box_append (GTK_BOX (self->card), piece_new (context, &line));
    }
}

void
tiltas_staff_publishers_card_refresh (GtkWidget *card)
{
  Publishers *self = g_object_get_data (G_OBJECT (card), "publishers");

  tiltas_box_clear (GTK_BOX (card));
  fill (self);
  tiltas_text_set_language (card, tiltas_context_language (self->context));
  gtk_widget_activate_action (card, "win.note-change", NULL);
}

GtkWidget *
tiltas_staff_publishers_card_new (TiltasContext *context)
{
  Publishers *self = g_new0 (Publishers, 1);

  self->context = context;
  self->card = tiltas_staff_card_new (NULL);
  g_object_set_data_full (G_OBJECT (self->card), "publishers", self, g_free);
  fill (self);
  return self->card;
}
