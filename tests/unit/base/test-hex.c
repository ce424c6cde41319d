/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hex.h"

#include <string.h>

static void
test_both_ways (void)
{
  static const guint8 bytes[] = { 0x00, 0x09, 0x0a, 0x7f, 0xf0, 0xff };
  g_autofree char *text = tiltas_hex_encode (bytes, sizeof bytes), *none = tiltas_hex_encode ("", 0);
  guint8 again[sizeof bytes];

  g_assert_cmpstr (text, ==, "00090a7ff0ff");
  g_assert_cmpstr (none, ==, "");
  g_assert_true (tiltas_hex_decode (text, again, sizeof again));
  g_assert_cmpmem (again, sizeof again, bytes, sizeof bytes);
}

static void
test_decode (void)
{
  guint8 bytes[2];

  g_assert_true (tiltas_hex_decode ("aBCd and more", bytes, 2));
  g_assert_cmphex (bytes[0], ==, 0xab);
  g_assert_cmphex (bytes[1], ==, 0xcd);
  g_assert_false (tiltas_hex_decode ("abc", bytes, 2));
  g_assert_false (tiltas_hex_decode ("ab", bytes, 2));
  g_assert_false (tiltas_hex_decode ("ab0g", bytes, 2));
  g_assert_false (tiltas_hex_decode ("", bytes, 1));
  g_assert_true (tiltas_hex_decode ("", bytes, 0));
}

static void
test_is (void)
{
  g_assert_true (tiltas_hex_is ("09af", 4));
  g_assert_true (tiltas_hex_is ("", 0));
  g_assert_false (tiltas_hex_is ("09af", 3));
  g_assert_false (tiltas_hex_is ("09af", 5));
  g_assert_false (tiltas_hex_is ("09aF", 4));
  g_assert_false (tiltas_hex_is ("09 f", 4));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/hex/both-ways", test_both_ways);
  g_test_add_func ("/base/hex/decode", test_decode);
  g_test_add_func ("/base/hex/is", test_is);
  return g_test_run ();
}
