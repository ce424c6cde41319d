/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/delta-apply.h"
#include "content/delta-encode.h"
#include "content/delta-format.h"
#include "content/delta.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <zstd.h>

/* --- packs --- */

static GBytes *
apply (GBytes *base, GBytes *delta, GError **error)
{
  return tiltas_delta_apply ("lnb", g_bytes_get_data (base, NULL), g_bytes_get_size (base), delta, error);
}

static GBytes *
encode (GBytes *base, GBytes *result, GError **error)
{
  return tiltas_delta_encode ("lnb", g_bytes_get_data (base, NULL), g_bytes_get_size (base),
                              g_bytes_get_data (result, NULL), g_bytes_get_size (result), error);
}

static void
assert_leads (GBytes *base, GBytes *delta, GBytes *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) made = apply (base, delta, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (made, result));
}

static GBytes *
text_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

/* lines: key → line with newline */
static GBytes *
pack_of (GTree *lines)
{
  GString *pack = g_string_new (NULL);
  for (GTreeNode *node = g_tree_node_first (lines); node != NULL; node = g_tree_node_next (node))
    g_string_append (pack, g_tree_node_value (node));
  return g_string_free_to_bytes (pack);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data G_GNUC_UNUSED)
{
  return strcmp (a, b);
}

static char *
random_words (GRand *rand)
{
  static const char *const words[] = {
    "tiltas ", "raktas ", "slaptažodis ", "мова ", "بيت ", "ą", "\\\"", "\\n", "- "
  };
  GString *text = g_string_new ("x");
  for (int n = g_rand_int_range (rand, 0, 40); n > 0; n--)
    g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
  return g_string_free (text, FALSE);
}

static void
put_random (GTree *lines, GRand *rand, int n_ids)
{
  static const char *const langs[] = { "ar", "lt", "uk", "uz-latn" };
  int id = g_rand_int_range (rand, 0, n_ids);
  g_autofree char *words = random_words (rand);
  if (g_rand_boolean (rand))
    {
      const char *lang = langs[g_rand_int_range (rand, 0, G_N_ELEMENTS (langs))];
      g_tree_replace (lines, g_strdup_printf ("note-text/n%d/%s", id, lang),
                      g_strdup_printf ("{\"id\":\"n%d\",\"kind\":\"note-text\",\"lang\":\"%s\",\"publisher\":\"lnb\","
                                       "\"words\":\"%s\"}\n",
                                       id, lang, words));
    }
  else
    g_tree_replace (
      lines, g_strdup_printf ("note/n%d", id),
      g_strdup_printf ("{\"id\":\"n%d\",\"kind\":\"note\",\"publisher\":\"lnb\",\"words\":\"%s\"}\n", id, words));
}

static void
change_random (GTree *lines, GRand *rand, int n_ids)
{
  for (int n = g_rand_int_range (rand, 0, 30); n > 0; n--)
    {
      if (g_rand_boolean (rand))
        put_random (lines, rand, n_ids);
      else if (g_tree_nnodes (lines) > 0)
        {
          GTreeNode *node = g_tree_node_first (lines);
          for (int skip = g_rand_int_range (rand, 0, g_tree_nnodes (lines)); skip > 0; skip--)
            node = g_tree_node_next (node);
          g_tree_remove (lines, g_tree_node_key (node));
        }
    }
}

/* --- vectors --- */

static const char *const vectors[] = { "add-remove",   "emptied",    "first", "long-line", "mixed",
                                       "only-removed", "one-letter", "same",  "replaced" };

static GBytes *
read_vector (const char *vector, const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("TILTAS_TEST_DATA"), "delta", vector, name, NULL);
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize length = 0;
  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

static void
test_reads_the_other_encoder (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (GBytes) base = read_vector (vectors[i], "base.jsonl");
      g_autoptr (GBytes) result = read_vector (vectors[i], "result.jsonl");
      g_autoptr (GBytes) delta = read_vector (vectors[i], "delta");
      assert_leads (base, delta, result);
    }
}

static void
test_head_is_the_other_encoders (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      static const guint8 magic[] = { 0x28, 0xB5, 0x2F, 0xFD };
      g_autoptr (GBytes) base = read_vector (vectors[i], "base.jsonl");
      g_autoptr (GBytes) result = read_vector (vectors[i], "result.jsonl");
      g_autoptr (GBytes) theirs = read_vector (vectors[i], "delta");
      g_autoptr (GBytes) ours = encode (base, result, NULL);
      gsize length = 0;
      const guint8 *data = g_bytes_get_data (theirs, &length);
      const guint8 *frame = memmem (data, length, magic, sizeof magic);
      gsize head = frame != NULL ? (gsize) (frame - data) : length;
      g_assert_cmpmem (data, head, g_bytes_get_data (ours, NULL), MIN (head, g_bytes_get_size (ours)));
      assert_leads (base, ours, result);
    }
}

