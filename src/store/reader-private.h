/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sql.h"
#include "store/store.h"

G_BEGIN_DECLS

/* The members of a reader, for the files that read with it. */
struct _TiltasReader
{
  TiltasStore *store;
  TiltasDatabase *db;
  TiltasStatement *data_version;
  char *path;
  gboolean show_unverified;
  GStrv hidden;         /* publishers, or NULL */
  gint interrupts;      /* number of calls of tiltas_reader_interrupt; atomic, from any thread */
  gint interrupts_seen; /* that number when the running function began */
  GError **error;       /* of the running function, or NULL */
  gboolean met_damage;  /* the running function read a record that does not parse */
  gint64 version_seen;  /* what data_version said last; it changes with the content */
  GHashTable *holidays; /* day (gint64 *) → title or ""; NULL: not read yet */
  char *holidays_ladder;
};

G_END_DECLS
