/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/delta-apply.h"
#include "content/delta-encode.h"
#include "fuzz.h"

#include "content/delta.h"

#include <string.h>

/* Record deltas: any bytes are applied to one small edition. The corpus was made from it. */

#define TERM "{\"id\":\"key\",\"kind\":\"term\",\"publisher\":\"lnb\",\"term\":\"raktas\"}\n"
#define TEXT(lang, word)                                                                                            \
  "{\"definition\":\"" word "\",\"id\":\"key\",\"kind\":\"term-text\",\"lang\":\"" lang "\",\"publisher\":\"lnb\"," \
  "\"state\":\"machine\",\"term\":\"" word "\"}\n"
#define NOTE(id) "{\"id\":\"" id "\",\"kind\":\"note\",\"publisher\":\"lnb\",\"words\":\"a bridge, a bridge, a key\"}\n"

static const char base[] = NOTE ("a") NOTE ("b") NOTE ("c") NOTE ("d") TEXT ("ar", "مفتاح") TEXT ("uk", "ключ") TERM;

static gboolean
any_line (const char *key, GByteArray *line, gpointer data, GError **error)
{
  (void) data;
  (void) error;
  g_byte_array_append (line, (const guint8 *) key, (guint) strlen (key));
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (GBytes) result = tiltas_delta_apply ("lnb", base, sizeof base - 1, bytes, NULL);
  g_autoptr (TiltasDelta) delta = tiltas_delta_parse ("lnb", bytes, NULL);
  g_autoptr (GError) error = NULL;
  if (delta != NULL)
    tiltas_delta_lines (delta, any_line, NULL, NULL, NULL);
  g_assert (result == NULL || delta != NULL);
  if (result == NULL)
    return 0;
  /* The result of a delta is an edition: the encoder reads it, and its delta leads there too. */
  gsize made = 0;
  const char *lines = g_bytes_get_data (result, &made);
  g_autoptr (GBytes) again = tiltas_delta_encode ("lnb", base, sizeof base - 1, lines, made, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) same = tiltas_delta_apply ("lnb", base, sizeof base - 1, again, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (result, same));
  return 0;
}
