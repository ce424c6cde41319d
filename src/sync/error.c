/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/error.h"

#include "content/canonical.h"
#include "content/pack.h"
#include "content/record.h"
#include "store/store.h"
#include "trust/error.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

G_DEFINE_QUARK (tiltas - sync - error - quark, tiltas_sync_error)

typedef struct
{
  const char *word;
  const char *sentence;
} Entry;

static const Entry entries[] = {
  [TILTAS_SYNC_ERROR_OFF_NO_ROOT] = { "off-no-root",
                                      N_ ("Updates are off: the National Library's key is not installed.") },
  [TILTAS_SYNC_ERROR_OFF_NO_REPOSITORY] = { "off-no-repository",
                                            N_ ("Updates are off: no address to fetch them from is configured.") },
  [TILTAS_SYNC_ERROR_NETWORK] = { "network", N_ ("The update server cannot be reached. It is tried again by itself.") },
  [TILTAS_SYNC_ERROR_DNS] = { "dns", N_ ("The name of the update server cannot be found. Check the network and the "
                                         "address in the configuration.") },
  [TILTAS_SYNC_ERROR_UNREACHABLE] = { "unreachable",
                                      N_ ("The update server does not answer. It is tried again by itself.") },
  [TILTAS_SYNC_ERROR_SLOW] = { "slow", N_ ("The connection to the update server is too slow. The update goes on where "
                                           "it stopped.") },
  [TILTAS_SYNC_ERROR_PROXY] = { "proxy", N_ ("The proxy of this network does not let updates through.") },
  [TILTAS_SYNC_ERROR_TLS] = { "tls", N_ ("No secure connection to the update server is possible.") },
  [TILTAS_SYNC_ERROR_CERTIFICATE_DATE] = { "certificate-date",
                                           N_ ("The certificate of the update server is out of date, or the clock of "
                                               "this terminal is wrong.") },
  [TILTAS_SYNC_ERROR_CERTIFICATE_NAME] = { "certificate-name",
                                           N_ ("The certificate of the update server belongs to another server.") },
  [TILTAS_SYNC_ERROR_CERTIFICATE] = { "certificate",
                                      N_ ("The certificate of the update server is not from a known authority.") },
  [TILTAS_SYNC_ERROR_CAPTIVE_PORTAL] = { "captive-portal",
                                         N_ ("The network shows a sign-in page instead of the update server.") },
  [TILTAS_SYNC_ERROR_SERVER] = { "server",
                                 N_ ("The update server answers with an error. It is tried again by itself.") },
  [TILTAS_SYNC_ERROR_MISSING] = { "missing", N_ ("A file of the update is missing.") },
  [TILTAS_SYNC_ERROR_SIGNATURE] = { "signature", N_ ("The update was refused: its signature is not valid.") },
  [TILTAS_SYNC_ERROR_EXPIRED] = { "expired", N_ ("The update was refused: its signature is out of date. The publisher "
                                                 "has to renew it.") },
  [TILTAS_SYNC_ERROR_ROLLBACK] = { "rollback",
                                   N_ ("The update was refused: it is older than what this terminal already has.") },
  [TILTAS_SYNC_ERROR_FORMAT] = { "format", N_ ("The update was refused: its files are damaged or not made for this "
                                               "program. Tell the technician.") },
  [TILTAS_SYNC_ERROR_HASH] = { "hash", N_ ("The update was refused: its content is not what was signed.") },
  [TILTAS_SYNC_ERROR_LENGTH] = { "length", N_ ("The update was refused: its length is not what was signed.") },
  [TILTAS_SYNC_ERROR_REFUSED] = { "refused", N_ ("The update was refused: a record in it is not valid.") },
  [TILTAS_SYNC_ERROR_QUOTA] = { "quota", N_ ("The update was refused: it is larger than this publisher is allowed.") },
  [TILTAS_SYNC_ERROR_DISK_FULL] = { "disk-full", N_ ("There is not enough free disk space for the update.") },
  [TILTAS_SYNC_ERROR_READ_ONLY] = { "read-only", N_ ("The folder or stick cannot be written.") },
  [TILTAS_SYNC_ERROR_DISK_FAULT] = { "disk-fault",
                                     N_ ("The disk of this terminal reports errors. Tell the technician.") },
  [TILTAS_SYNC_ERROR_BUSY] = { "busy", N_ ("Another program is updating the content right now.") },
  [TILTAS_SYNC_ERROR_STORE_DAMAGED] = { "store-damaged",
                                        N_ ("The stored content is damaged. It is repaired by itself.") },
  [TILTAS_SYNC_ERROR_STICK_EMPTY] = { "stick-empty", N_ ("There is no content for this terminal on the stick.") },
  [TILTAS_SYNC_ERROR_STICK_GONE] = { "stick-gone", N_ ("The stick was taken out, or it cannot be read.") },
  [TILTAS_SYNC_ERROR_STICK_FILE] = { "stick-file",
                                     N_ ("The stick was refused: something on it is not an ordinary file.") },
  [TILTAS_SYNC_ERROR_NOTHING_BEFORE] = { "nothing-before",
                                         N_ ("There is no earlier edition of this publisher to go back to.") },
  [TILTAS_SYNC_ERROR_NOTHING_HELD] = { "nothing-held",
                                       N_ ("No edition of this publisher is held: the newest one comes by itself.") },
  [TILTAS_SYNC_ERROR_NOTHING_VERIFIED] = { "nothing-verified", N_ ("This terminal has no signed content yet. It can be "
                                                                   "written onto a stick after the first update.") },
  [TILTAS_SYNC_ERROR_CANCELLED] = { "cancelled", N_ ("The update was stopped. It goes on at the next run.") },
  [TILTAS_SYNC_ERROR_FAILED] = { "failed", N_ ("The update failed.") },
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
      return TILTAS_SYNC_ERROR_READ_ONLY;
    default:
      return TILTAS_SYNC_ERROR_FAILED;
    }
}

static TiltasSyncError
code_of (const GError *error)
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
  return entries[code_of (error)].word;
}

const char *
tiltas_sync_error_word_of (TiltasSyncError code)
{
  return entries[code].word;
}

TiltasSyncError
tiltas_sync_error_of_word (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    if (g_strcmp0 (entries[i].word, word) == 0)
      return (TiltasSyncError) i;
  return TILTAS_SYNC_ERROR_FAILED;
}

const char *
tiltas_sync_sentence (const char *word)
{
  if (word == NULL || *word == '\0' || g_str_equal (word, "ok"))
    return NULL;
  return entries[tiltas_sync_error_of_word (word)].sentence;
}

GError *
tiltas_sync_error_take (GError *error)
{
  TiltasSyncError code = code_of (error);

  error->domain = TILTAS_SYNC_ERROR;
  error->code = code;
  return error;
}

gboolean
tiltas_sync_error_is_transport (const GError *error)
{
  switch (code_of (error))
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
    case TILTAS_SYNC_ERROR_SERVER:
    case TILTAS_SYNC_ERROR_MISSING:
    case TILTAS_SYNC_ERROR_STICK_GONE:
      return TRUE;
    default:
      return FALSE;
    }
}
