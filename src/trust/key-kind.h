/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The kinds of keys that this client knows, and how a TUF key object spells them (specification 1.0.34, section 4.2).
 */
typedef enum
{
  TILTAS_KEY_ED25519, /* the default */
  TILTAS_KEY_ECDSA,   /* P-256 */
  TILTAS_KEY_RSA,     /* 3072 bits; for tests and for keys that exist already */
} TiltasKeyKind;

/* Finds the kind of a "keytype" and a "scheme". FALSE when this client does not know the pair. */
gboolean tiltas_key_kind_find (const char *keytype, const char *scheme, TiltasKeyKind *kind);
/* How new key objects spell a kind. Static. */
const char *tiltas_key_kind_keytype (TiltasKeyKind kind);
const char *tiltas_key_kind_scheme (TiltasKeyKind kind);

G_END_DECLS
