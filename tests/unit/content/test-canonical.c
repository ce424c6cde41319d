/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/canonical.h"

#include <string.h>

static char *
canonical (const char *line, gsize length, GError **error)
{
  g_autoptr (json_t) value = tiltas_canonical_parse (line, length, error);
  g_autoptr (GBytes) bytes = value != NULL ? tiltas_canonical_write (value, error) : NULL;
  return bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
}

static void
assert_canonical (const char *line, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *written = canonical (line, strlen (line), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (written, ==, expected);
  g_autoptr (json_t) same = tiltas_canonical_check (expected, strlen (expected), &error);
  g_assert_no_error (error);
  g_assert_nonnull (same);
  g_autoptr (json_t) other = tiltas_canonical_check (line, strlen (line), &error);
  g_assert_true ((other != NULL) == (strcmp (line, expected) == 0));
}

static void
assert_refused_length (const char *line, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) value = tiltas_canonical_parse (line, length, &error);
  if (value != NULL)
    g_error ("accepted: %s", line);
  g_assert_error (error, TILTAS_CANONICAL_ERROR, 0);
  g_assert_nonnull (error->message);
}

static void
assert_refused (const char *line)
{
  assert_refused_length (line, strlen (line));
}

static void
test_form (void)
{
  assert_canonical ("{}", "{}");
  assert_canonical (" { \"b\" : 1 , \"a\" : [ ] } ", "{\"a\":[],\"b\":1}");
  assert_canonical ("{\"é\":1,\"z\":2,\"Z\":3,\"zz\":4}", "{\"Z\":3,\"z\":2,\"zz\":4,\"é\":1}");
  assert_canonical ("{\"a\":\"\\u0041\\/\\u00e9\"}", "{\"a\":\"A/é\"}");
  assert_canonical ("{\"a\":\"\\ud83d\\ude00\"}", "{\"a\":\"😀\"}");
  assert_canonical ("{\"a\":\"x\\ny\\tz\\\"\\\\\"}", "{\"a\":\"x\\ny\\tz\\\"\\\\\"}");
  assert_canonical ("{\"a\":[true,false,-0,-7,0]}", "{\"a\":[true,false,0,-7,0]}");
  assert_canonical ("[{\"b\":1,\"a\":2}]", "[{\"a\":2,\"b\":1}]");
}

static void
test_numbers (void)
{
  assert_canonical ("{\"a\":9007199254740992}", "{\"a\":9007199254740992}");
  assert_canonical ("{\"a\":-9007199254740992}", "{\"a\":-9007199254740992}");
  assert_refused ("{\"a\":9007199254740993}");
  assert_refused ("{\"a\":-9007199254740993}");
  assert_refused ("{\"a\":9223372036854775808}");
  assert_refused ("{\"a\":1.0}");
  assert_refused ("{\"a\":1e2}");
  assert_refused ("{\"a\":0.5}");
  assert_refused ("{\"a\":01}");
  assert_refused ("{\"a\":+1}");
}

static void
test_refused (void)
{
  assert_refused ("");
  assert_refused ("7");
  assert_refused ("\"text\"");
  assert_refused ("{\"a\":null}");
  assert_refused ("{\"a\":1,\"a\":1}");
  assert_refused ("{\"a\":1,\"\\u0061\":1}");
  assert_refused ("{\"a\":1}{\"a\":1}");
  assert_refused ("{\"a\":1} x");
  assert_refused ("{\"a\":1,}");
  assert_refused ("{'a':1}");
  assert_refused ("{\"a\":NaN}");
  assert_refused ("\xEF\xBB\xBF{}");
}

