/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "place.h"

#include "publish/compile.h"
#include "publish/delegation.h"
#include "publish/quotas.h"

#include <glib/gstdio.h>
#include <string.h>

/* Who may sign what, and what happens when keys and publishers change. */

/* A folder with the keys of some roles only. */
static char *
some_keys (Place *place, const char *name, const char *const *roles)
{
  char *folder = g_build_filename (place->folder, name, NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (guint i = 0; roles[i] != NULL; i++)
    {
      g_autofree char *file = g_strconcat (roles[i], ".pem", NULL);
      g_autofree char *from = g_build_filename (place->keys, file, NULL);
      g_autofree char *to = g_build_filename (folder, file, NULL);
      g_autofree char *data = NULL;

      g_assert_true (g_file_get_contents (from, &data, NULL, NULL));
      g_assert_true (g_file_set_contents (to, data, -1, NULL));
    }
  return folder;
}

/* A library signs its own edition alone; the owner of the repository takes it in. */
static void
test_partner (void)
{
  static const char *const roles[] = { "par", NULL };
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *own = NULL;
  g_autofree char *file = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, &error));
  own = some_keys (&place, "own", roles);
  file = g_build_filename (place.content, "par/services/services.csv", NULL);
  fixture_replace (file, "Miesto", "Didmiesčio");
  g_assert_false (place_publish (&place, own, "par", FALSE, &error)); /* no key of the snapshot */
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY);
  g_clear_error (&error);
  g_assert_true (place_publish (&place, own, "par", TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (place_seq (&place, "par/pack.jsonl"), ==, 2); /* readers do not see it yet */
  g_assert_cmpint (place_refresh (&place, &error), ==, 0);
  g_assert_cmpint (place_seq (&place, "par/pack.jsonl"), ==, 3);
  g_assert_cmpint (place_seq (&place, "lib/pack.jsonl"), ==, 2);
}

/* Pending metadata whose files are not there is not taken in: readers would find nothing. */
static void
test_partner_incomplete (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;
  g_autofree char *targets = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, &error));
  file = g_build_filename (place.content, "par/services/services.csv", NULL);
  fixture_replace (file, "Miesto", "Didmiesčio");
  targets = g_build_filename (place.repository, "targets", "par", NULL);
  {
    g_autofree char *before = g_build_filename (place.folder, "before", NULL);

    fixture_copy (targets, before);
    g_assert_true (place_publish (&place, place.keys, "par", TRUE, &error));
    fixture_remove (targets);
    fixture_copy (before, targets);
  }
  g_assert_cmpint (place_refresh (&place, &error), ==, 1);
  g_assert_cmpint (place_seq (&place, "par/pack.jsonl"), ==, 2);
}

/* A partner's key cannot sign another publisher's edition. */
static void
test_foreign_key_is_refused (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *lib = NULL;
  g_autofree char *par = NULL;
  g_autofree char *data = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, &error));
  lib = g_build_filename (place.keys, "lib.pem", NULL);
  par = g_build_filename (place.keys, "par.pem", NULL);
  g_assert_true (g_file_get_contents (par, &data, NULL, NULL));
  g_assert_true (g_file_set_contents (lib, data, -1, NULL));
  place_change (&place, "Mo-Fr 08:00-17:00", "Mo-Fr 09:00-17:00");
  g_assert_false (place_publish (&place, place.keys, NULL, FALSE, &error));
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY);
}

