/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* Inside trust only: reads members of the objects in a metadata file. All functions fail with
 * TILTAS_TRUST_ERROR_FORMAT when the member is missing or of another type; where is the file's name for messages. */

/* The largest integer that every JSON reader can hold. */
#define TILTAS_METADATA_INTEGER_MAX (G_GINT64_CONSTANT (1) << 53)

/* Transfer none. */
json_t *tiltas_member_object (json_t *parent, const char *member, const char *where, GError **error);
/* Transfer none. */
const char *tiltas_member_string (json_t *parent, const char *member, const char *where, GError **error);
/* A positive integer, as version and threshold are. */
gboolean tiltas_member_positive (json_t *parent, const char *member, const char *where, gint64 *out, GError **error);
/* An array of strings. Transfer full. */
gboolean tiltas_member_strings (json_t *parent, const char *member, const char *where, GStrv *out, GError **error);

G_END_DECLS
