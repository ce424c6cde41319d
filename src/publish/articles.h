/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* announcements/ID/LANG.md and staff/ID/LANG.md of a publisher become "announcement", "article" and their text records.
 */
void tiltas_articles_read (TiltasTree *tree, TiltasPublisher *publisher);

G_END_DECLS
