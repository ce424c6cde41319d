/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/declaration.h"

#include <glib.h>

G_BEGIN_DECLS

/* What the updater asks its caller for, and what it gives the caller to keep (trust/updater.h). */

typedef struct
{
  const char *role;      /* "root", "timestamp", "snapshot", "targets" or a delegated role's name, not escaped */
  const char *name;      /* what to fetch: "3.root.json", "timestamp.json", "7.snapshot.json", "2.a%2Fb.json". One path
                          * segment, already escaped: goes into a URL as it is, and is the file's name on a stick. */
  const char *keep_name; /* under which name it may have been kept: "3.root" for roots of the chain, else the
                          * unversioned "timestamp.json", "snapshot.json", "targets.json", "a%2Fb.json"; never begins
                          * with '.' */
  gsize max_length;      /* read at most one byte more: it is enough for the updater to refuse the file */
  gint64 length;         /* declared length, or -1 */
  const char *sha256;    /* declared hash in lower-case hex, or NULL */
  gboolean may_be_missing; /* TRUE for the next root: a missing file ends the chain and is no fault */
} TiltasRequest;

/* What the caller has to do in the metadata folder after a step. The strings are valid until the next call, the
 * bytes as long as the ones that the caller gave. */
typedef struct
{
  const char *const *drop; /* names to delete first, NULL-terminated, or NULL (section 5.3.11) */
  const char *name;        /* "root.json", "timestamp.json", …; NULL: nothing to keep */
  const char *chain_name;  /* for roots also "3.root": keep the same bytes under it, before name, to walk the chain from
                            * the installed root without asking the server again; else NULL */
  GBytes *bytes;
} TiltasKeep;

/* Inside trust only. These fill a request or a keep with new strings, which the updater takes over. */

/* Asks for the next root of the chain. */
void tiltas_request_fill_root (TiltasRequest *request, gint64 version);
void tiltas_request_fill_timestamp (TiltasRequest *request);
/* Asks for a declared file. consistent: the repository has consistent snapshots (section 6.2). */
void tiltas_request_fill_declared (TiltasRequest *request, const TiltasDeclaration *declaration, gboolean consistent);
/* Gives the file of a role to keep. */
void tiltas_keep_fill (TiltasKeep *keep, const char *role_name, GBytes *bytes);

G_END_DECLS
