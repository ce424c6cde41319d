/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/config.h"

#include "base/language.h"
#include "content/record.h"

#include <gio/gio.h>
#include <string.h>

/* Stands in place of user and password in an address. */
#define HIDDEN "***"

typedef enum
{
  TEXT,      /* char * */
  PATH,      /* char *, absolute */
  REF,       /* char *, ID or PUBLISHER/ID */
  LANGUAGE,  /* char *, BCP 47 tag */
  LANGUAGES, /* GStrv of tags */
  IDS,       /* GStrv of ids */
  URLS,      /* GStrv of https URLs, http to loopback */
  MIRRORS,   /* GStrv of https or http URLs */
  PROXY,     /* char *, URL */
  BOOLEAN,   /* gboolean */
  INTEGER,   /* int within minimum and maximum */
} Type;

typedef struct
{
  const char *group, *key;
  Type type;
  gsize offset;
  int minimum, maximum;
} Key;

#define KEY(group, key, type, member, minimum, maximum)                        \
  {                                                                            \
    group, key, type, G_STRUCT_OFFSET (TiltasConfig, member), minimum, maximum \
  }

/* Every key there is; data/tiltas.conf shows them all, which a test checks. */
static const Key KEYS[] = {
  KEY ("branch", "branch", REF, branch, 0, 0),
  KEY ("branch", "language", LANGUAGE, language, 0, 0),
  KEY ("branch", "languages", LANGUAGES, languages, 0, 0),
  KEY ("branch", "staff_language", LANGUAGE, staff_language, 0, 0),
  KEY ("branch", "categories", IDS, categories, 0, 0),
  KEY ("content", "show_unverified", BOOLEAN, show_unverified, 0, 0),
  KEY ("content", "hidden_publishers", IDS, hidden_publishers, 0, 0),
  KEY ("session", "idle_seconds", INTEGER, idle_seconds, 30, 600),
  KEY ("session", "reduced_motion", BOOLEAN, reduced_motion, 0, 0),
  KEY ("session", "sound", BOOLEAN, sound, 0, 0),
  KEY ("screen", "width_mm", INTEGER, width_mm, 100, 5000),
  KEY ("updates", "repositories", URLS, repositories, 0, 0),
  KEY ("updates", "mirrors", MIRRORS, mirrors, 0, 0),
  KEY ("updates", "proxy", PROXY, proxy, 0, 0),
  KEY ("updates", "interval", INTEGER, interval, 60, 604800),
  KEY ("updates", "root", PATH, root_path, 0, 0),
  KEY ("paths", "state_dir", PATH, state_dir, 0, 0),
  KEY ("paths", "bundled", PATH, bundled_path, 0, 0),
};

static gboolean
is_loopback_url (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (host == NULL)
    return FALSE;
  if (g_str_equal (host, "localhost"))
    return TRUE;
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* plain: http is allowed to any host, not to this machine only. */
static gboolean
is_server (const char *url, gboolean plain)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' || g_uri_get_userinfo (uri) != NULL)
    return FALSE;
  const char *scheme = g_uri_get_scheme (uri);
  return g_str_equal (scheme, "https") || (g_str_equal (scheme, "http") && (plain || is_loopback_url (url)));
}

static gboolean
is_reference (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 3);
  guint n = g_strv_length (parts);
  return (n == 1 || n == 2) && tiltas_is_id (parts[0]) && (n == 1 || tiltas_is_id (parts[1]));
}

/* The items between semicolons, without white space around them, empty items and repetitions. */
static GStrv
split_list (const char *value)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) parts = g_strsplit (value, ";", -1);
  for (char **part = parts; *part != NULL; part++)
    if (*g_strstrip (*part) != '\0' && g_hash_table_add (seen, *part))
      g_strv_builder_add (builder, *part);
  return g_strv_builder_end (builder);
}

static const char *
first_bad_item (GStrv items, Type type)
{
  for (char **item = items; *item != NULL; item++)
    {
      gboolean good = type == LANGUAGES ? tiltas_language_is_tag (*item)
                      : type == IDS     ? tiltas_is_id (*item)
                                        : is_server (*item, type == MIRRORS);
      if (!good)
        return *item;
    }
  return NULL;
}

