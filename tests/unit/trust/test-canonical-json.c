/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trust/canonical-json.h"

#include "trust/error.h"

#include <string.h>

static json_t *
parse (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return tiltas_trust_json_parse (bytes, error);
}

static void
check_refused (const char *text, TiltasTrustError code)
{
  g_autoptr (GError) error = NULL;
  json_auto_t *value = parse (text, &error);

  g_assert_null (value);
  g_assert_error (error, TILTAS_TRUST_ERROR, (int) code);
}

static void
check_canonical (const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  json_auto_t *value = parse (text, &error);

  g_assert_no_error (error);
  g_autoptr (GBytes) bytes = tiltas_trust_json_canonical (value, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
}

static void
test_canonical (void)
{
  check_canonical ("{}", "{}");
  check_canonical (" { \"b\" : [ ] , \"a\" : 1 } \n", "{\"a\":1,\"b\":[]}");
  check_canonical ("{\"aa\":1,\"a\":2,\"B\":3,\"\":4}", "{\"\":4,\"B\":3,\"a\":2,\"aa\":1}");
  check_canonical ("{\"x\":[true,false,null,-5,9007199254740993]}", "{\"x\":[true,false,null,-5,9007199254740993]}");
  /* Only quote and backslash are escaped; newline, tab and other controls stand raw. */
  check_canonical ("{\"s\":\"q\\\" b\\\\ n\\n t\\t u\\u0001 s\\/ \\u0161\"}",
                   "{\"s\":\"q\\\" b\\\\ n\n t\t u\x01 s/ š\"}");
  /* By bytes, not by UTF-16 units: U+FF61 sorts before U+1F600. */
  check_canonical ("{\"\xf0\x9f\x98\x80\":1,\"\xef\xbd\xa1\":2}", "{\"\xef\xbd\xa1\":2,\"\xf0\x9f\x98\x80\":1}");
  check_canonical ("{\"e\":\"1.5e3\",\"t\":[1,2]}", "{\"e\":\"1.5e3\",\"t\":[1,2]}");
}

static void
test_refused (void)
{
  check_refused ("", TILTAS_TRUST_ERROR_FORMAT);
  check_refused ("[]", TILTAS_TRUST_ERROR_FORMAT);
  check_refused ("\"a\"", TILTAS_TRUST_ERROR_FORMAT);
  check_refused ("{\"a\":1,\"a\":1}", TILTAS_TRUST_ERROR_FORMAT);
  check_refused ("{\"a\":{\"b\":1,\"\\u0062\":2}}", TILTAS_TRUST_ERROR_FORMAT);
  check_refused ("{\"a\":1.0}", TILTAS_TRUST_ERROR_FORMAT);
  check_refused ("{\"a\":1e3}", TILTAS_TRUST_ERROR_FORMAT);
  check_refused ("{\"a\":1E3}", TILTAS_TRUST_ERROR_FORMAT);
  check_refused ("{\"a\":9223372036854775808}", TILTAS_TRUST_ERROR_FORMAT);
  check_refused ("{\"a\":NaN}", TILTAS_TRUST_ERROR_FORMAT);
  check_refused ("{\"a\":\"\\u0000\"}", TILTAS_TRUST_ERROR_FORMAT);
  check_refused ("{\"a\":\"\\ud800\"}", TILTAS_TRUST_ERROR_FORMAT);
  check_refused ("{\"a\":\"\xff\"}", TILTAS_TRUST_ERROR_FORMAT);
  check_refused ("{\"a\":\"\xc0\xaf\"}", TILTAS_TRUST_ERROR_FORMAT);
  check_refused ("\xef\xbb\xbf{}", TILTAS_TRUST_ERROR_FORMAT);
  check_refused ("{} {}", TILTAS_TRUST_ERROR_FORMAT);
  check_refused ("{\"a\":1,}", TILTAS_TRUST_ERROR_FORMAT);
  check_refused ("{\"a\":\"x", TILTAS_TRUST_ERROR_FORMAT);
  check_refused ("{\"a\\", TILTAS_TRUST_ERROR_FORMAT);
  check_refused ("<html>", TILTAS_TRUST_ERROR_FORMAT);
}

static char *
nested (int depth)
{
  GString *text = g_string_new ("{\"a\":");

  for (int i = 1; i < depth; i++)
    g_string_append_c (text, '[');
  for (int i = 1; i < depth; i++)
    g_string_append_c (text, ']');
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

static void
test_limits (void)
{
  g_autofree char *deepest = nested (TILTAS_TRUST_DEPTH_MAX), *deeper = nested (TILTAS_TRUST_DEPTH_MAX + 1);
  g_autofree char *bottomless = nested (1000000);
  g_autofree char *expected = g_strdup (deepest);
  g_autoptr (GString) many = g_string_new ("{\"a\":[0");

  check_canonical (deepest, expected);
  check_refused (deeper, TILTAS_TRUST_ERROR_LIMIT);
  check_refused (bottomless, TILTAS_TRUST_ERROR_LIMIT);
  for (int i = 0; i <= TILTAS_TRUST_VALUES_MAX; i++)
    g_string_append (many, ",0");
  g_string_append (many, "]}");
  check_refused (many->str, TILTAS_TRUST_ERROR_LIMIT);
  /* Brackets inside strings are just text. */
  check_canonical ("{\"a\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[\"}",
                   "{\"a\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[\"}");
}

static void
test_written_fraction (void)
{
  g_autoptr (GError) error = NULL;
  json_auto_t *value = json_pack ("{s:f}", "a", 0.5);
  g_autoptr (GBytes) bytes = tiltas_trust_json_canonical (value, &error);

  g_assert_null (bytes);
  g_assert_error (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_FORMAT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/canonical-json/canonical", test_canonical);
  g_test_add_func ("/trust/canonical-json/refused", test_refused);
  g_test_add_func ("/trust/canonical-json/limits", test_limits);
  g_test_add_func ("/trust/canonical-json/written-fraction", test_written_fraction);
  return g_test_run ();
}
