/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/publication.h"

#include "fixture.h"

#define NOW 1795305600 /* 2026-11-22 */
#define DAY 86400

/* A copy of the good content and a repository, with keys of every role and of both publishers, in a new folder. */
typedef struct
{
  char *folder, *content, *repository, *keys;
  gint64 now;
} Place;

void place_clear (Place *place);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

/* Thresholds of one for every role. */
extern const guint ones[4];

void place_open (Place *place, TiltasKeyKind kind, const guint thresholds[4]);
TiltasEdit *place_begin (Place *place, TiltasKeyring *keys, TiltasRepository *repository);
/* Publishes the content; only: one publisher's id, or NULL: all. TRUE when something was written. */
gboolean place_publish (Place *place, const char *keys_folder, const char *only, gboolean role_only, GError **error);
int place_refresh (Place *place, GError **error); /* how many things somebody must do; -1: it failed */
/* Replaces a text in the table of services. */
void place_change (Place *place, const char *from, const char *to);

/* Reads the target as a terminal that trusts 1.root.json; NULL and error when the terminal refuses it. Transfer
 * full. */
TiltasTarget *place_fetch (Place *place, const char *path, GBytes **bytes, GError **error);
/* The number of the edition that a terminal gets; 0: none. */
gint64 place_seq (Place *place, const char *path);
/* A file of the repository, or NULL. */
GBytes *place_read (Place *place, const char *folder, const char *name);
