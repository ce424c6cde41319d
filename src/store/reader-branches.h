/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/model.h"
#include "store/reader.h"

G_BEGIN_DECLS

/* Library branches, also those of hidden publishers: a branch says where the terminal stands. */

/* A branch. NULL without error when it is not there. */
TiltasBranch *tiltas_reader_branch (TiltasReader *self, const char *ref, GError **error);
/* GPtrArray of TiltasBranch by name, in Lithuanian order. */
GPtrArray *tiltas_reader_branches (TiltasReader *self, GError **error);

G_END_DECLS
