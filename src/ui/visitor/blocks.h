/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/model.h"
#include "ui/context.h"

G_BEGIN_DECLS

/* Appends the blocks of a card or an article to a vertical box: paragraphs, headings, tips, steps (numbered in the
 * digits of the language), points. Each step and each point is a child of its own, so that a scroll can remember
 * which one is on top. */
void tiltas_blocks_append (TiltasContext *context, GtkBox *box, const char *lang, GPtrArray *blocks);

G_END_DECLS
