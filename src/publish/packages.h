/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* What is to be published, from a content folder or from what `build` wrote: the publishers, and each one's edition. */

typedef struct
{
  char *publisher;
  GBytes *pack;      /* pack.jsonl */
  char *state;       /* SHA-256 of it */
  GHashTable *blobs; /* SHA-256 → GBytes of the pictures it names */
} TiltasPackage;

typedef struct
{
  GBytes *publishers; /* publishers.json in canonical form, with a newline */
  GPtrArray *list;    /* of TiltasPackage, in the order of publishers.json */
} TiltasPackages;

/* From a tree without errors; publishers without a folder in it are left out. NULL and error when publishers.json has
 * no canonical form. */
TiltasPackages *tiltas_packages_of (TiltasTree *tree, GError **error);
/* From FOLDER/publishers.json, FOLDER/PUBLISHER/pack.jsonl and FOLDER/blobs; each pack is read as the kiosk reads it,
 * and held against the publisher's limits. Publishers without a pack are left out. Blocks for the disk. */
TiltasPackages *tiltas_packages_read (const char *folder, GError **error);
void tiltas_packages_free (TiltasPackages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPackages, tiltas_packages_free)

/* One pack as the kiosk reads it, held against entry, its publisher's of publishers.json (kinds, limits). Blobs are
 * looked for in each of folders (NULL-terminated) in turn. NULL and error when it is refused. Blocks for the disk.
 * Transfer full. */
TiltasPackage *tiltas_package_read (const char *const *folders, json_t *entry, GBytes *pack, GError **error);
void tiltas_package_free (TiltasPackage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPackage, tiltas_package_free)

TiltasPackage *tiltas_packages_find (TiltasPackages *self, const char *publisher);

G_END_DECLS
