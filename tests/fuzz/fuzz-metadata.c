/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "trust/canonical-json.h"
#include "trust/metadata.h"

#include <string.h>

/* TUF metadata, and their canonical form. The first byte chooses the type, the rest is the file. */

/* Canonical bytes without control characters are JSON again, and canonical again. */
static void
check_canonical (GBytes *file)
{
  json_auto_t *value = tiltas_trust_json_parse (file, NULL);
  g_autoptr (GBytes) once = value ? tiltas_trust_json_canonical (value, NULL) : NULL;
  const guint8 *bytes = once ? g_bytes_get_data (once, NULL) : NULL;

  g_assert_true (value == NULL || once != NULL);
  if (once == NULL)
    return;
  for (gsize i = 0; i < g_bytes_get_size (once); i++)
    if (bytes[i] < 0x20)
      return;
  json_auto_t *again = tiltas_trust_json_parse (once, NULL);
  g_assert_nonnull (again);
  g_autoptr (GBytes) twice = tiltas_trust_json_canonical (again, NULL);
  g_assert_true (g_bytes_equal (once, twice));
}

static void
walk_role (const TiltasRole *role)
{
  g_autofree char *escaped = tiltas_role_escape (role->name);

  g_assert_cmpint (role->threshold, >=, 1);
  g_assert_cmpuint (g_strv_length (role->keyids), <=, TILTAS_ROLE_KEYS_MAX);
  g_assert_null (strchr (escaped, '/'));
  tiltas_role_matches (role, "partner/pack.jsonl");
}

static void
walk_targets (TiltasMetadata *metadata)
{
  g_auto (GStrv) paths = tiltas_metadata_list_targets (metadata);
  guint n;
  const TiltasRole *const *roles = tiltas_metadata_get_delegations (metadata, &n);

  for (guint i = 0; i < n; i++)
    walk_role (roles[i]);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (TiltasTarget) target = tiltas_metadata_get_target (metadata, paths[i], TRUE, NULL);

      if (target == NULL)
        continue;
      g_assert_true (target->sha256 != NULL || target->sha512 != NULL);
      g_assert_true (*target->url != '/' && strstr (target->url, "/../") == NULL);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;
  TiltasMetadataType type = (TiltasMetadataType) (data[0] % 4);
  g_autoptr (GBytes) file = g_bytes_new (data + 1, size - 1);
  g_autoptr (TiltasMetadata) metadata = tiltas_metadata_parse (file, type, tiltas_metadata_type_name (type), NULL);
  int good;
  gint64 threshold;

  check_canonical (file);
  if (metadata == NULL)
    return 0;
  g_assert_cmpint (tiltas_metadata_get_version (metadata), >=, 1);
  tiltas_metadata_count_signatures (metadata, tiltas_metadata_type_name (type), metadata, &good, &threshold);
  g_auto (GStrv) files = tiltas_metadata_list_files (metadata);
  for (guint i = 0; files[i] != NULL; i++)
    g_assert_cmpint (tiltas_metadata_get_file (metadata, files[i])->version, >=, 1);
  if (type == TILTAS_METADATA_TARGETS)
    walk_targets (metadata);
  return 0;
}
