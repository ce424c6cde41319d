/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/error.h"

#include "content/canonical.h"
#include "content/pack.h"
#include "content/record.h"
#include "store/store.h"
#include "trust/error.h"

#include <gio/gio.h>

G_DEFINE_QUARK (tiltas - sync - error - quark, tiltas_sync_error)

/* sync/words.c says what each word means. */
static const char *const words[] = {
  [TILTAS_SYNC_ERROR_OFF_NO_ROOT] = "off-no-root",
  [TILTAS_SYNC_ERROR_OFF_NO_REPOSITORY] = "off-no-repository",
  [TILTAS_SYNC_ERROR_OFF_ADDRESS] = "off-address",
  [TILTAS_SYNC_ERROR_NETWORK] = "network",
  [TILTAS_SYNC_ERROR_DNS] = "dns",
  [TILTAS_SYNC_ERROR_UNREACHABLE] = "unreachable",
  [TILTAS_SYNC_ERROR_SLOW] = "slow",
  [TILTAS_SYNC_ERROR_PROXY] = "proxy",
  [TILTAS_SYNC_ERROR_TLS] = "tls",
  [TILTAS_SYNC_ERROR_CERTIFICATE_DATE] = "certificate-date",
  [TILTAS_SYNC_ERROR_CERTIFICATE_NAME] = "certificate-name",
  [TILTAS_SYNC_ERROR_CERTIFICATE] = "certificate",
  [TILTAS_SYNC_ERROR_CAPTIVE_PORTAL] = "captive-portal",
  [TILTAS_SYNC_ERROR_WEB_PAGE] = "web-page",
  [TILTAS_SYNC_ERROR_MOVED] = "moved",
  [TILTAS_SYNC_ERROR_SERVER] = "server",
  [TILTAS_SYNC_ERROR_NO_REPOSITORY] = "no-repository",
  [TILTAS_SYNC_ERROR_FORBIDDEN] = "forbidden",
  [TILTAS_SYNC_ERROR_MISSING] = "missing",
  [TILTAS_SYNC_ERROR_SIGNATURE] = "signature",
  [TILTAS_SYNC_ERROR_EXPIRED] = "expired",
  [TILTAS_SYNC_ERROR_ROLLBACK] = "rollback",
  [TILTAS_SYNC_ERROR_FORMAT] = "format",
  [TILTAS_SYNC_ERROR_HASH] = "hash",
  [TILTAS_SYNC_ERROR_LENGTH] = "length",
  [TILTAS_SYNC_ERROR_REFUSED] = "refused",
  [TILTAS_SYNC_ERROR_QUOTA] = "quota",
  [TILTAS_SYNC_ERROR_DISK_FULL] = "disk-full",
  [TILTAS_SYNC_ERROR_READ_ONLY] = "read-only",
  [TILTAS_SYNC_ERROR_DISK_FAULT] = "disk-fault",
  [TILTAS_SYNC_ERROR_BUSY] = "busy",
  [TILTAS_SYNC_ERROR_STORE_DAMAGED] = "store-damaged",
  [TILTAS_SYNC_ERROR_STICK_EMPTY] = "stick-empty",
  [TILTAS_SYNC_ERROR_STICK_SEVERAL] = "stick-several",
  [TILTAS_SYNC_ERROR_STICK_GONE] = "stick-gone",
  [TILTAS_SYNC_ERROR_STICK_FILE] = "stick-file",
  [TILTAS_SYNC_ERROR_NOTHING_BEFORE] = "nothing-before",
  [TILTAS_SYNC_ERROR_NOTHING_HELD] = "nothing-held",
  [TILTAS_SYNC_ERROR_NOTHING_VERIFIED] = "nothing-verified",
  [TILTAS_SYNC_ERROR_CANCELLED] = "cancelled",
  [TILTAS_SYNC_ERROR_FAILED] = "failed",
};

static TiltasSyncError
code_of_store (int code)
{
  switch (code)
    {
    case TILTAS_STORE_ERROR_BUNDLED:
    case TILTAS_STORE_ERROR_DAMAGED:
      return TILTAS_SYNC_ERROR_STORE_DAMAGED;
    case TILTAS_STORE_ERROR_FULL:
      return TILTAS_SYNC_ERROR_DISK_FULL;
    case TILTAS_STORE_ERROR_DISK:
      return TILTAS_SYNC_ERROR_DISK_FAULT;
    case TILTAS_STORE_ERROR_BUSY:
      return TILTAS_SYNC_ERROR_BUSY;
    case TILTAS_STORE_ERROR_REFUSED:
      return TILTAS_SYNC_ERROR_REFUSED;
    case TILTAS_STORE_ERROR_STATE:
      return TILTAS_SYNC_ERROR_HASH;
    default:
      return TILTAS_SYNC_ERROR_FAILED;
    }
}

