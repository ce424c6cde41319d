/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/target-search.h"

#include "trust/error.h"
#include "trust/metadata-type.h"
#include "trust/request.h"
#include "trust/role.h"
#include "trust/target.h"

/* One pending delegation: who delegates, and to which role. */
typedef struct
{
  TiltasMetadata *delegator;
  const TiltasRole *role; /* owned by delegator */
} Visit;

struct _TiltasTargetSearch
{
  TiltasTrustedSet *set;
  char *path;
  GPtrArray *stack;    /* of Visit; the last is the next one */
  GHashTable *visited; /* names of delegated roles */
  Visit *current;      /* waits for its file */
  TiltasTarget *found;
  GError *error;
};

static void
visit_free (Visit *self)
{
  tiltas_metadata_unref (self->delegator);
  g_free (self);
}

void
tiltas_target_search_free (TiltasTargetSearch *self)
{
  g_free (self->path);
  g_ptr_array_unref (self->stack);
  g_hash_table_unref (self->visited);
  g_clear_pointer (&self->current, visit_free);
  g_clear_pointer (&self->found, tiltas_target_unref);
  g_clear_error (&self->error);
  g_free (self);
}

/* Ends the search with a fault. Takes fault. */
static void
fail (TiltasTargetSearch *self, GError *fault)
{
  g_clear_pointer (&self->current, visit_free);
  g_ptr_array_set_size (self->stack, 0);
  g_clear_error (&self->error);
  self->error = fault;
}

/* Puts the delegations of file that match the path on the stack, so that the first one is on top. A terminating one
 * is the last one that is put there, and it empties the stack before: only it and its descendants are asked from
 * then on. */
static void
push_delegations (TiltasTargetSearch *self, TiltasMetadata *file)
{
  guint n;
  const TiltasRole *const *roles = tiltas_metadata_get_delegations (file, &n);
  g_autoptr (GPtrArray) matching = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    {
      if (!tiltas_role_matches (roles[i], self->path))
        continue;
      g_ptr_array_add (matching, (gpointer) roles[i]);
      if (roles[i]->terminating)
        {
          g_ptr_array_set_size (self->stack, 0);
          break;
        }
    }
  for (guint i = matching->len; i > 0; i--)
    {
      Visit *visit = g_new0 (Visit, 1);

      visit->delegator = tiltas_metadata_ref (file);
      visit->role = matching->pdata[i - 1];
      g_ptr_array_add (self->stack, visit);
    }
}

/* Looks for the target in a role's file, then goes on with the roles that it delegates to (pre-order). */
static void
look_into (TiltasTargetSearch *self, TiltasMetadata *file)
{
  GError *fault = NULL;

  self->found =
    tiltas_metadata_get_target (file, self->path, tiltas_metadata_get_consistent_snapshot (self->set->root), &fault);
  if (fault != NULL)
    fail (self, fault);
  else if (self->found != NULL)
    g_ptr_array_set_size (self->stack, 0);
  else
    push_delegations (self, file);
}

/* Uses a role that this run has loaded already, for another search or another delegator. Its bytes were checked, but
 * whether this delegator's keys signed them is checked now. FALSE when the role was not loaded. */
static gboolean
use_loaded (TiltasTargetSearch *self, Visit *visit)
{
  TiltasMetadata *file = g_hash_table_lookup (self->set->delegated, visit->role->name);
  GError *fault = NULL;

  if (file == NULL)
    return FALSE;
  if (tiltas_metadata_verify (visit->delegator, visit->role->name, file, &fault))
    look_into (self, file);
  else
    fail (self, fault);
  return TRUE;
}

