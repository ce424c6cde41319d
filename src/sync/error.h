/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "sync/words.h"

G_BEGIN_DECLS

/* All errors of sync. Each has a word (tiltas_sync_error_word) that stands in status.json, in the output of `tiltasctl
 * status --json` and in logs. Words are stable; new ones may be added. */
#define TILTAS_SYNC_ERROR (tiltas_sync_error_quark ())
GQuark tiltas_sync_error_quark (void);

typedef enum
{
  TILTAS_SYNC_ERROR_OFF_NO_ROOT,       /* off-no-root: no root.json is installed */
  TILTAS_SYNC_ERROR_OFF_NO_REPOSITORY, /* off-no-repository: no repository is configured */
  TILTAS_SYNC_ERROR_OFF_ADDRESS,       /* off-address: no configured repository has an address that may be used */
  TILTAS_SYNC_ERROR_NETWORK,           /* network: the connection was cut, or failed in another way */
  TILTAS_SYNC_ERROR_DNS,               /* dns: the server's name is not found */
  TILTAS_SYNC_ERROR_UNREACHABLE,       /* unreachable: the server refuses the connection or does not answer */
  TILTAS_SYNC_ERROR_SLOW,              /* slow: a time limit was reached */
  TILTAS_SYNC_ERROR_PROXY,             /* proxy: it is not found, refuses, or wants a password */
  TILTAS_SYNC_ERROR_TLS,               /* tls: no secure connection is possible */
  TILTAS_SYNC_ERROR_CERTIFICATE_DATE,  /* certificate-date: the certificate is expired, or not valid yet */
  TILTAS_SYNC_ERROR_CERTIFICATE_NAME,  /* certificate-name: the certificate belongs to another server */
  TILTAS_SYNC_ERROR_CERTIFICATE,       /* certificate: it is signed by itself or by an unknown authority */
  TILTAS_SYNC_ERROR_CAPTIVE_PORTAL,    /* captive-portal: a sign-in page of the network came instead of metadata */
  TILTAS_SYNC_ERROR_WEB_PAGE,          /* web-page: another web page came instead of metadata */
  TILTAS_SYNC_ERROR_MOVED,             /* moved: a redirect to the same file of another host */
  TILTAS_SYNC_ERROR_SERVER,            /* server: the server answered with an error */
  TILTAS_SYNC_ERROR_NO_REPOSITORY,     /* no-repository: the address has no timestamp.json */
  TILTAS_SYNC_ERROR_FORBIDDEN,         /* forbidden: the server answered 401 or 403 */
  TILTAS_SYNC_ERROR_MISSING,           /* missing: the repository lacks a file that signed metadata name */
  TILTAS_SYNC_ERROR_SIGNATURE,         /* signature: too few valid signatures */
  TILTAS_SYNC_ERROR_EXPIRED,           /* expired: signed metadata are too old */
  TILTAS_SYNC_ERROR_ROLLBACK,          /* rollback: older than what this terminal has already accepted */
  TILTAS_SYNC_ERROR_FORMAT,            /* format: a file does not have the agreed format */
  TILTAS_SYNC_ERROR_HASH,              /* hash: the bytes are not those that were signed */
  TILTAS_SYNC_ERROR_LENGTH,            /* length: a file is longer or shorter than what was signed */
  TILTAS_SYNC_ERROR_REFUSED,           /* refused: a record is not valid, or this publisher may not publish it */
  TILTAS_SYNC_ERROR_QUOTA,             /* quota: more than publishers.json allows */
  TILTAS_SYNC_ERROR_DISK_FULL,         /* disk-full: there is not enough free space */
  TILTAS_SYNC_ERROR_READ_ONLY,         /* read-only: the folder cannot be written */
  TILTAS_SYNC_ERROR_DISK_FAULT,        /* disk-fault: the disk reports errors */
  TILTAS_SYNC_ERROR_BUSY,              /* busy: another program is importing */
  TILTAS_SYNC_ERROR_STORE_DAMAGED,     /* store-damaged: the stored content is damaged */
  TILTAS_SYNC_ERROR_STICK_EMPTY,       /* stick-empty: no repository in the folder */
  TILTAS_SYNC_ERROR_STICK_SEVERAL,     /* stick-several: more than one of its folders holds a repository */
  TILTAS_SYNC_ERROR_STICK_GONE,        /* stick-gone: it was pulled out, or cannot be read */
  TILTAS_SYNC_ERROR_STICK_FILE,        /* stick-file: a link, a device or a pipe where a file should be */
  TILTAS_SYNC_ERROR_NOTHING_BEFORE,    /* nothing-before: there is no earlier edition to go back to */
  TILTAS_SYNC_ERROR_NOTHING_HELD,      /* nothing-held: no edition is held after a rollback */
  TILTAS_SYNC_ERROR_NOTHING_VERIFIED,  /* nothing-verified: there is no signed edition to write onto a stick */
  TILTAS_SYNC_ERROR_CANCELLED,         /* cancelled: the program ends, or somebody stopped it */
  TILTAS_SYNC_ERROR_FAILED,            /* failed: anything else */
} TiltasSyncError;

/* The code of an error; errors of the store, of GIO and of trust are mapped. TILTAS_SYNC_ERROR_FAILED when nothing
 * fits.
 */
TiltasSyncError tiltas_sync_error_code (const GError *error);
/* The stable word of an error; errors of the store, of GIO and of trust are mapped. "failed" when nothing fits. Static.
 */
const char *tiltas_sync_error_word (const GError *error);
/* The word of a code. Static. */
const char *tiltas_sync_error_word_of (TiltasSyncError code);
/* The code of a word; TILTAS_SYNC_ERROR_FAILED for an unknown word. */
TiltasSyncError tiltas_sync_error_of_word (const char *word);
/* One line for logs: "SENTENCE ADVICE (WORD: message)". Transfer full. */
char *tiltas_sync_error_line (const GError *error, TiltasOrigin origin);
/* Turns an error of any domain into one of TILTAS_SYNC_ERROR with the same message. Takes error and returns it. */
GError *tiltas_sync_error_take (GError *error);
/* TRUE for faults on the way to the repository: another repository, or the same one later, may help. */
gboolean tiltas_sync_error_is_transport (const GError *error);
/* TRUE for what every source would meet: a fault of this terminal's disk or store, another program at work, or the end
 * of the program. */
gboolean tiltas_sync_error_is_local (const GError *error);

G_END_DECLS
