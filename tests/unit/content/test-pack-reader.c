/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/canonical.h"
#include "content/pack-reader.h"
#include "content/record.h"

#include "base/hash.h"

#include <string.h>
#include <time.h>

#define A "{\"id\":\"a\",\"kind\":\"x\",\"publisher\":\"lnb\"}\n"
#define B "{\"id\":\"b\",\"kind\":\"x\",\"publisher\":\"lnb\"}\n"
#define FOREIGN "{\"id\":\"b\",\"kind\":\"x\",\"publisher\":\"lnc\"}\n"

typedef struct
{
  GString *keys;
  GString *lines;
  const char *stop_at;
} Seen;

static gboolean
on_line (const TiltasPackLine *line, gpointer data, GError **error)
{
  Seen *seen = data;
  g_assert_true (json_is_object (line->record));
  g_string_append_printf (seen->keys, "%s ", line->key->key);
  g_string_append_len (seen->lines, line->text, (gssize) line->length);
  g_string_append_c (seen->lines, '\n');
  if (g_strcmp0 (seen->stop_at, line->key->id) != 0)
    return TRUE;
  g_set_error_literal (error, TILTAS_RECORD_ERROR, 77, "stopped");
  return FALSE;
}

/* Feeds the pack in pieces of one size. */
static gboolean
read_pack (const char *pack, gsize length, gsize piece, Seen *seen, char **state, GError **error)
{
  g_autoptr (TiltasPackReader) reader = tiltas_pack_reader_new ("lnb", seen != NULL ? on_line : NULL, seen);
  for (gsize at = 0; at < length; at += piece)
    if (!tiltas_pack_reader_feed (reader, pack + at, MIN (piece, length - at), error))
      return FALSE;
  return tiltas_pack_reader_finish (reader, state, error);
}

static void
test_pieces (void)
{
  const char *pack = A B;
  g_autofree char *expected = tiltas_sha256_hex (pack, strlen (pack));
  for (gsize piece = 1; piece <= strlen (pack); piece++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *state = NULL;
      Seen seen = { g_string_new (NULL), g_string_new (NULL), NULL };
      g_assert_true (read_pack (pack, strlen (pack), piece, &seen, &state, &error));
      g_assert_cmpstr (seen.keys->str, ==, "lnb/x/a lnb/x/b ");
      g_assert_cmpstr (seen.lines->str, ==, pack);
      g_assert_cmpstr (state, ==, expected);
      g_string_free (seen.keys, TRUE);
      g_string_free (seen.lines, TRUE);
    }
}

static void
assert_fault (const char *pack, gsize length, const char *message)
{
  static const gsize pieces[] = { 1, 7, G_MAXINT };
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (read_pack (pack, length, pieces[i], NULL, NULL, &error));
      g_assert_nonnull (error);
      if (strstr (error->message, message) == NULL)
        g_error ("“%s” is not in “%s”", message, error->message);
    }
}