/* The first keys of a publisher are replaced; versions and numbers go on. */
static void
test_new_keys (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *pem = NULL;
  g_autofree char *half = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, &error));
  pem = g_build_filename (place.keys, "par.pem", NULL);
  half = g_build_filename (place.keys, "par.pub.json", NULL);
  g_unlink (pem);
  g_unlink (half);
  {
    g_autoptr (TiltasKeyring) keys = tiltas_keyring_new (place.keys, NULL, NULL);
    g_autoptr (TiltasRepository) repository = tiltas_repository_open (place.repository, TRUE, &error);
    g_autoptr (TiltasEdit) edit = place_begin (&place, keys, repository);
    g_autoptr (GPtrArray) halves = g_ptr_array_new ();

    g_assert_true (tiltas_keyring_make (keys, "par", 1, &(TiltasKeyMaking){ .kind = TILTAS_KEY_ED25519 }, NULL));
    g_ptr_array_add (halves, tiltas_private_key_get_public (tiltas_keyring_get (keys, "par", NULL)->pdata[0]));
    g_assert_true (tiltas_delegation_add (edit, "par", halves, 1, &error));
    g_assert_true (tiltas_edit_finish (edit, FALSE, &error));
    g_assert_true (tiltas_plan_write (edit->plan, &error));
  }
  g_assert_no_error (error);
  g_assert_cmpint (place_seq (&place, "par/pack.jsonl"), ==, 2);
  g_assert_cmpint (place_seq (&place, "lib/pack.jsonl"), ==, 2);
}

static void
test_publisher_leaves (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TiltasTarget) target = NULL;
  g_autofree char *list = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *lesson = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, &error));
  list = g_build_filename (place.content, "publishers.json", NULL);
  folder = g_build_filename (place.content, "par", NULL);
  lesson = g_build_filename (place.content, "lib", "lessons", "first", NULL);
  fixture_replace (list, "\"id\": \"par\"", "\"id\": \"pax\"");
  fixture_remove (folder);
  fixture_remove (lesson); /* it links to par */
  {
    g_autofree char *other = g_build_filename (place.content, "pax", NULL);

    g_assert_cmpint (g_mkdir (other, 0700), ==, 0);
  }
  {
    g_autofree char *terms = g_build_filename (place.content, "lib", "glossary", NULL);
    g_autofree char *key = g_build_filename (place.keys, "pax.pem", NULL);
    g_autoptr (TiltasPrivateKey) made = tiltas_private_key_generate (TILTAS_KEY_ED25519, NULL);

    fixture_remove (terms);
    g_assert_true (tiltas_key_save (made, key, NULL, NULL));
  }
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, &error));
  g_assert_no_error (error);
  target = place_fetch (&place, "par/pack.jsonl", &bytes, &error);
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (place_seq (&place, "pax/pack.jsonl"), ==, 2);
}

static gboolean
change_right (Place *place, gboolean give, GError **error)
{
  g_autoptr (TiltasKeyring) keys = tiltas_keyring_new (place->keys, NULL, NULL);
  g_autoptr (TiltasRepository) repository = tiltas_repository_open (place->repository, TRUE, error);
  g_autoptr (TiltasEdit) edit = place_begin (place, keys, repository);
  g_autoptr (GPtrArray) halves = g_ptr_array_new ();
  const TiltasQuotaChange nothing = { NULL, NULL, -1, -1, -1 };

  g_ptr_array_add (halves, tiltas_private_key_get_public (tiltas_keyring_get (keys, "par", NULL)->pdata[0]));
  return (give
            ? tiltas_delegation_add (edit, "par", halves, 1, error) && tiltas_quotas_set (edit, "par", &nothing, error)
            : tiltas_delegation_revoke (edit, "par", error)) &&
         tiltas_edit_finish (edit, FALSE, error) && tiltas_plan_write (edit->plan, error);
}

static gboolean
is_named (Place *place)
{
  g_autoptr (TiltasRepository) repository = tiltas_repository_open (place->repository, FALSE, NULL);
  json_auto_t *publishers = tiltas_quotas_read (repository, NULL);

  return tiltas_quotas_find (publishers, "par") != NULL;
}

/* A right that was taken away stays away, although the National Library's own content names the publisher and its key
 * is at hand, until somebody gives it back. */
