/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/url.h"

#include "sync/error.h"

#include <gio/gio.h>
#include <string.h>

static gboolean
host_is_loopback (const char *host)
{
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

static gboolean
refuse (const char *url, const char *why, GError **error)
{
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_OFF_ADDRESS, "%s: %s", url, why);
  return FALSE;
}

static gboolean
check_uri (GUri *uri, const char *url, gboolean allow_query, gboolean allow_plain, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if (host == NULL || *host == '\0')
    return refuse (url, "it names no host", error);
  if (g_uri_get_userinfo (uri) != NULL)
    return refuse (url, "a user or password has no place in it", error);
  if (g_uri_get_fragment (uri) != NULL || (!allow_query && g_uri_get_query (uri) != NULL))
    return refuse (url, "nothing may follow the path", error);
  if (g_str_equal (scheme, "https"))
    return TRUE;
  if (!g_str_equal (scheme, "http"))
    return refuse (url, "only https is taken", error);
  return allow_plain || host_is_loopback (host)
           ? TRUE
           : refuse (url, "only https is taken (http to this terminal itself)", error);
}

gboolean
tiltas_url_check (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);

  return uri != NULL ? check_uri (uri, url, FALSE, FALSE, error) : refuse (url, "this is no URL", error);
}

gboolean
tiltas_url_check_mirror (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);

  return uri != NULL ? check_uri (uri, url, FALSE, TRUE, error) : refuse (url, "this is no URL", error);
}

gboolean
tiltas_url_same_origin (const char *from, const char *to)
{
  g_autoptr (GUri) a = g_uri_parse (from, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  g_autoptr (GUri) b = g_uri_parse (to, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);

  /* The scheme must be that of the first address, which was checked: a redirect never leads from https to http. */
  if (a == NULL || b == NULL || !check_uri (b, to, TRUE, TRUE, NULL))
    return FALSE;
  return g_str_equal (g_uri_get_scheme (a), g_uri_get_scheme (b)) &&
         g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0 && g_uri_get_port (a) == g_uri_get_port (b);
}

char *
tiltas_url_join (const char *base, const char *name)
{
  gsize length = strlen (base);

  while (length > 0 && base[length - 1] == '/')
    length--;
  return g_strdup_printf ("%.*s/%s", (int) length, base, name);
}
