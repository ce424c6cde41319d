/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/model.h"
#include "store/reader.h"

G_BEGIN_DECLS

/* Units and lessons, for the screens. */

/* GPtrArray of TiltasGroup in order; units without lessons are left out. */
GPtrArray *tiltas_reader_units (TiltasReader *self, const char *const *ladder, GError **error);
/* One of them. NULL without error when it is not there. */
TiltasGroup *tiltas_reader_unit (TiltasReader *self, const char *ref, const char *const *ladder, GError **error);
/* GPtrArray of TiltasLesson without cards, by position. unit NULL: all lessons, by unit and position. */
GPtrArray *tiltas_reader_lessons (TiltasReader *self, const char *unit, const char *const *ladder, GError **error);
/* A lesson with its cards. NULL without error when it is not there. */
TiltasLesson *tiltas_reader_lesson (TiltasReader *self, const char *ref, const char *const *ladder, GError **error);

G_END_DECLS
