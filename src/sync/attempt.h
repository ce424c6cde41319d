/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/importer.h"
#include "sync/context.h"
#include "sync/metadata-store.h"
#include "sync/mirrors.h"
#include "sync/refresh.h"
#include "sync/report.h"
#include "sync/signed-files.h"
#include "sync/source.h"

G_BEGIN_DECLS

/* One attempt to update from one source: what it is given, what it gathers, and how it deals with refusals. update.c
 * drives it, update-finish.c does its last part. */

/* What an attempt is given. The caller owns all of it and keeps it until the attempt ends. */
typedef struct
{
  const TiltasSyncContext *context;
  const char *state_dir; /* trust state and downloads: the configured folder, or a copy for a dry run */
  TiltasMetadataStore *metadata;
  TiltasSource *source;
  TiltasMirrors *mirrors; /* or NULL */
  GBytes *root;           /* the installed root.json */
  TiltasReport *report;   /* gets the result of each publisher */
  gboolean changed;       /* out: a commit changed content */
  gboolean elsewhere;     /* out: a publisher was refused for a fault that another source may not have */
} TiltasUpdate;

/* What it gathers. Cleared by tiltas_attempt_clear. */
typedef struct
{
  TiltasUpdate *in; /* borrowed */
  TiltasRefresh refresh;
  TiltasImporter *importer; /* NULL until there is something to write */
  GPtrArray *publishers;    /* of TiltasPublisherLimits, in the order in which the publishers are served */
  guint n_prompt;           /* the first so many of them are publishers that were refused nothing in the last run */
  GPtrArray *editions;      /* of TiltasEdition: what the store holds */
  GPtrArray *offers;        /* of TiltasOffer */
  guint n_served;           /* the first so many offers were imported or refused */
  char *downloads;          /* path of the folder for downloads */
  guint64 done, total;      /* bytes of all needed downloads */
  const char *fetching;     /* publisher, borrowed */
  gboolean complete;        /* the offer of every publisher is known, so that all other downloads may be removed */
  GError *first;            /* the first refusal */
  GHashTable *refused;      /* set of publishers, borrowed from publishers */
  guint n_cut;              /* refusals in a row for which the connection is to blame */
} TiltasAttempt;
void tiltas_attempt_clear (TiltasAttempt *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TiltasAttempt, tiltas_attempt_clear)

/* Where the attempt's files come from and go to; no progress is told. Borrows from self. */
TiltasSignedFiles tiltas_attempt_files (const TiltasAttempt *self);

/* Opens self->importer unless it is open. FALSE with TILTAS_STORE_ERROR. */
gboolean tiltas_attempt_open_importer (TiltasAttempt *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Notes in the report and in the log why a publisher's offer was not taken. FALSE when no other publisher can be served
 * either and the attempt has to end. Takes error. */
gboolean tiltas_attempt_refuse (TiltasAttempt *self, const char *publisher, GError *error) G_GNUC_WARN_UNUSED_RESULT;

/* Sets error to the first refusal. all_tried: every publisher had its turn; then the message also says how many were
 * refused. There must be a refusal. */
void tiltas_attempt_propagate_refusal (TiltasAttempt *self, gboolean all_tried, GError **error);

G_END_DECLS
