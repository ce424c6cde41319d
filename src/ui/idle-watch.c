/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/idle-watch.h"

#include "base/trace.h"
#include "kiosk/idle.h"
#include "ui/idle-question.h"

/* Seconds without a touch until the question: with the countdown three minutes in the staff area, one minute at the
 * PIN pad. */
#define STAFF_SECONDS (180 - TILTAS_IDLE_COUNTDOWN)
#define PIN_SECONDS (60 - TILTAS_IDLE_COUNTDOWN)

struct _TiltasIdleWatch
{
  TiltasContext *context;
  TiltasIdle *idle;
  TiltasIdleShow show;
  gpointer data;
  GtkWidget *question; /* on the screen, or NULL */
  guint timer;
};

static void update (TiltasIdleWatch *self);

static guint
count_words (const char *text)
{
  guint words = 0;
  gboolean inside = FALSE;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gboolean space = g_unichar_isspace (g_utf8_get_char (text));
      words += !space && !inside;
      inside = !space;
    }
  return words;
}

static guint
count_words_below (GtkWidget *widget)
{
  guint words = 0;

  if (!gtk_widget_get_visible (widget))
    return 0;
  if (GTK_IS_LABEL (widget))
    words += count_words (gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    words += count_words_below (child);
  return words;
}

/* TRUE when the terminal is not as the next visitor should find it: a visit runs, or text size or contrast were
 * changed. */
static gboolean
leaves_traces (TiltasSession *session)
{
  return tiltas_session_is_active (session) || tiltas_session_text_step (session) != 100 ||
         tiltas_session_high_contrast (session);
}

static void
take_question_away (TiltasIdleWatch *self)
{
  if (self->question == NULL)
    return;
  self->question = NULL;
  self->show (NULL, self->data);
}

static void
end_session (TiltasIdleWatch *self)
{
  tiltas_trace ("idle-end", "place=%d", (int) tiltas_session_place (self->context->session)->kind);
  tiltas_idle_rest (self->idle);
  take_question_away (self);
  tiltas_session_end (self->context->session);
}

static void
on_stay (TiltasIdleWatch *self)
{
  tiltas_idle_touch (self->idle);
  take_question_away (self);
  update (self);
}

static void
ask (TiltasIdleWatch *self)
{
  const char *language = tiltas_session_language (self->context->session);

  if (self->question == NULL)
    {
      tiltas_trace ("idle-ask", "seconds=%d", tiltas_idle_seconds_left (self->idle));
      self->question = tiltas_idle_question_new (language, TILTAS_IDLE_COUNTDOWN);
      g_signal_connect_swapped (self->question, "stay", G_CALLBACK (on_stay), self);
      g_signal_connect_swapped (self->question, "finish", G_CALLBACK (end_session), self);
      self->show (self->question, self->data);
    }
  tiltas_idle_question_set_seconds (TILTAS_IDLE_QUESTION (self->question), tiltas_idle_seconds_left (self->idle));
}

static gboolean
on_timer (gpointer data)
{
  TiltasIdleWatch *self = data;

  self->timer = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
update (TiltasIdleWatch *self)
{
  gint64 due;

  switch (tiltas_idle_state (self->idle))
    {
    case TILTAS_IDLE_ASKING:
      if (leaves_traces (self->context->session))
        ask (self);
      else
        tiltas_idle_rest (self->idle);
      break;
    case TILTAS_IDLE_OVER:
      end_session (self);
      break;
    case TILTAS_IDLE_ACTIVE:
    case TILTAS_IDLE_OFF:
    default:
      break;
    }
  due = tiltas_idle_due (self->idle);
  if (due >= 0 && self->timer == 0)
    self->timer = g_timeout_add ((guint) (due / 1000) + 1, on_timer, self);
}

/* TRUE for pages that people read from beginning to end. The others they only look through. */
static gboolean
is_for_reading (TiltasSession *session)
{
  TiltasPlaceKind kind = tiltas_session_place (session)->kind;

  return kind == TILTAS_PLACE_LESSON || kind == TILTAS_PLACE_SERVICE || kind == TILTAS_PLACE_NEWS;
}

static void
set_limit (TiltasIdleWatch *self)
{
  TiltasSession *session = self->context->session;
  int seconds = self->context->config->idle_seconds;

  if (tiltas_session_in_staff (session))
    seconds = tiltas_session_is_unlocked (session) ? STAFF_SECONDS : PIN_SECONDS;
  tiltas_idle_set_seconds (self->idle, seconds);
}

TiltasIdleWatch *
tiltas_idle_watch_new (TiltasContext *context, TiltasIdleShow show, gpointer data)
{
  TiltasIdleWatch *self = g_new0 (TiltasIdleWatch, 1);

  self->context = context;
  self->idle = tiltas_idle_new (context->clock, context->config->idle_seconds);
  self->show = show;
  self->data = data;
  return self;
}

void
tiltas_idle_watch_free (TiltasIdleWatch *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->question != NULL)
    g_signal_handlers_disconnect_by_data (self->question, self);
  tiltas_idle_free (self->idle);
  g_free (self);
}

void
tiltas_idle_watch_touch (TiltasIdleWatch *self)
{
  tiltas_idle_touch (self->idle);
  update (self);
}

void
tiltas_idle_watch_release (TiltasIdleWatch *self)
{
  if (self->question != NULL && tiltas_idle_state (self->idle) != TILTAS_IDLE_ASKING)
    take_question_away (self);
}

gboolean
tiltas_idle_watch_asks (TiltasIdleWatch *self)
{
  return self->question != NULL;
}

void
tiltas_idle_watch_page (TiltasIdleWatch *self, GtkWidget *page)
{
  set_limit (self);
  if (!leaves_traces (self->context->session))
    {
      tiltas_idle_rest (self->idle);
      g_clear_handle_id (&self->timer, g_source_remove);
      take_question_away (self);
      return;
    }
  /* The new limit may be reached before the timer would fire. */
  g_clear_handle_id (&self->timer, g_source_remove);
  tiltas_idle_set_words (self->idle,
                         page != NULL && is_for_reading (self->context->session) ? count_words_below (page) : 0);
  /* A page that --page opened counts as touched. */
  if (tiltas_idle_state (self->idle) == TILTAS_IDLE_OFF)
    tiltas_idle_touch (self->idle);
  update (self);
}
