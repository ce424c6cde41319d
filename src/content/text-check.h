/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Limits for the texts of records, so that any text is drawn quickly and does no harm to the text around it: the
 * time to lay out one word grows with the square of its letters. Characters are Unicode scalar values. */

/* Most characters of a name, a title or an answer, which stand in lists. */
#define TILTAS_TEXT_SHORT 300
/* Most characters of a paragraph. */
#define TILTAS_TEXT_LONG 3000
/* Most letters without a place where a line may break. Scripts without spaces may break anywhere. */
#define TILTAS_TEXT_RUN 200
/* Most lines of one text, by its own line breaks. */
#define TILTAS_TEXT_LINES 40
/* Most bytes of UTF-8 of all texts of one card or one article. */
#define TILTAS_TEXT_PAGE 30000

/* NULL when a text, which must be valid UTF-8, keeps the limits; else what is wrong with it, in English. most:
 * characters. Also refuses control characters except line feed, and bidirectional controls that stay open (UAX #9).
 * Static. */
const char *tiltas_text_fault (const char *text, gsize most);

G_END_DECLS