static void
test_text (void)
{
  assert_refused ("{\"a\":\"\\u0000\"}");
  assert_refused ("{\"\\u0000\":1}");
  assert_refused_length ("{\"a\":\"\0\"}", 9);
  assert_refused ("{\"a\":\"\\u0007\"}");
  assert_refused ("{\"a\":\"\\r\"}");
  assert_refused ("{\"a\":\"\x7F\"}");
  assert_refused ("{\"a\":\"\xC2\x85\"}");
  assert_canonical ("{\"a\":\"\u00A0\"}", "{\"a\":\"\u00A0\"}");
  assert_refused ("{\"a\":\"x\ny\"}");         /* raw newline */
  assert_refused ("{\"a\":\"\xFF\"}");         /* no UTF-8 */
  assert_refused ("{\"a\":\"\xC0\xAF\"}");     /* overlong */
  assert_refused ("{\"a\":\"\xED\xA0\x80\"}"); /* surrogate */
  assert_refused ("{\"a\":\"\\ud83d\"}");      /* half a pair */
}

static void
test_nfc (void)
{
  g_autofree char *filler = g_strnfill (5000, 'x');
  g_autofree char *composed = g_strdup_printf ("{\"a\":\"%sė\"}", filler);
  g_autofree char *decomposed = g_strdup_printf ("{\"a\":\"%se\u0307\"}", filler);
  assert_canonical ("{\"a\":\"ė й أ か\"}", "{\"a\":\"ė й أ か\"}");
  assert_refused ("{\"a\":\"e\u0307\"}");
  assert_refused ("{\"a\":\"и\u0306\"}");
  assert_refused ("{\"e\u0307\":1}");
  assert_refused ("{\"a\":\"\u212B\"}"); /* ÅNGSTRÖM SIGN has a canonical twin */
  assert_canonical (composed, composed);
  assert_refused (decomposed);
}

static char *
nested (int depth)
{
  GString *text = g_string_new (NULL);
  for (int i = 0; i < depth; i++)
    g_string_append_c (text, '[');
  for (int i = 0; i < depth; i++)
    g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

static char *
with_members (int n)
{
  GString *text = g_string_new ("{");
  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "%s\"m%03d\":1", i > 0 ? "," : "", i);
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

static char *
with_length (gsize length)
{
  g_autofree char *filler = g_strnfill (length - 8, 'x');
  return g_strdup_printf ("{\"a\":\"%s\"}", filler);
}

static void
test_limits (void)
{
  g_autofree char *deepest = nested (TILTAS_DEPTH_MAX);
  g_autofree char *too_deep = nested (TILTAS_DEPTH_MAX + 1);
  g_autofree char *abyss = nested (100000);
  g_autofree char *widest = with_members (TILTAS_MEMBERS_MAX);
  g_autofree char *too_wide = with_members (TILTAS_MEMBERS_MAX + 1);
  g_autofree char *longest = with_length (TILTAS_LINE_MAX);
  g_autofree char *too_long = with_length (TILTAS_LINE_MAX + 1);
  assert_canonical (deepest, deepest);
  assert_refused (too_deep);
  assert_refused (abyss);
  assert_canonical (widest, widest);
  assert_refused (too_wide);
  assert_canonical (longest, longest);
  assert_refused (too_long);
}

/* Writing obeys the same rules as reading. */
static void
test_write (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) real = json_pack ("{s:f}", "a", 1.5);
  g_autoptr (json_t) null = json_pack ("[n]");
  g_autoptr (json_t) scalar = json_integer (1);
  g_autoptr (json_t) bell = json_pack ("{s:s}", "a", "\a");
  json_t *wrong[] = { real, null, scalar, bell };
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_null (tiltas_canonical_write (wrong[i], &error));
      g_assert_error (error, TILTAS_CANONICAL_ERROR, 0);
      g_clear_error (&error);
    }
}

static void
test_check_names_place (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (tiltas_canonical_check ("{\"b\":1,\"a\":2}", 13, &error));
  g_assert_nonnull (strstr (error->message, "byte 3"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/content/canonical/form", test_form);
  g_test_add_func ("/content/canonical/numbers", test_numbers);
  g_test_add_func ("/content/canonical/refused", test_refused);
  g_test_add_func ("/content/canonical/text", test_text);
  g_test_add_func ("/content/canonical/nfc", test_nfc);
  g_test_add_func ("/content/canonical/limits", test_limits);
  g_test_add_func ("/content/canonical/write", test_write);
  g_test_add_func ("/content/canonical/check-names-place", test_check_names_place);
  return g_test_run ();
}