/* Begins to visit a role. FALSE when the search fails here. */
static gboolean
begin_visit (TiltasTargetSearch *self, Visit *visit)
{
  const char *name = visit->role->name;

  if (g_hash_table_size (self->visited) == TILTAS_ROLES_MAX)
    {
      fail (self, g_error_new (TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_LIMIT,
                               "%s: not found in the first %d delegated roles", self->path, TILTAS_ROLES_MAX));
      return FALSE;
    }
  g_hash_table_add (self->visited, g_strdup (name));
  if (tiltas_metadata_get_file (self->set->snapshot, name) == NULL)
    {
      fail (self, g_error_new (TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_NOT_FOUND,
                               "%s: the delegated role %s is not listed in the snapshot", self->path, name));
      return FALSE;
    }
  return TRUE;
}

/* Goes on until a file is needed (then current is set) or the search is over. */
static void
advance (TiltasTargetSearch *self)
{
  while (self->current == NULL && self->stack->len > 0)
    {
      Visit *visit = g_ptr_array_steal_index (self->stack, self->stack->len - 1);

      if (g_hash_table_contains (self->visited, visit->role->name) || !begin_visit (self, visit) ||
          use_loaded (self, visit))
        visit_free (visit);
      else
        self->current = visit;
    }
}

/* What the snapshot declares of the role that waits for its file. */
static TiltasDeclaration
declaration_of (const TiltasTargetSearch *self)
{
  const char *name = self->current->role->name;

  return (TiltasDeclaration){ TILTAS_METADATA_TARGETS, name, self->current->delegator,
                              tiltas_metadata_get_file (self->set->snapshot, name) };
}

TiltasTargetSearch *
tiltas_target_search_new (TiltasTrustedSet *set, const char *path)
{
  TiltasTargetSearch *self = g_new0 (TiltasTargetSearch, 1);

  self->set = set;
  self->path = g_strdup (path);
  self->stack = g_ptr_array_new_with_free_func ((GDestroyNotify) visit_free);
  self->visited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  look_into (self, set->targets);
  advance (self);
  return self;
}

gboolean
tiltas_target_search_next (TiltasTargetSearch *self, TiltasRequest *request)
{
  if (self->current == NULL)
    return FALSE;
  TiltasDeclaration declaration = declaration_of (self);
  tiltas_request_fill_declared (request, &declaration, tiltas_metadata_get_consistent_snapshot (self->set->root));
  return TRUE;
}

/* Uses bytes as the file of the current role when they pass every check against the delegator that led here. */
static gboolean
take (TiltasTargetSearch *self, GBytes *bytes, GError **error)
{
  TiltasDeclaration declaration = declaration_of (self);
  g_autoptr (TiltasMetadata) file = tiltas_declaration_read (&declaration, bytes, error);

  if (file == NULL || !tiltas_metadata_check_expiry (file, self->set->now, error))
    return FALSE;
  g_hash_table_replace (self->set->delegated, g_strdup (declaration.role_name), tiltas_metadata_ref (file));
  g_clear_pointer (&self->current, visit_free);
  look_into (self, file);
  advance (self);
  return TRUE;
}

gboolean
tiltas_target_search_offer (TiltasTargetSearch *self, GBytes *kept)
{
  return self->current != NULL && take (self, kept, NULL);
}

gboolean
tiltas_target_search_feed (TiltasTargetSearch *self, GBytes *bytes, TiltasKeep *keep, GError **error)
{
  g_return_val_if_fail (self->current != NULL, FALSE);

  g_autofree char *name = g_strdup (self->current->role->name);
  GError *fault = NULL;

  if (bytes != NULL && take (self, bytes, &fault))
    {
      tiltas_keep_fill (keep, name, bytes);
      return TRUE;
    }
  if (bytes == NULL)
    fault = g_error_new (TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_NOT_FOUND, "%s: the repository has no such file", name);
  fail (self, g_error_copy (fault));
  g_propagate_error (error, fault);
  return FALSE;
}

TiltasTarget *
tiltas_target_search_finish (TiltasTargetSearch *self, GError **error)
{
  if (self->found != NULL)
    return tiltas_target_ref (self->found);
  if (self->error != NULL)
    g_propagate_error (error, g_error_copy (self->error));
  else
    g_set_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_NOT_FOUND, "%s: no role vouches for this target",
                 self->path);
  return NULL;
}
