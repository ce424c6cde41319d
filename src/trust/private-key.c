/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-trust"

#include "trust/private-key.h"

#include "base/hex.h"
#include "trust/error.h"
#include "trust/key-kind.h"
#include "trust/pkey.h"
#include "trust/public-key.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>

#define RSA_BITS 3072
#define RSA_SALT 32
/* Rounds of PBKDF2: about 0.1 s on a small machine. libcrypto's default of 2048 is too few for a file that people
 * carry around. */
#define PASSPHRASE_ROUNDS 300000

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_ALGOR, X509_ALGOR_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_SIG, X509_SIG_free)

struct _TiltasPrivateKey
{
  gatomicrefcount references;
  TiltasKeyKind kind;
  EVP_PKEY *pkey;
  TiltasPublicKey *public_key;
};

/* Takes pkey. */
static TiltasPrivateKey *
make (EVP_PKEY *pkey, GError **error)
{
  g_autoptr (TiltasPrivateKey) self = g_new0 (TiltasPrivateKey, 1);

  g_atomic_ref_count_init (&self->references);
  self->pkey = pkey;
  if (!tiltas_pkey_kind (pkey, &self->kind, error))
    return NULL;
  /* The public key is read from its own text, so that the private half does not live on in it. */
  json_auto_t *json = tiltas_pkey_to_json (pkey, error);
  self->public_key = json != NULL ? tiltas_public_key_from_json (json, error) : NULL;
  if (self->public_key == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

TiltasPrivateKey *
tiltas_private_key_generate (TiltasKeyKind kind, GError **error)
{
  g_autoptr (EVP_PKEY) pkey = NULL;

  if (kind == TILTAS_KEY_ED25519)
    pkey = EVP_PKEY_Q_keygen (NULL, NULL, "ED25519");
  else if (kind == TILTAS_KEY_ECDSA)
    pkey = EVP_PKEY_Q_keygen (NULL, NULL, "EC", "P-256");
  else if (kind == TILTAS_KEY_RSA)
    pkey = EVP_PKEY_Q_keygen (NULL, NULL, "RSA", (size_t) RSA_BITS);
  if (pkey == NULL)
    {
      tiltas_pkey_fail (error, TILTAS_TRUST_ERROR_KEY, "no key could be made");
      return NULL;
    }
  return make (g_steal_pointer (&pkey), error);
}

TiltasPrivateKey *
tiltas_private_key_ref (TiltasPrivateKey *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
tiltas_private_key_unref (TiltasPrivateKey *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  EVP_PKEY_free (self->pkey);
  g_clear_pointer (&self->public_key, tiltas_public_key_unref);
  g_free (self);
}

/* ---- PEM ---- */

typedef struct
{
  const char *passphrase;
  gboolean asked;
} Answer;

/* Gives libcrypto the passphrase. Without a callback libcrypto would ask at the terminal. */
static int
give_passphrase (char *buffer, int size, int writing G_GNUC_UNUSED, void *data)
{
  Answer *answer = data;
  gsize length = answer->passphrase ? strlen (answer->passphrase) : 0;

  answer->asked = TRUE;
  if (length == 0 || length > (gsize) size)
    return -1;
  memcpy (buffer, answer->passphrase, length);
  return (int) length;
}

TiltasPrivateKey *
tiltas_private_key_from_pem (GBytes *pem, const char *passphrase, GError **error)
{
  g_return_val_if_fail (pem != NULL, NULL);

  Answer answer = { passphrase, FALSE };
  g_autoptr (BIO) bio = BIO_new_mem_buf (g_bytes_get_data (pem, NULL), (int) MIN (g_bytes_get_size (pem), G_MAXINT));
  g_autoptr (EVP_PKEY) pkey = bio ? PEM_read_bio_PrivateKey (bio, NULL, give_passphrase, &answer) : NULL;

  if (pkey == NULL && answer.asked)
    {
      ERR_clear_error ();
      g_set_error_literal (error, TILTAS_TRUST_ERROR, TILTAS_TRUST_ERROR_PASSPHRASE,
                           passphrase && *passphrase ? "the passphrase does not open this key"
                                                     : "this key is protected by a passphrase");
      return NULL;
    }
  if (pkey == NULL)
    {
      tiltas_pkey_fail (error, TILTAS_TRUST_ERROR_KEY, "not a private key in PEM form");
      return NULL;
    }
  ERR_clear_error ();
  return make (g_steal_pointer (&pkey), error);
}

static gboolean
write_encrypted (BIO *bio, EVP_PKEY *pkey, const char *passphrase)
{
  g_autoptr (PKCS8_PRIV_KEY_INFO) plain = EVP_PKEY2PKCS8 (pkey);
  g_autoptr (X509_ALGOR) method =
    PKCS5_pbe2_set_iv (EVP_aes_256_cbc (), PASSPHRASE_ROUNDS, NULL, 0, NULL, NID_hmacWithSHA256);

  if (plain == NULL || method == NULL)
    return FALSE;
  g_autoptr (X509_SIG) sealed = PKCS8_set0_pbe (passphrase, (int) strlen (passphrase), plain, method);
  if (sealed == NULL)
    return FALSE;
  (void) g_steal_pointer (&method); /* now owned by sealed */
  return PEM_write_bio_PKCS8 (bio, sealed) == 1;
}

typedef struct
{
  gsize length;
  char data[];
} Secret;

static void
wipe (gpointer data)
{
  Secret *secret = data;

  OPENSSL_cleanse (secret->data, secret->length);
  g_free (secret);
}

GBytes *
tiltas_private_key_to_pem (TiltasPrivateKey *self, const char *passphrase, GError **error)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  gboolean written = FALSE;
  char *data = NULL;

  if (bio != NULL && passphrase != NULL && *passphrase != '\0')
    written = write_encrypted (bio, self->pkey, passphrase);
  else if (bio != NULL)
    written = PEM_write_bio_PKCS8PrivateKey (bio, self->pkey, NULL, NULL, 0, NULL, NULL) == 1;

  long length = written ? BIO_get_mem_data (bio, &data) : 0;
  if (length <= 0)
    {
      tiltas_pkey_fail (error, TILTAS_TRUST_ERROR_KEY, "the private key cannot be written down");
      return NULL;
    }
  Secret *secret = g_malloc (sizeof (Secret) + (gsize) length);
  secret->length = (gsize) length;
  memcpy (secret->data, data, (gsize) length);
  return g_bytes_new_with_free_func (secret->data, (gsize) length, wipe, secret);
}

/* ---- Signing ---- */

TiltasPublicKey *
tiltas_private_key_get_public (TiltasPrivateKey *self)
{
  return self->public_key;
}

char *
tiltas_private_key_sign (TiltasPrivateKey *self, GBytes *data, GError **error)
{
  guint8 signature[2048];
  size_t length = sizeof signature;
  EVP_PKEY_CTX *options = NULL;
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  gboolean done =
    context != NULL && EVP_DigestSignInit (context, &options, tiltas_pkey_digest (self->kind), NULL, self->pkey) == 1 &&
    (self->kind != TILTAS_KEY_RSA || (EVP_PKEY_CTX_set_rsa_padding (options, RSA_PKCS1_PSS_PADDING) > 0 &&
                                      EVP_PKEY_CTX_set_rsa_pss_saltlen (options, RSA_SALT) > 0)) &&
    EVP_DigestSign (context, signature, &length, g_bytes_get_data (data, NULL), g_bytes_get_size (data)) == 1;

  if (!done)
    {
      tiltas_pkey_fail (error, TILTAS_TRUST_ERROR_KEY, "signing failed");
      return NULL;
    }
  return tiltas_hex_encode (signature, length);
}
