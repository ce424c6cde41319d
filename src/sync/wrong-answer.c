/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/wrong-answer.h"

#include <string.h>

#define TITLE_MAX 80 /* characters of a title that a message quotes */

/* The length of an address without query and fragment. */
static gsize
path_length (const char *url)
{
  return strcspn (url, "?#");
}

/* The address of the repository in target: what stands before "metadata/NAME", "targets/…" or "blobs/…", when target
 * ends like url there. NULL when it ends in another way. Transfer full. */
static char *
new_address (const char *url, const char *target)
{
  static const char *const tops[] = { "/metadata/", "/targets/", "/blobs/" };
  const char *tail = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (tops) && tail == NULL; i++)
    tail = g_strrstr_len (url, (gssize) path_length (url), tops[i]);
  if (tail == NULL)
    return NULL;
  gsize wanted = path_length (tail), length = path_length (target);
  if (length <= wanted || strncmp (target + length - wanted, tail, wanted) != 0)
    return NULL;
  return g_strndup (target, length - wanted);
}

static char *
host_of (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL ? g_strdup (g_uri_get_host (uri)) : g_strdup (url);
}

gboolean
tiltas_refuse_redirect (const char *url, const char *target, long status, GError **error)
{
  gboolean for_good = status == 301 || status == 308;

  if (target == NULL)
    {
      g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_SERVER,
                   "%s: the server answered %ld and names no address", url, status);
      return FALSE;
    }
  g_autofree char *address = new_address (url, target);
  g_autofree char *host = host_of (target);
  if (address != NULL)
    g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_MOVED,
                 "%s leads to %s: enter %s in the configuration as address of the update server", url, host, address);
  else if (for_good)
    g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_MOVED,
                 "%s leads to %s (%s): ask there for the address of the repository and enter it in the configuration",
                 url, host, target);
  else
    g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_CAPTIVE_PORTAL,
                 "%s: redirected to %s, which is not followed", url, target);
  return FALSE;
}

gboolean
tiltas_is_web_page (const char *bytes, gsize length)
{
  gsize i = length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (i < length && g_ascii_isspace (bytes[i]))
    i++;
  return i < length && bytes[i] == '<';
}

/* The title of a page without line ends and control characters, or NULL. lower: text in lower case. Transfer full. */
static char *
title_of (const char *text, const char *lower)
{
  const char *begin = strstr (lower, "<title"), *end;

  begin = begin != NULL ? strchr (begin, '>') : NULL;
  end = begin != NULL ? strchr (begin, '<') : NULL;
  if (end == NULL)
    return NULL;
  g_autofree char *title = g_strndup (text + (begin + 1 - lower), (gsize) (end - begin - 1));
  g_strdelimit (title, "\t\r\n\f\v", ' ');
  g_autofree char *valid = g_utf8_make_valid (g_strstrip (title), -1);
  for (char *c = valid; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  return g_utf8_strlen (valid, -1) > TITLE_MAX ? g_utf8_substring (valid, 0, TITLE_MAX) : g_steal_pointer (&valid);
}

/* Looks for words that sign-in pages of networks have, and that other pages mostly do not have. */
static gboolean
speaks_of_signing_in (const char *lower)
{
  static const char *const signs[] = { "<form",
                                       "password",
                                       "login",
                                       "log in",
                                       "logon",
                                       "sign in",
                                       "sign-in",
                                       "signin",
                                       "wi-fi",
                                       "wifi",
                                       "hotspot",
                                       "captive",
                                       "http-equiv=\"refresh\"",
                                       "prisijung" };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (strstr (lower, signs[i]) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
tiltas_refuse_web_page (const char *bytes, gsize length, GError **error)
{
  g_autofree char *text = g_strndup (bytes, length);
  g_autofree char *lower = g_ascii_strdown (text, -1);
  g_autofree char *title = title_of (text, lower);
  gboolean portal = speaks_of_signing_in (lower);

  g_set_error (error, TILTAS_SYNC_ERROR, portal ? TILTAS_SYNC_ERROR_CAPTIVE_PORTAL : TILTAS_SYNC_ERROR_WEB_PAGE,
               "a web page%s%s%s came instead of metadata", title != NULL ? " with the title “" : "",
               title != NULL ? title : "", title != NULL ? "”" : "");
  return FALSE;
}