static void
set_text (TiltasConfig *config, gsize offset, const char *value)
{
  char **member = G_STRUCT_MEMBER_P (config, offset);
  g_free (*member);
  *member = *value != '\0' ? g_strdup (value) : NULL;
}

static gboolean
is_list_of_servers (const Key *key)
{
  return key->type == URLS || key->type == MIRRORS;
}

static char *
bad_item_words (Type type, const char *bad)
{
  if (strstr (bad, HIDDEN "@") != NULL)
    return g_strdup_printf ("“%s” names a user or password, which has no place there", bad);
  switch (type)
    {
    case LANGUAGES:
      return g_strdup_printf ("“%s” is no language tag such as lt or uk", bad);
    case IDS:
      return g_strdup_printf ("“%s” is no id (small letters, digits and hyphens)", bad);
    case MIRRORS:
      return g_strdup_printf ("“%s” is no http or https address", bad);
    default:
      return g_strdup_printf ("“%s” is no https address (http is for this machine only)", bad);
    }
}

/* Replaces user and password: addresses are written into status and support files. */
static void
hide_passwords (GStrv items)
{
  for (char **item = items; *item != NULL; item++)
    {
      const char *begin = strstr (*item, "://"), *at = begin != NULL ? strchr (begin, '@') : NULL;
      if (at == NULL || at > begin + 3 + strcspn (begin + 3, "/?#"))
        continue;
      char *hidden = g_strdup_printf ("%.*s" HIDDEN "%s", (int) (begin + 3 - *item), *item, at);
      g_free (*item);
      *item = hidden;
    }
}

/* Like tiltas_config_set. */
static char *
set_list (TiltasConfig *config, const Key *key, const char *value)
{
  g_auto (GStrv) items = split_list (value);
  gboolean servers = is_list_of_servers (key);

  if (servers)
    hide_passwords (items);
  const char *bad = first_bad_item (items, key->type);
  g_autofree char *wrong = bad != NULL ? bad_item_words (key->type, bad) : NULL;
  if (bad != NULL && !servers)
    return g_steal_pointer (&wrong);
  if (key->type == LANGUAGES && items[0] == NULL)
    return g_strdup ("at least one language is needed");
  GStrv *member = G_STRUCT_MEMBER_P (config, key->offset);
  g_strfreev (*member);
  *member = g_steal_pointer (&items);
  return g_steal_pointer (&wrong);
}

static char *
set_value (TiltasConfig *config, const Key *key, const char *value)
{
  gint64 number;

  switch (key->type)
    {
    case LANGUAGES:
    case IDS:
    case URLS:
    case MIRRORS:
      return set_list (config, key, value);
    case BOOLEAN:
      if (!g_str_equal (value, "true") && !g_str_equal (value, "false"))
        return g_strdup_printf ("“%s” is neither true nor false", value);
      *(gboolean *) G_STRUCT_MEMBER_P (config, key->offset) = g_str_equal (value, "true");
      return NULL;
    case INTEGER:
      if (!g_ascii_string_to_signed (value, 10, key->minimum, key->maximum, &number, NULL))
        return g_strdup_printf ("“%s” is no whole number from %d to %d", value, key->minimum, key->maximum);
      *(int *) G_STRUCT_MEMBER_P (config, key->offset) = (int) number;
      return NULL;
    case PATH:
      if (!g_path_is_absolute (value))
        return g_strdup_printf ("“%s” is no absolute path", value);
      break;
    case REF:
      if (*value != '\0' && !is_reference (value))
        return g_strdup_printf ("“%s” is no PUBLISHER/ID of a branch", value);
      break;
    case LANGUAGE:
      if (!tiltas_language_is_tag (value))
        return g_strdup_printf ("“%s” is no language tag such as lt or uk", value);
      break;
    case PROXY:
      if (*value != '\0' && !g_uri_is_valid (value, G_URI_FLAGS_NONE, NULL))
        return g_strdup_printf ("“%s” is no address of a proxy", value);
      break;
    case TEXT:
    default:
      break;
    }
  set_text (config, key->offset, value);
  return NULL;
}