/* The other implementation reads what ours writes. */
static void
test_other_reads_ours (void)
{
  g_autofree char *zstd = g_find_program_in_path ("zstd");
  g_autofree char *script = g_build_filename (g_getenv ("TILTAS_TEST_DATA"), "delta", "encode.py", NULL);
  if (zstd == NULL || !g_file_test ("/usr/bin/python3", G_FILE_TEST_IS_EXECUTABLE))
    {
      g_test_skip ("needs python3 and the program zstd");
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (GBytes) base = read_vector (vectors[i], "base.jsonl");
      g_autoptr (GBytes) result = read_vector (vectors[i], "result.jsonl");
      g_autoptr (GBytes) ours = encode (base, result, NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *folder = g_dir_make_tmp ("tiltas-delta-XXXXXX", &error);
      g_autofree char *path = g_build_filename (folder, "delta", NULL);
      g_autofree char *base_path =
        g_build_filename (g_getenv ("TILTAS_TEST_DATA"), "delta", vectors[i], "base.jsonl", NULL);
      g_file_set_contents (path, g_bytes_get_data (ours, NULL), (gssize) g_bytes_get_size (ours), &error);
      g_assert_no_error (error);
      g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/usr/bin/python3",
                                                          "-B", script, "apply", "lnb", base_path, path, NULL);
      g_autoptr (GBytes) made = NULL;
      g_assert_no_error (error);
      g_subprocess_communicate (process, NULL, NULL, &made, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (g_subprocess_get_successful (process));
      g_assert_true (g_bytes_equal (made, result));
      g_remove (path);
      g_rmdir (folder);
    }
}

/* --- properties --- */

static void
test_random_packs (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2026);
  for (int round = 0; round < 150; round++)
    {
      g_autoptr (GTree) lines = g_tree_new_full (compare, NULL, g_free, g_free);
      int n_ids = g_rand_int_range (rand, 1, 60);
      for (int n = g_rand_int_range (rand, 0, 80); n > 0; n--)
        put_random (lines, rand, n_ids);
      g_autoptr (GBytes) a = pack_of (lines);
      change_random (lines, rand, n_ids);
      g_autoptr (GBytes) b = pack_of (lines);
      g_autoptr (GBytes) forth = encode (a, b, NULL);
      g_autoptr (GBytes) back = encode (b, a, NULL);
      g_autoptr (GBytes) again = encode (a, b, NULL);
      assert_leads (a, forth, b);
      assert_leads (b, back, a);
      g_assert_true (g_bytes_equal (forth, again));
    }
}

/* Random letters, at least length of them. */
static char *
incompressible (GRand *rand, gsize length)
{
  gsize n = length / 16 * 3 + 1;
  g_autofree guint32 *numbers = g_new (guint32, n);
  for (gsize i = 0; i < n; i++)
    numbers[i] = g_rand_int (rand);
  return g_base64_encode ((const guchar *) numbers, n * sizeof (guint32));
}

static void
put_note (GString *pack, guint number, const char *words)
{
  g_string_append_printf (pack, "{\"id\":\"n%06u\",\"kind\":\"note\",\"publisher\":\"lnb\",\"words\":\"%s\"}\n", number,
                          words);
}

static void
test_twenty_megabytes (void)
{
  GString *pack = g_string_new (NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20);
  for (guint i = 0; pack->len < 20 * 1000 * 1000; i++)
    {
      g_autofree char *words = incompressible (rand, 500);
      put_note (pack, i, words);
    }
  g_autoptr (GBytes) base = g_string_free_to_bytes (pack);
  gsize length = g_bytes_get_size (base);
  char *changed = g_memdup2 (g_bytes_get_data (base, NULL), length);
  strstr (changed + length / 2, "\"words\":\"")[100] = '-';
  g_autoptr (GBytes) result = g_bytes_new_take (changed, length);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GBytes) delta = encode (base, result, NULL);
  g_test_message ("%zu bytes of delta in %.3f s", g_bytes_get_size (delta),
                  (double) (g_get_monotonic_time () - start) / 1e6);
  g_assert_cmpuint (g_bytes_get_size (delta), <=, 100);
  assert_leads (base, delta, result);
}