static TiltasSyncError
code_of_trust (int code)
{
  switch (code)
    {
    case TILTAS_TRUST_ERROR_SIGNATURE:
      return TILTAS_SYNC_ERROR_SIGNATURE;
    case TILTAS_TRUST_ERROR_EXPIRED:
      return TILTAS_SYNC_ERROR_EXPIRED;
    case TILTAS_TRUST_ERROR_ROLLBACK:
      return TILTAS_SYNC_ERROR_ROLLBACK;
    case TILTAS_TRUST_ERROR_LENGTH:
      return TILTAS_SYNC_ERROR_LENGTH;
    case TILTAS_TRUST_ERROR_HASH:
    case TILTAS_TRUST_ERROR_VERSION:
      return TILTAS_SYNC_ERROR_HASH;
    case TILTAS_TRUST_ERROR_NOT_FOUND:
      return TILTAS_SYNC_ERROR_MISSING;
    case TILTAS_TRUST_ERROR_FORMAT:
    case TILTAS_TRUST_ERROR_SPEC:
    case TILTAS_TRUST_ERROR_LIMIT:
    case TILTAS_TRUST_ERROR_KEY:
      return TILTAS_SYNC_ERROR_FORMAT;
    default:
      return TILTAS_SYNC_ERROR_FAILED;
    }
}

static TiltasSyncError
code_of_io (int code)
{
  switch (code)
    {
    case G_IO_ERROR_CANCELLED:
      return TILTAS_SYNC_ERROR_CANCELLED;
    case G_IO_ERROR_NO_SPACE:
      return TILTAS_SYNC_ERROR_DISK_FULL;
    case G_IO_ERROR_READ_ONLY:
    case G_IO_ERROR_PERMISSION_DENIED:
    case G_IO_ERROR_NOT_DIRECTORY:
      return TILTAS_SYNC_ERROR_READ_ONLY;
    default:
      return TILTAS_SYNC_ERROR_FAILED;
    }
}

TiltasSyncError
tiltas_sync_error_code (const GError *error)
{
  if (error->domain == TILTAS_SYNC_ERROR)
    return (TiltasSyncError) error->code;
  if (error->domain == TILTAS_STORE_ERROR)
    return code_of_store (error->code);
  if (error->domain == TILTAS_TRUST_ERROR)
    return code_of_trust (error->code);
  if (error->domain == TILTAS_PACK_ERROR)
    return TILTAS_SYNC_ERROR_FORMAT;
  if (error->domain == TILTAS_RECORD_ERROR || error->domain == TILTAS_CANONICAL_ERROR)
    return TILTAS_SYNC_ERROR_REFUSED;
  if (error->domain == G_IO_ERROR)
    return code_of_io (error->code);
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_IO))
    return TILTAS_SYNC_ERROR_DISK_FAULT;
  return TILTAS_SYNC_ERROR_FAILED;
}

const char *
tiltas_sync_error_word (const GError *error)
{
  g_return_val_if_fail (error != NULL, "failed");
  return words[tiltas_sync_error_code (error)];
}

const char *
tiltas_sync_error_word_of (TiltasSyncError code)
{
  return words[code];
}

TiltasSyncError
tiltas_sync_error_of_word (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i], word) == 0)
      return (TiltasSyncError) i;
  return TILTAS_SYNC_ERROR_FAILED;
}

char *
tiltas_sync_error_line (const GError *error, TiltasOrigin origin)
{
  const char *word = tiltas_sync_error_word (error);
  g_autofree char *text = tiltas_word_text (word, origin);

  return g_strdup_printf ("%s (%s: %s)", text, word, error->message);
}

GError *
tiltas_sync_error_take (GError *error)
{
  TiltasSyncError code = tiltas_sync_error_code (error);

  error->domain = TILTAS_SYNC_ERROR;
  error->code = code;
  return error;
}

gboolean
tiltas_sync_error_is_transport (const GError *error)
{
  switch (tiltas_sync_error_code (error))
    {
    case TILTAS_SYNC_ERROR_NETWORK:
    case TILTAS_SYNC_ERROR_DNS:
    case TILTAS_SYNC_ERROR_UNREACHABLE:
    case TILTAS_SYNC_ERROR_SLOW:
    case TILTAS_SYNC_ERROR_PROXY:
    case TILTAS_SYNC_ERROR_TLS:
    case TILTAS_SYNC_ERROR_CERTIFICATE_DATE:
    case TILTAS_SYNC_ERROR_CERTIFICATE_NAME:
    case TILTAS_SYNC_ERROR_CERTIFICATE:
    case TILTAS_SYNC_ERROR_CAPTIVE_PORTAL:
    case TILTAS_SYNC_ERROR_WEB_PAGE:
    case TILTAS_SYNC_ERROR_MOVED:
    case TILTAS_SYNC_ERROR_SERVER:
    case TILTAS_SYNC_ERROR_NO_REPOSITORY:
    case TILTAS_SYNC_ERROR_FORBIDDEN:
    case TILTAS_SYNC_ERROR_MISSING:
    case TILTAS_SYNC_ERROR_STICK_GONE:
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
tiltas_sync_error_is_local (const GError *error)
{
  switch (tiltas_sync_error_code (error))
    {
    case TILTAS_SYNC_ERROR_CANCELLED:
    case TILTAS_SYNC_ERROR_DISK_FULL:
    case TILTAS_SYNC_ERROR_DISK_FAULT:
    case TILTAS_SYNC_ERROR_READ_ONLY:
    case TILTAS_SYNC_ERROR_STORE_DAMAGED:
    case TILTAS_SYNC_ERROR_BUSY:
      return TRUE;
    default:
      return FALSE;
    }
}
