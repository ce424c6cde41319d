/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/repository.h"

G_BEGIN_DECLS

/* What the published editions of a repository hold, for links between publishers. */

/* Every service of pack, an edition of publisher, names categories that pack has, or the newest edition of the
 * publisher that they belong to. G_IO_ERROR_INVALID_DATA and a sentence for people, with the category that was probably
 * meant, or those that there are. Blocks for the disk. */
gboolean
tiltas_published_check_categories (TiltasRepository *repository, const char *publisher, GBytes *pack, GError **error);

G_END_DECLS