static void
test_faults (void)
{
  static const struct
  {
    const char *pack, *message;
  } faults[] = {
    { B A, "line 2: lnb/x/a may not stand after lnb/x/b" },
    { A A, "line 2: lnb/x/a may not stand after lnb/x/a" },
    { A FOREIGN, "line 2: lnc/x/b does not belong to lnb" },
    { A "\n" B, "line 2: no JSON" },
    { A "{\"id\": \"b\",\"kind\":\"x\",\"publisher\":\"lnb\"}\n", "line 2: not in canonical form, from byte 7" },
    { A "{\"id\":\"b\",\"kind\":\"x\",\"publisher\":\"lnb\"}\r\n", "line 2: not in canonical form" },
    { A "{\"id\":\"b\",\"kind\":\"x\",\"publisher\":\"lnb\"}", "line 2: the last line has no end" },
    { A "{\"id\":\"b\",\"kind\":\"x-text\",\"publisher\":\"lnb\"}\n", "line 2: lnb/x-text/b: “lang” is missing" },
    { "{\"id\":\"b\",\"kind\":\"term\",\"publisher\":\"lnb\"}\n", "line 1: lnb/term/b: “term”: is missing" },
    { A "[]\n", "line 2: “publisher” is missing" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    assert_fault (faults[i].pack, strlen (faults[i].pack), faults[i].message);
}

static void
test_long_line (void)
{
  g_autofree char *filler = g_strnfill (TILTAS_LINE_MAX, 'x');
  g_autofree char *closed = g_strconcat (A, filler, "x\n", NULL);
  g_autofree char *open = g_strconcat (A, filler, "x", NULL);
  g_autofree char *start = g_strdup ("{\"a\":\"");
  g_autoptr (GError) error = NULL;
  g_assert_false (read_pack (closed, strlen (closed), 4096, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "line 2: longer than"));
  g_clear_error (&error);
  /* A line that is too long is refused before its end has come, so that it cannot fill the memory. */
  g_assert_false (read_pack (open, strlen (open), 4096, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "line 2: longer than"));
  g_clear_error (&error);
  /* The longest line that is allowed. */
  const char *tail = "\",\"id\":\"a\",\"kind\":\"x\",\"publisher\":\"lnb\"}\n";
  gsize room = TILTAS_LINE_MAX - strlen (start) - (strlen (tail) - 1);
  g_autofree char *longest = g_strdup_printf ("%s%.*s%s", start, (int) room, filler, tail);
  g_assert_cmpuint (strlen (longest), ==, TILTAS_LINE_MAX + 1);
  g_assert_true (read_pack (longest, strlen (longest), 4096, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
test_empty (void)
{
  g_autofree char *state = NULL;
  g_autofree char *expected = tiltas_sha256_hex (NULL, 0);
  g_assert_true (read_pack ("", 0, 1, NULL, &state, NULL));
  g_assert_cmpstr (state, ==, expected);
}

static void
test_callback_stops (void)
{
  g_autoptr (GError) error = NULL;
  Seen seen = { g_string_new (NULL), g_string_new (NULL), "a" };
  g_assert_false (read_pack (A B, strlen (A B), 1000, &seen, NULL, &error));
  g_assert_error (error, TILTAS_RECORD_ERROR, 77);
  g_assert_cmpstr (error->message, ==, "line 1: stopped");
  g_assert_cmpstr (seen.keys->str, ==, "lnb/x/a ");
  g_string_free (seen.keys, TRUE);
  g_string_free (seen.lines, TRUE);
}

/* 20,000 records of 150 bytes must be read in well under a second: prints how long it took. */
static void
test_speed (void)
{
  g_autoptr (GString) pack = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  for (int i = 0; i < 20000; i++)
    g_string_append_printf (
      pack,
      "{\"definition\":\"Vieta, kurioje žmonės laiko pinigus ir moka sąskaitas.\",\"id\":\"t%05d\","
      "\"kind\":\"term-text\",\"lang\":\"lt\",\"publisher\":\"lnb\",\"state\":\"master\","
      "\"term\":\"bankas\"}\n",
      i);
  clock_t before = clock ();
  g_assert_true (read_pack (pack->str, pack->len, 64 * 1024, NULL, NULL, &error));
  double seconds = (double) (clock () - before) / CLOCKS_PER_SEC;
  g_test_message ("20,000 records, %.1f MB: %.3f s", (double) pack->len / 1e6, seconds);
  g_assert_cmpfloat (seconds, <, 10.0); /* of the processor, sanitizers included */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/content/reader/pieces", test_pieces);
  g_test_add_func ("/content/reader/faults", test_faults);
  g_test_add_func ("/content/reader/long-line", test_long_line);
  g_test_add_func ("/content/reader/empty", test_empty);
  g_test_add_func ("/content/reader/callback-stops", test_callback_stops);
  g_test_add_func ("/content/reader/speed", test_speed);
  return g_test_run ();
}
