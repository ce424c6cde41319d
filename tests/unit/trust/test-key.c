/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trust/key-kind.h"
#include "trust/private-key.h"
#include "trust/public-key.h"

#include "trust/error.h"

#include <string.h>

static const TiltasKeyKind kinds[] = { TILTAS_KEY_ED25519, TILTAS_KEY_ECDSA, TILTAS_KEY_RSA };

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static TiltasPrivateKey *
generate (TiltasKeyKind kind)
{
  g_autoptr (GError) error = NULL;
  TiltasPrivateKey *key = tiltas_private_key_generate (kind, &error);

  g_assert_no_error (error);
  return key;
}

static void
test_sign (void)
{
  g_autoptr (GBytes) data = bytes_of ("tiltas"), other = bytes_of ("tiltaS"), empty = bytes_of ("");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TiltasPrivateKey) key = generate (kinds[i]), stranger = generate (kinds[i]);
      TiltasPublicKey *public_key = tiltas_private_key_get_public (key);
      g_autofree char *signature = tiltas_private_key_sign (key, data, &error);

      g_assert_no_error (error);
      g_assert_true (tiltas_public_key_verify (public_key, data, signature));
      g_assert_false (tiltas_public_key_verify (public_key, other, signature));
      g_assert_false (tiltas_public_key_verify (public_key, empty, signature));
      g_assert_false (tiltas_public_key_verify (tiltas_private_key_get_public (stranger), data, signature));
      g_assert_false (tiltas_public_key_verify (public_key, data, ""));
      g_assert_false (tiltas_public_key_verify (public_key, data, "0"));
      g_assert_false (tiltas_public_key_verify (public_key, data, "no hex at all"));
      g_autofree char *longer = g_strconcat (signature, "00", NULL);
      g_assert_false (tiltas_public_key_verify (public_key, data, longer));
      signature[10] = signature[10] == '0' ? '1' : '0';
      g_assert_false (tiltas_public_key_verify (public_key, data, signature));
    }
}

static void
test_json (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TiltasPrivateKey) key = generate (kinds[i]);
      TiltasPublicKey *public_key = tiltas_private_key_get_public (key);
      g_autoptr (TiltasPublicKey) again = tiltas_public_key_from_json (tiltas_public_key_get_json (public_key), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (tiltas_public_key_get_id (again), ==, tiltas_public_key_get_id (public_key));
      g_assert_cmpuint (strlen (tiltas_public_key_get_id (again)), ==, 64);
      /* An unknown member changes the id, not the material. */
      json_auto_t *marked = json_deep_copy (tiltas_public_key_get_json (public_key));
      json_object_set_new (marked, "x-note", json_string ("spare"));
      g_autoptr (TiltasPublicKey) noted = tiltas_public_key_from_json (marked, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (tiltas_public_key_get_id (noted), !=, tiltas_public_key_get_id (public_key));
      g_assert_cmpstr (tiltas_public_key_get_material (noted), ==, tiltas_public_key_get_material (public_key));
    }
}

static void
test_ecdsa_spellings (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasPrivateKey) key = generate (TILTAS_KEY_ECDSA);
  g_autoptr (GBytes) data = bytes_of ("tiltas");
  g_autofree char *signature = tiltas_private_key_sign (key, data, &error);
  json_auto_t *object = json_deep_copy (tiltas_public_key_get_json (tiltas_private_key_get_public (key)));

  g_assert_cmpstr (json_string_value (json_object_get (object, "keytype")), ==, "ecdsa");
  json_object_set_new (object, "keytype", json_string ("ecdsa-sha2-nistp256"));
  g_autoptr (TiltasPublicKey) old_spelling = tiltas_public_key_from_json (object, &error);
  g_assert_no_error (error);
  g_assert_true (tiltas_public_key_verify (old_spelling, data, signature));
}

/* The ids that another implementation gives to these key objects. */
static void
test_ids (void)
{
  static const struct
  {
    const char *json, *id;
  } cases[] = {
    { "{\"keytype\":\"ed25519\",\"keyval\":{\"public\":"
      "\"edcd0a32a07dce33f7c7873aaffbff36d20ea30787574ead335eefd337e4dacd\"},"
      "\"scheme\":\"ed25519\"}",
      "2345a90ad8d76f3677f9ad6695b0ba0b5c7b7fbf27fb0ed35fbdf7b71264a679" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      json_auto_t *object = json_loads (cases[i].json, 0, NULL);
      g_autoptr (TiltasPublicKey) key = tiltas_public_key_from_json (object, NULL);

      g_assert_nonnull (key);
      g_assert_cmpstr (tiltas_public_key_get_id (key), ==, cases[i].id);
    }
}

static void
check_bad (const char *keytype, const char *scheme, const char *text)
{
  g_autoptr (GError) error = NULL;
  json_auto_t *object =
    json_pack ("{s:s, s:s, s:{s:s}}", "keytype", keytype, "scheme", scheme, "keyval", "public", text);
  g_autoptr (TiltasPublicKey) key = tiltas_public_key_from_json (object, &error);

  g_assert_null (key);
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY);
}

