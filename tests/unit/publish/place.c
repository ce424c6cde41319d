/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "place.h"

#include "publish/compile.h"
#include "trust/updater.h"
#include "trust/writer.h"

void
place_clear (Place *place)
{
  fixture_remove (place->folder);
  g_free (place->folder);
  g_free (place->content);
  g_free (place->repository);
  g_free (place->keys);
}

TiltasEdit *
place_begin (Place *place, TiltasKeyring *keys, TiltasRepository *repository)
{
  TiltasValidity validity = tiltas_validity_default (place->now);

  return tiltas_edit_new (repository, place->repository, keys, &validity);
}

void
place_open (Place *place, TiltasKeyKind kind, const guint thresholds[4])
{
  g_autoptr (TiltasKeyring) keys = NULL;
  g_autoptr (TiltasEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  place->folder = fixture_good ();
  place->content = g_build_filename (place->folder, "content", NULL);
  place->repository = g_build_filename (place->folder, "repo", NULL);
  place->keys = g_build_filename (place->folder, "keys", NULL);
  place->now = NOW;
  keys = tiltas_keyring_new (place->keys, NULL, NULL);
  for (guint i = 0; tiltas_top_roles[i] != NULL; i++)
    g_assert_true (
      tiltas_keyring_make (keys, tiltas_top_roles[i], thresholds[i], &(TiltasKeyMaking){ .kind = kind }, NULL));
  g_assert_true (tiltas_keyring_make (keys, "lib", 1, &(TiltasKeyMaking){ .kind = TILTAS_KEY_ECDSA }, NULL));
  g_assert_true (tiltas_keyring_make (keys, "par", 1, &(TiltasKeyMaking){ .kind = TILTAS_KEY_ED25519 }, NULL));
  edit = place_begin (place, keys, NULL);
  g_assert_true (tiltas_publication_init (edit, thresholds, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (tiltas_edit_finish (edit, FALSE, &error));
  g_assert_no_error (error);
  g_assert_true (tiltas_plan_write (edit->plan, &error));
}

const guint ones[4] = { 1, 1, 1, 1 };

gboolean
place_publish (Place *place, const char *keys_folder, const char *only, gboolean role_only, GError **error)
{
  g_autoptr (TiltasKeyring) keys = tiltas_keyring_new (keys_folder, NULL, NULL);
  g_autoptr (TiltasTree) tree = tiltas_compile (place->content, NULL);
  g_autoptr (TiltasPackages) packages = tiltas_packages_of (tree, error);
  g_autoptr (TiltasRepository) repository = tiltas_repository_open (place->repository, TRUE, error);
  g_autoptr (TiltasEdit) edit = NULL;
  const char *const list[] = { only, NULL };

  g_assert_cmpuint (tiltas_faults_count (tree->faults, TILTAS_FAULT_ERROR), ==, 0);
  if (repository == NULL)
    return FALSE;
  edit = place_begin (place, keys, repository);
  if (!tiltas_publication_publish (edit, packages, only != NULL ? list : NULL, 0, error) ||
      !tiltas_edit_is_changed (edit))
    return FALSE;
  return tiltas_edit_finish (edit, role_only, error) && tiltas_plan_write (edit->plan, error);
}

int
place_refresh (Place *place, GError **error)
{
  g_autoptr (TiltasKeyring) keys = tiltas_keyring_new (place->keys, NULL, NULL);
  g_autoptr (TiltasRepository) repository = tiltas_repository_open (place->repository, TRUE, error);
  g_autoptr (TiltasEdit) edit = NULL;
  int n;

  if (repository == NULL)
    return -1;
  edit = place_begin (place, keys, repository);
  n = (int) tiltas_publication_refresh (edit, 0);
  return tiltas_edit_finish (edit, FALSE, error) && tiltas_plan_write (edit->plan, error) ? n : -1;
}

/* --- The reader: what a terminal does --- */

GBytes *
place_read (Place *place, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (place->repository, folder, name, NULL);
  char *data = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &data, &length, NULL) ? g_bytes_new_take (data, length) : NULL;
}

static gboolean
run (Place *place, TiltasUpdater *updater, GError **error)
{
  TiltasRequest request;
  TiltasKeep keep;

  while (tiltas_updater_next (updater, &request))
    {
      g_autoptr (GBytes) bytes = place_read (place, "metadata", request.name);

      if (!tiltas_updater_feed (updater, bytes, &keep, error))
        return FALSE;
    }
  return TRUE;
}

/* The target as a terminal gets it that trusts 1.root.json; NULL and error when it is refused. */
TiltasTarget *
place_fetch (Place *place, const char *path, GBytes **bytes, GError **error)
{
  g_autoptr (GBytes) root = place_read (place, "metadata", "1.root.json");
  g_autoptr (TiltasUpdater) updater = tiltas_updater_new (root, place->now, error);
  g_autoptr (TiltasTarget) target = NULL;

  if (updater == NULL || !run (place, updater, error) || !tiltas_updater_search (updater, path, error) ||
      !run (place, updater, error))
    return NULL;
  target = tiltas_updater_finish_search (updater, error);
  if (target == NULL)
    return NULL;
  *bytes = place_read (place, "targets", target->url);
  g_assert_nonnull (*bytes);
  if (tiltas_target_check (target, *bytes, error))
    return g_steal_pointer (&target);
  g_clear_pointer (bytes, g_bytes_unref);
  return NULL;
}

gint64
place_seq (Place *place, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TiltasTarget) target = place_fetch (place, path, &bytes, &error);

  g_assert_no_error (error);
  return json_integer_value (json_object_get (target->custom, "seq"));
}

void
place_change (Place *place, const char *from, const char *to)
{
  g_autofree char *file = g_build_filename (place->content, "lib/services/services.csv", NULL);

  fixture_replace (file, from, to);
}
