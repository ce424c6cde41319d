/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/edit.h"
#include "publish/packages.h"

G_BEGIN_DECLS

/* The target publishers.json of a repository, which the top-level targets sign: what each publisher may ship.
 * Entries that `delegate` made have "delegated": true. They stay when the National Library publishes its own content
 * folder, which does not name them. */

#define TILTAS_QUOTAS_TARGET "publishers.json"

/* What to change in an entry. NULL and -1: nothing; a limit of 0: no limit. */
typedef struct
{
  const char *const *names; /* "LANG=TEXT" */
  const char *const *kinds;
  gint64 records, bytes, blobs;
} TiltasQuotaChange;

/* The entry in the top-level targets; NULL when there is none. Transfer full. */
TiltasTarget *tiltas_quotas_target (TiltasRepository *repository);
/* The parsed publishers.json; one without publishers when the repository has none yet. NULL and error when its file
 * is missing or damaged. Blocks for the disk. Transfer full. */
json_t *tiltas_quotas_read (TiltasRepository *repository, GError **error);
/* The entry of a publisher; NULL when there is none. Borrowed. */
json_t *tiltas_quotas_find (json_t *publishers, const char *id);
/* Changes or makes the entry of a publisher, also of one whose right was taken away. In a new entry the id stands
 * for a name that is not given, and content/grants.h for limits and kinds. FALSE and error for a name without a
 * language, an unknown kind, more than TILTAS_ROLES_MAX publishers, or a file that is too long. Blocks for the disk. */
gboolean tiltas_quotas_set (TiltasEdit *edit, const char *publisher, const TiltasQuotaChange *change, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Removes the entry of a publisher and keeps its id in a list of those whose right was taken away: until
 * tiltas_quotas_set, the National Library's content folder cannot give it back. Blocks for the disk. */
gboolean tiltas_quotas_remove (TiltasEdit *edit, const char *publisher, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* TRUE when publishers says that the right of this publisher was taken away. */
gboolean tiltas_quotas_is_revoked (json_t *publishers, const char *id);
/* Removes from packages->publishers those whose right was taken away, and adds the delegated entries of the
 * repository that it does not name. FALSE and error when they are too many, or when publishers.json of the
 * repository cannot be read. Blocks for the disk. */
gboolean
tiltas_quotas_merge (TiltasRepository *repository, TiltasPackages *packages, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
