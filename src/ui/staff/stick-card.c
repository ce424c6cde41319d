/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/stick-card.h"

#include "base/language.h"
#include "sync/error.h"
#include "sync/report.h"
#include "sync/stick-plan.h"
#include "ui/staff/parts.h"
#include "ui/staff/sticks.h"
#include "ui/staff/words.h"
#include "ui/widgets/children.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

/* A stick: what it would change is listed before anything is imported; what is here can be written onto one. */

typedef enum
{
  STAGE_REST,
  STAGE_LOOKING,
  STAGE_LOOKED, /* the plan stands there, with its question */
  STAGE_WORKING,
} Stage;

typedef struct
{
  TiltasContext *context;
  GtkWidget *box;
  Stage stage;
  char *folder;         /* of the stick that it is about, or NULL */
  char *answer;         /* how the last thing went, or NULL */
  TiltasReport *before; /* what was shown when an import began, or NULL */
  TiltasStickPlan *plan;
  TiltasStickWatch watch;
  void (*plan_changed) (GtkWidget *card); /* a plan came or went */
} Stick;

static void fill (Stick *self);

static void
stick_free (gpointer data)
{
  Stick *self = data;

  tiltas_stick_watch_clear (&self->watch);
  g_clear_pointer (&self->plan, tiltas_stick_plan_unref);
  g_clear_pointer (&self->before, tiltas_report_free);
  g_free (self->folder);
  g_free (self->answer);
  g_free (self);
}

static void
set_stage (Stick *self, Stage stage)
{
  gboolean had_plan = self->plan != NULL;

  self->stage = stage;
  if (stage != STAGE_LOOKED)
    g_clear_pointer (&self->plan, tiltas_stick_plan_unref);
  fill (self);
  if (had_plan != (self->plan != NULL))
    self->plan_changed (self->box);
}

/* ---- What staff do ---- */

static void
on_look (GtkButton *button, Stick *self)
{
  g_clear_pointer (&self->answer, g_free);
  g_free (self->folder);
  self->folder = g_strdup (g_object_get_data (G_OBJECT (button), "folder"));
  tiltas_sync_plan_folder (self->watch.sync, self->folder);
  set_stage (self, STAGE_LOOKING);
}

static void
on_export (GtkButton *button, Stick *self)
{
  g_clear_pointer (&self->answer, g_free);
  g_free (self->folder);
  self->folder = g_strdup (g_object_get_data (G_OBJECT (button), "folder"));
  tiltas_sync_export_folder (self->watch.sync, self->folder);
  set_stage (self, STAGE_WORKING);
}

static void
on_import (Stick *self)
{
  g_clear_pointer (&self->before, tiltas_report_free);
  self->before = tiltas_report_read (self->context->config->state_dir);
  tiltas_sync_import_folder (self->watch.sync, self->folder);
  set_stage (self, STAGE_WORKING);
}

static void
on_cancel (Stick *self)
{
  set_stage (self, STAGE_REST);
}

