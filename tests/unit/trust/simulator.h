/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/updater.h"
#include "trust/writer.h"

/* A repository in memory, which a test changes, and a client whose metadata folder is in memory. */

#define NOW G_GINT64_CONSTANT (1800000000)
#define LATER (NOW + 30 * 86400)

typedef struct
{
  json_t *root, *timestamp, *snapshot, *targets; /* the signed parts, changed freely by tests */
  GHashTable *delegated;                         /* role → signed part */
  GHashTable *signers;                           /* role → GPtrArray of TiltasPrivateKey */
  GHashTable *files;                             /* name → GBytes: what the server holds */
  gboolean declare_hashes;                       /* in timestamp and snapshot */
} Repo;

/* One ed25519 key a role, version 1 of everything published. */
Repo *repo_new (void);
void repo_free (Repo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Repo, repo_free)

json_t *repo_signed (Repo *self, const char *role);
GPtrArray *repo_signers (Repo *self, const char *role);
/* Makes a key, gives it to a top-level role in root, and signs that role with it from now on. */
TiltasPrivateKey *repo_add_key (Repo *self, const char *role);
/* Takes all keys of the role away and gives it one new key. Root keeps signing with the old ones too. */
void repo_rotate (Repo *self, const char *role);
void repo_set_threshold (Repo *self, const char *role, int threshold);
void repo_set_expires (Repo *self, const char *role, gint64 expires);
void repo_set_version (Repo *self, const char *role, gint64 version);
/* New delegated role with its own key, delegated to by `from`. Not published. */
void repo_delegate (Repo *self, const char *from, const char *role, const char *const *paths, gboolean terminating);
void repo_add_target (Repo *self, const char *role, const char *path, const char *content);

/* Raises the version, declares it upwards (targets in snapshot, snapshot in timestamp) and publishes. Roles are done in
 * the order given, NULL-terminated; the next version of a role is written, other files stay. */
void repo_publish (Repo *self, const char *const *roles);
#define PUBLISH(repo, ...) repo_publish ((repo), (const char *const[]){ __VA_ARGS__, NULL })
/* Publishes the role in its present version, declaring nothing. */
GBytes *repo_write (Repo *self, const char *role);
void repo_put (Repo *self, const char *name, GBytes *bytes);
void repo_remove (Repo *self, const char *name);
/* Replaces the first occurrence of a text in a published file. */
void repo_spoil (Repo *self, const char *name, const char *old, const char *new);

typedef struct
{
  GBytes *installed;
  GHashTable *kept; /* name → GBytes */
  GPtrArray *requests;
  gint64 now;
  TiltasUpdater *updater;
} Client;

Client *client_new (Repo *repo);
void client_free (Client *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Client, client_free)

/* A whole run from the installed root: a new updater, the kept files, the repository. */
gboolean client_refresh (Client *self, Repo *repo, GError **error);
TiltasTarget *client_find (Client *self, Repo *repo, const char *path, GError **error);
/* Version of a kept file, 0 when none is kept. */
gint64 client_version (Client *self, const char *name);
/* The names that the client has fetched from the server since the last call, joined by blanks. */
char *client_requests (Client *self);
/* The next refresh fails with code (of TILTAS_TRUST_ERROR). */
void client_assert_refused (Client *self, Repo *repo, TiltasTrustError code);
void client_assert_fresh (Client *self, Repo *repo);
/* Asserts which files were fetched since the last call, and which versions are kept (0: none). */
void client_expect_requests (Client *self, const char *expected);
void client_expect_versions (Client *self, gint64 root, gint64 timestamp, gint64 snapshot, gint64 targets);