static char *
set_ladder (TiltasConfig *config, const char *language, const char *value)
{
  if (!tiltas_language_is_tag (language))
    return g_strdup_printf ("“%s” is no language tag such as lt or uk", language);
  g_auto (GStrv) items = split_list (value);
  const char *bad = first_bad_item (items, LANGUAGES);
  if (bad != NULL)
    return g_strdup_printf ("“%s” is no language tag such as lt or uk", bad);

  g_autoptr (GStrvBuilder) ladder = g_strv_builder_new ();
  g_strv_builder_add (ladder, language);
  for (char **item = items; *item != NULL; item++)
    if (!g_str_equal (*item, language))
      g_strv_builder_add (ladder, *item);
  if (!g_strv_contains ((const char *const *) items, "lt") && !g_str_equal (language, "lt"))
    g_strv_builder_add (ladder, "lt");
  g_hash_table_replace (config->ladders, g_strdup (language), g_strv_builder_end (ladder));
  return NULL;
}

static const Key *
find_key (const char *group, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (KEYS); i++)
    if (g_str_equal (KEYS[i].group, group) && g_str_equal (KEYS[i].key, name))
      return &KEYS[i];
  return NULL;
}

TiltasConfig *
tiltas_config_new (void)
{
  TiltasConfig *self = g_new0 (TiltasConfig, 1);

  self->faults = g_ptr_array_new_with_free_func (g_free);
  self->ladders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  return self;
}

void
tiltas_config_free (TiltasConfig *self)
{
  if (self == NULL)
    return;
  g_free (self->branch);
  g_free (self->language);
  g_free (self->staff_language);
  g_strfreev (self->languages);
  g_strfreev (self->categories);
  g_strfreev (self->hidden_publishers);
  g_hash_table_unref (self->ladders);
  g_strfreev (self->repositories);
  g_strfreev (self->mirrors);
  g_free (self->proxy);
  g_free (self->root_path);
  g_free (self->state_dir);
  g_free (self->bundled_path);
  g_ptr_array_unref (self->faults);
  g_free (self);
}

gboolean
tiltas_config_has_group (const char *group)
{
  if (g_str_equal (group, TILTAS_CONFIG_LADDERS))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (KEYS); i++)
    if (g_str_equal (KEYS[i].group, group))
      return TRUE;
  return FALSE;
}

gboolean
tiltas_config_has_key (const char *group, const char *key)
{
  return find_key (group, key) != NULL;
}

char *
tiltas_config_set (TiltasConfig *self, const char *group, const char *key, const char *value)
{
  const Key *found = find_key (group, key);

  if (g_str_equal (group, TILTAS_CONFIG_LADDERS))
    return set_ladder (self, key, value);
  if (found == NULL)
    return g_strdup_printf ("unknown key “%s” in [%s]", key, group);
  return set_value (self, found, value);
}

const char *
tiltas_config_instead (const char *group, const char *key)
{
  const Key *found = find_key (group, key);

  if (found == NULL)
    return "the line is ignored";
  return is_list_of_servers (found) ? "this address is not used" : "the default is used";
}

char *
tiltas_config_check_value (const char *group, const char *key, const char *value)
{
  const Key *found = find_key (group, key);
  g_autoptr (TiltasConfig) scratch = tiltas_config_new ();

  if (found == NULL)
    return g_strdup ("there is no such key");
  if (strpbrk (value, "\n\r") != NULL || !g_utf8_validate (value, -1, NULL))
    return g_strdup ("one line of text is wanted");
  return set_value (scratch, found, value);
}

const char *const *
tiltas_config_ladder (const TiltasConfig *self, const char *language)
{
  static const char *const LAST_RESORT[] = { "lt", "en", NULL };
  const char *const *ladder = g_hash_table_lookup (self->ladders, language);
  return ladder != NULL ? ladder : LAST_RESORT;
}
