/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trust/error.h"

G_DEFINE_QUARK (tiltas - trust - error - quark, tiltas_trust_error)

const char *
tiltas_trust_error_word (TiltasTrustError code)
{
  switch (code)
    {
    case TILTAS_TRUST_ERROR_FORMAT:
      return "format";
    case TILTAS_TRUST_ERROR_SPEC:
      return "spec";
    case TILTAS_TRUST_ERROR_SIGNATURE:
      return "signature";
    case TILTAS_TRUST_ERROR_EXPIRED:
      return "expired";
    case TILTAS_TRUST_ERROR_ROLLBACK:
      return "rollback";
    case TILTAS_TRUST_ERROR_VERSION:
      return "version";
    case TILTAS_TRUST_ERROR_LENGTH:
      return "length";
    case TILTAS_TRUST_ERROR_HASH:
      return "hash";
    case TILTAS_TRUST_ERROR_LIMIT:
      return "limit";
    case TILTAS_TRUST_ERROR_NOT_FOUND:
      return "not-found";
    case TILTAS_TRUST_ERROR_KEY:
      return "key";
    case TILTAS_TRUST_ERROR_PASSPHRASE:
      return "passphrase";
    default:
      return "unknown";
    }
}
