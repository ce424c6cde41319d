/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/importer.h"

G_BEGIN_DECLS

/* What the National Library allows each publisher: the signed target publishers.json (content/README.md), and where it
 * is silent, content/grants.h. */

typedef struct
{
  char *publisher;
  GStrv kinds;       /* NULL: all */
  TiltasQuota quota; /* quota.kinds points to kinds */
} TiltasPublisherLimits;
void tiltas_publisher_limits_free (TiltasPublisherLimits *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPublisherLimits, tiltas_publisher_limits_free)

/* GPtrArray of TiltasPublisherLimits in the order of the file; unknown members are ignored. Fails with
 * TILTAS_SYNC_ERROR_FORMAT: not JSON, no publisher or more than
 * TILTAS_ROLES_MAX, a bad or repeated id, a limit that is no number. */
GPtrArray *tiltas_publisher_limits_parse (GBytes *bytes, GError **error);

G_END_DECLS
