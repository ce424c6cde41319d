/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-store"

#include "store/rebuild.h"

#include "store/check.h"
#include "store/connection.h"
#include "store/edition.h"
#include "store/editions.h"
#include "store/error.h"
#include "store/folder.h"
#include "store/transfer.h"

#include <string.h>

/* Writes the bundled store into a new file: copies its bytes when it has our schema version, else derives it anew.
 * The first start does not check it thoroughly, because the check after the first paint does. */
static gboolean
copy_bundled (const char *bundled, const char *part, gboolean thorough, GError **error)
{
  TiltasFileVerdict verdict = tiltas_check_quick (bundled, TRUE, error);
  if (verdict == TILTAS_FILE_GOOD)
    return (!thorough || tiltas_check_full (bundled, TILTAS_CHECK_IMMUTABLE, NULL, error)) &&
           tiltas_folder_copy (bundled, part, error);
  if (verdict != TILTAS_FILE_OTHER_VERSION)
    return FALSE;
  g_clear_error (error);
  gint64 version;
  g_autoptr (TiltasDatabase) source = tiltas_connection_open (bundled, TILTAS_CONNECTION_IMMUTABLE, &version, error);
  g_autoptr (TiltasDatabase) target = source != NULL ? tiltas_connection_create (part, error) : NULL;
  return target != NULL && tiltas_transfer_editions (source, target, NULL, error);
}

/* Imports the editions of old that are newer. What cannot be read there any more is lost, which is no error. Returns
 * the number of editions. */
static guint
salvage (const char *old, const char *part, GError **error)
{
  gint64 version;
  guint changed = 0;
  g_autoptr (GError) fault = NULL;
  g_autoptr (TiltasDatabase) source = tiltas_connection_open (old, TILTAS_CONNECTION_READ, &version, &fault);
  g_autoptr (TiltasDatabase) target =
    source != NULL ? tiltas_connection_open (part, TILTAS_CONNECTION_PLAIN, NULL, &fault) : NULL;
  if (target == NULL || !tiltas_transfer_editions (source, target, &changed, &fault))
    {
      if (g_error_matches (fault, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_FULL))
        g_propagate_error (error, g_steal_pointer (&fault));
      else
        g_message ("%s: not everything could be taken over: %s", old, fault->message);
    }
  return changed;
}

/* Leaves the new file in WAL mode and without a journal beside it. */
static gboolean
finish (const char *part, GError **error)
{
  g_autoptr (TiltasDatabase) db = tiltas_connection_open (part, TILTAS_CONNECTION_WRITE, NULL, error);
  return db != NULL;
}

static gboolean
fill (const char *bundled, const char *old, const char *part, GError **error)
{
  g_autoptr (GError) fault = NULL;
  gboolean has_bundled = copy_bundled (bundled, part, old != NULL, &fault);
  if (!has_bundled && g_error_matches (fault, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_FULL))
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (!has_bundled && old != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (part), *name = g_path_get_basename (part);
      tiltas_folder_remove (folder, name);
      g_autoptr (TiltasDatabase) empty = tiltas_connection_create (part, error);
      if (empty == NULL)
        return FALSE;
    }
  GError *full = NULL;
  guint salvaged = old != NULL ? salvage (old, part, &full) : 0;
  if (full != NULL)
    {
      g_propagate_error (error, full);
      return FALSE;
    }
  if (has_bundled || salvaged > 0)
    return finish (part, error);
  g_set_error (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_BUNDLED, "the bundled store cannot be used: %s",
               fault->message);
  return FALSE;
}

char *
tiltas_rebuild_make (const char *folder, const char *bundled, const char *old, GError **error)
{
  g_autofree char *old_name = old != NULL ? g_path_get_basename (old) : NULL;
  g_autofree char *name = tiltas_folder_next_name (folder, old_name);
  g_autofree char *part_name = g_strconcat (name, ".part", NULL);
  g_autofree char *part = g_build_filename (folder, part_name, NULL);
  tiltas_folder_remove (folder, part_name);
  if (fill (bundled, old, part, error) && tiltas_folder_publish (folder, part, name, error) &&
      tiltas_folder_set_current (folder, name, error))
    return g_steal_pointer (&name);
  tiltas_folder_remove (folder, part_name);
  return NULL;
}

/* TRUE when source has an edition that target does not have or has older, and that was neither withdrawn nor rolled
 * back in target. */
static gboolean
has_newer (TiltasDatabase *source, TiltasDatabase *target)
{
  g_autoptr (GPtrArray) editions = tiltas_editions_list (source, NULL);
  g_autoptr (TiltasStatement) statement =
    tiltas_sql_prepare (target,
                        "SELECT 1 FROM edition WHERE publisher = :publisher AND seq >= :seq"
                        " UNION ALL SELECT 1 FROM withdrawn WHERE publisher = :publisher AND seq >= :seq"
                        " UNION ALL SELECT 1 FROM held WHERE publisher = :publisher AND seq >= :seq",
                        NULL);
  gboolean newer = FALSE;
  for (guint i = 0; editions != NULL && statement != NULL && i < editions->len && !newer; i++)
    {
      const TiltasEdition *edition = g_ptr_array_index (editions, i);
      tiltas_sql_reset (statement);
      tiltas_sql_bind_text (statement, ":publisher", edition->publisher);
      tiltas_sql_bind_int (statement, ":seq", edition->seq);
      newer = tiltas_sql_step (statement, NULL) == TILTAS_STEP_DONE;
    }
  return newer;
}

gboolean
tiltas_rebuild_merge (const char *path, const char *bundled, GCancellable *cancellable, guint *changed, GError **error)
{
  gint64 version;
  g_autoptr (TiltasDatabase) source = tiltas_connection_open (bundled, TILTAS_CONNECTION_IMMUTABLE, &version, error);
  g_autoptr (TiltasDatabase) reader =
    source != NULL ? tiltas_connection_open (path, TILTAS_CONNECTION_READ, NULL, error) : NULL;
  if (reader == NULL)
    return FALSE;
  if (!has_newer (source, reader))
    return TRUE;
  g_autoptr (TiltasDatabase) target = tiltas_connection_open (path, TILTAS_CONNECTION_WRITE, NULL, error);
  if (target != NULL)
    tiltas_sql_obey (target, cancellable);
  return target != NULL && tiltas_transfer_editions (source, target, changed, error);
}
