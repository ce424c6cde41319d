/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/reader-articles.h"

#include "store/links.h"
#include "store/reader-query.h"

#define ANNOUNCEMENTS                                                                              \
  "SELECT r.raw, t.raw FROM announcement JOIN record AS r ON r.record_id = announcement.record_id" \
  " JOIN record AS t ON t.record_id = " TILTAS_TEXT_OF ("announcement", "announcement.ref")

#define ARTICLES                                                                                                \
  "SELECT r.raw, t.raw FROM article JOIN record AS r ON r.record_id = article.record_id"                        \
  " JOIN record AS t ON t.record_id = " TILTAS_TEXT_OF ("article", "article.ref") " ORDER BY article.position," \
                                                                                  " article.ref"

static GPtrArray *
read_articles (TiltasReader *self, TiltasStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) articles = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_article_unref);
  g_autoptr (TiltasLinks) links = tiltas_links_new (self, error);
  TiltasStep step = TILTAS_STEP_ERROR;
  while (links != NULL)
    {
      g_autoptr (json_t) record = NULL, text = NULL;
      if ((step = tiltas_reader_step_record (self, statement, &record, &text, error)) != TILTAS_STEP_ROW)
        break;
      TiltasArticle *article = tiltas_article_new (record, text);
      g_ptr_array_add (articles, article);
      if (!tiltas_links_filter_article (links, article, error))
        return NULL;
    }
  return step == TILTAS_STEP_DONE ? g_steal_pointer (&articles) : NULL;
}

GPtrArray *
tiltas_reader_announcements (TiltasReader *self,
                             const char *branch,
                             gint64 day,
                             const char *const *ladder,
                             GError **error)
{
  static const char VALID[] =
    ANNOUNCEMENTS " WHERE announcement.valid_to >= :day AND announcement.valid_from <= :day"
                  " AND (NOT EXISTS (SELECT 1 FROM announcement_branch AS b WHERE b.record_id = announcement.record_id)"
                  " OR EXISTS (SELECT 1 FROM announcement_branch AS b WHERE b.record_id = announcement.record_id"
                  " AND b.branch = :branch)) ORDER BY announcement.valid_from DESC, announcement.ref";
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  if (snapshot == NULL)
    return NULL;
  g_autoptr (GError) fault = NULL;
  g_autofree char *full =
    branch != NULL ? tiltas_reader_resolve (self, TILTAS_READER_TABLE_BRANCH, branch, &fault) : NULL;
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  g_autoptr (TiltasStatement) statement = tiltas_reader_prepare (self, VALID, ladder, error);
  if (statement == NULL)
    return NULL;
  tiltas_sql_bind_int (statement, ":day", day);
  tiltas_sql_bind_text (statement, ":branch", full);
  return read_articles (self, statement, error);
}

TiltasArticle *
tiltas_reader_announcement (TiltasReader *self, const char *ref, const char *const *ladder, GError **error)
{
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  g_autofree char *full =
    snapshot != NULL ? tiltas_reader_resolve (self, TILTAS_READER_TABLE_ANNOUNCEMENT, ref, error) : NULL;
  g_autoptr (TiltasStatement) statement =
    full != NULL ? tiltas_reader_prepare (self, ANNOUNCEMENTS " WHERE announcement.ref = :ref", ladder, error) : NULL;
  if (statement == NULL)
    return NULL;
  tiltas_sql_bind_text (statement, ":ref", full);
  g_autoptr (GPtrArray) found = read_articles (self, statement, error);
  return found != NULL && found->len > 0 ? tiltas_article_ref (g_ptr_array_index (found, 0)) : NULL;
}

GPtrArray *
tiltas_reader_articles (TiltasReader *self, const char *const *ladder, GError **error)
{
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  g_autoptr (TiltasStatement) statement =
    snapshot != NULL ? tiltas_reader_prepare (self, ARTICLES, ladder, error) : NULL;
  return statement != NULL ? read_articles (self, statement, error) : NULL;
}
