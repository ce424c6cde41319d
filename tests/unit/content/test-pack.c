/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/pack.h"

#include <string.h>
#include <zstd.h>

static gboolean
on_bytes (const void *data, gsize length, gpointer user_data, GError **error)
{
  GByteArray *out = user_data;
  (void) error;
  g_byte_array_append (out, data, (guint) length);
  return TRUE;
}

static gboolean
refuse_bytes (const void *data, gsize length, gpointer user_data, GError **error)
{
  (void) data;
  (void) length;
  (void) user_data;
  g_set_error_literal (error, TILTAS_PACK_ERROR, 55, "no room");
  return FALSE;
}

/* A text that zstd compresses to some part of its length. */
static GBytes *
make_text (gsize length)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint8 *bytes = g_malloc (length);
  for (gsize i = 0; i < length; i++)
    bytes[i] = (guint8) ('a' + g_rand_int_range (rand, 0, 8));
  return g_bytes_new_take (bytes, length);
}

static gboolean
decode (GBytes *frame, gsize piece, guint64 decoded_length, GByteArray *out, GError **error)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (frame, &length);
  g_autoptr (TiltasPackDecoder) decoder = tiltas_pack_decoder_new (decoded_length, on_bytes, out);
  for (gsize at = 0; at < length; at += piece)
    if (!tiltas_pack_decoder_feed (decoder, bytes + at, MIN (piece, length - at), error))
      return FALSE;
  return tiltas_pack_decoder_finish (decoder, error);
}

static void
test_round_trip (void)
{
  static const gsize lengths[] = { 0, 1, 1000, 128 * 1024, 128 * 1024 + 1, 1000000 };
  static const gsize pieces[] = { 1, 3, 4096, G_MAXINT };
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    for (gsize j = lengths[i] > 100000 ? 2 : 0; j < G_N_ELEMENTS (pieces); j++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (GBytes) text = make_text (lengths[i]);
        g_autoptr (GBytes) frame = tiltas_pack_compress (g_bytes_get_data (text, NULL), lengths[i], &error);
        g_autoptr (GByteArray) out = g_byte_array_new ();
        g_assert_no_error (error);
        decode (frame, pieces[j], lengths[i], out, &error);
        g_assert_no_error (error);
        g_assert_cmpmem (out->data, out->len, g_bytes_get_data (text, NULL), lengths[i]);
      }
}

static void
assert_refused (GBytes *frame, guint64 decoded_length, const char *message)
{
  static const gsize pieces[] = { 1, 1000, G_MAXINT };
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GByteArray) out = g_byte_array_new ();
      g_assert_false (decode (frame, pieces[i], decoded_length, out, &error));
      g_assert_error (error, TILTAS_PACK_ERROR, 0);
      if (strstr (error->message, message) == NULL)
        g_error ("“%s” is not in “%s”", message, error->message);
      g_assert_cmpuint (out->len, <=, decoded_length);
    }
}

/* The frame with bytes before and after it. */
static GBytes *
join (const void *before, gsize n_before, GBytes *frame, const void *after, gsize n_after)
{
  GByteArray *all = g_byte_array_new ();
  g_byte_array_append (all, before, (guint) n_before);
  g_byte_array_append (all, g_bytes_get_data (frame, NULL), (guint) g_bytes_get_size (frame));
  g_byte_array_append (all, after, (guint) n_after);
  return g_byte_array_free_to_bytes (all);
}

static void
test_length (void)
{
  g_autoptr (GBytes) text = make_text (300000);
  g_autoptr (GBytes) frame = tiltas_pack_compress (g_bytes_get_data (text, NULL), 300000, NULL);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (frame, 0, g_bytes_get_size (frame) - 1);
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  assert_refused (frame, 299999, "more bytes come out");
  assert_refused (frame, 0, "more bytes come out");
  assert_refused (frame, 300001, "fewer bytes come out");
  assert_refused (cut, 300000, "cut");
  assert_refused (none, 0, "cut");
}

