/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "sync/words.h"

G_BEGIN_DECLS

/* Everything that a run can refuse. The words (tiltas_sync_error_word) stand in status.json, in `tiltasctl status
 * --json` and in logs: they are stable, new ones may be added. */
#define TILTAS_SYNC_ERROR (tiltas_sync_error_quark ())
GQuark tiltas_sync_error_quark (void);

typedef enum
{
  TILTAS_SYNC_ERROR_OFF_NO_ROOT,       /* off-no-root: no root.json is installed */
  TILTAS_SYNC_ERROR_OFF_NO_REPOSITORY, /* off-no-repository: none is configured */
  TILTAS_SYNC_ERROR_OFF_ADDRESS,       /* off-address: none of the configured ones may be used */
  TILTAS_SYNC_ERROR_NETWORK,           /* network: the connection was cut, or another fault of it */
  TILTAS_SYNC_ERROR_DNS,               /* dns: the server's name is not found */
  TILTAS_SYNC_ERROR_UNREACHABLE,       /* unreachable: the server refuses the connection or does not answer */
  TILTAS_SYNC_ERROR_SLOW,              /* slow: a time limit */
  TILTAS_SYNC_ERROR_PROXY,             /* proxy: not found, refuses, or wants a password */
  TILTAS_SYNC_ERROR_TLS,               /* tls: no secure connection comes about */
  TILTAS_SYNC_ERROR_CERTIFICATE_DATE,  /* certificate-date: the certificate is expired, or not valid yet */
  TILTAS_SYNC_ERROR_CERTIFICATE_NAME,  /* certificate-name: it is another server's */
  TILTAS_SYNC_ERROR_CERTIFICATE,       /* certificate: signed by itself or by an unknown authority */
  TILTAS_SYNC_ERROR_CAPTIVE_PORTAL,    /* captive-portal: a sign-in page came where metadata should be */
  TILTAS_SYNC_ERROR_WEB_PAGE,          /* web-page: another page came there */
  TILTAS_SYNC_ERROR_MOVED,             /* moved: a redirect to the same file of another host */
  TILTAS_SYNC_ERROR_SERVER,            /* server: it answered with an error */
  TILTAS_SYNC_ERROR_NO_REPOSITORY,     /* no-repository: it has no timestamp.json */
  TILTAS_SYNC_ERROR_FORBIDDEN,         /* forbidden: it answered 401 or 403 */
  TILTAS_SYNC_ERROR_MISSING,           /* missing: signed metadata name a file that the repository does not have */
  TILTAS_SYNC_ERROR_SIGNATURE,         /* signature: too few valid signatures */
  TILTAS_SYNC_ERROR_EXPIRED,           /* expired: signed metadata are too old */
  TILTAS_SYNC_ERROR_ROLLBACK,          /* rollback: older than what this terminal has already accepted */
  TILTAS_SYNC_ERROR_FORMAT,            /* format: not the format that is agreed on */
  TILTAS_SYNC_ERROR_HASH,              /* hash: not the bytes that were signed */
  TILTAS_SYNC_ERROR_LENGTH,            /* length: longer or shorter than what was signed */
  TILTAS_SYNC_ERROR_REFUSED,           /* refused: a record is not valid, or not allowed to this publisher */
  TILTAS_SYNC_ERROR_QUOTA,             /* quota: more than publishers.json allows */
  TILTAS_SYNC_ERROR_DISK_FULL,         /* disk-full */
  TILTAS_SYNC_ERROR_READ_ONLY,         /* read-only: the folder cannot be written */
  TILTAS_SYNC_ERROR_DISK_FAULT,        /* disk-fault: the disk reports errors */
  TILTAS_SYNC_ERROR_BUSY,              /* busy: another program is importing */
  TILTAS_SYNC_ERROR_STORE_DAMAGED,     /* store-damaged */
  TILTAS_SYNC_ERROR_STICK_EMPTY,       /* stick-empty: no repository in the folder */
  TILTAS_SYNC_ERROR_STICK_SEVERAL,     /* stick-several: more than one of its folders holds a repository */
  TILTAS_SYNC_ERROR_STICK_GONE,        /* stick-gone: pulled out, or its medium does not read */
  TILTAS_SYNC_ERROR_STICK_FILE,        /* stick-file: a link, a device or a pipe where a file should be */
  TILTAS_SYNC_ERROR_NOTHING_BEFORE,    /* nothing-before: no edition that one step back could show */
  TILTAS_SYNC_ERROR_NOTHING_HELD,      /* nothing-held: no edition waits after a rollback */
  TILTAS_SYNC_ERROR_NOTHING_VERIFIED,  /* nothing-verified: there is no signed edition to write onto a stick */
  TILTAS_SYNC_ERROR_CANCELLED,         /* cancelled: the program ends */
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
/* The code of a word; TILTAS_SYNC_ERROR_FAILED when it is unknown. */
TiltasSyncError tiltas_sync_error_of_word (const char *word);
/* For logs: "SENTENCE ADVICE (WORD: message)". Transfer full. */
char *tiltas_sync_error_line (const GError *error, TiltasOrigin origin);
/* The same error as one of TILTAS_SYNC_ERROR with the same message. Takes error. */
GError *tiltas_sync_error_take (GError *error);
/* TRUE when trying another repository, or the same one later, may help. */
gboolean tiltas_sync_error_is_transport (const GError *error);
/* TRUE for what every source would meet: a fault of this terminal's disk or store, another program at work, or the end
 * of the program. */
gboolean tiltas_sync_error_is_local (const GError *error);

G_END_DECLS