static void
test_bit_flips (void)
{
  g_autoptr (GBytes) base = read_vector ("add-remove", "result.jsonl");
  g_autoptr (GBytes) result = read_vector ("one-letter", "result.jsonl");
  g_autoptr (GBytes) delta = encode (base, result, NULL);
  g_autofree char *state = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, result);
  gsize length = g_bytes_get_size (delta);
  for (gsize bit = 0; bit < length * 8; bit++)
    {
      guint8 *data = g_memdup2 (g_bytes_get_data (delta, NULL), length);
      data[bit / 8] ^= (guint8) (1 << bit % 8);
      g_autoptr (GBytes) damaged = g_bytes_new_take (data, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) made = apply (base, damaged, &error);
      g_autofree char *made_state = made != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, made) : NULL;
      g_assert_true ((made == NULL) == (error != NULL));
      if (g_strcmp0 (made_state, state) == 0)
        g_assert_true (g_bytes_equal (made, result));
    }
}

static void
test_cut (void)
{
  g_autoptr (GBytes) delta = read_vector ("mixed", "delta");
  for (gsize length = 0; length < g_bytes_get_size (delta); length++)
    {
      /* Uses a copy, so that a sanitizer notices a read past the end. */
      g_autoptr (GBytes) cut = g_bytes_new (g_bytes_get_data (delta, NULL), length);
      g_autoptr (GError) error = NULL;
      g_autoptr (TiltasDelta) parsed = tiltas_delta_parse ("lnb", cut, &error);
      g_assert_error (error, TILTAS_DELTA_ERROR, TILTAS_DELTA_ERROR_DAMAGED);
      g_assert_null (parsed);
    }
}

static void
test_other_base (void)
{
  g_autoptr (GBytes) base = read_vector ("one-letter", "base.jsonl");
  g_autoptr (GBytes) other = read_vector ("add-remove", "result.jsonl");
  g_autoptr (GBytes) result = read_vector ("one-letter", "result.jsonl");
  g_autoptr (GBytes) delta = encode (base, result, NULL);
  g_autoptr (GBytes) back = encode (base, other, NULL);
  g_autoptr (GError) error = NULL;
  g_assert_null (apply (other, delta, &error));
  g_assert_error (error, TILTAS_DELTA_ERROR, TILTAS_DELTA_ERROR_BASE);
  g_clear_error (&error);
  g_assert_null (apply (other, back, &error)); /* removes what is not there */
  g_assert_error (error, TILTAS_DELTA_ERROR, TILTAS_DELTA_ERROR_BASE);
}

/* --- limits and hostile bytes --- */

static GBytes *
large_pack (char letter, guint n, gsize length)
{
  GString *pack = g_string_new (NULL);
  g_autofree char *words = g_strnfill (length, letter);
  for (guint i = 0; i < n; i++)
    put_note (pack, i, words);
  return g_string_free_to_bytes (pack);
}

static void
test_too_large (void)
{
  g_autoptr (GBytes) a = large_pack ('a', 41, 100 * 1024);
  g_autoptr (GBytes) b = large_pack ('b', 41, 100 * 1024);
  g_autoptr (GError) error = NULL;
  g_assert_null (encode (a, b, &error));
  g_assert_error (error, TILTAS_DELTA_ERROR, TILTAS_DELTA_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "too large: ship a full pack"));
}

/* A line and its old line are 4 MiB apart, and old and new lines together fill nearly all of the 8 MiB. */
static void
test_nearly_too_large (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  GString *a = g_string_new (NULL);
  GString *b = g_string_new (NULL);
  for (guint i = 0; a->len < 4100 * 1000; i++)
    {
      g_autofree char *words = incompressible (rand, 16000);
      put_note (a, i, words);
      words[8000] = '!';
      put_note (b, i, words);
    }
  g_autoptr (GBytes) base = g_string_free_to_bytes (a);
  g_autoptr (GBytes) result = g_string_free_to_bytes (b);
  g_autoptr (GBytes) delta = encode (base, result, NULL);
  g_test_message ("%zu bytes of delta", g_bytes_get_size (delta));
  g_assert_cmpuint (g_bytes_get_size (delta), <, 20 * 1000);
  assert_leads (base, delta, result);
}

#define FRAME "\x28\xB5\x2F\xFD"
#define LINE "{\"id\":\"a\",\"kind\":\"n\",\"publisher\":\"lnb\"}\n" /* 40 bytes */
#define RAW(window) FRAME "\x00" window "\x41\x01\x00" LINE          /* one raw block, the last */

