/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* Adds a fault for each link to a record that does not exist (a warning when the record belongs to a publisher whose
 * folder is not here), and a warning for each term that no text uses. Call it when all records are read. */
void tiltas_links_check (TiltasTree *tree);

G_END_DECLS
