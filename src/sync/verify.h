/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/importer.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Compares what is stored with what was signed, for `tiltasctl verify`. */

/* The result for one edition. */
typedef struct
{
  TiltasEdition *edition;
  gboolean same_state; /* the pack.jsonl that the store writes back has the signed hash */
  guint blobs;         /* pictures and sounds that the edition names and that lie in the state folder */
  guint damaged_blobs; /* so many of these had another hash than their name says; they were removed */
  guint missing_blobs; /* so many are named and not there: the next run fetches them, or the package brought them */
} TiltasVerdict;

/* GPtrArray of TiltasVerdict, one for each edition. Holds the lock of the state folder, because the importer writes
 * every edition back. NULL when the store cannot be read: TILTAS_SYNC_ERROR_STORE_DAMAGED, _BUSY, _READ_ONLY and
 * others. Blocks long. Transfer full. */
GPtrArray *tiltas_verify (const char *state_dir, TiltasStore *store, GError **error);

G_END_DECLS
