/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/derive.h"

#include "base/date.h"
#include "content/refs.h"
#include "store/search-text.h"

#include <string.h>

/* The last day of an announcement that has no end. */
#define FOREVER G_MAXINT32

typedef enum
{
  PUT_UNIT,
  PUT_CATEGORY,
  PUT_LESSON,
  PUT_SERVICE,
  PUT_SERVICE_CATEGORY,
  PUT_TERM,
  PUT_BRANCH,
  PUT_ANNOUNCEMENT,
  PUT_ANNOUNCEMENT_BRANCH,
  PUT_ARTICLE,
  PUT_HOLIDAY,
  PUT_BLOB,
  PUT_TEXT,
  PUT_DOCUMENT,
  PUT_SEARCH,
  REMOVE_SEARCH,
  N_STATEMENTS,
} Statement;

#define FACT_COLUMNS "record_id, ref, publisher, id"
#define FACT_VALUES ":record_id, :ref, :publisher, :id"

static const char *const SQL[N_STATEMENTS] = {
  [PUT_UNIT] = "INSERT INTO unit (" FACT_COLUMNS ", position, icon) VALUES (" FACT_VALUES ", :position, :icon)",
  [PUT_CATEGORY] = "INSERT INTO category (" FACT_COLUMNS ", position, icon) VALUES (" FACT_VALUES ", :position, :icon)",
  [PUT_LESSON] = "INSERT INTO lesson (" FACT_COLUMNS ", unit, position, icon)"
                 " VALUES (" FACT_VALUES ", :unit, :position, :icon)",
  [PUT_SERVICE] = "INSERT INTO service (" FACT_COLUMNS ", position, status, verified, name)"
                  " VALUES (" FACT_VALUES ", :position, :status, :verified, :name)",
  [PUT_SERVICE_CATEGORY] = "INSERT OR IGNORE INTO service_category (record_id, ordinal, category)"
                           " VALUES (:record_id, :ordinal, :category)",
  [PUT_TERM] = "INSERT INTO term (" FACT_COLUMNS ", word) VALUES (" FACT_VALUES ", :word)",
  [PUT_BRANCH] = "INSERT INTO branch (" FACT_COLUMNS ", name) VALUES (" FACT_VALUES ", :name)",
  [PUT_ANNOUNCEMENT] = "INSERT INTO announcement (" FACT_COLUMNS ", valid_from, valid_to)"
                       " VALUES (" FACT_VALUES ", :valid_from, :valid_to)",
  [PUT_ANNOUNCEMENT_BRANCH] = "INSERT OR IGNORE INTO announcement_branch (record_id, branch)"
                              " VALUES (:record_id, :branch)",
  [PUT_ARTICLE] = "INSERT INTO article (" FACT_COLUMNS ", position) VALUES (" FACT_VALUES ", :position)",
  [PUT_HOLIDAY] = "INSERT INTO holiday (" FACT_COLUMNS ", day) VALUES (" FACT_VALUES ", :day)",
  [PUT_BLOB] = "INSERT OR IGNORE INTO blob (record_id, sha256, length, media_type)"
               " VALUES (:record_id, :sha256, :length, :media_type)",
  [PUT_TEXT] = "INSERT INTO text (record_id, kind, ref, lang, title, state, cards)"
               " VALUES (:record_id, :kind, :ref, :lang, :title, :state, :cards)",
  [PUT_DOCUMENT] = "INSERT INTO search_document (record_id, kind, ref, lang, title, body)"
                   " VALUES (:record_id, :kind, :ref, :lang, :title, :body)",
  [PUT_SEARCH] = "INSERT INTO search (rowid, title, body) VALUES (:record_id, :title, :body)",
  [REMOVE_SEARCH] = "DELETE FROM search WHERE rowid = :record_id",
};

struct _TiltasDeriver
{
  TiltasStatement *statements[N_STATEMENTS];
};

TiltasDeriver *
tiltas_deriver_new (TiltasDatabase *db, GError **error)
{
  g_autoptr (TiltasDeriver) self = g_new0 (TiltasDeriver, 1);
  for (guint i = 0; i < N_STATEMENTS; i++)
    if ((self->statements[i] = tiltas_sql_prepare (db, SQL[i], error)) == NULL)
      return NULL;
  return g_steal_pointer (&self);
}

void
tiltas_deriver_free (TiltasDeriver *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_STATEMENTS; i++)
    tiltas_statement_free (self->statements[i]);
  g_free (self);
}

static const char *
text_member (json_t *json, const char *name)
{
  return json_string_value (json_object_get (json, name));
}

static gint64
integer_member (json_t *json, const char *name)
{
  return json_integer_value (json_object_get (json, name));
}

static gint64
day_member (json_t *json, const char *name, gint64 missing)
{
  gint64 day;
  const char *text = text_member (json, name);
  return text != NULL && tiltas_date_parse (text, &day, NULL) ? day : missing;
}

