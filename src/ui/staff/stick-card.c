/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/stick-card.h"

#include "base/language.h"
#include "sync/report.h"
#include "sync/stick-plan.h"
#include "ui/staff/parts.h"
#include "ui/staff/sticks.h"
#include "ui/staff/words.h"
#include "ui/widgets/children.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

typedef enum
{
  STAGE_REST,
  STAGE_LOOKING,
  STAGE_PLAN, /* the list of changes is shown, with its question */
  STAGE_WORKING,
} Stage;

struct _TiltasStaffStickCard
{
  GtkBox parent_instance;

  TiltasContext *context;
  Stage stage;
  char *folder;          /* of the stick that was chosen last, or NULL */
  TiltasReport *before;  /* what was shown when the last import began, or NULL */
  TiltasStickPlan *plan; /* in STAGE_PLAN, else NULL */
  TiltasStickWatch watch;

  GtkWidget *heading, *lead, *looking, *working;
  GtkWidget *answer, *no_stick, *sticks;
  GtkWidget *plan_heading, *plan_advice, *plan_lead, *sums, *sums_value, *space;
  GtkWidget *plan_answers, *import_all, *cancel_label, *details;
};

G_DEFINE_FINAL_TYPE (TiltasStaffStickCard, tiltas_staff_stick_card, GTK_TYPE_BOX)

