/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/reader-search.h"

#include "store/fold.h"
#include "store/hit.h"
#include "store/reader-query.h"

#include <string.h>

/* The search has two steps. The first weighs every matching document (a text in one language) and keeps the best one
 * of each record. The second reads the titles of the records that are shown. */

#define N_KINDS 3

/* Leaves out the services that a visitor may not see. */
#define DOCUMENTS                                                                           \
  "SELECT d.kind, d.ref, d.lang, d.record_id, bm25 (search, 8.0, 1.0) FROM search"          \
  " JOIN search_document AS d ON d.record_id = search.rowid WHERE search MATCH :expression" \
  " AND (d.kind <> 1 OR EXISTS (SELECT 1 FROM service WHERE service.ref = d.ref AND " TILTAS_SERVICE_VISIBLE "))"

#define TITLES "SELECT rowid FROM search WHERE search MATCH 'title : (' || :expression || ')'"

/* title, subtitle, lang, icon of one record */
static const char *const DETAILS[N_KINDS] = {
  [TILTAS_HIT_LESSON] =
    "SELECT t.title, u.title, t.lang, lesson.icon FROM lesson"
    " JOIN text AS t ON t.record_id = " TILTAS_TEXT_OF (
      "lesson",
      "lesson.ref") " LEFT JOIN text AS u ON u.record_id = " TILTAS_TEXT_OF ("unit",
                                                                             "lesson.unit") " WHERE lesson.ref = :ref",
  [TILTAS_HIT_SERVICE] = "SELECT coalesce (t.title, service.name),"
                         " iif (t.title <> service.name, service.name, NULL), coalesce (t.lang, 'lt'),"
                         " (SELECT category.icon FROM service_category AS mine"
                         " JOIN category ON category.ref = mine.category WHERE mine.record_id = service.record_id"
                         " ORDER BY mine.ordinal LIMIT 1) FROM service"
                         " LEFT JOIN text AS t ON t.record_id = " TILTAS_TEXT_OF (
                           "service",
                           "service.ref") " WHERE service.ref = :ref AND " TILTAS_SERVICE_VISIBLE,
  [TILTAS_HIT_TERM] = "SELECT term.word, iif (t.title <> term.word, t.title, NULL), 'lt', NULL FROM term"
                      " JOIN text AS t ON t.record_id = " TILTAS_TEXT_OF ("term", "term.ref") " WHERE term.ref = :ref",
};

/* The best document of a record so far. Two documents are compared field by field; the smaller one is better. */
typedef struct
{
  char *ref;
  guint in_body;  /* 0: all words are in the title */
  guint language; /* place in the ladder; G_MAXUINT: not in it */
  double score;   /* bm25: the more negative, the better */
} Candidate;

static void
candidate_free (gpointer data)
{
  Candidate *self = data;
  g_free (self->ref);
  g_free (self);
}

static gint
compare (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a, *other = b;
  if (one->in_body != other->in_body)
    return one->in_body < other->in_body ? -1 : 1;
  if (one->language != other->language)
    return one->language < other->language ? -1 : 1;
  if (one->score < other->score || one->score > other->score)
    return one->score < other->score ? -1 : 1;
  return strcmp (one->ref, other->ref);
}

static guint
place_in (const char *const *ladder, const char *lang)
{
  for (guint i = 0; ladder != NULL && ladder[i] != NULL; i++)
    if (g_strcmp0 (ladder[i], lang) == 0)
      return i;
  return G_MAXUINT;
}

/* Ids of the documents whose title alone has all words. */
static GHashTable *
matching_titles (TiltasReader *self, const char *expression, GError **error)
{
  g_autoptr (TiltasStatement) statement = tiltas_reader_prepare (self, TITLES, NULL, error);
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  TiltasStep step = TILTAS_STEP_ERROR;
  if (statement != NULL)
    tiltas_sql_bind_text (statement, ":expression", expression);
  while (statement != NULL && (step = tiltas_sql_step (statement, error)) == TILTAS_STEP_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);
      g_hash_table_add (titles, g_memdup2 (&id, sizeof id));
    }
  return step == TILTAS_STEP_DONE ? g_steal_pointer (&titles) : NULL;
}

static void
keep_best (GHashTable *records, const Candidate *candidate)
{
  Candidate *known = g_hash_table_lookup (records, candidate->ref);
  if (known == NULL)
    {
      known = g_memdup2 (candidate, sizeof *candidate);
      known->ref = g_strdup (candidate->ref);
      g_hash_table_insert (records, known->ref, known);
    }
  else if (compare (candidate, known) < 0)
    {
      char *ref = known->ref;
      *known = *candidate;
      known->ref = ref;
    }
}

