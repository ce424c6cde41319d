/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/importer.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Checks what is stored against what was signed: for `tiltasctl verify`. Blocks long; takes the lock of the state
 * folder because the importer writes back each edition. */

typedef struct
{
  TiltasEdition *edition;
  gboolean same_state; /* pack.jsonl, reproduced from the store, has the edition's state */
  guint blobs;         /* that it names and that lie in the state folder */
  guint damaged_blobs; /* of these: with another length or hash than their name says; they were removed */
  guint missing_blobs; /* named but not there: the next run fetches them (or they came with the package) */
} TiltasVerdict;

/* GPtrArray of TiltasVerdict, one for each edition. NULL when the store cannot be read:
 * TILTAS_SYNC_ERROR_STORE_DAMAGED, _BUSY, _READ_ONLY, … */
GPtrArray *tiltas_verify (const char *state_dir, TiltasStore *store, GError **error);

G_END_DECLS
