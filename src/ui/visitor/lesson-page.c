/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/lesson-page.h"

#include "base/language.h"
#include "base/trace.h"
#include "store/reader-lessons.h"
#include "ui/visitor/question-card.h"
#include "ui/visitor/summary-card.h"
#include "ui/visitor/text-card.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/children.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/scroll.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>
#include <math.h>

#define SWIPE 90.0         /* design px that a finger has to move to turn a card */
#define SWIPE_DECIDED 30.0 /* design px after which the touch can only be a swipe */
#define WIDE 1600.0        /* design px: on a wider screen title and progress stand in the top bar */
#define ART_SHARE 0.33     /* of the width of the screen, for the picture beside a card */

struct _TiltasLessonPage
{
  TiltasPage parent_instance;

  GtkWidget *top_bar, *progress, *title, *dots, *count;
  GtkWidget *body, *scroll, *art;
  GtkWidget *actions, *back, *next, *next_label;

  TiltasLesson *lesson;
  TiltasLesson *following; /* the next lesson, read when the summary is shown; or NULL */
};

G_DEFINE_FINAL_TYPE (TiltasLessonPage, tiltas_lesson_page, TILTAS_TYPE_PAGE)

static TiltasContext *
get_context (TiltasLessonPage *self)
{
  return tiltas_page_context (TILTAS_PAGE (self));
}

static TiltasPlace *
get_place (TiltasLessonPage *self)
{
  return tiltas_page_place (TILTAS_PAGE (self));
}

static const TiltasCard *
get_card (TiltasLessonPage *self)
{
  return g_ptr_array_index (self->lesson->cards, get_place (self)->card);
}

/* Progress */

static void
show_progress (TiltasLessonPage *self)
{
  TiltasContext *context = get_context (self);
  const char *language = tiltas_context_language (context);
  guint at = get_place (self)->card, n = self->lesson->cards->len;
  g_autofree char *number = tiltas_number_format (language, at + 1), *total = tiltas_number_format (language, n);
  /* Translators: which card of how many. */
  g_autofree char *words = g_strdup_printf (_ ("%s of %s"), number, total);
  g_autofree char *question =
    tiltas_join_two (words, get_card (self)->kind == TILTAS_CARD_QUESTION ? _ ("Check yourself") : NULL);
  gboolean in_bar = gtk_widget_get_parent (self->progress) != GTK_WIDGET (self);
  int step = tiltas_session_text_step (context->session);

  gtk_label_set_text (GTK_LABEL (self->count), in_bar || (context->narrow && step >= 150) ? words : question);
  gtk_widget_set_visible (self->count, step < 200);
  tiltas_box_clear (GTK_BOX (self->dots));
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

      gtk_widget_add_css_class (dot, "dot");
      if (i <= at)
        gtk_widget_add_css_class (dot, "on");
      gtk_box_append (GTK_BOX (self->dots), dot);
    }
}

/* Puts progress and title into the top bar where it is wide enough for all, else progress alone into a line of its
 * own. */
static void
place_progress (TiltasLessonPage *self)
{
  TiltasContext *context = get_context (self);
  gboolean in_bar =
    context->landscape && context->width / context->unit >= WIDE && tiltas_session_text_step (context->session) <= 125;

  tiltas_content_label_set (GTK_LABEL (self->title), self->lesson->text.lang, self->lesson->title);
  gtk_widget_set_visible (self->title, in_bar);
  if (self->lesson->cards->len > 8)
    gtk_widget_add_css_class (self->dots, "many");
  if (!in_bar)
    return;
  g_object_ref (self->progress);
  gtk_widget_unparent (self->progress);
  tiltas_top_bar_set_center (TILTAS_TOP_BAR (self->top_bar), self->progress);
  g_object_unref (self->progress);
}

/* Cards */

static void
on_answered (guint option, gpointer data)
{
  TiltasLessonPage *self = data;
  TiltasPlace *place = get_place (self);
  GtkWidget *verdict;

  g_hash_table_insert (place->answers, GUINT_TO_POINTER (place->card), GUINT_TO_POINTER (option + 1));
  verdict = tiltas_question_card_show (tiltas_scroll_get_child (TILTAS_SCROLL (self->scroll)), option + 1);
  /* The options have changed under the finger. */
  tiltas_scroll_show (TILTAS_SCROLL (self->scroll), verdict);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.note-turn", NULL);
}