/* Fills one table of candidates per kind. */
static gboolean
gather (TiltasReader *self,
        const char *expression,
        const char *const *ladder,
        GHashTable *records[N_KINDS],
        GError **error)
{
  g_autoptr (GHashTable) titles = matching_titles (self, expression, error);
  g_autoptr (TiltasStatement) statement = titles != NULL ? tiltas_reader_prepare (self, DOCUMENTS, NULL, error) : NULL;
  TiltasStep step = TILTAS_STEP_ERROR;
  if (statement != NULL)
    tiltas_sql_bind_text (statement, ":expression", expression);
  while (statement != NULL && (step = tiltas_sql_step (statement, error)) == TILTAS_STEP_ROW)
    {
      gint64 kind = sqlite3_column_int64 (statement, 0), id = sqlite3_column_int64 (statement, 3);
      Candidate candidate = { (char *) tiltas_sql_text (statement, 1), !g_hash_table_contains (titles, &id),
                              place_in (ladder, tiltas_sql_text (statement, 2)), sqlite3_column_double (statement, 4) };
      if (kind >= 0 && kind < N_KINDS && candidate.ref != NULL)
        keep_best (records[kind], &candidate);
    }
  return step == TILTAS_STEP_DONE;
}

/* Makes the hit that is shown. NULL without error when the record cannot be shown (a text without its record). */
static TiltasHit *
make_hit (TiltasStatement *details, TiltasHitKind kind, const char *ref, GError **error)
{
  tiltas_sql_bind_text (details, ":ref", ref);
  TiltasHit *hit = NULL;
  if (tiltas_sql_step (details, error) == TILTAS_STEP_ROW)
    {
      hit = g_atomic_rc_box_new0 (TiltasHit);
      hit->kind = kind;
      hit->ref = g_strdup (ref);
      hit->title = g_strdup (tiltas_sql_text (details, 0));
      hit->subtitle = g_strdup (tiltas_sql_text (details, 1));
      hit->lang = g_strdup (tiltas_sql_text (details, 2));
      hit->icon = g_strdup (tiltas_sql_text (details, 3));
    }
  tiltas_sql_reset (details);
  return hit;
}

/* One search: who asks, what may come out, and what has come out. */
typedef struct
{
  TiltasReader *reader;
  const char *const *ladder;
  guint limit; /* hits of each kind */
  GPtrArray *hits;
} Search;

static gboolean
add_hits (const Search *self, TiltasHitKind kind, GHashTable *records, GError **error)
{
  g_autoptr (TiltasStatement) details = tiltas_reader_prepare (self->reader, DETAILS[kind], self->ladder, error);
  if (details == NULL)
    return FALSE;
  g_autoptr (GList) sorted = g_list_sort (g_hash_table_get_values (records), compare);
  guint shown = 0;
  for (GList *item = sorted; item != NULL && shown < self->limit; item = item->next)
    {
      const Candidate *candidate = item->data;
      g_autoptr (GError) fault = NULL;
      TiltasHit *hit = make_hit (details, kind, candidate->ref, &fault);
      if (fault != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
      if (hit == NULL)
        continue;
      g_ptr_array_add (self->hits, hit);
      shown++;
    }
  return TRUE;
}

GPtrArray *
tiltas_reader_search (TiltasReader *self, const char *query, const char *const *ladder, guint limit, GError **error)
{
  g_return_val_if_fail (self != NULL && query != NULL, NULL);
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_hit_unref);
  g_autofree char *expression = tiltas_search_expression (query);
  if (expression == NULL)
    return g_steal_pointer (&hits);
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  if (snapshot == NULL)
    return NULL;
  GHashTable *records[N_KINDS];
  for (guint i = 0; i < N_KINDS; i++)
    records[i] = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, candidate_free);
  const Search search = { self, ladder, limit, hits };
  gboolean ok = gather (self, expression, ladder, records, error);
  for (guint i = 0; i < N_KINDS; i++)
    {
      ok = ok && add_hits (&search, i, records[i], error);
      g_hash_table_unref (records[i]);
    }
  if (!ok)
    tiltas_reader_explain_interrupt (self, error);
  return ok ? g_steal_pointer (&hits) : NULL;
}
