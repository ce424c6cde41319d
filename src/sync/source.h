/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sync/fetch.h"

G_BEGIN_DECLS

/* Where a repository is read from: a web server or a folder (a stick). Names are paths below its top, escaped as in
 * URLs and, on a stick, in file names: "metadata/timestamp.json", "targets/lnb/<sha256>.pack.jsonl". One thread. */
typedef struct _TiltasSource TiltasSource;

/* Fails with TILTAS_SYNC_ERROR_OFF_ADDRESS when the address is not allowed (sync/url.h). */
TiltasSource *tiltas_source_new_https (const char *url, const char *proxy, GError **error);
void tiltas_source_free (TiltasSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasSource, tiltas_source_free)

/* The address or folder, for messages. Borrowed. */
const char *tiltas_source_address (const TiltasSource *self);
/* Whose fault a fault of it is: the words of sync/words.h. */
TiltasOrigin tiltas_source_origin (const TiltasSource *self);
/* Seconds that a server asked to wait before the next try, or 0. */
gint64 tiltas_source_retry_after (const TiltasSource *self);

/* A small file into memory: see tiltas_fetcher_get. A folder ignores etag. */
gboolean tiltas_source_get (TiltasSource *self,
                            const char *name,
                            gsize max_length,
                            const char *etag,
                            TiltasReply *reply,
                            GCancellable *cancellable,
                            GError **error);
/* Exactly length bytes into the file part: see tiltas_fetcher_download. */
gboolean tiltas_source_download (TiltasSource *self,
                                 const char *name,
                                 const char *part,
                                 guint64 length,
                                 TiltasProgress progress,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 GError **error);

/* What a kind of source must bring (source-*.c). */
typedef struct
{
  gboolean (*get) (TiltasSource *self,
                   const char *name,
                   gsize max_length,
                   const char *etag,
                   TiltasReply *reply,
                   GCancellable *cancellable,
                   GError **error);
  gboolean (*download) (TiltasSource *self,
                        const char *name,
                        const char *part,
                        guint64 length,
                        TiltasProgress progress,
                        gpointer data,
                        GCancellable *cancellable,
                        GError **error);
} TiltasSourceKind;

struct _TiltasSource
{
  const TiltasSourceKind *kind;
  char *address;
  char *top; /* folders only: no link below it is followed. address is it or `below` in it. */
  char *below;
  TiltasFetcher *fetcher;         /* https only */
  struct _TiltasMirrors *mirrors; /* asked before it for targets and blobs (sync/mirrors.h), or NULL. Borrowed. */
};

G_END_DECLS
