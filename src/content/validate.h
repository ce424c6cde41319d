/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* What the records of each kind must have (content/README.md, "What they become"). Pure functions. */

/* Checks the key and the members of a known kind; unknown kinds and unknown members pass. Words of closed lists
 * (status, fee, types of blocks and cards …) may be any, because an older kiosk reads a newer pack: what it does not
 * know it does not show, or shows as the most careful of the words that it knows. Coordinates come in pairs,
 * bidirectional controls match. FALSE and TILTAS_RECORD_ERROR that names the member. */
gboolean tiltas_record_validate (json_t *record, GError **error);
gboolean tiltas_kind_is_known (const char *kind);
/* All kinds that this version knows, "unit, unit-text, …", for messages. Transfer full. */
char *tiltas_kinds_text (void);

G_END_DECLS
