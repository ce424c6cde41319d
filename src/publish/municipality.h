/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/table.h"

G_BEGIN_DECLS

/* The cell "municipality" as one of the 60 of Lithuania, as the content writes them ("Vilniaus m. sav."), or, where
 * everywhere, "Visa Lietuva"; NULL when it is empty. A fault, with those that were probably meant, for anything else:
 * terminals compare the words, and would show such a place as far from every branch. Borrowed. */
const char *tiltas_municipality_get (TiltasTree *tree, const TiltasRow *row, gboolean everywhere);

G_END_DECLS
