/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/source.h"

#include "sync/url.h"

static gboolean
https_get (TiltasSource *self, const TiltasGet *request, TiltasReply *reply, GError **error)
{
  g_autofree char *url = tiltas_url_join (self->address, request->from);
  TiltasGet get = *request;

  get.from = url;
  return tiltas_fetcher_get (self->fetcher, &get, reply, error);
}

static gboolean
https_download (TiltasSource *self, const TiltasDownload *request, GError **error)
{
  g_autofree char *url = tiltas_url_join (self->address, request->from);
  TiltasDownload download = *request;

  download.from = url;
  return tiltas_fetcher_download (self->fetcher, &download, error);
}

static const TiltasSourceKind https_kind = { https_get, https_download };

TiltasSource *
tiltas_source_new_https (const char *url, const char *proxy, GError **error)
{
  if (!tiltas_url_check (url, error))
    return NULL;
  TiltasSource *self = g_new0 (TiltasSource, 1);
  self->kind = &https_kind;
  self->address = g_strdup (url);
  self->fetcher = tiltas_fetcher_new (proxy);
  return self;
}

void
tiltas_source_free (TiltasSource *self)
{
  g_clear_pointer (&self->fetcher, tiltas_fetcher_free);
  g_free (self->address);
  g_free (self->top);
  g_free (self->below);
  g_free (self);
}

const char *
tiltas_source_address (const TiltasSource *self)
{
  return self->address;
}

TiltasOrigin
tiltas_source_origin (const TiltasSource *self)
{
  return self->top != NULL ? TILTAS_ORIGIN_STICK : TILTAS_ORIGIN_SERVER;
}

gint64
tiltas_source_retry_after (const TiltasSource *self)
{
  return self->fetcher != NULL ? tiltas_fetcher_retry_after (self->fetcher) : 0;
}

gboolean
tiltas_source_get (TiltasSource *self, const TiltasGet *request, TiltasReply *reply, GError **error)
{
  g_return_val_if_fail (self != NULL && request->from != NULL && reply != NULL, FALSE);
  return self->kind->get (self, request, reply, error);
}

gboolean
tiltas_source_download (TiltasSource *self, const TiltasDownload *request, GError **error)
{
  g_return_val_if_fail (self != NULL && request->from != NULL && request->to != NULL, FALSE);
  return self->kind->download (self, request, error);
}
