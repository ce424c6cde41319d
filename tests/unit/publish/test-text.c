/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/text-scan.h"
#include "publish/text.h"

#include <string.h>

static void
test_phone (void)
{
  static const char *const good[] = { "+37052610774", "+1234567", "+123456789012345", NULL };
  static const char *const bad[] = { "37052610774", "+0123456789", "+123456", "+1234567890123456",
                                     "+370 5261",   "+3705261a",   "",        "112",
                                     NULL };

  for (guint i = 0; good[i] != NULL; i++)
    g_assert_true (tiltas_text_is_e164 (good[i]));
  for (guint i = 0; bad[i] != NULL; i++)
    g_assert_false (tiltas_text_is_e164 (bad[i]));
}

static void
test_lithuanian_phone (void)
{
  static const char *const good[] = { "+37052610774", "+37061234567", "+37080066366", "+37070767000", NULL };
  static const char *const bad[] = { "+370052610774",
                                     "+370852610774",
                                     "+37005261077",
                                     "+37085261077",
                                     "+3705261077",
                                     "+37152610774",
                                     "+3705261077a",
                                     "",
                                     NULL };

  for (guint i = 0; good[i] != NULL; i++)
    g_assert_true (tiltas_text_is_lithuanian_phone (good[i]));
  for (guint i = 0; bad[i] != NULL; i++)
    g_assert_false (tiltas_text_is_lithuanian_phone (bad[i]));
}

static void
test_email (void)
{
  g_assert_true (tiltas_text_is_email ("info@example.lt"));
  g_assert_true (tiltas_text_is_email ("sei.plius@mail.example.com"));
  g_assert_false (tiltas_text_is_email ("example.lt"));
  g_assert_false (tiltas_text_is_email ("@example.lt"));
  g_assert_false (tiltas_text_is_email ("a@b"));
  g_assert_false (tiltas_text_is_email ("a@b@c.lt"));
  g_assert_false (tiltas_text_is_email ("a@example.lt, b@example.lt"));
  g_assert_false (tiltas_text_is_email ("a@example..lt"));
}

static void
check_url (const char *text, gboolean good, gboolean secure, const char *host)
{
  g_autofree char *found = NULL;
  gboolean is_secure = FALSE;

  g_assert_cmpint (tiltas_text_is_url (text, &is_secure, &found), ==, good);
  g_assert_cmpstr (found, ==, host);
  g_assert_cmpint (is_secure, ==, secure);
}

static void
test_url (void)
{
  check_url ("https://www.migracija.lt/lt?a=b#c", TRUE, TRUE, "www.migracija.lt");
  check_url ("http://www.svencioniuvb.lt", TRUE, FALSE, "www.svencioniuvb.lt");
  check_url ("https://user@example.lt", FALSE, FALSE, NULL);
  check_url ("https://example.lt:8443/", FALSE, FALSE, NULL);
  check_url ("https://localhost/", FALSE, FALSE, NULL);
  check_url ("https://example.lt/a b", FALSE, FALSE, NULL);
  check_url ("javascript:alert(1)", FALSE, FALSE, NULL);
  check_url ("", FALSE, FALSE, NULL);
}

static void
check_degrees (const char *text, gboolean good, gint64 expected)
{
  gint64 value = 0;

  g_assert_cmpint (tiltas_text_degrees (text, 90, &value), ==, good);
  if (good)
    g_assert_cmpint (value, ==, expected);
}

static void
test_degrees (void)
{
  check_degrees ("54.687157", TRUE, 54687157);
  check_degrees ("54.6", TRUE, 54600000);
  check_degrees ("54", TRUE, 54000000);
  check_degrees ("-0.000001", TRUE, -1);
  check_degrees ("90", TRUE, 90000000);
  check_degrees ("90.000001", FALSE, 0);
  check_degrees ("54.6871571", FALSE, 0);
  check_degrees ("54,687157", FALSE, 0);
  check_degrees (".5", FALSE, 0);
  check_degrees ("5.", FALSE, 0);
  check_degrees ("99999999999999999999", FALSE, 0);
  check_degrees ("", FALSE, 0);
}

