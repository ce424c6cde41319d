/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* units.csv, categories.csv, glossary/, branches.csv and holidays.csv of a publisher become records. */
void tiltas_lists_read (TiltasTree *tree, TiltasPublisher *publisher);

G_END_DECLS
