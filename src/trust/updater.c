/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/updater.h"

#include "trust/error.h"
#include "trust/metadata-type.h"
#include "trust/request.h"
#include "trust/target-search.h"
#include "trust/target.h"
#include "trust/top-level.h"
#include "trust/trusted-set.h"

struct _TiltasUpdater
{
  TiltasTrustedSet set;
  TiltasTopLevel *top_level;
  TiltasTargetSearch *search; /* NULL when none has begun */
  /* The caller may use their strings until the next ones are made. */
  TiltasRequest request;
  TiltasKeep keep;
};

TiltasUpdater *
tiltas_updater_new (GBytes *installed_root, gint64 now, GError **error)
{
  g_autoptr (TiltasMetadata) root = tiltas_metadata_parse (installed_root, TILTAS_METADATA_ROOT, "root", error);

  if (root == NULL || !tiltas_metadata_verify (root, "root", root, error))
    {
      g_prefix_error (error, "installed root: ");
      return NULL;
    }
  TiltasUpdater *self = g_new0 (TiltasUpdater, 1);
  tiltas_trusted_set_init (&self->set, g_steal_pointer (&root), now);
  self->top_level = tiltas_top_level_new (&self->set);
  return self;
}

/* Frees the strings of the last request, and owns those of the new one. */
static void
lend_request (TiltasUpdater *self, const TiltasRequest *request)
{
  g_free ((char *) self->request.name);
  g_free ((char *) self->request.keep_name);
  self->request = *request;
}

static void
lend_keep (TiltasUpdater *self, const TiltasKeep *keep)
{
  g_free ((char *) self->keep.name);
  g_free ((char *) self->keep.chain_name);
  self->keep = *keep;
}

void
tiltas_updater_free (TiltasUpdater *self)
{
  g_clear_pointer (&self->search, tiltas_target_search_free);
  tiltas_top_level_free (self->top_level);
  tiltas_trusted_set_clear (&self->set);
  lend_request (self, &(TiltasRequest){ 0 });
  lend_keep (self, &(TiltasKeep){ 0 });
  g_free (self);
}

void
tiltas_updater_set_last_root (TiltasUpdater *self, GBytes *bytes)
{
  tiltas_top_level_set_last_root (self->top_level, bytes);
}

gboolean
tiltas_updater_next (TiltasUpdater *self, TiltasRequest *request)
{
  *request = (TiltasRequest){ 0 };
  gboolean needed = tiltas_top_level_next (self->top_level, request) ||
                    (self->search != NULL && tiltas_target_search_next (self->search, request));
  lend_request (self, request);
  return needed;
}

gboolean
tiltas_updater_offer (TiltasUpdater *self, GBytes *kept, TiltasKeep *keep)
{
  g_return_val_if_fail (kept != NULL && keep != NULL, FALSE);

  *keep = (TiltasKeep){ 0 };
  gboolean settled = self->search != NULL ? tiltas_target_search_offer (self->search, kept)
                                          : tiltas_top_level_offer (self->top_level, kept, keep);
  lend_keep (self, keep);
  return settled;
}

gboolean
tiltas_updater_feed (TiltasUpdater *self, GBytes *bytes, TiltasKeep *keep, GError **error)
{
  g_return_val_if_fail (keep != NULL, FALSE);

  *keep = (TiltasKeep){ 0 };
  gboolean taken = self->search != NULL ? tiltas_target_search_feed (self->search, bytes, keep, error)
                                        : tiltas_top_level_feed (self->top_level, bytes, keep, error);
  lend_keep (self, keep);
  return taken;
}

gboolean
tiltas_updater_is_fresh (TiltasUpdater *self)
{
  return tiltas_top_level_is_fresh (self->top_level);
}

TiltasMetadata *
tiltas_updater_get_metadata (TiltasUpdater *self, const char *role_name)
{
  return tiltas_trusted_set_get (&self->set, role_name);
}

gboolean
tiltas_updater_search (TiltasUpdater *self, const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, FALSE);

  g_clear_pointer (&self->search, tiltas_target_search_free);
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
  self->search = tiltas_target_search_new (&self->set, path);
  return TRUE;
}

TiltasTarget *
tiltas_updater_finish_search (TiltasUpdater *self, GError **error)
{
  g_return_val_if_fail (self->search != NULL, NULL);

  TiltasTarget *found = tiltas_target_search_finish (self->search, error);

  g_clear_pointer (&self->search, tiltas_target_search_free);
  return found;
}