/* Binds the columns that all tables of facts have. */
static TiltasStatement *
fact (TiltasDeriver *self, Statement which, gint64 record_id, const TiltasKey *key)
{
  g_autofree char *ref = tiltas_ref_of (key->publisher, key->id);
  TiltasStatement *statement = self->statements[which];
  tiltas_sql_bind_int (statement, ":record_id", record_id);
  tiltas_sql_bind_text (statement, ":ref", ref);
  tiltas_sql_bind_text (statement, ":publisher", key->publisher);
  tiltas_sql_bind_text (statement, ":id", key->id);
  return statement;
}

static gboolean
put_group (TiltasDeriver *self, gint64 record_id, const TiltasKey *key, json_t *json, GError **error)
{
  Statement which = g_str_equal (key->kind, "unit") ? PUT_UNIT : PUT_CATEGORY;
  TiltasStatement *statement = fact (self, which, record_id, key);
  tiltas_sql_bind_int (statement, ":position", integer_member (json, "position"));
  tiltas_sql_bind_text (statement, ":icon", text_member (json, "icon"));
  return tiltas_sql_run (statement, error);
}

static gboolean
put_lesson (TiltasDeriver *self, gint64 record_id, const TiltasKey *key, json_t *json, GError **error)
{
  TiltasStatement *statement = fact (self, PUT_LESSON, record_id, key);
  g_autofree char *ref = tiltas_ref_of (key->publisher, text_member (json, "unit"));
  tiltas_sql_bind_text (statement, ":unit", ref);
  tiltas_sql_bind_int (statement, ":position", integer_member (json, "position"));
  tiltas_sql_bind_text (statement, ":icon", text_member (json, "icon"));
  return tiltas_sql_run (statement, error);
}

