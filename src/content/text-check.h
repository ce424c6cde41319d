/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a text of a record must be, so that whoever wrote it, it is drawn in a moment and spoils nothing around it:
 * laying out one word takes the square of its letters. Characters are Unicode scalar values. */

/* Names, titles, answers: what stands in lists. */
#define TILTAS_TEXT_SHORT 300
/* A paragraph. */
#define TILTAS_TEXT_LONG 3000
/* Letters without a place to break; scripts that write no spaces break anywhere. */
#define TILTAS_TEXT_RUN 200
/* Lines and paragraphs that a text breaks itself into. */
#define TILTAS_TEXT_LINES 40
/* All texts of one card, or of one article, together; bytes of UTF-8. */
#define TILTAS_TEXT_PAGE 30000

/* NULL when text, valid UTF-8, is well; else what is wrong with it, in English. Also refused: control characters
 * besides line feed, and bidirectional controls that are left open (UAX #9). Static. */
const char *tiltas_text_fault (const char *text, gsize most);

G_END_DECLS
