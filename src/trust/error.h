/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one error domain of this folder. */
#define TILTAS_TRUST_ERROR (tiltas_trust_error_quark ())
GQuark tiltas_trust_error_quark (void);

typedef enum
{
  TILTAS_TRUST_ERROR_FORMAT,    /* not JSON, or a member missing or of the wrong kind */
  TILTAS_TRUST_ERROR_SPEC,      /* spec_version is not 1.x */
  TILTAS_TRUST_ERROR_SIGNATURE, /* fewer good signatures than the threshold, or a key id signs twice */
  TILTAS_TRUST_ERROR_EXPIRED,   /* expires is not later than now: an attacker keeps the metadata back, or nobody renewed
                                   it */
  TILTAS_TRUST_ERROR_ROLLBACK,  /* older than what was accepted before, or a role vanished from the snapshot */
  TILTAS_TRUST_ERROR_VERSION,   /* not the version that was asked for or declared (mix and match) */
  TILTAS_TRUST_ERROR_LENGTH,    /* not the declared length */
  TILTAS_TRUST_ERROR_HASH,      /* not the declared hash, or no hash of a known kind */
  TILTAS_TRUST_ERROR_LIMIT,     /* larger than this client accepts, nested too deeply, or too many values */
  TILTAS_TRUST_ERROR_NOT_FOUND, /* a declared file is missing, or no role vouches for the target */
  TILTAS_TRUST_ERROR_KEY,       /* key of an unknown kind, too short, or not readable */
  TILTAS_TRUST_ERROR_PASSPHRASE, /* the private key needs a passphrase, or the passphrase is wrong */
} TiltasTrustError;

/* Sets an error of TILTAS_TRUST_ERROR_FORMAT. Always returns FALSE. */
gboolean tiltas_trust_malformed (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
