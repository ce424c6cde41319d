/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/root-changes.h"

#include "publish/repository.h"
#include "trust/expires.h"
#include "trust/writer.h"

/* Appends ", key 0123456789ab WORD" for each key of one that other (may be NULL) does not have. */
static void
append_missing (GString *line, const TiltasRole *one, const TiltasRole *other, const char *word)
{
  for (guint i = 0; one != NULL && one->keyids[i] != NULL; i++)
    if (other == NULL || !g_strv_contains ((const char *const *) other->keyids, one->keyids[i]))
      g_string_append_printf (line, ", key %.12s %s", one->keyids[i], word);
}

static void
add_role (GPtrArray *notes, const char *name, const TiltasRole *before, const TiltasRole *after)
{
  g_autoptr (GString) line = g_string_new (NULL);

  append_missing (line, after, before, before != NULL ? "added" : "may sign");
  append_missing (line, before, after, "removed");
  if (after != NULL && (before == NULL || before->threshold != after->threshold))
    g_string_append_printf (line, ", %" G_GINT64_FORMAT " of %u must sign", after->threshold,
                            g_strv_length (after->keyids));
  if (line->len > 0)
    g_ptr_array_add (notes, g_strdup_printf ("  “%s”: %s", name, line->str + 2));
}

void
tiltas_root_changes (GPtrArray *notes, TiltasMetadata *old, TiltasMetadata *new)
{
  g_autofree char *expires = tiltas_expires_format (tiltas_metadata_get_expires (new));
  guint before;

  g_ptr_array_add (notes, g_strdup_printf ("root version %" G_GINT64_FORMAT ", good until %.10s",
                                           tiltas_metadata_get_version (new), expires));
  before = notes->len;
  for (guint i = 0; tiltas_top_roles[i] != NULL; i++)
    add_role (notes, tiltas_top_roles[i], old != NULL ? tiltas_metadata_get_role (old, tiltas_top_roles[i]) : NULL,
              tiltas_metadata_get_role (new, tiltas_top_roles[i]));
  if (notes->len == before)
    g_ptr_array_add (notes, g_strdup ("  no key changes"));
}
