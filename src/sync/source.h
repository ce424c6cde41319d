/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sync/fetch.h"

G_BEGIN_DECLS

/* Where a repository is read from: a web server, or a folder (sync/source-folder.h). Files are named by their path
 * below the top of the repository, escaped as in URLs, also in a folder: "metadata/timestamp.json",
 * "targets/lnb/<sha256>.pack.jsonl". Used by one thread at a time. */
typedef struct _TiltasSource TiltasSource;

/* NULL with TILTAS_SYNC_ERROR_OFF_ADDRESS when the address is not allowed (sync/url.h). */
TiltasSource *tiltas_source_new_https (const char *url, const char *proxy, GError **error);
void tiltas_source_free (TiltasSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasSource, tiltas_source_free)

/* The URL or the folder, for messages. Borrowed. */
const char *tiltas_source_address (const TiltasSource *self);
/* Which words of sync/words.h tell of a fault of this source. */
TiltasOrigin tiltas_source_origin (const TiltasSource *self);
/* Seconds that the server asked to wait before the next try, or 0. */
gint64 tiltas_source_retry_after (const TiltasSource *self);

/* Reads a small file into memory, as tiltas_fetcher_get does. A folder ignores request->etag. Blocks. */
gboolean tiltas_source_get (TiltasSource *self, const TiltasGet *request, TiltasReply *reply, GError **error);
/* Fetches a file to the disk, as tiltas_fetcher_download does. Blocks. */
gboolean
tiltas_source_download (TiltasSource *self, const TiltasDownload *request, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What a kind of source implements (source.c, source-folder.c). */
typedef struct
{
  gboolean (*get) (TiltasSource *self, const TiltasGet *request, TiltasReply *reply, GError **error);
  gboolean (*download) (TiltasSource *self, const TiltasDownload *request, GError **error);
} TiltasSourceKind;

/* For kinds of source only. */
struct _TiltasSource
{
  const TiltasSourceKind *kind;
  char *address;          /* the URL, or the folder in which the repository lies */
  char *top;              /* folders only: the folder that was named. No link below it is followed. */
  char *below;            /* folders only: the name of the repository's folder in top, or NULL when it is top */
  TiltasFetcher *fetcher; /* https only */
};

G_END_DECLS
