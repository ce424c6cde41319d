/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/metadata-store.h"
#include "sync/offer.h"
#include "sync/report.h"
#include "sync/run.h"
#include "sync/source.h"

G_BEGIN_DECLS

/* One attempt at one source; run.c tries the sources in turn. All members are borrowed. */
typedef struct
{
  const char *state_dir;
  TiltasStore *store;
  TiltasClock *clock;
  TiltasMetadataStore *metadata;
  TiltasSource *source;
  const char *const *languages; /* whose blobs come first, or NULL */
  GBytes *root;                 /* the installed root.json */
  TiltasReport *report;         /* results of publishers are noted here */
  TiltasRunProgress progress;   /* may be NULL */
  gpointer data;
  GCancellable *cancellable;
  gboolean changed;   /* out: a commit changed content */
  gboolean elsewhere; /* out: a publisher was refused for something that another source may have right */
} TiltasUpdate;

/* FALSE with the first refusal, after every publisher was tried; what one publisher does wrong, or what there is no
 * room for, keeps no other from being updated, and whoever was refused the last time comes after all others. The
 * message names the publisher, and says how many were refused. Errors of any domain (tiltas_sync_error_word). */
gboolean tiltas_update_run (TiltasUpdate *self, GError **error);
/* Does all of a run that comes before the first change of the store: trust, publishers.json, what each publisher
 * offers. each is called for every publisher whose offer is good, with the edition that the store has, or NULL; what it
 * returns FALSE for is noted in the report like any refusal. downloads: a folder for the packs. */
typedef gboolean (*TiltasUpdateEach) (const TiltasOffer *offer,
                                      const TiltasEdition *stored,
                                      const char *downloads,
                                      gpointer data,
                                      GError **error);
gboolean tiltas_update_look (TiltasUpdate *self, TiltasUpdateEach each, gpointer data, GError **error);
/* FALSE for what every source would meet: the disk, the store, the end of the program. */
gboolean tiltas_update_may_help_elsewhere (const GError *error);
/* Sets what the report says each publisher shows, from the store. */
void tiltas_update_note_editions (TiltasReport *report, GPtrArray *editions);
/* GPtrArray of TiltasEdition in the store; raises the clock's floor by their `published`. Transfer full. */
GPtrArray *tiltas_update_read_editions (TiltasStore *store, TiltasClock *clock, GError **error);

G_END_DECLS
