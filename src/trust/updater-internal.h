/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/updater.h"

/* What updater.c (the top-level roles) and search.c (delegations) share. Included by nothing else. */

typedef enum
{
  STEP_ROOT,
  STEP_TIMESTAMP,
  STEP_SNAPSHOT,
  STEP_TARGETS,
  STEP_FRESH,
  STEP_FAILED,
} Step;

/* One pending delegation of a search: who delegates, and to which role. */
typedef struct
{
  TiltasMetadata *delegator;
  const TiltasRole *role; /* owned by delegator */
} Visit;

typedef struct
{
  char *path;
  GPtrArray *stack;    /* of Visit; the last is the next one */
  GHashTable *visited; /* names of delegated roles */
  Visit *current;      /* waits for its file */
  TiltasTarget *found;
  GError *error;
} Search;

struct _TiltasUpdater
{
  gint64 now;
  Step step;

  TiltasMetadata *root;
  gint64 last_root_version; /* 0: unknown */
  guint new_roots;          /* fetched in this run */
  gboolean rotated;         /* timestamp or snapshot keys: what was kept does not count */

  TiltasMetadata *kept_timestamp; /* verified, possibly expired: for rollback checks */
  TiltasMetadata *kept_snapshot;
  TiltasMetadata *timestamp;
  TiltasMetadata *snapshot;
  TiltasMetadata *targets;
  gboolean unchanged;

  GHashTable *delegated; /* role name → TiltasMetadata, of this run */
  Search *search;

  /* Strings lent to the caller with the last request or keep. */
  char *request_name;
  char *request_keep_name;
  char *keep_name;
  char *keep_chain_name;
};

void tiltas_visit_free (Visit *self);
void tiltas_search_free (Search *self);

/* search.c: the same contract as the public functions of that name, while a search waits for a delegated role. */
gboolean tiltas_search_next (TiltasUpdater *self, TiltasRequest *request);
gboolean tiltas_search_offer (TiltasUpdater *self, GBytes *kept);
gboolean tiltas_search_feed (TiltasUpdater *self, GBytes *bytes, TiltasKeep *keep, GError **error);

/* top-level.c: offer and feed of each role (trust/updater.h); a root may be missing, the others are never NULL. */
gboolean tiltas_root_offer (TiltasUpdater *self, GBytes *kept, TiltasKeep *keep);
gboolean tiltas_root_feed (TiltasUpdater *self, GBytes *bytes, TiltasKeep *keep, GError **error);
void tiltas_timestamp_offer (TiltasUpdater *self, GBytes *kept);
gboolean tiltas_timestamp_feed (TiltasUpdater *self, GBytes *bytes, TiltasKeep *keep, GError **error);
gboolean tiltas_snapshot_offer (TiltasUpdater *self, GBytes *kept);
gboolean tiltas_snapshot_feed (TiltasUpdater *self, GBytes *bytes, TiltasKeep *keep, GError **error);
gboolean tiltas_targets_take (TiltasUpdater *self, GBytes *bytes, GError **error);
gboolean tiltas_targets_feed (TiltasUpdater *self, GBytes *bytes, TiltasKeep *keep, GError **error);

/* updater.c: request for a file that another one declares with version, length and hashes. */
void tiltas_updater_request_declared (TiltasUpdater *self,
                                      TiltasRequest *request,
                                      TiltasMetadataType type,
                                      const char *role_name,
                                      const TiltasFileInfo *info);
/* top-level.c. Under which name a role's file is kept: no hidden file, whatever the role is called. Transfer full. */
char *tiltas_updater_kept_name (const char *role_name);
/* Length and hash as declared, structure, signatures, version, expiry, in the specification's order except that
 * `before_expiry`, when not NULL, is asked between version and expiry. Transfer full. */
typedef gboolean (*TiltasCheck) (TiltasUpdater *self, TiltasMetadata *file, GError **error);
TiltasMetadata *tiltas_updater_accept (TiltasUpdater *self,
                                       GBytes *bytes,
                                       TiltasMetadataType type,
                                       const char *role_name,
                                       TiltasMetadata *delegator,
                                       const TiltasFileInfo *info,
                                       TiltasCheck before_expiry,
                                       GError **error);
void tiltas_updater_keep (TiltasUpdater *self, TiltasKeep *keep, const char *role_name, GBytes *bytes);
