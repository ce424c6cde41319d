/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trust/key-kind.h"

/* The spellings that clients accept; the first one of each kind is the one that new keys get. */
static const struct
{
  const char *keytype, *scheme;
  TiltasKeyKind kind;
} SPELLINGS[] = {
  { "ed25519", "ed25519", TILTAS_KEY_ED25519 },
  { "ecdsa", "ecdsa-sha2-nistp256", TILTAS_KEY_ECDSA },
  { "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", TILTAS_KEY_ECDSA },
  { "rsa", "rsassa-pss-sha256", TILTAS_KEY_RSA },
};

gboolean
tiltas_key_kind_find (const char *keytype, const char *scheme, TiltasKeyKind *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (SPELLINGS); i++)
    if (g_str_equal (keytype, SPELLINGS[i].keytype) && g_str_equal (scheme, SPELLINGS[i].scheme))
      {
        *kind = SPELLINGS[i].kind;
        return TRUE;
      }
  return FALSE;
}

const char *
tiltas_key_kind_keytype (TiltasKeyKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (SPELLINGS); i++)
    if (SPELLINGS[i].kind == kind)
      return SPELLINGS[i].keytype;
  g_return_val_if_reached (NULL);
}

const char *
tiltas_key_kind_scheme (TiltasKeyKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (SPELLINGS); i++)
    if (SPELLINGS[i].kind == kind)
      return SPELLINGS[i].scheme;
  g_return_val_if_reached (NULL);
}