static GtkWidget *
card_new (TiltasLessonPage *self, gboolean picture_above)
{
  TiltasContext *context = get_context (self);
  TiltasPlace *place = get_place (self);
  const TiltasCard *card = get_card (self);
  GtkWidget *widget;

  switch (card->kind)
    {
    case TILTAS_CARD_QUESTION:
      widget = tiltas_question_card_new (context, self->lesson, card, on_answered, self);
      tiltas_question_card_show (
        widget, GPOINTER_TO_UINT (g_hash_table_lookup (place->answers, GUINT_TO_POINTER (place->card))));
      return widget;
    case TILTAS_CARD_SUMMARY:
      tiltas_session_mark_done (context->session, self->lesson->ref);
      return tiltas_summary_card_new (context, self->lesson, card, self->following);
    case TILTAS_CARD_TEXT:
    default:
      return tiltas_text_card_new (context, self->lesson, card, place->card == 0, picture_above);
    }
}

/* Shows the card's picture beside it, as landscape has it. */
static void
show_art (TiltasLessonPage *self, gboolean shown)
{
  TiltasContext *context = get_context (self);

  if (self->art != NULL)
    gtk_box_remove (GTK_BOX (self->body), self->art);
  self->art = NULL;
  if (!shown)
    return;
  self->art = tiltas_card_picture_new (context, self->lesson, get_card (self), 0);
  gtk_widget_set_size_request (self->art, (int) (context->width * ART_SHARE), -1);
  gtk_box_prepend (GTK_BOX (self->body), self->art);
}

/* Finds the lesson after this one in its unit, else the first one that it links to. NULL when there is none.
 * Transfer full. */
static TiltasLesson *
find_following (TiltasLessonPage *self)
{
  TiltasContext *context = get_context (self);
  const char *const *ladder = tiltas_context_ladder (context);
  g_autoptr (GPtrArray) lessons = NULL;
  GError *error = NULL;

  lessons = tiltas_reader_lessons (context->reader, self->lesson->unit_ref, ladder, &error);
  if (tiltas_page_failed (TILTAS_PAGE (self), error))
    return NULL;
  for (guint i = 0; i + 1 < lessons->len; i++)
    if (g_str_equal (((TiltasLesson *) g_ptr_array_index (lessons, i))->ref, self->lesson->ref))
      return tiltas_lesson_ref (g_ptr_array_index (lessons, i + 1));
  for (guint i = 0; self->lesson->lessons[i] != NULL; i++)
    {
      TiltasLesson *linked = tiltas_reader_lesson (context->reader, self->lesson->lessons[i], ladder, NULL);

      if (linked != NULL)
        return linked;
    }
  return NULL;
}

static void
show_card (TiltasLessonPage *self)
{
  TiltasContext *context = get_context (self);
  TiltasPlace *place = get_place (self);
  const TiltasCard *card = get_card (self);
  gboolean picture = card->kind == TILTAS_CARD_TEXT && (card->picture_icon != NULL || card->picture_sha256 != NULL) &&
                     tiltas_session_text_step (context->session) < (context->landscape ? 200 : 150);
  gboolean summary = card->kind == TILTAS_CARD_SUMMARY;

  if (summary && self->following == NULL)
    self->following = find_following (self);
  show_art (self, picture && context->landscape);
  tiltas_scroll_set_child (TILTAS_SCROLL (self->scroll), card_new (self, picture && !context->landscape));
  tiltas_scroll_set_position (TILTAS_SCROLL (self->scroll), place->first_block, place->block_offset);
  show_progress (self);
  gtk_widget_set_visible (self->back, place->card > 0);
  gtk_label_set_text (GTK_LABEL (self->next_label), !summary                  ? _ ("Next")
                                                    : self->following != NULL ? _ ("Next lesson")
                                                                              : _ ("To the lessons"));
  tiltas_trace ("page-bound", "page=TiltasLessonPage card=%u", place->card + 1);
}

