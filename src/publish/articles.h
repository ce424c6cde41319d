/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* Reads announcements/ID/LANG.md and staff/ID/LANG.md of a publisher and adds "announcement" and "article" records
 * with their texts to tree. Blocks for the disk. */
void tiltas_articles_read (TiltasTree *tree, TiltasPublisher *publisher);

G_END_DECLS
