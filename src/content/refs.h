/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* Links between records. A record names another one by its id, or by "publisher/id" when another publisher has it; a
 * ref always has the long form. What is no text in the JSON is left out. Pure functions. */

/* Puts the publisher in front of a bare id; "publisher/id" stays as it is. NULL for a link that is NULL. Transfer full.
 */
char *tiltas_ref_of (const char *publisher, const char *link);
/* The links of an array as refs. Transfer full, never NULL. */
GStrv tiltas_refs_of (const char *publisher, json_t *array);
/* The texts of an array as they are. Transfer full, never NULL. */
GStrv tiltas_strings_of (json_t *array);

G_END_DECLS
