/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"

#include "content/record.h"

#include "base/language.h"
#include "content/excerpt.h"

#include <string.h>

G_DEFINE_QUARK (tiltas - record - error - quark, tiltas_record_error)

#define ID_MAX 64

gboolean
tiltas_is_id (const char *text)
{
  if (text == NULL)
    return FALSE;
  gsize length = 0;
  for (; text[length] != '\0'; length++)
    if (length >= ID_MAX || !(g_ascii_islower (text[length]) || g_ascii_isdigit (text[length]) || text[length] == '-'))
      return FALSE;
  return length > 0;
}

/* A member that must be an id. Borrowed from record; NULL and error when it is missing or no id. */
static const char *
id_member (json_t *record, const char *name, GError **error)
{
  const char *value = json_string_value (json_object_get (record, name));
  if (value == NULL)
    {
      g_set_error (error, TILTAS_RECORD_ERROR, 0, "“%s” is missing or no text", name);
      return NULL;
    }
  if (tiltas_is_id (value))
    return value;
  g_autofree char *excerpt = tiltas_excerpt (value, 80);
  g_set_error (error, TILTAS_RECORD_ERROR, 0, "“%s” is no id of a-z, 0-9 and -, at most 64: %s", name, excerpt);
  return NULL;
}

TiltasKey *
tiltas_key_of (json_t *record, GError **error)
{
  g_return_val_if_fail (record != NULL, NULL);
  const char *publisher = id_member (record, "publisher", error);
  const char *kind = publisher != NULL ? id_member (record, "kind", error) : NULL;
  const char *id = kind != NULL ? id_member (record, "id", error) : NULL;
  const char *lang = NULL;
  if (id == NULL)
    return NULL;
  if (g_str_has_suffix (kind, "-text"))
    {
      lang = json_string_value (json_object_get (record, "lang"));
      if (!tiltas_language_is_tag (lang))
        {
          g_set_error (error, TILTAS_RECORD_ERROR, 0, "%s/%s/%s: “lang” is missing or no tag in lower case", publisher,
                       kind, id);
          return NULL;
        }
    }
  TiltasKey *key = g_new0 (TiltasKey, 1);
  key->publisher = g_strdup (publisher);
  key->kind = g_strdup (kind);
  key->id = g_strdup (id);
  key->lang = g_strdup (lang);
  key->key = g_strconcat (publisher, "/", kind, "/", id, lang != NULL ? "/" : NULL, lang, NULL);
  return key;
}

void
tiltas_key_free (TiltasKey *self)
{
  if (self == NULL)
    return;
  g_free (self->publisher);
  g_free (self->kind);
  g_free (self->id);
  g_free (self->lang);
  g_free (self->key);
  g_free (self);
}
