/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/source.h"

#include "sync/url.h"

static gboolean
https_get (TiltasSource *self,
           const char *name,
           gsize max_length,
           const char *etag,
           TiltasReply *reply,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *url = tiltas_url_join (self->address, name);

  return tiltas_fetcher_get (self->fetcher, url, max_length, etag, reply, cancellable, error);
}

static gboolean
https_download (TiltasSource *self,
                const char *name,
                const char *part,
                guint64 length,
                TiltasProgress progress,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *url = tiltas_url_join (self->address, name);

  return tiltas_fetcher_download (self->fetcher, url, part, length, progress, data, cancellable, error);
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
tiltas_source_get (TiltasSource *self,
                   const char *name,
                   gsize max_length,
                   const char *etag,
                   TiltasReply *reply,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (self != NULL && name != NULL && reply != NULL, FALSE);
  return self->kind->get (self, name, max_length, etag, reply, cancellable, error);
}

gboolean
tiltas_source_download (TiltasSource *self,
                        const char *name,
                        const char *part,
                        guint64 length,
                        TiltasProgress progress,
                        gpointer data,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (self != NULL && name != NULL && part != NULL, FALSE);
  return self->kind->download (self, name, part, length, progress, data, cancellable, error);
}