/* Publishers are taken over one by one: those that an import had done when it failed. Transfer full; NULL: none. */
static char *
done_words (Stick *self)
{
  g_autoptr (TiltasReport) now = tiltas_report_read (self->context->config->state_dir);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  for (guint i = 0; self->before != NULL && i < now->publishers->len; i++)
    {
      const TiltasPublisherReport *entry = g_ptr_array_index (now->publishers, i);
      const TiltasPublisherReport *before = tiltas_report_publisher (self->before, entry->publisher);

      if (entry->seq > 0 && g_strcmp0 (entry->state, before->state) != 0)
        g_ptr_array_add (names, tiltas_staff_publisher_name (self->context, entry->publisher));
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  list = tiltas_list_join (tiltas_context_language (self->context), (const char *const *) names->pdata);
  /* Translators: %s is a list of publishers. */
  return g_strdup_printf (_ ("Taken over before that, and shown now: %s."), list);
}

static void
answer (Stick *self, int task, const char *word)
{
  gboolean good = tiltas_sync_sentence (word) == NULL;

  g_free (self->answer);
  if (good)
    self->answer = g_strdup (task == TILTAS_SYNC_TASK_EXPORT
                               ? _ ("The content is on the stick. You can take the stick out.")
                               : _ ("The content of the stick is shown now. You can take the stick out."));
  else
    {
      g_autofree char *inside = g_build_filename (self->folder, "metadata", NULL);
      g_autofree char *done = task == TILTAS_SYNC_TASK_IMPORT ? done_words (self) : NULL;
      g_autofree char *fault = task == TILTAS_SYNC_TASK_EXPORT ? tiltas_stick_fault (word, inside)
                                                               : tiltas_staff_words (word, TILTAS_ORIGIN_STICK);
      self->answer = done != NULL ? g_strdup_printf ("%s %s", fault, done) : g_strdup (fault);
    }
  set_stage (self, STAGE_REST);
}

static void
on_done (Stick *self, int task, const char *word)
{
  if (task == TILTAS_SYNC_TASK_PLAN && self->stage == STAGE_LOOKING)
    {
      self->plan = tiltas_sync_get_plan (self->watch.sync);
      self->stage = STAGE_LOOKED;
      fill (self);
      self->plan_changed (self->box);
    }
  else if ((task == TILTAS_SYNC_TASK_IMPORT || task == TILTAS_SYNC_TASK_EXPORT) && self->folder != NULL)
    answer (self, task, word);
}

static void
on_sticks_changed (Stick *self)
{
  /* Taken out while the list of changes was read. */
  if (self->stage == STAGE_LOOKED && !g_file_test (self->folder, G_FILE_TEST_IS_DIR))
    {
      g_free (self->answer);
      self->answer = tiltas_staff_words ("stick-gone", TILTAS_ORIGIN_STICK);
      set_stage (self, STAGE_REST);
    }
  else if (self->stage == STAGE_REST)
    fill (self);
}

/* ---- What is shown ---- */

static void
add (Stick *self, const char *text, const char *classes)
{
  gtk_box_append (GTK_BOX (self->box), tiltas_label_new (text, classes));
}

static GtkWidget *
button_new (Stick *self, const char *word, const char *classes, const char *folder, GCallback clicked)
{
  GtkWidget *button = tiltas_staff_button_new (word, classes);

  g_object_set_data_full (G_OBJECT (button), "folder", g_strdup (folder), g_free);
  g_signal_connect (button, "clicked", clicked, self);
  return button;
}

static char *
counts_words (TiltasContext *context, guint added, guint changed, guint removed)
{
  const char *language = tiltas_context_language (context);
  g_autofree char *first = tiltas_number_format (language, added), *second = tiltas_number_format (language, changed);
  g_autofree char *third = tiltas_number_format (language, removed);

  /* Translators: three numbers of entries. */
  return g_strdup_printf (_ ("new: %s, changed: %s, removed: %s"), first, second, third);
}

/* "Edition 3 → 5", or what is wrong. Transfer full. */
static char *
publisher_words (TiltasContext *context, const TiltasStickPublisher *publisher)
{
  const char *language = tiltas_context_language (context);
  g_autofree char *here = tiltas_number_format (language, publisher->seq_here);
  g_autofree char *there = tiltas_number_format (language, publisher->seq_there);

  if (publisher->state == TILTAS_STICK_NEWER)
    /* Translators: numbers of two editions. */
    return g_strdup_printf (_ ("Edition %s here, edition %s on the stick"), here, there);
  if (publisher->state == TILTAS_STICK_SAME)
    return g_strdup (_ ("The same on both"));
  return tiltas_staff_words (tiltas_stick_publisher_word (publisher), TILTAS_ORIGIN_STICK);
}

static GtkWidget *
publisher_new (Stick *self, const TiltasStickPublisher *publisher)
{
  g_autofree char *name = tiltas_staff_publisher_name (self->context, publisher->publisher);
  g_autofree char *words = publisher_words (self->context, publisher);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *label = tiltas_content_label_new ("lt", name);

  gtk_widget_add_css_class (label, "strong");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), tiltas_label_new (words, NULL));
  for (guint i = 0; i < publisher->counts->len; i++)
    {
      const TiltasStickCounts *counts = g_ptr_array_index (publisher->counts, i);
      g_autofree char *numbers = counts_words (self->context, counts->added, counts->changed, counts->removed);
      gtk_box_append (GTK_BOX (box),
                      tiltas_staff_fact_new (self->context,
                                             counts->language != NULL ? tiltas_language_autonym (counts->language)
                                                                      : _ ("Common to all languages"),
                                             numbers));
    }
  return box;
}

/* All publishers and languages together. */
static void
add_sums (Stick *self)
{
  guint added = 0, changed = 0, removed = 0;

  for (guint i = 0; i < self->plan->publishers->len; i++)
    {
      const TiltasStickPublisher *publisher = g_ptr_array_index (self->plan->publishers, i);
      for (guint j = 0; j < publisher->counts->len; j++)
        {
          const TiltasStickCounts *counts = g_ptr_array_index (publisher->counts, j);
          added += counts->added;
          changed += counts->changed;
          removed += counts->removed;
        }
    }
  g_autofree char *numbers = counts_words (self->context, added, changed, removed);
  gtk_box_append (GTK_BOX (self->box), tiltas_staff_fact_new (self->context, _ ("Together"), numbers));
}

