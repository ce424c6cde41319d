/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "content/canonical.h"

#include <string.h>

/* Input that parses can be written; the result is canonical and has the same value. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) value = tiltas_canonical_parse ((const char *) data, size, &error);
  g_assert ((value == NULL) == (error != NULL));
  if (value == NULL)
    return 0;
  g_autoptr (GBytes) bytes = tiltas_canonical_write (value, &error);
  g_assert_no_error (error);
  gsize length = 0;
  const char *line = g_bytes_get_data (bytes, &length);
  g_autoptr (json_t) again = tiltas_canonical_check (line, length, &error);
  g_assert_no_error (error);
  g_assert_true (json_equal (value, again));
  g_assert_null (memchr (line, '\n', length));
  return 0;
}
