/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/edit.h"

G_BEGIN_DECLS

/* How an edition differs from the one before, for people: a mistake can take content off every terminal, and nobody
 * reads hundreds of records to notice it. */

/* Compares pack (pack.jsonl; NULL: the publisher is removed) with old (NULL: there was none) and adds the differences
 * to edit->notes. Adds a line to edit->losses when more than 20 records are removed, or more than 5 % and at least 3,
 * or when one of the two cannot be read. Blocks for the disk. */
void tiltas_changes_note (TiltasEdit *edit, const char *publisher, const TiltasTarget *old, GBytes *pack);

G_END_DECLS
