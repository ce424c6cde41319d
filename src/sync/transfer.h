/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/download.h"
#include "sync/error.h"

#include <curl/curl.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* Internal to fetch.c: options that every transfer has, and driving one transfer so that it can be cancelled at once.
 */

/* All options that do not depend on the address. */
void tiltas_transfer_prepare (CURL *easy, const char *proxy, const TiltasFetchLimits *limits);
/* What a failure below HTTP is. proxy: as given to prepare. */
TiltasSyncError tiltas_transfer_fault (CURL *easy, CURLcode result, const char *proxy);
/* Runs easy on multi until it is done or cancelled. FALSE when it was cancelled; else *result is libcurl's. */
gboolean tiltas_transfer_perform (CURLM *multi, CURL *easy, GCancellable *cancellable, CURLcode *result);
/* Value of a response header, or NULL. Borrowed until the next transfer. */
const char *tiltas_transfer_header (CURL *easy, const char *name);
/* The ETag of the response when a later request may carry it, or NULL. weak: take a weak one too. Transfer full. */
char *tiltas_transfer_etag (CURL *easy, gboolean weak);
/* FALSE when the file was changed within two seconds before the answer: many servers make ETags of time in whole
 * seconds and length, so that such an ETag can stand for two contents (RFC 9110, section 8.8.2.2). */
gboolean tiltas_transfer_is_settled (CURL *easy);

G_END_DECLS
