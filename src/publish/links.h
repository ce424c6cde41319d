/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* Somebody names a record. */
typedef struct
{
  const char *kind; /* static */
  char *ref;        /* publisher/id */
  char *file;
  int line;
} TiltasLink;

TiltasLink *tiltas_link_new (const char *kind, const char *ref, const char *file, int line);
void tiltas_link_free (gpointer link);

G_END_DECLS