static void
turn_to (TiltasLessonPage *self, guint card)
{
  TiltasPlace *place = get_place (self);

  place->card = card;
  place->first_block = 0;
  place->block_offset = 0;
  show_card (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.note-turn", NULL);
}

/* Leaves the lesson after its summary. The next lesson takes its place, so that Back still leads to the list. */
static void
leave (TiltasLessonPage *self)
{
  TiltasSession *session = get_context (self)->session;
  const TiltasPlace *below = tiltas_session_place_below (session);

  if (self->following != NULL)
    tiltas_session_replace (session, tiltas_place_new (TILTAS_PLACE_LESSON, self->following->ref));
  else if (below != NULL && below->kind == TILTAS_PLACE_UNIT)
    tiltas_session_back (session);
  else
    tiltas_session_replace (session, tiltas_place_new (TILTAS_PLACE_UNIT, self->lesson->unit_ref));
}

static void
on_next_clicked (TiltasLessonPage *self)
{
  guint card = get_place (self)->card;

  if (card + 1 < self->lesson->cards->len)
    turn_to (self, card + 1);
  else
    leave (self);
}

static void
on_back_clicked (TiltasLessonPage *self)
{
  guint card = get_place (self)->card;

  if (card > 0)
    turn_to (self, card - 1);
}

/* Swipes, which turn cards but do not leave the lesson */

static gboolean
is_sideways (TiltasLessonPage *self, double dx, double dy, double least)
{
  return fabs (dx) > tiltas_context_px (get_context (self), least) && fabs (dx) > 1.5 * fabs (dy);
}

static void
on_drag_update (GtkGestureDrag *drag, double dx, double dy, TiltasLessonPage *self)
{
  if (is_sideways (self, dx, dy, SWIPE_DECIDED))
    gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
on_drag_end (GtkGestureDrag *drag, double dx, double dy, TiltasLessonPage *self)
{
  gboolean rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
  gboolean forward = rtl ? dx > 0 : dx < 0;
  guint card = get_place (self)->card;

  if (!is_sideways (self, dx, dy, SWIPE))
    return;
  if (forward && card + 1 < self->lesson->cards->len)
    turn_to (self, card + 1);
  else if (!forward && card > 0)
    turn_to (self, card - 1);
}

static void
add_swipe (TiltasLessonPage *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (self->body, GTK_EVENT_CONTROLLER (drag));
}

static void
tiltas_lesson_page_dispose (GObject *object)
{
  TiltasLessonPage *self = TILTAS_LESSON_PAGE (object);

  /* Cards borrow the lesson: they go first. */
  G_OBJECT_CLASS (tiltas_lesson_page_parent_class)->dispose (object);
  g_clear_pointer (&self->lesson, tiltas_lesson_unref);
  g_clear_pointer (&self->following, tiltas_lesson_unref);
}

static void
tiltas_lesson_page_class_init (TiltasLessonPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tiltas_lesson_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/visitor/lesson-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasLessonPage, actions);
  gtk_widget_class_bind_template_child (widget_class, TiltasLessonPage, back);
  gtk_widget_class_bind_template_child (widget_class, TiltasLessonPage, body);
  gtk_widget_class_bind_template_child (widget_class, TiltasLessonPage, count);
  gtk_widget_class_bind_template_child (widget_class, TiltasLessonPage, dots);
  gtk_widget_class_bind_template_child (widget_class, TiltasLessonPage, next);
  gtk_widget_class_bind_template_child (widget_class, TiltasLessonPage, next_label);
  gtk_widget_class_bind_template_child (widget_class, TiltasLessonPage, progress);
  gtk_widget_class_bind_template_child (widget_class, TiltasLessonPage, scroll);
  gtk_widget_class_bind_template_child (widget_class, TiltasLessonPage, title);
  gtk_widget_class_bind_template_child (widget_class, TiltasLessonPage, top_bar);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked);
}

static void
tiltas_lesson_page_init (TiltasLessonPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->progress, tiltas_line_layout_new (2.4));
  gtk_widget_set_layout_manager (self->actions, tiltas_line_layout_new (1.6));
  gtk_widget_set_layout_manager (self->body, tiltas_line_layout_new (4.8));
}

TiltasPage *
tiltas_lesson_page_new (TiltasContext *context)
{
  TiltasPlace *place = tiltas_session_place (context->session);
  g_autoptr (TiltasLesson) lesson = NULL;
  g_autoptr (GError) error = NULL;
  TiltasLessonPage *self;

  lesson = tiltas_reader_lesson (context->reader, place->ref, tiltas_context_ladder (context), &error);
  if (error != NULL)
    g_warning ("Lesson %s: %s", place->ref, error->message);
  if (lesson == NULL || lesson->cards->len == 0)
    return NULL;

  self = g_object_new (TILTAS_TYPE_LESSON_PAGE, "context", context, NULL);
  self->lesson = g_steal_pointer (&lesson);
  /* An update may have left fewer cards. */
  place->card = MIN (place->card, self->lesson->cards->len - 1);
  gtk_box_insert_child_after (GTK_BOX (self->actions), tiltas_finish_button_new (context), self->back);
  /* Big text leaves no room for the word, as in the top bar. */
  if (tiltas_session_text_step (context->session) >= 150)
    gtk_button_set_child (GTK_BUTTON (self->back), tiltas_icon_new ("back"));
  place_progress (self);
  add_swipe (self);
  show_card (self);
  return TILTAS_PAGE (self);
}
