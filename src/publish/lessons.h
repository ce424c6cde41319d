/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* Reads lessons/ID/LANG.md of a publisher and adds "lesson" and "lesson-text" records to tree. Blocks for the disk. */
void tiltas_lessons_read (TiltasTree *tree, TiltasPublisher *publisher);

G_END_DECLS
