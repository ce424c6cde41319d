/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/boot.h"

#define KERNEL "0F8FAD5B-d9cb-469f-a165-70867728950e\n"
#define UNIT "0f8fad5bd9cb469fa16570867728950e"

static void
expect (const char *file, const char *variable, const char *expected)
{
  g_autofree char *id = tiltas_boot_id_pick (file, variable);

  g_assert_cmpstr (id, ==, expected);
}

/* tiltasctl reads the kernel's file, the kiosk in its sandbox what the unit says: both name the same run. */
static void
test_both_are_one (void)
{
  expect (KERNEL, NULL, UNIT);
  expect (NULL, UNIT, UNIT);
  expect (NULL, "0f8fad5b-d9cb-469f-a165-70867728950e", UNIT);
  expect (KERNEL, "11111111111111111111111111111111", UNIT);
}

static void
test_nonsense (void)
{
  static const char *const TEXTS[] = {
    "", "-", "%b", "unknown", "0f8fad5bd9cb469fa16570867728950", UNIT "0", "0f8fad5bd9cb469fa16570867728950g"
  };

  expect (NULL, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (TEXTS); i++)
    {
      expect (NULL, TEXTS[i], NULL);
      expect (TEXTS[i], NULL, NULL);
      expect (TEXTS[i], UNIT, UNIT);
    }
}

static void
test_this_machine (void)
{
  g_autofree char *first = tiltas_boot_id (), *second = tiltas_boot_id ();

  g_assert_nonnull (first);
  g_assert_cmpstr (first, ==, second);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/boot/both-are-one", test_both_are_one);
  g_test_add_func ("/base/boot/nonsense", test_nonsense);
  g_test_add_func ("/base/boot/this-machine", test_this_machine);
  return g_test_run ();
}
