/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/model.h"
#include "store/reader.h"

G_BEGIN_DECLS

/* The glossary. */

/* A term. NULL without error when it is not there. */
TiltasTerm *tiltas_reader_term (TiltasReader *self, const char *ref, const char *const *ladder, GError **error);

G_END_DECLS
