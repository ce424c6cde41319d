/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* lessons/ID/LANG.md of a publisher become "lesson" and "lesson-text" records. */
void tiltas_lessons_read (TiltasTree *tree, TiltasPublisher *publisher);

G_END_DECLS