static void
test_bad_keys (void)
{
  g_autoptr (TiltasPrivateKey) ecdsa = generate (TILTAS_KEY_ECDSA);
  const char *pem = json_string_value (json_object_get (
    json_object_get (tiltas_public_key_get_json (tiltas_private_key_get_public (ecdsa)), "keyval"), "public"));
  const char *hex = "edcd0a32a07dce33f7c7873aaffbff36d20ea30787574ead335eefd337e4dacd";
  const char *cut_off = "-----BEGIN PUBLIC KEY-----\n"
                        "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC7/SlvxNTl+uq0HqcDBwzESSJb\n"
                        "-----END PUBLIC KEY-----\n";

  check_bad ("ed25519", "ed25519", "");
  check_bad ("ed25519", "ed25519", "edcd");
  check_bad ("ed25519", "ed25519", "zzcd0a32a07dce33f7c7873aaffbff36d20ea30787574ead335eefd337e4dacd");
  check_bad ("ed25519", "ed25519", pem);
  check_bad ("ed25519", "rsassa-pss-sha256", hex);
  check_bad ("ed25519", "ed448", hex);
  check_bad ("ecdsa", "ecdsa-sha2-nistp256", hex);
  check_bad ("ecdsa", "ecdsa-sha2-nistp384", pem);
  check_bad ("rsa", "rsassa-pss-sha256", pem);
  check_bad ("rsa", "rsassa-pss-sha256", cut_off);
  check_bad ("sphincs", "shake", hex);
  check_bad (
    "rsa", "rsassa-pss-sha256",
    "-----BEGIN PUBLIC KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\n"
    "AAAAAAAAAAAAAAAAAAAAAA==\n-----END PUBLIC KEY-----\n");

  g_autoptr (GError) error = NULL;
  json_auto_t *bare = json_pack ("{s:s}", "keytype", "ed25519");
  g_assert_null (tiltas_public_key_from_json (bare, &error));
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY);
}

static void
check_round_trip (TiltasPrivateKey *key, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pem = tiltas_private_key_to_pem (key, passphrase, &error);

  g_assert_no_error (error);
  const char *text = g_bytes_get_data (pem, NULL);
  const char *head = passphrase ? "-----BEGIN ENCRYPTED PRIV"
                                  "ATE KEY-----"
                                : "-----BEGIN PRIV"
                                  "ATE KEY-----";
  g_assert_true (strncmp (text, head, strlen (head)) == 0);
  g_autoptr (TiltasPrivateKey) again = tiltas_private_key_from_pem (pem, passphrase, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tiltas_public_key_get_id (tiltas_private_key_get_public (again)), ==,
                   tiltas_public_key_get_id (tiltas_private_key_get_public (key)));
  if (passphrase == NULL)
    return;
  g_assert_null (tiltas_private_key_from_pem (pem, NULL, &error));
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_PASSPHRASE);
  g_clear_error (&error);
  g_assert_null (tiltas_private_key_from_pem (pem, "", &error));
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_PASSPHRASE);
  g_clear_error (&error);
  g_assert_null (tiltas_private_key_from_pem (pem, "wrong", &error));
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_PASSPHRASE);
}

static void
test_pem (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (TiltasPrivateKey) key = generate (kinds[i]);

      check_round_trip (key, NULL);
      if (kinds[i] == TILTAS_KEY_ED25519) /* protecting takes its time, and knows no kinds */
        check_round_trip (key, "žodis ir dar vienas");
    }
}

static void
test_bad_pem (void)
{
  const char *texts[] = { "", "nothing", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) pem = bytes_of (texts[i]);

      g_assert_null (tiltas_private_key_from_pem (pem, NULL, &error));
      g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_KEY);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/key/sign", test_sign);
  g_test_add_func ("/trust/key/json", test_json);
  g_test_add_func ("/trust/key/ecdsa-spellings", test_ecdsa_spellings);
  g_test_add_func ("/trust/key/ids", test_ids);
  g_test_add_func ("/trust/key/bad-keys", test_bad_keys);
  g_test_add_func ("/trust/key/pem", test_pem);
  g_test_add_func ("/trust/key/bad-pem", test_bad_pem);
  return g_test_run ();
}
