/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* A paragraph of spans (content/model.h). Strong and Lithuanian words are bold, and Lithuanian ones are isolated
 * from left to right; terms and links have a thick underline and can be touched. A touch on a link goes to its
 * service or lesson; a touch on a term emits "term-activated" with the term's ref. A link whose target is not in the
 * store is plain text. CSS node `richtext` with a label and a button for each link (classes `term`, `service`,
 * `lesson`; the underline takes their colour). */
#define TILTAS_TYPE_RICH_TEXT (tiltas_rich_text_get_type ())
G_DECLARE_FINAL_TYPE (TiltasRichText, tiltas_rich_text, TILTAS, RICH_TEXT, GtkWidget)

/* lang: language of the text. inlines: array of TiltasInline. */
GtkWidget *tiltas_rich_text_new (TiltasContext *context, const char *lang, GPtrArray *inlines);

/* The text of the spans without their meaning. Transfer full. */
char *tiltas_inlines_text (GPtrArray *inlines);

G_END_DECLS
