/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* Adds a fault for each text that is missing in one of the publisher's "languages" (publishers.json). Staff articles
 * need not exist in all of them. Call it when all records are read. */
void tiltas_translations_check (TiltasTree *tree);

G_END_DECLS
