/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/model.h"

G_BEGIN_DECLS

/* Inside content only: makes the parts of a lesson or article from records. Whatever is not as content/README.md says
 * is left out: a record that was not validated gives less, never a crash. */

/* "id" gets the publisher in front, "publisher/id" stays. Transfer full; NULL for NULL. */
char *tiltas_ref_of (const char *publisher, const char *link);
/* The links of an array as refs. Transfer full, never NULL. */
GStrv tiltas_refs_of (const char *publisher, json_t *array);
/* The strings of an array. Transfer full, never NULL. */
GStrv tiltas_strings_of (json_t *array);
/* Arrays of TiltasBlock and of TiltasCard that free what they hold. Transfer full, never NULL. */
GPtrArray *tiltas_blocks_of (const char *publisher, json_t *array);
GPtrArray *tiltas_cards_of (const char *publisher, json_t *array);

G_END_DECLS
