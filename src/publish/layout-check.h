/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* Adds a fault for each file and folder that does not belong into a content folder, with the name that was probably
 * meant; otherwise nobody would notice that it is not read. The file that was probably meant counts as unread (tree.h).
 * Call it after publishers.json is read and before anything else. Blocks for the disk. */
void tiltas_layout_check (TiltasTree *tree);

G_END_DECLS
