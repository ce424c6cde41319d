/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"
#include "trust/updater.h"

#include "trust/updater-internal.h"

/* The search for a target through delegations (section 5.6.7). */

void
tiltas_visit_free (Visit *self)
{
  if (self == NULL)
    return;
  tiltas_metadata_unref (self->delegator);
  g_free (self);
}

void
tiltas_search_free (Search *self)
{
  g_free (self->path);
  g_ptr_array_unref (self->stack);
  g_hash_table_unref (self->visited);
  tiltas_visit_free (self->current);
  g_clear_pointer (&self->found, tiltas_target_unref);
  g_clear_error (&self->error);
  g_free (self);
}

/* Ends the search with a fault. Takes fault. */
static void
fail (Search *search, GError *fault)
{
  g_clear_pointer (&search->current, tiltas_visit_free);
  g_ptr_array_set_size (search->stack, 0);
  g_clear_error (&search->error);
  search->error = fault;
}

/* Puts the delegations of file that match the path on the stack, the first one on top. A terminating one ends the list,
 * and with it everything that was waiting: only it and its descendants are asked from here on. */
static void
push_delegations (Search *search, TiltasMetadata *file)
{
  guint n;
  const TiltasRole *const *roles = tiltas_metadata_get_delegations (file, &n);
  g_autoptr (GPtrArray) matching = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    {
      if (!tiltas_role_matches (roles[i], search->path))
        continue;
      g_ptr_array_add (matching, (gpointer) roles[i]);
      if (roles[i]->terminating)
        {
          g_ptr_array_set_size (search->stack, 0);
          break;
        }
    }
  for (guint i = matching->len; i > 0; i--)
    {
      Visit *visit = g_new0 (Visit, 1);

      visit->delegator = tiltas_metadata_ref (file);
      visit->role = matching->pdata[i - 1];
      g_ptr_array_add (search->stack, visit);
    }
}

/* Pre-order: the role itself, then those it delegates to. */
static void
look_into (TiltasUpdater *self, TiltasMetadata *file)
{
  Search *search = self->search;
  GError *fault = NULL;

  search->found =
    tiltas_metadata_get_target (file, search->path, tiltas_metadata_get_consistent_snapshot (self->root), &fault);
  if (fault != NULL)
    fail (search, fault);
  else if (search->found != NULL)
    g_ptr_array_set_size (search->stack, 0);
  else
    push_delegations (search, file);
}

/* A role that this run has loaded for another search or another delegator: its bytes are right, but whether this
 * delegator's keys signed them is asked anew. TRUE when it was at hand. */
static gboolean
use_loaded (TiltasUpdater *self, Visit *visit)
{
  TiltasMetadata *file = g_hash_table_lookup (self->delegated, visit->role->name);
  GError *fault = NULL;

  if (file == NULL)
    return FALSE;
  if (tiltas_metadata_verify (visit->delegator, visit->role->name, file, &fault))
    look_into (self, file);
  else
    fail (self->search, fault);
  return TRUE;
}

/* Takes the next role from the stack and makes it current; FALSE when the search fails here. */
static gboolean
begin_visit (TiltasUpdater *self, Visit *visit)
{
  Search *search = self->search;
  const char *name = visit->role->name;

  if (g_hash_table_size (search->visited) == TILTAS_ROLES_MAX)
    {
      fail (search, g_error_new (TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_LIMIT,
                                 "%s: not found in the first %d delegated roles", search->path, TILTAS_ROLES_MAX));
      return FALSE;
    }
  g_hash_table_add (search->visited, g_strdup (name));
  if (tiltas_metadata_get_file (self->snapshot, name) == NULL)
    {
      fail (search, g_error_new (TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_NOT_FOUND,
                                 "%s: the delegated role %s is not listed in the snapshot", search->path, name));
      return FALSE;
    }
  return TRUE;
}

/* Goes on until a file is needed (current is set) or the search is over. */
static void
advance (TiltasUpdater *self)
{
  Search *search = self->search;

  while (search->current == NULL && search->stack->len > 0)
    {
      Visit *visit = g_ptr_array_steal_index (search->stack, search->stack->len - 1);

      if (g_hash_table_contains (search->visited, visit->role->name) || !begin_visit (self, visit) ||
          use_loaded (self, visit))
        tiltas_visit_free (visit);
      else
        search->current = visit;
    }
}

gboolean
tiltas_updater_search (TiltasUpdater *self, const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, FALSE);

  g_clear_pointer (&self->search, tiltas_search_free);
  if (!tiltas_updater_is_fresh (self))
    {
      g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_NOT_FOUND, "%s: the metadata is not fresh", path);
      return FALSE;
    }
  if (!tiltas_target_path_is_safe (path))
    {
      g_set_error_literal (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_NOT_FOUND, "this is no path of a target");
      return FALSE;
    }
  self->search = g_new0 (Search, 1);
  self->search->path = g_strdup (path);
  self->search->stack = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_visit_free);
  self->search->visited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  look_into (self, self->targets);
  advance (self);
  return TRUE;
}

gboolean
tiltas_search_next (TiltasUpdater *self, TiltasRequest *request)
{
  if (self->search == NULL || self->search->current == NULL)
    return FALSE;
  const char *name = self->search->current->role->name;
  tiltas_updater_request_declared (self, request, TILTAS_METADATA_TARGETS, name,
                                   tiltas_metadata_get_file (self->snapshot, name));
  return TRUE;
}

/* Takes bytes for the current role when they stand every check, against the delegator that led here. */
static gboolean
take (TiltasUpdater *self, GBytes *bytes, GError **error)
{
  Search *search = self->search;
  const char *name = search->current->role->name;
  TiltasMetadata *file = tiltas_updater_accept (self, bytes, TILTAS_METADATA_TARGETS, name, search->current->delegator,
                                                tiltas_metadata_get_file (self->snapshot, name), NULL, error);

  if (file == NULL)
    return FALSE;
  g_hash_table_replace (self->delegated, g_strdup (name), file);
  g_clear_pointer (&search->current, tiltas_visit_free);
  look_into (self, file);
  advance (self);
  return TRUE;
}

gboolean
tiltas_search_offer (TiltasUpdater *self, GBytes *kept)
{
  return self->search != NULL && self->search->current != NULL && take (self, kept, NULL);
}

gboolean
tiltas_search_feed (TiltasUpdater *self, GBytes *bytes, TiltasKeep *keep, GError **error)
{
  g_return_val_if_fail (self->search != NULL && self->search->current != NULL, FALSE);

  g_autofree char *name = g_strdup (self->search->current->role->name);
  GError *fault = NULL;

  if (bytes != NULL && take (self, bytes, &fault))
    {
      tiltas_updater_keep (self, keep, name, bytes);
      return TRUE;
    }
  if (bytes == NULL)
    fault = g_error_new (TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_NOT_FOUND, "%s: the repository has no such file", name);
  fail (self->search, g_error_copy (fault));
  g_propagate_error (error, fault);
  return FALSE;
}

TiltasTarget *
tiltas_updater_finish_search (TiltasUpdater *self, GError **error)
{
  g_return_val_if_fail (self->search != NULL, NULL);

  Search *search = self->search;
  g_autoptr (TiltasTarget) found = search->found ? tiltas_target_ref (search->found) : NULL;

  if (found == NULL && search->error != NULL)
    g_propagate_error (error, g_error_copy (search->error));
  else if (found == NULL)
    g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_NOT_FOUND, "%s: no role vouches for this target",
                 search->path);
  g_clear_pointer (&self->search, tiltas_search_free);
  return g_steal_pointer (&found);
}
