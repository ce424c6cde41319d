/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

#define TILTAS_PICTURE_MAX (1024 * 1024)

/* A fault when there is no such pictogram. icon may be NULL. */
void tiltas_icon_check (TiltasTree *tree, const char *icon, TiltasFileLine at);
/* Reads PUBLISHER/pictures/NAME as a blob and sets sha256, length and media_type in picture. FALSE and a fault when it
 * is missing, over 1 MiB, or not what its ending says. */
gboolean
tiltas_picture_add (TiltasTree *tree, TiltasPublisher *publisher, const char *name, json_t *picture, TiltasFileLine at);

G_END_DECLS
