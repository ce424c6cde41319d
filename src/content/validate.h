/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* What the records of each kind must have (content/README.md, "What they become"). Pure functions. */

/* Checks the key and the members of a known kind; unknown kinds and unknown members pass. A word of a closed list
 * (status, fee, types of blocks and cards …) may be unknown, because an older kiosk reads newer packs: it does not
 * show what it does not know, or treats it as the most careful word that it knows. Coordinates must come in pairs,
 * and bidirectional controls must match. FALSE and TILTAS_RECORD_ERROR that names the member. */
gboolean tiltas_record_validate (json_t *record, GError **error);
gboolean tiltas_kind_is_known (const char *kind);
/* All kinds that this version knows, "unit, unit-text, …", for messages. Transfer full. */
char *tiltas_kinds_text (void);

G_END_DECLS
