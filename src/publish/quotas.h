/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/edit.h"
#include "publish/packages.h"

G_BEGIN_DECLS

/* The target publishers.json of a repository, signed by the top-level targets: what each publisher may ship. Entries
 * that `delegate` made have "delegated": true; they stay when the National Library publishes its own content folder,
 * which does not name them. */

#define TILTAS_QUOTAS_TARGET "publishers.json"

/* What to change in an entry; NULL and -1: nothing. 0: no limit. */
typedef struct
{
  const char *const *names; /* "LANG=TEXT" */
  const char *const *kinds;
  gint64 records, bytes, blobs;
} TiltasQuotaChange;

/* The entry in the top-level targets; NULL when there is none. Transfer full. */
TiltasTarget *tiltas_quotas_target (TiltasRepository *repository);
/* The parsed publishers.json; one without publishers when the repository has none yet. NULL and error when its file is
 * missing or damaged. Transfer full. */
json_t *tiltas_quotas_read (TiltasRepository *repository, GError **error);
/* A publisher's entry, borrowed, or NULL. */
json_t *tiltas_quotas_find (json_t *publishers, const char *id);
/* Changes or makes the entry of a publisher; a new one without a name is called by its id, and limits and kinds that
 * are not named are those of content/grants.h. That its right was taken away is forgotten. Fails for a name without a
 * language, an unknown kind, more than TILTAS_ROLES_MAX publishers, or too long a file. */
gboolean tiltas_quotas_set (TiltasEdit *edit, const char *publisher, const TiltasQuotaChange *change, GError **error);
/* Takes the entry of a publisher away, and remembers that: what the National Library's content folder says of it counts
 * no more until tiltas_quotas_set. */
gboolean tiltas_quotas_remove (TiltasEdit *edit, const char *publisher, GError **error);
gboolean tiltas_quotas_is_revoked (json_t *publishers, const char *id);
/* Takes from packages->publishers those whose right was taken away. Adds to it the delegated entries of the repository
 * that it does not name. Fails as tiltas_quotas_set for too many. */
gboolean tiltas_quotas_merge (TiltasRepository *repository, TiltasPackages *packages, GError **error);

G_END_DECLS
