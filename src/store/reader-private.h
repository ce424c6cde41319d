/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sql.h"
#include "store/store.h"

G_BEGIN_DECLS

/* The reader, for the files that read with it. */
struct _TiltasReader
{
  TiltasStore *store;
  TiltasDatabase *db;
  TiltasStatement *data_version;
  char *path;
  gboolean show_unverified;
  GStrv hidden;         /* publishers, or NULL */
  gint interrupts;      /* how often tiltas_reader_interrupt was called; atomic, from any thread */
  gint interrupts_seen; /* the same when the running function began */
  GError **error;       /* of the running function, or NULL */
  gboolean met_damage;  /* the running function read a record that does not parse */
  gint64 version_seen;  /* of the content, as data_version tells it */
  GHashTable *holidays; /* day (gint64 *) → title or ""; NULL: not read yet */
  char *holidays_ladder;
};

G_END_DECLS
