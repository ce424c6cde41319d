/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TILTAS_ROLE_KEYS_MAX 16  /* key ids in one role */
#define TILTAS_ROLE_NAME_MAX 128 /* bytes of a role's name when escaped for file names */

/* A role: who may sign, and, for a delegated role, which targets it may have. Belongs to the metadata that it was
 * read from. */
typedef struct
{
  char *name;
  GStrv keyids;     /* at most TILTAS_ROLE_KEYS_MAX, none twice */
  gint64 threshold; /* >= 1; when it is more than the number of keys, no file is ever accepted */
  /* Delegated roles only: */
  gboolean terminating;
  GStrv paths;              /* patterns, or NULL */
  GStrv path_hash_prefixes; /* lower-case hex, or NULL; when both are NULL, the role has no targets */
} TiltasRole;
void tiltas_role_free (TiltasRole *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasRole, tiltas_role_free)

/* TRUE when the role may have a target with this path: it matches one of "paths", or its hash begins with one of
 * "path_hash_prefixes". `*` and `?` never match '/'. */
gboolean tiltas_role_matches (const TiltasRole *role, const char *path);

/* Escapes a role's name for file names and URLs: all characters but A-Z a-z 0-9 - _ . ~ become %XX. Transfer full. */
char *tiltas_role_escape (const char *role_name);

G_END_DECLS
