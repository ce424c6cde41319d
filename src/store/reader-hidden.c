/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/reader-hidden.h"

#include "store/reader-private.h"
#include "store/reader-query.h"

/* Hides publishers by temporary views of the reader's own connection, which have the names of the tables: SQLite
 * looks for a temporary name first, so that no query must know of hidden publishers. Units and categories have no
 * view: they vanish when nothing is left in them, and stay when another publisher fills them. Branches and articles
 * stay: a branch says where the terminal stands, and articles are for staff. */

#define VIEW(table)                                         \
  "CREATE TEMP VIEW " table " AS SELECT * FROM main." table \
  " WHERE publisher NOT IN (SELECT publisher FROM temp.hidden);"

static const char HIDE[] =
  "CREATE TEMP TABLE hidden (publisher TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;" VIEW ("lesson")
    VIEW ("service") VIEW ("term") VIEW ("announcement") VIEW ("holiday");

/* The publisher that cannot be hidden, or NULL when there are no lessons. Transfer full. */
static char *
read_first (TiltasReader *self, GError **error)
{
  g_autoptr (TiltasReading) snapshot = tiltas_reader_begin (self, error);
  g_autoptr (TiltasStatement) statement =
    snapshot != NULL ? tiltas_reader_prepare (self, "SELECT " TILTAS_FIRST_PUBLISHER, NULL, error) : NULL;

  if (statement == NULL || tiltas_sql_step (statement, error) != TILTAS_STEP_ROW)
    return NULL;
  return g_strdup (tiltas_sql_text (statement, 0));
}

static gboolean
add_hidden (TiltasReader *self, const char *publisher, GError **error)
{
  g_autoptr (TiltasStatement) statement =
    tiltas_sql_prepare (self->db, "INSERT OR IGNORE INTO temp.hidden VALUES (:publisher)", error);

  if (statement == NULL)
    return FALSE;
  tiltas_sql_bind_text (statement, ":publisher", publisher);
  return tiltas_sql_step (statement, error) == TILTAS_STEP_DONE;
}

/* The views are in memory only, but SQLite's query_only refuses them too. The file is open for reading only, so that
 * nothing can be written into it meanwhile. */
static gboolean
make_views (TiltasReader *self, GError **error)
{
  if (!tiltas_sql_exec (self->db, "PRAGMA query_only = OFF", error) || !tiltas_sql_exec (self->db, HIDE, error))
    return FALSE;
  for (guint i = 0; self->hidden[i] != NULL; i++)
    if (!add_hidden (self, self->hidden[i], error))
      return FALSE;
  return tiltas_sql_exec (self->db, "PRAGMA query_only = ON", error);
}

gboolean
tiltas_reader_hide (TiltasReader *self, const char *const *publishers, GError **error)
{
  g_return_val_if_fail (self != NULL && self->hidden == NULL, FALSE);
  g_autoptr (GStrvBuilder) hidden = g_strv_builder_new ();
  g_autoptr (GError) fault = NULL;

  if (publishers == NULL || publishers[0] == NULL)
    return TRUE;
  g_autofree char *first = read_first (self, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  for (guint i = 0; publishers[i] != NULL; i++)
    if (g_strcmp0 (publishers[i], first) != 0)
      g_strv_builder_add (hidden, publishers[i]);
  self->hidden = g_strv_builder_end (hidden);
  return make_views (self, error);
}