static void
test_number (void)
{
  gint64 number = -1;

  g_assert_true (tiltas_text_number ("0", &number));
  g_assert_cmpint (number, ==, 0);
  g_assert_true (tiltas_text_number ("1000000", &number));
  g_assert_false (tiltas_text_number ("1000001", &number));
  g_assert_false (tiltas_text_number ("-1", &number));
  g_assert_false (tiltas_text_number ("07", &number));
  g_assert_false (tiltas_text_number ("", &number));
}

static void
test_dates (void)
{
  g_assert_true (tiltas_text_is_date ("2026", FALSE));
  g_assert_true (tiltas_text_is_date ("2026-11", FALSE));
  g_assert_true (tiltas_text_is_date ("2024-02-29", TRUE));
  g_assert_false (tiltas_text_is_date ("2026-02-29", TRUE));
  g_assert_false (tiltas_text_is_date ("2026-11", TRUE));
  g_assert_false (tiltas_text_is_date ("undated", FALSE));
}

static void
test_visible (void)
{
  g_autofree char *shown = tiltas_text_visible ("pass\u200bword\u00a0x\ty \u0105\u0301");

  g_assert_cmpstr (shown, ==, "pass<U+200B>word<U+00A0>x<U+0009>y \u0105\u0301");
  g_assert_null (tiltas_text_find_unseen ("Šiaulių m. sav. مكتبة"));
  g_assert_cmpstr (tiltas_text_find_unseen ("ab\u200ec"), ==, "\u200ec");
}

static void
test_balance (void)
{
  g_assert_true (tiltas_text_is_balanced ("paprasta"));
  g_assert_true (tiltas_text_is_balanced ("\u2067a\u2066b\u2069c\u2069"));
  g_assert_true (tiltas_text_is_balanced ("\u202ba\u202c \u200f"));
  g_assert_false (tiltas_text_is_balanced ("\u2067a"));
  g_assert_false (tiltas_text_is_balanced ("a\u2069"));
  g_assert_false (tiltas_text_is_balanced ("\u2067\u202ea\u2069\u202c"));
}

static void
test_length (void)
{
  g_assert_cmpuint (tiltas_text_length ("žąsis"), ==, 5);
  g_assert_cmpuint (tiltas_text_length ("مُحَمَّد"), ==, 4);
  g_assert_cmpuint (tiltas_text_length ("\u2067a\u2069"), ==, 1);
}

static void
check_scan (const char *text, gsize length, gboolean readable, const char *expected)
{
  g_autoptr (TiltasFaults) faults = tiltas_faults_new ();
  GPtrArray *list;
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_cmpint (tiltas_text_scan (faults, "f", text, length), ==, readable);
  list = tiltas_faults_sorted (faults);
  for (guint i = 0; i < list->len; i++)
    {
      const TiltasFault *fault = list->pdata[i];

      g_string_append_printf (found, "%d %s;", fault->line, fault->code);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_scan (void)
{
  check_scan ("a\nb\r\nc\td", 8, TRUE, "");
  check_scan ("a\nb\rc\n", 6, TRUE, "2 control;");
  check_scan ("a\n\nz\u030c", strlen ("a\n\nz\u030c"), TRUE, "3 nfc;");
  check_scan ("a\n\xff", 3, FALSE, "2 utf-8;");
  check_scan ("a\0b", 3, FALSE, "1 utf-8;");
  check_scan ("", 0, TRUE, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/publish/text/phone", test_phone);
  g_test_add_func ("/publish/text/lithuanian-phone", test_lithuanian_phone);
  g_test_add_func ("/publish/text/email", test_email);
  g_test_add_func ("/publish/text/url", test_url);
  g_test_add_func ("/publish/text/degrees", test_degrees);
  g_test_add_func ("/publish/text/number", test_number);
  g_test_add_func ("/publish/text/dates", test_dates);
  g_test_add_func ("/publish/text/visible", test_visible);
  g_test_add_func ("/publish/text/balance", test_balance);
  g_test_add_func ("/publish/text/length", test_length);
  g_test_add_func ("/publish/text/scan", test_scan);
  return g_test_run ();
}
