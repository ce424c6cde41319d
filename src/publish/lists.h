/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* Reads units.csv, categories.csv, glossary/LANG.csv, branches.csv and holidays.csv of a publisher and adds their
 * records to tree. Blocks for the disk. */
void tiltas_lists_read (TiltasTree *tree, TiltasPublisher *publisher);

G_END_DECLS
