/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/download.h"
#include "sync/error.h"

#include <curl/curl.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* The parts of fetch.c that deal with libcurl: options of every transfer, running one transfer so that it can be
 * cancelled at once, and reading its answer. Only fetch.c uses this. */

/* Sets all options that do not depend on the address. proxy: as for CURLOPT_PROXY, or NULL for none. */
void tiltas_transfer_prepare (CURL *easy, const char *proxy, const TiltasFetchLimits *limits);
/* Runs easy on multi until it is done or cancelled; blocks. FALSE when it was cancelled; otherwise *result is libcurl's
 * result. */
gboolean tiltas_transfer_perform (CURLM *multi, CURL *easy, GCancellable *cancellable, CURLcode *result);
/* The error for a failure below HTTP. proxy: as given to tiltas_transfer_prepare. */
TiltasSyncError tiltas_transfer_fault (CURL *easy, CURLcode result, const char *proxy);
/* The value of a header of the answer, or NULL. Borrowed until the next transfer. */
const char *tiltas_transfer_header (CURL *easy, const char *name);
/* The ETag of the answer when a later request may carry it, or NULL. weak: a weak one will do. Transfer full. */
char *tiltas_transfer_etag (CURL *easy, gboolean weak);
/* FALSE when the file was changed less than two seconds before the answer. Many servers make an ETag of length and time
 * in whole seconds, so that such an ETag can stand for two contents (RFC 9110, section 8.8.2.2). */
gboolean tiltas_transfer_is_settled (CURL *easy);

G_END_DECLS
