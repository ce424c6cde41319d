/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/table.h"

G_BEGIN_DECLS

/* The cell "municipality" when it is one of Lithuania's 60 ("Vilniaus m. sav.") or, with everywhere, "Visa Lietuva".
 * NULL when it is empty. NULL and a fault for anything else, with what was probably meant: terminals compare the
 * words, and would show such a place as far from every branch. Borrowed. */
const char *tiltas_municipality_get (TiltasTree *tree, const TiltasRow *row, gboolean everywhere);

G_END_DECLS
