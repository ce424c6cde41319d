/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/metadata.h"

G_BEGIN_DECLS

/* Adds lines (char *) for people to notes: version and expiry of the root new, and what it changes in keys and
 * thresholds of each role against old (NULL: all that stands in it). */
void tiltas_root_changes (GPtrArray *notes, TiltasMetadata *old, TiltasMetadata *new);

G_END_DECLS
