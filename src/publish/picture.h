/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

#define TILTAS_PICTURE_MAX (1024 * 1024) /* bytes */

/* Adds a fault when there is no pictogram of this name. icon may be NULL: nothing is checked. */
void tiltas_icon_check (TiltasTree *tree, const char *icon, TiltasFileLine at);
/* Reads PUBLISHER/pictures/NAME, adds it to the tree's blobs, and sets sha256, length and media_type in picture.
 * FALSE and a fault when it is missing, longer than TILTAS_PICTURE_MAX, or not what its ending says. Blocks for the
 * disk. */
gboolean
tiltas_picture_add (TiltasTree *tree, TiltasPublisher *publisher, const char *name, json_t *picture, TiltasFileLine at);

G_END_DECLS
