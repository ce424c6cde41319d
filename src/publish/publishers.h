/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* Reads publishers.json, short-numbers.csv and http-hosts.csv, which are for the whole content folder, into tree.
 * Blocks for the disk. */
void tiltas_publishers_read (TiltasTree *tree);
/* Adds a fault for each publisher whose records, pack or pictures exceed its limits in publishers.json. Call it when
 * all records are read. */
void tiltas_publishers_check_limits (TiltasTree *tree);

G_END_DECLS