static void
test_revoked (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, &error));
  g_assert_true (change_right (&place, FALSE, &error));
  g_assert_false (is_named (&place)); /* terminals no longer show a publisher that is not named */
  place_change (&place, "Mo-Fr 08:00-17:00", "Mo-Fr 09:00-17:00");
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (is_named (&place));
  g_assert_null (place_fetch (&place, "par/pack.jsonl", &bytes, &error));
  g_clear_error (&error);
  g_assert_false (place_publish (&place, place.keys, "par", FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_clear_error (&error);
  g_assert_true (change_right (&place, TRUE, &error));
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, &error));
  g_assert_no_error (error);
  g_assert_true (is_named (&place));
  g_assert_cmpint (place_seq (&place, "par/pack.jsonl"), ==, 2);
}

/* As many publishers as terminals take, and one more, which is refused before terminals have to. */
static void
test_most_publishers (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_assert_true (place_publish (&place, place.keys, NULL, FALSE, &error));
  g_autoptr (TiltasKeyring) keys = tiltas_keyring_new (place.keys, NULL, NULL);
  g_autoptr (TiltasRepository) repository = tiltas_repository_open (place.repository, TRUE, &error);
  g_autoptr (TiltasEdit) edit = place_begin (&place, keys, repository);
  g_autoptr (GPtrArray) halves = g_ptr_array_new ();

  g_ptr_array_add (halves, tiltas_private_key_get_public (tiltas_keyring_get (keys, "par", NULL)->pdata[0]));
  for (int i = 2; i < TILTAS_ROLES_MAX; i++)
    {
      g_autofree char *id = g_strdup_printf ("%060d", i);

      g_assert_true (tiltas_delegation_add (edit, id, halves, 1, &error));
    }
  g_assert_false (tiltas_delegation_add (edit, "more", halves, 1, &error));
  g_assert_nonnull (strstr (error->message, "“more” would be publisher 513"));
  g_clear_error (&error);
  g_assert_true (tiltas_delegation_add (edit, "par", halves, 1, &error)); /* a publisher that is there already */
  g_assert_true (tiltas_edit_finish (edit, FALSE, &error) && tiltas_plan_write (edit->plan, &error));
  g_assert_no_error (error);
  g_assert_cmpint (place_seq (&place, "par/pack.jsonl"), ==, 2); /* a terminal still reads it */
}

/* The same for the publishers.json of a content folder. */
static void
test_most_listed (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GString) list = g_string_new ("{\"publishers\":[");

  place_open (&place, TILTAS_KEY_ED25519, ones);
  g_autofree char *path = g_build_filename (place.content, "publishers.json", NULL);
  for (int i = 0; i <= TILTAS_ROLES_MAX; i++)
    g_string_append_printf (list, "%s{\"id\":\"p%d\",\"name\":{\"lt\":\"P\"},\"languages\":[\"lt\"]}", i > 0 ? "," : "",
                            i);
  g_string_append (list, "]}");
  g_assert_true (g_file_set_contents (path, list->str, -1, NULL));
  g_autoptr (TiltasTree) tree = tiltas_compile (place.content, NULL);
  g_autofree char *text = tiltas_faults_text (tree->faults, "");

  g_assert_nonnull (strstr (text, "513 publishers stand here; terminals take at most 512."));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/publish/roles/partner", test_partner);
  g_test_add_func ("/publish/roles/partner-incomplete", test_partner_incomplete);
  g_test_add_func ("/publish/roles/foreign-key-is-refused", test_foreign_key_is_refused);
  g_test_add_func ("/publish/roles/new-keys", test_new_keys);
  g_test_add_func ("/publish/roles/revoked", test_revoked);
  g_test_add_func ("/publish/roles/publisher-leaves", test_publisher_leaves);
  g_test_add_func ("/publish/roles/most-publishers", test_most_publishers);
  g_test_add_func ("/publish/roles/most-listed", test_most_listed);
  return g_test_run ();
}