typedef struct
{
  const char *name;
  const char *bytes;
  gsize length;
  int code;
} Hostile;

#define HOSTILE(name, bytes, code)        \
  {                                       \
    name, bytes, sizeof (bytes) - 1, code \
  }

static const Hostile hostile[] = {
  HOSTILE ("empty", "", TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("version 2", "TLD\x02\0\0\0\0", TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("long number", "TLD\x01\x80\0\0\0\0", TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("large number", "TLD\x01\xFF\xFF\xFF\xFF\x7F\0\0\0", TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("endless number", "TLD\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("many keys", "TLD\x01\xFF\xFF\xFF\xFF\x0F\0\0\0", TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("bytes after nothing", "TLD\x01\0\0\0\0x", TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("too many lines", "TLD\x01\0\1\x81\x80\x80\x04\x00\0\3n/a", TILTAS_DELTA_ERROR_TOO_LARGE),
  HOSTILE ("too many lines in sum", "TLD\x01\0\1\x01\x80\x80\x80\x04\0\3n/a", TILTAS_DELTA_ERROR_TOO_LARGE),
  HOSTILE ("a changed key without lines", "TLD\x01\0\1\0\0\0\3n/a", TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("old lines without a key", "TLD\x01\0\0\5\0", TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("key with another publisher", "TLD\x01\1\0\0\0\0\7p/note/a", TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("key upwards", "TLD\x01\1\0\0\0\0\4../a", TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("key with NUL", "TLD\x01\1\0\0\0\0\4n/a\0", TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("text key without language", "TLD\x01\1\0\0\0\0\10n-text/a", TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("keys not in order", "TLD\x01\2\0\0\0\0\3n/b\2\1a", TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("a key twice", "TLD\x01\2\0\0\0\0\3n/b\3\0", TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("shares too much", "TLD\x01\2\0\0\0\0\3n/b\4\1b", TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("removed and changed", "TLD\x01\1\1\x28\x28\0\3n/a\0\3n/a" RAW ("\x68"), TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("window too large", "TLD\x01\0\0\0\x28" RAW ("\x69"), TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("skippable frame", "TLD\x01\0\0\0\x28\x50\x2A\x4D\x18\x04\0\0\0abcd", TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("dictionary", "TLD\x01\0\0\0\x28" FRAME "\x01\x68\x07\x41\x01\x00" LINE, TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("other content size", "TLD\x01\0\0\0\x28" FRAME "\x20\x29\x49\x01\x00" LINE "x", TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("two frames", "TLD\x01\0\0\0\x28" RAW ("\x68") RAW ("\x68"), TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("more comes out", "TLD\x01\0\0\0\x27" RAW ("\x68"), TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("less comes out", "TLD\x01\0\0\0\x29" RAW ("\x68"), TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("removed key has a line", "TLD\x01\1\0\0\x28\0\3n/a" RAW ("\x68"), TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("changed key has no line", "TLD\x01\0\1\x28\x28\0\3n/b" RAW ("\x68"), TILTAS_DELTA_ERROR_DAMAGED),
  HOSTILE ("earlier changed key has no line", "TLD\x01\0\1\x29\x28\0\3m/b" RAW ("\x68"), TILTAS_DELTA_ERROR_DAMAGED),
};

static gboolean
some_line (const char *key G_GNUC_UNUSED, GByteArray *line, gpointer data, GError **error G_GNUC_UNUSED)
{
  const gsize *length = data;
  for (gsize i = 1; i < *length; i++)
    g_byte_array_append (line, (const guint8 *) "x", 1);
  return TRUE;
}

static gboolean
check_only (GBytes *bytes, gsize before, GError **error)
{
  g_autoptr (TiltasDelta) delta = tiltas_delta_parse ("lnb", bytes, error);
  return delta != NULL && tiltas_delta_lines (delta, some_line, NULL, &before, error);
}

static void
test_hostile (void)
{
  g_autoptr (GBytes) good =
    g_bytes_new_static ("TLD\x01\0\0\0\x28" RAW ("\x68"), sizeof ("TLD\x01\0\0\0\x28" RAW ("\x68")) - 1);
  g_autoptr (GError) fault = NULL;
  g_assert_true (check_only (good, 0, &fault));
  g_assert_no_error (fault);
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (hostile[i].bytes, hostile[i].length);
      g_autoptr (GError) error = NULL;
      gsize before = strstr (hostile[i].name, "earlier") != NULL ? 0x29 : 0x28;
      g_test_message ("%s", hostile[i].name);
      g_assert_false (check_only (bytes, before, &error));
      g_test_message ("  %s", error->message);
      g_assert_error (error, TILTAS_DELTA_ERROR, hostile[i].code);
    }
}

/* A few bytes claim to decode to 8 MiB. They are refused, and no more memory than that is used. */
static void
test_bomb (void)
{
  g_autofree char *zeros = g_malloc0 (64 << 20);
  g_autofree guint8 *frame = g_malloc (1 << 20);
  gsize length = ZSTD_compress (frame, 1 << 20, zeros, 64 << 20, 3);
  GByteArray *array = g_byte_array_new ();
  g_assert_false (ZSTD_isError (length));
  g_byte_array_append (array, (const guint8 *) "TLD\x01\0\0\0\x80\x80\x80\x04", 11); /* 8 MiB */
  g_byte_array_append (array, frame, (guint) length);
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (array);
  g_autoptr (GError) error = NULL;
  g_assert_false (check_only (bytes, 0, &error));
  g_assert_error (error, TILTAS_DELTA_ERROR, TILTAS_DELTA_ERROR_DAMAGED);
}

static void
test_records_are_validated (void)
{
  g_autoptr (GBytes) empty = text_bytes ("");
  g_autoptr (GBytes) result = text_bytes ("{\"id\":\"a\",\"kind\":\"term\",\"publisher\":\"lnb\"}\n"); /* no term */
  g_autoptr (GBytes) delta = encode (empty, result, NULL);
  g_autoptr (GError) error = NULL;
  g_assert_nonnull (delta);
  g_assert_null (apply (empty, delta, &error));
  g_assert_error (error, TILTAS_RECORD_ERROR, 0);
}

static void
test_encoder_refuses_broken_packs (void)
{
  static const char *const broken[] = {
    "{\"id\":\"a\",\"kind\":\"n\",\"publisher\":\"lnb\"}",          /* no newline */
    "\n",                                                           /* blank line */
    "{\"id\":\"a\",\"kind\":\"n\",\"publisher\":\"other\"}\n",      /* another publisher's */
    (LINE LINE),                                                    /* twice */
    ("{\"id\":\"b\",\"kind\":\"n\",\"publisher\":\"lnb\"}\n" LINE), /* not in order */
  };
  g_autoptr (GBytes) empty = text_bytes ("");
  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GBytes) pack = text_bytes (broken[i]);
      g_autoptr (GError) forth = NULL;
      g_autoptr (GError) back = NULL;
      g_assert_null (encode (empty, pack, &forth));
      g_assert_nonnull (forth);
      g_assert_null (encode (pack, empty, &back));
      g_assert_nonnull (back);
    }
}

static void
test_keys (void)
{
  g_autoptr (GBytes) base = read_vector ("add-remove", "base.jsonl");
  g_autoptr (GBytes) result = read_vector ("add-remove", "result.jsonl");
  g_autoptr (GBytes) bytes = encode (base, result, NULL);
  g_autoptr (TiltasDelta) delta = tiltas_delta_parse ("lnb", bytes, NULL);
  gsize n_removed = 0;
  const char *const *removed = tiltas_delta_removed (delta, &n_removed);
  g_assert_cmpuint (n_removed, ==, 11);
  g_assert_cmpstr (removed[0], ==, "lnb/note/n0000");
  g_assert_cmpstr (removed[10], ==, "lnb/term-text/password/uk");
  g_assert_null (removed[11]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/delta/reads-the-other-encoder", test_reads_the_other_encoder);
  g_test_add_func ("/delta/head-is-the-other-encoders", test_head_is_the_other_encoders);
  g_test_add_func ("/delta/other-reads-ours", test_other_reads_ours);
  g_test_add_func ("/delta/random-packs", test_random_packs);
  g_test_add_func ("/delta/twenty-megabytes", test_twenty_megabytes);
  g_test_add_func ("/delta/bit-flips", test_bit_flips);
  g_test_add_func ("/delta/cut", test_cut);
  g_test_add_func ("/delta/other-base", test_other_base);
  g_test_add_func ("/delta/too-large", test_too_large);
  g_test_add_func ("/delta/nearly-too-large", test_nearly_too_large);
  g_test_add_func ("/delta/hostile", test_hostile);
  g_test_add_func ("/delta/bomb", test_bomb);
  g_test_add_func ("/delta/records-are-validated", test_records_are_validated);
  g_test_add_func ("/delta/encoder-refuses-broken-packs", test_encoder_refuses_broken_packs);
  g_test_add_func ("/delta/keys", test_keys);
  return g_test_run ();
}
