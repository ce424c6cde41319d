/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* The closed lists of words in content/README.md: states, statuses, fees, types of phones, blocks and cards. */

/* For publishing only, and for a record that has passed tiltas_record_validate: every word of a closed list is known.
 * FALSE and TILTAS_RECORD_ERROR that names the member. */
gboolean tiltas_record_check_words (json_t *record, GError **error);

G_END_DECLS
