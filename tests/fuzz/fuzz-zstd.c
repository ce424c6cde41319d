/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "content/pack.h"

#define DECODED_LENGTH 3000

static gboolean
on_bytes (const void *data, gsize length, gpointer user_data, GError **error)
{
  gsize *total = user_data;
  (void) error;
  g_assert (data != NULL);
  *total += length;
  g_assert (*total <= DECODED_LENGTH);
  return TRUE;
}

static gboolean
decode (const uint8_t *data, size_t size, size_t piece)
{
  gsize total = 0;
  g_autoptr (TiltasPackDecoder) decoder = tiltas_pack_decoder_new (DECODED_LENGTH, on_bytes, &total);
  for (size_t at = 0; at < size; at += piece)
    if (!tiltas_pack_decoder_feed (decoder, data + at, MIN (piece, size - at), NULL))
      return FALSE;
  gboolean ok = tiltas_pack_decoder_finish (decoder, NULL);
  g_assert (!ok || total == DECODED_LENGTH);
  return ok;
}

/* Never more bytes come out than were signed. The size of the pieces makes no difference. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  gboolean whole = decode (data, size, size + 1);
  g_assert (whole == decode (data, size, 7));
  return 0;
}