enum
{
  PLAN_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void show (TiltasStaffStickCard *self);

/* Takes plan, which may be NULL. */
static void
set_stage (TiltasStaffStickCard *self, Stage stage, TiltasStickPlan *plan)
{
  gboolean changed = (self->plan != NULL) != (plan != NULL);

  self->stage = stage;
  g_clear_pointer (&self->plan, tiltas_stick_plan_unref);
  self->plan = plan;
  show (self);
  if (changed)
    g_signal_emit (self, signals[PLAN_CHANGED], 0);
}

/* ---- What staff do ---- */

/* What follows is done with the stick of the button. */
static void
choose_stick (TiltasStaffStickCard *self, GtkButton *button)
{
  gtk_label_set_text (GTK_LABEL (self->answer), "");
  g_free (self->folder);
  self->folder = g_strdup (g_object_get_data (G_OBJECT (button), "folder"));
}

static void
on_look (GtkButton *button, TiltasStaffStickCard *self)
{
  choose_stick (self, button);
  tiltas_sync_plan_folder (self->watch.sync, self->folder);
  set_stage (self, STAGE_LOOKING, NULL);
}

static void
on_export (GtkButton *button, TiltasStaffStickCard *self)
{
  choose_stick (self, button);
  tiltas_sync_export_folder (self->watch.sync, self->folder);
  set_stage (self, STAGE_WORKING, NULL);
}

static void
on_import_clicked (TiltasStaffStickCard *self)
{
  g_clear_pointer (&self->before, tiltas_report_unref);
  self->before = tiltas_sync_get_report (self->watch.sync);
  tiltas_sync_import_folder (self->watch.sync, self->folder);
  set_stage (self, STAGE_WORKING, NULL);
}

static void
on_cancel_clicked (TiltasStaffStickCard *self)
{
  set_stage (self, STAGE_REST, NULL);
}

/* ---- What comes back ---- */

/* An import takes over one publisher after the other: names those that it had done when it failed. Transfer full; NULL:
 * none. */
static char *
done_words (TiltasStaffStickCard *self)
{
  g_autoptr (TiltasReport) now = tiltas_sync_get_report (self->watch.sync);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  for (guint i = 0; self->before != NULL && i < now->publishers->len; i++)
    {
      const TiltasPublisherReport *entry = g_ptr_array_index (now->publishers, i);
      const TiltasPublisherReport *before = tiltas_report_find (self->before, entry->publisher);

      if (entry->seq > 0 && g_strcmp0 (entry->state, before != NULL ? before->state : NULL) != 0)
        g_ptr_array_add (names, tiltas_staff_publisher_name (self->context, entry->publisher));
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  list = tiltas_list_join (tiltas_context_language (self->context), (const char *const *) names->pdata);
  /* Translators: %s is a list of publishers. */
  return g_strdup_printf (_ ("Taken over before that, and shown now: %s."), list);
}

/* Why an export or an import failed. Transfer full. */
static char *
fault_words (TiltasStaffStickCard *self, int task, const char *word)
{
  g_autofree char *inside = g_build_filename (self->folder, "metadata", NULL);
  g_autofree char *fault = NULL, *done = NULL;

  if (task == TILTAS_SYNC_TASK_EXPORT)
    return tiltas_stick_fault (word, inside);
  fault = tiltas_staff_words (word, TILTAS_ORIGIN_STICK);
  done = done_words (self);
  return done != NULL ? g_strdup_printf ("%s %s", fault, done) : g_steal_pointer (&fault);
}

static void
answer (TiltasStaffStickCard *self, int task, const char *word)
{
  g_autofree char *fault = NULL;

  if (tiltas_sync_sentence (word) != NULL)
    fault = fault_words (self, task, word);
  if (fault != NULL)
    gtk_label_set_text (GTK_LABEL (self->answer), fault);
  else
    gtk_label_set_text (GTK_LABEL (self->answer),
                        task == TILTAS_SYNC_TASK_EXPORT
                          ? _ ("The content is on the stick. You can take the stick out.")
                          : _ ("The content of the stick is shown now. You can take the stick out."));
  set_stage (self, STAGE_REST, NULL);
}

static void
on_done (TiltasStaffStickCard *self, int task, const char *word)
{
  if (task == TILTAS_SYNC_TASK_PLAN && self->stage == STAGE_LOOKING)
    set_stage (self, STAGE_PLAN, tiltas_sync_get_plan (self->watch.sync));
  else if ((task == TILTAS_SYNC_TASK_IMPORT || task == TILTAS_SYNC_TASK_EXPORT) && self->folder != NULL)
    answer (self, task, word);
}

static void
on_sticks_changed (TiltasStaffStickCard *self)
{
  /* The stick was taken out while staff read the list of changes. */
  if (self->stage == STAGE_PLAN && !g_file_test (self->folder, G_FILE_TEST_IS_DIR))
    {
      g_autofree char *gone = tiltas_staff_words ("stick-gone", TILTAS_ORIGIN_STICK);

      gtk_label_set_text (GTK_LABEL (self->answer), gone);
      set_stage (self, STAGE_REST, NULL);
    }
  else if (self->stage == STAGE_REST)
    show (self);
}

/* ---- What is shown ---- */

static GtkWidget *
button_new (TiltasStaffStickCard *self, const char *word, const char *classes, const char *folder, GCallback clicked)
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

/* What the stick would change for a publisher, or why it changes nothing. Transfer full. */
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
publisher_new (TiltasStaffStickCard *self, const TiltasStickPublisher *publisher)
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

/* The changes of all publishers and languages together. */
static char *
sums_words (TiltasStaffStickCard *self)
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
  return counts_words (self->context, added, changed, removed);
}

/* The question stands above the details, so that staff see it without scrolling. */
static void
show_plan (TiltasStaffStickCard *self)
{
  const TiltasStickPlan *plan = self->plan;
  g_autofree char *needed = tiltas_staff_size (self->context, plan->bytes_needed);
  g_autofree char *there = tiltas_staff_size (self->context, plan->bytes_free);
  g_autofree char *space = g_strdup_printf (_ ("Disk space: %s needed, %s free"), needed, there);
  g_autofree char *sums = sums_words (self);
  const char *word = tiltas_stick_plan_word (plan);
  const char *advice = tiltas_word_advice (word, TILTAS_ORIGIN_STICK);
  gboolean useful = tiltas_stick_plan_is_useful (plan);

  gtk_label_set_text (GTK_LABEL (self->plan_heading), _ (tiltas_stick_sentence (word)));
  gtk_label_set_text (GTK_LABEL (self->plan_advice), advice != NULL ? _ (advice) : "");
  gtk_widget_set_visible (self->plan_advice, advice != NULL);
  gtk_label_set_text (GTK_LABEL (self->sums_value), sums);
  gtk_widget_set_visible (self->plan_lead, useful);
  gtk_widget_set_visible (self->sums, useful);
  gtk_label_set_text (GTK_LABEL (self->space), space);
  gtk_widget_set_visible (self->space, plan->bytes_needed > 0);
  gtk_widget_set_visible (self->import_all, useful);
  gtk_label_set_text (GTK_LABEL (self->cancel_label), useful ? _ ("Cancel") : _ ("Back"));
  for (guint i = 0; i < plan->publishers->len; i++)
    gtk_box_append (GTK_BOX (self->details), publisher_new (self, g_ptr_array_index (plan->publishers, i)));
}

/* Shows the buttons of each stick that is there, and the result of what was done last. */
static void
show_sticks (TiltasStaffStickCard *self)
{
  g_auto (GStrv) sticks = tiltas_sticks_list ();
  gboolean some = self->watch.sync != NULL && sticks[0] != NULL, several = some && sticks[1] != NULL;

  for (guint i = 0; some && sticks[i] != NULL; i++)
    {
      g_autofree char *look = tiltas_stick_button_word (_ ("Import from the stick"), sticks[i], several);
      g_autofree char *write = tiltas_stick_button_word (_ ("Copy our content onto it"), sticks[i], several);
      GtkWidget *flow = tiltas_staff_flow_new (self->context);

      gtk_box_append (GTK_BOX (flow), button_new (self, look, "ghost", sticks[i], G_CALLBACK (on_look)));
      gtk_box_append (GTK_BOX (flow), button_new (self, write, "plain-btn", sticks[i], G_CALLBACK (on_export)));
      gtk_box_append (GTK_BOX (self->sticks), flow);
    }
  gtk_widget_set_visible (self->answer, *gtk_label_get_text (GTK_LABEL (self->answer)) != '\0');
  gtk_widget_set_visible (self->no_stick, !some);
  gtk_widget_set_visible (self->sticks, some);
}

/* Hides everything; show () then shows what belongs to the stage. */
static void
hide_all (TiltasStaffStickCard *self)
{
  GtkWidget *const widgets[] = {
    self->heading,  self->lead,   self->looking,      self->working,     self->answer,
    self->no_stick, self->sticks, self->plan_heading, self->plan_advice, self->plan_lead,
    self->sums,     self->space,  self->plan_answers, self->details,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (widgets); i++)
    gtk_widget_set_visible (widgets[i], FALSE);
  tiltas_box_clear (GTK_BOX (self->sticks));
  tiltas_box_clear (GTK_BOX (self->details));
}

static void
show (TiltasStaffStickCard *self)
{
  gboolean plan = self->stage == STAGE_PLAN;

  hide_all (self);
  gtk_widget_set_visible (self->heading, !plan);
  gtk_widget_set_visible (self->lead, !plan);
  gtk_widget_set_visible (self->looking, self->stage == STAGE_LOOKING);
  gtk_widget_set_visible (self->working, self->stage == STAGE_WORKING);
  gtk_widget_set_visible (self->plan_heading, plan);
  gtk_widget_set_visible (self->plan_answers, plan);
  gtk_widget_set_visible (self->details, plan);
  if (plan)
    show_plan (self);
  else if (self->stage == STAGE_REST)
    show_sticks (self);
  tiltas_text_set_language (GTK_WIDGET (self), tiltas_context_language (self->context));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.note-turn", NULL);
}

static void
tiltas_staff_stick_card_dispose (GObject *object)
{
  tiltas_stick_watch_clear (&TILTAS_STAFF_STICK_CARD (object)->watch);
  G_OBJECT_CLASS (tiltas_staff_stick_card_parent_class)->dispose (object);
}

static void
tiltas_staff_stick_card_finalize (GObject *object)
{
  TiltasStaffStickCard *self = TILTAS_STAFF_STICK_CARD (object);

  g_clear_pointer (&self->plan, tiltas_stick_plan_unref);
  g_clear_pointer (&self->before, tiltas_report_unref);
  g_free (self->folder);
  G_OBJECT_CLASS (tiltas_staff_stick_card_parent_class)->finalize (object);
}

static void
tiltas_staff_stick_card_class_init (TiltasStaffStickCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tiltas_staff_stick_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = tiltas_staff_stick_card_finalize;
  signals[PLAN_CHANGED] =
    g_signal_new ("plan-changed", TILTAS_TYPE_STAFF_STICK_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/staff/stick-card.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickCard, answer);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickCard, cancel_label);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickCard, details);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickCard, heading);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickCard, import_all);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickCard, lead);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickCard, looking);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickCard, no_stick);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickCard, plan_advice);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickCard, plan_answers);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickCard, plan_heading);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickCard, plan_lead);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickCard, space);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickCard, sticks);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickCard, sums);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickCard, sums_value);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickCard, working);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_import_clicked);
}

static void
tiltas_staff_stick_card_init (TiltasStaffStickCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
tiltas_staff_stick_card_bind (TiltasStaffStickCard *self, TiltasContext *context)
{
  g_return_if_fail (TILTAS_IS_STAFF_STICK_CARD (self));

  self->context = context;
  tiltas_staff_lay_fact (context, self->sums);
  tiltas_staff_lay_flow (context, self->plan_answers);
  tiltas_staff_lay_pair (context, self->details);
  tiltas_stick_watch_init (&self->watch, context, G_CALLBACK (on_sticks_changed), G_CALLBACK (on_done),
                           G_OBJECT (self));
  show (self);
}

gboolean
tiltas_staff_stick_card_is_busy (TiltasStaffStickCard *self)
{
  g_return_val_if_fail (TILTAS_IS_STAFF_STICK_CARD (self), FALSE);

  return self->stage == STAGE_LOOKING || self->stage == STAGE_WORKING;
}

gboolean
tiltas_staff_stick_card_has_plan (TiltasStaffStickCard *self)
{
  g_return_val_if_fail (TILTAS_IS_STAFF_STICK_CARD (self), FALSE);

  return self->plan != NULL;
}
