/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* FALSE for what cannot name a publisher: NULL, no id (content/record.h), a top-level role, or "blobs". */
gboolean tiltas_publisher_is_id (const char *id);
/* The sentence about such an id; a format for printf that takes the id. */
#define TILTAS_PUBLISHER_ID_FAULT \
  "“%s” cannot name a publisher: use a-z, 0-9 and “-”; root, targets, snapshot, timestamp and blobs are taken"

G_END_DECLS
