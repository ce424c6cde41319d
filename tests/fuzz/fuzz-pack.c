/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "content/canonical.h"
#include "content/pack-reader.h"
#include "content/record.h"

static gboolean
on_line (const TiltasPackLine *line, gpointer data, GError **error)
{
  g_autoptr (GBytes) bytes = tiltas_canonical_write (line->record, error);
  g_assert (bytes != NULL && g_bytes_get_size (bytes) == line->length);
  g_assert_cmpstr (line->key->publisher, ==, "lnb");
  g_checksum_update (data, (const guchar *) line->text, (gssize) line->length);
  g_checksum_update (data, (const guchar *) "\n", 1);
  return TRUE;
}

/* State of a pack that is read in pieces of one size; NULL when refused. */
static char *
read_pack (const uint8_t *data, size_t size, size_t piece)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (TiltasPackReader) reader = tiltas_pack_reader_new ("lnb", on_line, checksum);
  char *state = NULL;
  for (size_t at = 0; at < size; at += piece)
    if (!tiltas_pack_reader_feed (reader, data + at, MIN (piece, size - at), NULL))
      return NULL;
  if (tiltas_pack_reader_finish (reader, &state, NULL))
    g_assert_cmpstr (state, ==, g_checksum_get_string (checksum));
  return state;
}

/* The size of the pieces makes no difference, and an accepted pack consists of its lines. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *whole = read_pack (data, size, size + 1);
  g_autofree char *pieces = read_pack (data, size, size > 4096 ? 61 : 3);
  g_assert_cmpstr (whole, ==, pieces);
  return 0;
}