static void
test_frames (void)
{
  static const guint8 skippable[] = { 0x50, 0x2A, 0x4D, 0x18, 1, 0, 0, 0, 'x' };
  g_autoptr (GBytes) text = make_text (1000);
  g_autoptr (GBytes) frame = tiltas_pack_compress (g_bytes_get_data (text, NULL), 1000, NULL);
  g_autoptr (GBytes) led = join (skippable, sizeof skippable, frame, "", 0);
  g_autoptr (GBytes) trailed = join ("", 0, frame, skippable, sizeof skippable);
  g_autoptr (GBytes) junk = join ("", 0, frame, "x", 1);
  g_autoptr (GBytes) twice = join (g_bytes_get_data (frame, NULL), g_bytes_get_size (frame), frame, "", 0);
  assert_refused (led, 1000, "no zstd frame");
  assert_refused (trailed, 1000, "after the end");
  assert_refused (junk, 1000, "after the end");
  assert_refused (twice, 2000, "after the end");
}

static GBytes *
compress_with (const void *data, gsize length, int window_log)
{
  gsize capacity = ZSTD_compressBound (length);
  char *buffer = g_malloc (capacity);
  ZSTD_CCtx *context = ZSTD_createCCtx ();
  ZSTD_CCtx_setParameter (context, ZSTD_c_windowLog, window_log);
  /* Writes no size into the header, so that zstd uses the window that was asked for. */
  ZSTD_inBuffer in = { data, length, 0 };
  ZSTD_outBuffer out = { buffer, capacity, 0 };
  while (in.pos < in.size)
    ZSTD_compressStream2 (context, &out, &in, ZSTD_e_continue);
  while (ZSTD_compressStream2 (context, &out, &in, ZSTD_e_end) > 0)
    ;
  ZSTD_freeCCtx (context);
  return g_bytes_new_take (buffer, out.pos);
}

static void
test_window (void)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  for (int i = 0; lines->len < 9000000; i++)
    g_string_append_printf (lines, "Line %d of a text that is larger than the window and quick to compress.\n",
                            i / 100);
  gsize length = lines->len;
  g_autoptr (GBytes) text = g_bytes_new (lines->str, length);
  g_autoptr (GBytes) wide = compress_with (g_bytes_get_data (text, NULL), length, 24);
  g_autoptr (GBytes) right = compress_with (g_bytes_get_data (text, NULL), length, 23);
  g_autoptr (GBytes) whole = tiltas_pack_compress (g_bytes_get_data (text, NULL), length, NULL);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  assert_refused (wide, length, "damaged zstd frame");
  g_assert_true (decode (right, 65536, length, out, &error));
  g_byte_array_set_size (out, 0);
  g_assert_true (decode (whole, 65536, length, out, &error));
  g_assert_cmpuint (out->len, ==, length);
}

static void
test_damaged (void)
{
  g_autoptr (GBytes) text = make_text (5000);
  g_autoptr (GBytes) frame = tiltas_pack_compress (g_bytes_get_data (text, NULL), 5000, NULL);
  gsize length = g_bytes_get_size (frame);
  /* The checksum of the frame finds every changed byte. */
  for (gsize i = 0; i < length; i += 37)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GByteArray) out = g_byte_array_new ();
      g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (frame, NULL), length);
      bytes[i] ^= 0x55;
      g_autoptr (GBytes) damaged = g_bytes_new (bytes, length);
      g_assert_false (decode (damaged, 100, 5000, out, &error));
      g_assert_error (error, TILTAS_PACK_ERROR, 0);
    }
}

static void
test_sink_stops (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) frame = tiltas_pack_compress ("abc", 3, NULL);
  gsize length = 0;
  const void *bytes = g_bytes_get_data (frame, &length);
  g_assert_false (tiltas_pack_decompress (bytes, length, 3, refuse_bytes, NULL, &error));
  g_assert_error (error, TILTAS_PACK_ERROR, 55);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/content/pack/round-trip", test_round_trip);
  g_test_add_func ("/content/pack/length", test_length);
  g_test_add_func ("/content/pack/frames", test_frames);
  g_test_add_func ("/content/pack/window", test_window);
  g_test_add_func ("/content/pack/damaged", test_damaged);
  g_test_add_func ("/content/pack/sink-stops", test_sink_stops);
  return g_test_run ();
}
