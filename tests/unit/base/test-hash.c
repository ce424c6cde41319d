/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"

#include <string.h>

static void
test_sha256 (void)
{
  /* FIPS 180-4 examples. */
  g_autofree char *empty = tiltas_sha256_hex (NULL, 0);
  g_autofree char *abc = tiltas_sha256_hex ("abc", 3);
  g_assert_cmpstr (empty, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  g_assert_cmpstr (abc, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void
test_is_hex (void)
{
  g_autofree char *abc = tiltas_sha256_hex ("abc", 3);
  g_autofree char *upper = g_ascii_strup (abc, -1);
  g_autofree char *longer = g_strconcat (abc, "0", NULL);
  g_assert_true (tiltas_is_sha256_hex (abc));
  g_assert_false (tiltas_is_sha256_hex (upper));
  g_assert_false (tiltas_is_sha256_hex (longer));
  g_assert_false (tiltas_is_sha256_hex (abc + 1));
  g_assert_false (tiltas_is_sha256_hex (""));
  g_assert_false (tiltas_is_sha256_hex (NULL));
}

static void
test_equal (void)
{
  g_assert_true (tiltas_equal_secret ("abcd", "abcd", 4));
  g_assert_false (tiltas_equal_secret ("abcd", "abce", 4));
  g_assert_true (tiltas_equal_secret ("abcd", "abce", 3));
}

static void
test_secret (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *stored = tiltas_secret_hash ("4711", &error);
  g_autofree char *again = tiltas_secret_hash ("4711", &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (stored, "scrypt$"));
  g_assert_cmpstr (stored, !=, again); /* the salt */
  g_assert_true (tiltas_secret_verify ("4711", stored));
  g_assert_false (tiltas_secret_verify ("4712", stored));
  g_assert_false (tiltas_secret_verify ("", stored));
  stored[strlen (stored) - 1] ^= 1;
  g_assert_false (tiltas_secret_verify ("4711", stored));
}

static void
test_known_secret (void)
{
  /* Made with hashlib.scrypt (b"4711", salt=bytes (range (16)), n=32768, r=8, p=1, maxmem=2**26, dklen=32). */
  g_assert_true (tiltas_secret_verify ("4711", "scrypt$000102030405060708090a0b0c0d0e0f$"
                                               "ee8d75315262a6f48d1d42409b63ccd6e5098f24d0741ebcf6e33a4db4f71491"));
}

static void
test_damaged_secret (void)
{
  g_assert_false (tiltas_secret_verify ("4711", NULL));
  g_assert_false (tiltas_secret_verify ("4711", ""));
  g_assert_false (tiltas_secret_verify ("4711", "4711"));
  g_assert_false (tiltas_secret_verify ("4711", "scrypt$00$00"));
  g_autofree char *stored = tiltas_secret_hash ("4711", NULL);
  stored[10] = 'G';
  g_assert_false (tiltas_secret_verify ("4711", stored));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/hash/sha256", test_sha256);
  g_test_add_func ("/base/hash/is-hex", test_is_hex);
  g_test_add_func ("/base/hash/equal", test_equal);
  g_test_add_func ("/base/hash/secret", test_secret);
  g_test_add_func ("/base/hash/known-secret", test_known_secret);
  g_test_add_func ("/base/hash/damaged-secret", test_damaged_secret);
  return g_test_run ();
}
