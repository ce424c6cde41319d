/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/import-delta.h"

#include "content/canonical.h"
#include "content/delta.h"
#include "content/pack-reader.h"
#include "store/error.h"
#include "store/previous.h"

#include <string.h>

static gboolean
old_line (const char *key, GByteArray *line, gpointer data, GError **error)
{
  return tiltas_import_get (data, key, line, error);
}

static gboolean
new_line (const TiltasPackLine *line, gpointer data, GError **error)
{
  return tiltas_import_put (data, line, error);
}

/* Turns a fault of the delta into REFUSED. An error of the store or of the disk stays as it is. */
static gboolean
explain (GError *fault, GError **error)
{
  if (fault->domain == TILTAS_STORE_ERROR || fault->domain == G_IO_ERROR)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  g_set_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_REFUSED, "delta: %s", fault->message);
  g_error_free (fault);
  return FALSE;
}

gboolean
tiltas_import_feed_delta (TiltasImport *self, const char *publisher, GBytes *bytes, GError **error)
{
  GError *fault = NULL;
  g_autoptr (TiltasDelta) delta = tiltas_delta_parse (publisher, bytes, &fault);
  if (delta == NULL)
    return explain (fault, error);
  const char *const *removed = tiltas_delta_removed (delta, NULL);
  for (gsize i = 0; removed[i] != NULL; i++)
    if (!tiltas_import_drop (self, removed[i], error))
      return FALSE;
  return tiltas_delta_lines (delta, old_line, new_line, self, &fault) || explain (fault, error);
}

static gboolean
restore_row (TiltasImport *self, const char *key, const char *raw, GError **error)
{
  if (raw == NULL)
    return tiltas_import_drop (self, key, error);
  g_autoptr (GError) fault = NULL;
  g_autoptr (json_t) json = tiltas_canonical_check (raw, strlen (raw), &fault);
  g_autoptr (TiltasKey) parsed = json != NULL ? tiltas_key_of (json, &fault) : NULL;
  if (parsed != NULL && g_str_equal (parsed->key, key))
    return tiltas_import_put (self, &(TiltasPackLine){ parsed, json, raw, strlen (raw) }, error);
  g_set_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_DAMAGED, "what %s was is damaged", key);
  return FALSE;
}

gboolean
tiltas_import_feed_previous (TiltasImport *self, TiltasDatabase *db, const char *publisher, GError **error)
{
  g_autofree char *after = g_strdup ("");
  for (;;)
    {
      g_autofree char *key = NULL, *raw = NULL;
      if (!tiltas_previous_next (db, publisher, after, &key, &raw, error))
        return FALSE;
      if (key == NULL)
        return TRUE;
      if (!restore_row (self, key, raw, error))
        return FALSE;
      g_free (after);
      after = g_steal_pointer (&key);
    }
}