static gboolean
put_service (TiltasDeriver *self, gint64 record_id, const TiltasKey *key, json_t *json, GError **error)
{
  TiltasStatement *statement = fact (self, PUT_SERVICE, record_id, key);
  const char *status = text_member (json, "status");
  tiltas_sql_bind_int (statement, ":position", integer_member (json, "position"));
  tiltas_sql_bind_text (statement, ":status", status != NULL ? status : "");
  tiltas_sql_bind_int (statement, ":verified", json_is_true (json_object_get (json, "verified")));
  tiltas_sql_bind_text (statement, ":name", text_member (json, "name"));
  if (!tiltas_sql_run (statement, error))
    return FALSE;
  gsize i;
  json_t *item;
  json_array_foreach (json_object_get (json, "categories"), i, item)
    {
      if (!json_is_string (item))
        continue;
      g_autofree char *category = tiltas_ref_of (key->publisher, json_string_value (item));
      statement = self->statements[PUT_SERVICE_CATEGORY];
      tiltas_sql_bind_int (statement, ":record_id", record_id);
      tiltas_sql_bind_int (statement, ":ordinal", (gint64) i);
      tiltas_sql_bind_text (statement, ":category", category);
      if (!tiltas_sql_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_term (TiltasDeriver *self, gint64 record_id, const TiltasKey *key, json_t *json, GError **error)
{
  TiltasStatement *statement = fact (self, PUT_TERM, record_id, key);
  tiltas_sql_bind_text (statement, ":word", text_member (json, "term"));
  return tiltas_sql_run (statement, error);
}

static gboolean
put_branch (TiltasDeriver *self, gint64 record_id, const TiltasKey *key, json_t *json, GError **error)
{
  TiltasStatement *statement = fact (self, PUT_BRANCH, record_id, key);
  tiltas_sql_bind_text (statement, ":name", text_member (json, "name"));
  return tiltas_sql_run (statement, error);
}

static gboolean
put_announcement (TiltasDeriver *self, gint64 record_id, const TiltasKey *key, json_t *json, GError **error)
{
  TiltasStatement *statement = fact (self, PUT_ANNOUNCEMENT, record_id, key);
  tiltas_sql_bind_int (statement, ":valid_from", day_member (json, "valid_from", 0));
  tiltas_sql_bind_int (statement, ":valid_to", day_member (json, "valid_to", FOREVER));
  if (!tiltas_sql_run (statement, error))
    return FALSE;
  gsize i;
  json_t *item;
  json_array_foreach (json_object_get (json, "branches"), i, item)
    {
      if (!json_is_string (item))
        continue;
      g_autofree char *branch = tiltas_ref_of (key->publisher, json_string_value (item));
      statement = self->statements[PUT_ANNOUNCEMENT_BRANCH];
      tiltas_sql_bind_int (statement, ":record_id", record_id);
      tiltas_sql_bind_text (statement, ":branch", branch);
      if (!tiltas_sql_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_article (TiltasDeriver *self, gint64 record_id, const TiltasKey *key, json_t *json, GError **error)
{
  TiltasStatement *statement = fact (self, PUT_ARTICLE, record_id, key);
  tiltas_sql_bind_int (statement, ":position", integer_member (json, "position"));
  return tiltas_sql_run (statement, error);
}

static gboolean
put_holiday (TiltasDeriver *self, gint64 record_id, const TiltasKey *key, json_t *json, GError **error)
{
  TiltasStatement *statement = fact (self, PUT_HOLIDAY, record_id, key);
  tiltas_sql_bind_int (statement, ":day", day_member (json, "date", 0));
  return tiltas_sql_run (statement, error);
}

/* Writes the row of any -text record: it tells the languages of a record and holds its title for lists. */
static gboolean
put_text (TiltasDeriver *self, gint64 record_id, const TiltasKey *key, json_t *json, GError **error)
{
  TiltasStatement *statement = self->statements[PUT_TEXT];
  g_autofree char *ref = tiltas_ref_of (key->publisher, key->id);
  g_autofree char *kind = g_strndup (key->kind, strlen (key->kind) - strlen ("-text"));
  const char *title = text_member (json, "title");
  if (title == NULL)
    title = text_member (json, g_str_equal (kind, "term") ? "term" : "name");
  tiltas_sql_bind_int (statement, ":record_id", record_id);
  tiltas_sql_bind_text (statement, ":kind", kind);
  tiltas_sql_bind_text (statement, ":ref", ref);
  tiltas_sql_bind_text (statement, ":lang", key->lang);
  tiltas_sql_bind_text (statement, ":title", title);
  tiltas_sql_bind_text (statement, ":state", text_member (json, "state"));
  tiltas_sql_bind_int (statement, ":cards", (gint64) json_array_size (json_object_get (json, "cards")));
  return tiltas_sql_run (statement, error);
}

/* Writes a row for every object with sha256, length and media_type, wherever it stands in the record. */
static gboolean
put_blobs (TiltasDeriver *self, gint64 record_id, json_t *value, GError **error)
{
  gsize i;
  const char *name;
  json_t *item;
  json_array_foreach (value, i, item)
    if (!put_blobs (self, record_id, item, error))
      return FALSE;
  json_object_foreach (value, name, item)
    if ((json_is_object (item) || json_is_array (item)) && !put_blobs (self, record_id, item, error))
      return FALSE;
  const char *sha256 = json_is_object (value) ? text_member (value, "sha256") : NULL;
  const char *media_type = sha256 != NULL ? text_member (value, "media_type") : NULL;
  if (media_type == NULL || integer_member (value, "length") <= 0)
    return TRUE;
  TiltasStatement *statement = self->statements[PUT_BLOB];
  tiltas_sql_bind_int (statement, ":record_id", record_id);
  tiltas_sql_bind_text (statement, ":sha256", sha256);
  tiltas_sql_bind_int (statement, ":length", integer_member (value, "length"));
  tiltas_sql_bind_text (statement, ":media_type", media_type);
  return tiltas_sql_run (statement, error);
}

static gboolean
put_document (TiltasDeriver *self, gint64 record_id, const TiltasKey *key, json_t *json, GError **error)
{
  g_auto (TiltasSearchText) text = { 0 };
  if (!tiltas_search_text_of (key, json, &text))
    return TRUE;
  g_autofree char *ref = tiltas_ref_of (key->publisher, key->id);
  TiltasStatement *document = self->statements[PUT_DOCUMENT], *search = self->statements[PUT_SEARCH];
  tiltas_sql_bind_int (document, ":record_id", record_id);
  tiltas_sql_bind_int (document, ":kind", text.hit_kind);
  tiltas_sql_bind_text (document, ":ref", ref);
  tiltas_sql_bind_text (document, ":lang", text.lang);
  tiltas_sql_bind_text (document, ":title", text.title);
  tiltas_sql_bind_text (document, ":body", text.body);
  tiltas_sql_bind_int (search, ":record_id", record_id);
  tiltas_sql_bind_text (search, ":title", text.title);
  tiltas_sql_bind_text (search, ":body", text.body);
  return tiltas_sql_run (document, error) && tiltas_sql_run (search, error);
}

gboolean
tiltas_deriver_put (TiltasDeriver *self, gint64 record_id, const TiltasKey *key, json_t *json, GError **error)
{
  static const struct
  {
    const char *kind;
    gboolean (*put) (TiltasDeriver *, gint64, const TiltasKey *, json_t *, GError **);
  } KINDS[] = {
    { "unit", put_group },      { "category", put_group },  { "lesson", put_lesson },
    { "service", put_service }, { "term", put_term },       { "branch", put_branch },
    { "article", put_article }, { "holiday", put_holiday }, { "announcement", put_announcement },
  };
  for (gsize i = 0; key->lang == NULL && i < G_N_ELEMENTS (KINDS); i++)
    if (g_str_equal (KINDS[i].kind, key->kind))
      {
        if (!KINDS[i].put (self, record_id, key, json, error))
          return FALSE;
        break;
      }
  return (key->lang == NULL || put_text (self, record_id, key, json, error)) &&
         put_blobs (self, record_id, json, error) && put_document (self, record_id, key, json, error);
}

gboolean
tiltas_deriver_remove (TiltasDeriver *self, gint64 record_id, GError **error)
{
  tiltas_sql_bind_int (self->statements[REMOVE_SEARCH], ":record_id", record_id);
  return tiltas_sql_run (self->statements[REMOVE_SEARCH], error);
}
