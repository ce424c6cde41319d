/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The error domain of this folder. What is interrupted or cancelled fails with G_IO_ERROR_CANCELLED instead. */
#define TILTAS_STORE_ERROR (tiltas_store_error_quark ())
GQuark tiltas_store_error_quark (void);
typedef enum
{
  TILTAS_STORE_ERROR_BUNDLED, /* the bundled store cannot be read, and there is no other */
  TILTAS_STORE_ERROR_DAMAGED, /* SQLITE_CORRUPT or SQLITE_NOTADB, or a record that does not parse: call
                                 tiltas_store_repair */
  TILTAS_STORE_ERROR_FULL,    /* disk full */
  TILTAS_STORE_ERROR_BUSY,    /* another process writes */
  TILTAS_STORE_ERROR_REFUSED, /* an edition was refused as a whole; the message says which line and why */
  TILTAS_STORE_ERROR_STATE,   /* the edition's state is not the signed one */
  TILTAS_STORE_ERROR_DISK,    /* the disk failed, but not while the store was read: the store need not be damaged */
  TILTAS_STORE_ERROR_FAILED,
} TiltasStoreError;

/* Sets REFUSED. Always returns FALSE. */
gboolean tiltas_store_refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
