/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "store/store.h"
#include "sync/context.h"
#include "trust/writer.h"

/* A small signed repository in a temporary folder, with fresh keys, two publishers ("lnb", "rig") and a terminal's
 * state folder beside it. Its time stands at NOW. */
#define NOW G_GINT64_CONSTANT (1795000000)
#define DAY (24 * 60 * 60)

typedef struct
{
  char *top;                   /* temporary folder of it all */
  char *folder;                /* the repository */
  char *state_dir;             /* the terminal's */
  char *root_path;             /* installed root.json */
  char *bundled;               /* bundled store, empty */
  TiltasPrivateKey *key;       /* of all top-level roles */
  TiltasPrivateKey *lnb, *rig; /* of the publishers */
  gint64 version;              /* of the last snapshot and timestamp */
  json_t *targets, *lnb_targets, *rig_targets;
  TiltasSyncConfig *config;
  TiltasClock *clock;
  TiltasStore *store;
} Repository;

Repository *repository_new (void);
void repository_free (Repository *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Repository, repository_free)

/* A pack.jsonl of "lnb" or "rig" with one record, whose text is words. blob: SHA-256 of its picture, or NULL. */
GBytes *repository_pack (const char *publisher, const char *words, const char *blob, gsize blob_length);
/* Sets a publisher's edition and writes its files, plain and compressed. */
void repository_set_pack (Repository *self, const char *publisher, gint64 seq, GBytes *pack);
/* Writes the delta PUBLISHER/<seq>.delta and signs that it leads from base to result. delta may be any bytes. */
void repository_set_delta (Repository *self,
                           const char *publisher,
                           gint64 seq,
                           const char *base,
                           const char *result,
                           GBytes *delta);
/* Replaces publishers.json. */
void repository_set_publishers (Repository *self, const char *text);
/* Writes all metadata with the next version; they expire in one day. */
void repository_publish (Repository *self);
/* The same, with the time at which they expire. */
void repository_publish_until (Repository *self, gint64 expires);
/* Writes a file; name: its path below the top of the repository. */
void repository_write (Repository *self, const char *name, GBytes *bytes);
/* Path of the newest file for a target of this publisher ("lnb", ".pack.jsonl.zst"). Transfer full. */
char *repository_target_file (Repository *self, const char *publisher, const char *name);
/* The context for a run of the terminal. Borrows from self. */
TiltasSyncContext repository_context (Repository *self);
/* Runs an import of the terminal from the folder of the repository. changed may be NULL. */
gboolean repository_run (Repository *self, gboolean *changed, GError **error);
/* The text of the publisher's one record in the store, or NULL. Transfer full. */
char *repository_stored (Repository *self, const char *publisher);
