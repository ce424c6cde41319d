/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/importer.h"

G_BEGIN_DECLS

/* What the National Library allows each publisher: the signed target publishers.json (content/README.md). Where an
 * entry says nothing, the defaults of content/grants.h hold. */

typedef struct
{
  char *publisher;
  GStrv kinds;       /* of records that it may publish; NULL: all */
  TiltasQuota quota; /* quota.kinds is kinds, borrowed */
} TiltasPublisherLimits;
void tiltas_publisher_limits_free (TiltasPublisherLimits *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasPublisherLimits, tiltas_publisher_limits_free)

/* Parses publishers.json. GPtrArray of TiltasPublisherLimits in the order of the file; unknown members are ignored.
 * NULL with TILTAS_SYNC_ERROR_FORMAT when it is no JSON object, names no publisher or more than TILTAS_ROLES_MAX, has a
 * bad or repeated id, or a limit that is no number. Transfer full. */
GPtrArray *tiltas_publisher_limits_parse (GBytes *bytes, GError **error);

G_END_DECLS
