/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/links.h"

#include "store/reader-query.h"

#include "content/block.h"
#include "content/card.h"

typedef enum
{
  TO_SERVICE,
  TO_LESSON,
  TO_TERM,
  N_TARGETS,
} Target;

static const char *const SQL[N_TARGETS] = {
  [TO_SERVICE] = "SELECT 1 FROM service WHERE ref = :ref AND " TILTAS_SERVICE_VISIBLE,
  [TO_LESSON] = "SELECT 1 FROM lesson WHERE ref = :ref AND " TILTAS_HAS_TEXT ("lesson", "lesson.ref"),
  [TO_TERM] = "SELECT 1 FROM term WHERE ref = :ref AND " TILTAS_HAS_TEXT ("term", "term.ref"),
};

struct _TiltasLinks
{
  TiltasStatement *statements[N_TARGETS];
};

TiltasLinks *
tiltas_links_new (TiltasReader *reader, GError **error)
{
  g_autoptr (TiltasLinks) self = g_new0 (TiltasLinks, 1);
  for (guint i = 0; i < N_TARGETS; i++)
    if ((self->statements[i] = tiltas_reader_prepare (reader, SQL[i], NULL, error)) == NULL)
      return NULL;
  return g_steal_pointer (&self);
}

void
tiltas_links_free (TiltasLinks *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_TARGETS; i++)
    tiltas_statement_free (self->statements[i]);
  g_free (self);
}

static gboolean
look_up (TiltasLinks *self, Target target, const char *ref, gboolean *there, GError **error)
{
  TiltasStatement *statement = self->statements[target];
  tiltas_sql_bind_text (statement, ":ref", ref);
  TiltasStep step = tiltas_sql_step (statement, error);
  tiltas_sql_reset (statement);
  *there = step == TILTAS_STEP_ROW;
  return step != TILTAS_STEP_ERROR;
}

static gboolean
filter_refs (TiltasLinks *self, Target target, GStrv refs, GError **error)
{
  guint kept = 0;
  for (guint i = 0; refs != NULL && refs[i] != NULL; i++)
    {
      gboolean there;
      char *ref = refs[i];
      refs[i] = NULL;
      if (!look_up (self, target, ref, &there, error))
        {
          g_free (ref);
          for (i++; refs[i] != NULL;
               i++) /* those after the one that was freed, which the array's end no longer covers */
            g_clear_pointer (&refs[i], g_free);
          return FALSE;
        }
      if (there)
        refs[kept++] = ref;
      else
        g_free (ref);
    }
  return TRUE;
}

static gboolean
filter_span (TiltasLinks *self, TiltasInline *span, GError **error)
{
  Target target = span->kind == TILTAS_SPAN_SERVICE  ? TO_SERVICE
                  : span->kind == TILTAS_SPAN_LESSON ? TO_LESSON
                  : span->kind == TILTAS_SPAN_TERM   ? TO_TERM
                                                     : N_TARGETS;
  gboolean there = TRUE;
  if (target == N_TARGETS)
    return TRUE;
  if (span->ref != NULL && !look_up (self, target, span->ref, &there, error))
    return FALSE;
  if (!there)
    {
      span->kind = TILTAS_SPAN_TEXT;
      g_clear_pointer (&span->ref, g_free);
    }
  return TRUE;
}

static gboolean
filter_blocks (TiltasLinks *self, GPtrArray *blocks, GError **error)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      TiltasBlock *block = g_ptr_array_index (blocks, i);
      for (guint j = 0; j < block->items->len; j++)
        {
          GPtrArray *spans = g_ptr_array_index (block->items, j);
          for (guint k = 0; k < spans->len; k++)
            if (!filter_span (self, g_ptr_array_index (spans, k), error))
              return FALSE;
        }
    }
  return TRUE;
}

gboolean
tiltas_links_filter_lesson (TiltasLinks *self, TiltasLesson *lesson, GError **error)
{
  for (guint i = 0; i < lesson->cards->len; i++)
    {
      TiltasCard *card = g_ptr_array_index (lesson->cards, i);
      if (!filter_blocks (self, card->blocks, error))
        return FALSE;
    }
  return filter_refs (self, TO_SERVICE, lesson->services, error) &&
         filter_refs (self, TO_LESSON, lesson->lessons, error);
}

gboolean
tiltas_links_filter_article (TiltasLinks *self, TiltasArticle *article, GError **error)
{
  return filter_blocks (self, article->blocks, error);
}

gboolean
tiltas_links_filter_branch (TiltasLinks *self, TiltasBranch *branch, GError **error)
{
  gboolean there = FALSE;
  if (branch->service_ref == NULL)
    return TRUE;
  if (!look_up (self, TO_SERVICE, branch->service_ref, &there, error))
    return FALSE;
  if (!there)
    g_clear_pointer (&branch->service_ref, g_free);
  return TRUE;
}
