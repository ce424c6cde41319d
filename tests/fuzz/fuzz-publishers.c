/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "content/record.h"
#include "sync/publisher-limits.h"
#include "sync/error.h"

/* publishers.json as a terminal reads it: either refused with a sentence, or every publisher once with limits. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) publishers = tiltas_publisher_limits_parse (bytes, &error);

  g_assert_true ((publishers == NULL) == (error != NULL));
  if (publishers == NULL)
    {
      g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_FORMAT);
      return 0;
    }
  g_assert_cmpuint (publishers->len, >=, 1);
  g_assert_cmpuint (publishers->len, <=, 64);
  for (guint i = 0; i < publishers->len; i++)
    {
      const TiltasPublisherLimits *one = publishers->pdata[i];

      g_assert_true (tiltas_is_id (one->publisher) && g_hash_table_add (seen, one->publisher));
      g_assert_true (one->quota.kinds == (const char *const *) one->kinds);
      g_assert_cmpuint (one->quota.records, <=, G_MAXINT64);
      g_assert_cmpuint (one->quota.bytes, <=, G_MAXINT64);
      g_assert_cmpuint (one->quota.blobs, <=, G_MAXINT64);
    }
  return 0;
}
