/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "store/connection.h"
#include "store/fold.h"

#include <string.h>

/* Any text becomes a query that FTS5 accepts. */
static void
ask (TiltasDatabase *db, const char *expression)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasStatement) statement =
    tiltas_sql_prepare (db, "SELECT rowid FROM search WHERE search MATCH :expression", &error);
  g_assert_no_error (error);
  tiltas_sql_bind_text (statement, ":expression", expression);
  g_assert_true (tiltas_sql_run (statement, &error));
  g_assert_no_error (error);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static TiltasDatabase *db;
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autofree char *expression = tiltas_search_expression (text);
  if (db == NULL)
    db = tiltas_connection_open_memory (NULL);
  if (expression != NULL)
    ask (db, expression);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *folded = tiltas_search_fold (valid);
  g_assert (g_utf8_validate (folded, -1, NULL));
  return 0;
}
