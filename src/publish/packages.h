/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* What is to be published, from a content folder or from the folder that `build` wrote: publishers.json and an
 * edition of each publisher. */

/* An edition of a publisher. */
typedef struct
{
  char *publisher;
  GBytes *pack;      /* pack.jsonl */
  char *state;       /* SHA-256 of pack, in hexadecimal digits */
  GHashTable *blobs; /* SHA-256 → GBytes of the blobs that its records name */
} TiltasPackage;

typedef struct
{
  GBytes *publishers; /* publishers.json in canonical form, with a newline */
  GPtrArray *list;    /* of TiltasPackage, in the order of publishers.json */
} TiltasPackages;

/* From a tree without errors. Publishers without a folder are left out. NULL and error when publishers.json has no
 * canonical form. Transfer full. */
TiltasPackages *tiltas_packages_of (TiltasTree *tree, GError **error);
/* From FOLDER/publishers.json, FOLDER/PUBLISHER/pack.jsonl and FOLDER/blobs. NULL and error when tiltas_package_read
 * refuses a pack. Publishers without a pack are left out. Blocks for the disk. Transfer full. */
TiltasPackages *tiltas_packages_read (const char *folder, GError **error);
void tiltas_packages_free (TiltasPackages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPackages, tiltas_packages_free)

/* Checks a pack as the kiosk does, and against entry, the publisher's of publishers.json (kinds, limits). Its blobs
 * are looked for in each of folders (NULL-terminated) in turn. NULL and error when the pack is refused or a blob is
 * missing. Blocks for the disk. Transfer full. */
TiltasPackage *tiltas_package_read (const char *const *folders, json_t *entry, GBytes *pack, GError **error);
void tiltas_package_free (TiltasPackage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPackage, tiltas_package_free)

/* The edition of a publisher; NULL when there is none. Borrowed. */
TiltasPackage *tiltas_packages_find (TiltasPackages *self, const char *publisher);

G_END_DECLS
