/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* A paragraph of spans (content/model.h): strong and Lithuanian words are bold, the latter isolated left-to-right;
 * terms and links are underlined thickly and can be touched. A touch on a link goes to its service or lesson; a touch
 * on a term emits "term-activated" with the term's ref. A target that is not in the store is plain text. CSS node
 * `richtext` with a label and a button per link (classes `term`, `service`, `lesson`, whose colour the underline
 * takes). */
#define TILTAS_TYPE_RICH_TEXT (tiltas_rich_text_get_type ())
G_DECLARE_FINAL_TYPE (TiltasRichText, tiltas_rich_text, TILTAS, RICH_TEXT, GtkWidget)

/* lang: language of the text. inlines: of TiltasInline. */
GtkWidget *tiltas_rich_text_new (TiltasContext *context, const char *lang, GPtrArray *inlines);

/* Plain text of spans. Transfer full. */
char *tiltas_inlines_text (GPtrArray *inlines);

G_END_DECLS