/* What is asked stands first, so that it is seen without scrolling; what it is about in detail follows. */
static void
fill_plan (Stick *self)
{
  TiltasContext *context = self->context;
  g_autofree char *needed = tiltas_staff_size (context, self->plan->bytes_needed);
  g_autofree char *there = tiltas_staff_size (context, self->plan->bytes_free);
  g_autofree char *space = g_strdup_printf (_ ("Disk space: %s needed, %s free"), needed, there);
  const char *word = tiltas_stick_plan_word (self->plan);
  const char *advice = tiltas_word_advice (word, TILTAS_ORIGIN_STICK);
  gboolean useful = tiltas_stick_plan_is_useful (self->plan);
  GtkWidget *no = tiltas_staff_button_new (useful ? _ ("Cancel") : _ ("Back"), "ghost"), *yes;
  GtkWidget *line = tiltas_staff_flow_new (context), *details = tiltas_staff_pair_new (context);

  add (self, _ (tiltas_stick_sentence (word)), "h2");
  if (advice != NULL)
    add (self, _ (advice), NULL);
  if (useful)
    {
      add (self, _ ("This would change. Nothing has been changed yet."), NULL);
      add_sums (self);
    }
  if (self->plan->bytes_needed > 0)
    add (self, space, "mute");
  if (useful)
    {
      yes = tiltas_staff_button_new (_ ("Import it all"), "helpful");
      g_signal_connect_swapped (yes, "clicked", G_CALLBACK (on_import), self);
      gtk_box_append (GTK_BOX (line), yes);
    }
  g_signal_connect_swapped (no, "clicked", G_CALLBACK (on_cancel), self);
  gtk_box_append (GTK_BOX (line), no);
  gtk_box_append (GTK_BOX (self->box), line);
  for (guint i = 0; i < self->plan->publishers->len; i++)
    gtk_box_append (GTK_BOX (details), publisher_new (self, g_ptr_array_index (self->plan->publishers, i)));
  gtk_box_append (GTK_BOX (self->box), details);
}

static void
fill_rest (Stick *self)
{
  g_auto (GStrv) sticks = tiltas_sticks_list ();

  if (self->answer != NULL)
    add (self, self->answer, "strong");
  if (sticks[0] == NULL || self->watch.sync == NULL)
    add (self, _ ("There is no stick in the terminal."), "mute");
  for (guint i = 0; self->watch.sync != NULL && sticks[i] != NULL; i++)
    {
      gboolean many = sticks[1] != NULL;
      g_autofree char *look = tiltas_stick_button_word (_ ("Import from the stick"), sticks[i], many);
      g_autofree char *write = tiltas_stick_button_word (_ ("Copy our content onto it"), sticks[i], many);
      GtkWidget *flow = tiltas_staff_flow_new (self->context);

      gtk_box_append (GTK_BOX (flow), button_new (self, look, "ghost", sticks[i], G_CALLBACK (on_look)));
      gtk_box_append (GTK_BOX (flow), button_new (self, write, "plain-btn", sticks[i], G_CALLBACK (on_export)));
      gtk_box_append (GTK_BOX (self->box), flow);
    }
}

static void
fill (Stick *self)
{
  tiltas_box_clear (GTK_BOX (self->box));
  if (self->stage != STAGE_LOOKED)
    {
      add (self, _ ("Without internet"), "h2");
      add (self, _ ("Put in a USB stick with content. It is checked in the same way as updates from the network."),
           NULL);
    }
  switch (self->stage)
    {
    case STAGE_LOOKING:
      add (self, _ ("The stick is being checked. Leave it in."), "strong");
      break;
    case STAGE_WORKING:
      add (self, _ ("Please wait, and leave the stick in until the result stands here."), "strong");
      break;
    case STAGE_LOOKED:
      fill_plan (self);
      break;
    case STAGE_REST:
    default:
      fill_rest (self);
    }
  tiltas_text_set_language (self->box, tiltas_context_language (self->context));
  gtk_widget_activate_action (self->box, "win.note-turn", NULL);
}

gboolean
tiltas_staff_stick_card_is_busy (GtkWidget *card)
{
  const Stick *self = g_object_get_data (G_OBJECT (card), "stick");

  return self->stage == STAGE_LOOKING || self->stage == STAGE_WORKING;
}

gboolean
tiltas_staff_stick_card_has_plan (GtkWidget *card)
{
  const Stick *self = g_object_get_data (G_OBJECT (card), "stick");

  return self->plan != NULL;
}

GtkWidget *
tiltas_staff_stick_card_new (TiltasContext *context, void (*plan_changed) (GtkWidget *card))
{
  Stick *self = g_new0 (Stick, 1);

  self->context = context;
  self->plan_changed = plan_changed;
  self->box = tiltas_staff_card_new (NULL);
  tiltas_stick_watch_init (&self->watch, context, G_CALLBACK (on_sticks_changed), G_CALLBACK (on_done), self);
  g_object_set_data_full (G_OBJECT (self->box), "stick", self, stick_free);
  fill (self);
  return self->box;
}
