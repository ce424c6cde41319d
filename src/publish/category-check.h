/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/repository.h"

G_BEGIN_DECLS

/* Services may stand in categories of other publishers, which their published editions must have. */

/* Checks that each service of pack, an edition of publisher, names only categories that stand in pack or in the
 * newest edition of the publisher to whom they belong. FALSE and G_IO_ERROR_INVALID_DATA with a sentence for people
 * otherwise, with the category that was probably meant, or all that exist. Blocks for the disk. */
gboolean tiltas_category_check (TiltasRepository *repository, const char *publisher, GBytes *pack, GError **error);

G_END_DECLS
