/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/importer.h"
#include "sync/allowance.h"
#include "sync/update.h"

/* What update.c (one attempt) and update-rest.c (what comes after the editions) share. Included by nothing else. */

/* What one attempt gathers. */
typedef struct
{
  TiltasUpdate *in;
  TiltasUpdater *updater;
  TiltasImporter *importer; /* opened when there is something to write */
  GPtrArray *allowances;    /* in the order in which they are served */
  guint n_prompt;           /* the first of them: those that were refused nothing last time */
  GPtrArray *editions;
  GPtrArray *offers;
  guint n_taken; /* of offers, taken or refused */
  char *downloads;
  guint64 done, total;  /* bytes of all needed downloads */
  const char *fetching; /* publisher, borrowed */
  gboolean complete;    /* every publisher's offer is known: all downloads may be pruned */
  GError *first;        /* the first refusal */
  GHashTable *refused;  /* publishers, borrowed from allowances */
  guint n_cut;          /* refusals in a row that the connection is at fault for */
} Attempt;

/* The edition of a publisher in a list of TiltasEdition, or NULL. Borrowed. */
const TiltasEdition *tiltas_attempt_edition (GPtrArray *editions, const char *publisher);
/* Opens the importer when it is not open. */
gboolean tiltas_attempt_need_importer (Attempt *self, GError **error);
/* Notes why a publisher's offer was not taken. FALSE when the attempt has to end. Takes error. */
gboolean tiltas_attempt_refuse (Attempt *self, const char *publisher, GError *error);

/* Fetches the pictures and sounds that the stored editions name, publisher by publisher. FALSE: the attempt has to end.
 */
gboolean tiltas_attempt_fetch_blobs (Attempt *self);
/* Removes downloads, pictures and sounds that no edition needs any more. */
void tiltas_attempt_prune (Attempt *self);
