/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* Reads everything under root, a content folder, and compiles it to records. icons is the folder of the pictograms;
 * NULL: the folder "icons" beside root. Never NULL: whatever is wrong stands in ->faults. Blocks for the disk. Transfer
 * full. */
TiltasTree *tiltas_compile (const char *root, const char *icons);

G_END_DECLS
