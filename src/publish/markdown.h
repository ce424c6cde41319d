/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

#include <cmark.h>

G_BEGIN_DECLS

/* The part of Markdown that content may use (content/README.md, "Lessons"), as blocks and spans. All else is a
 * fault. */

typedef struct
{
  TiltasTree *tree;
  TiltasPublisher *publisher;
  const char *file;
} TiltasMarkdown;

/* Parses body, whose lines count as in the file, and adds faults for what cmark does not understand. Transfer full. */
cmark_node *tiltas_markdown_parse (const TiltasMarkdown *self, const char *body);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (cmark_node, cmark_node_free)

/* The line on which a node begins; when cmark does not know it, that of the nearest parent. */
TiltasFileLine tiltas_markdown_at (const TiltasMarkdown *self, cmark_node *node);
/* The inline contents of parent as an array of spans. Transfer full. */
json_t *tiltas_markdown_spans (const TiltasMarkdown *self, cmark_node *parent);
/* The same as plain text. Marks and links are a fault, because what ("a question") cannot show them. Transfer full. */
char *tiltas_markdown_plain (const TiltasMarkdown *self, cmark_node *parent, const char *what);
/* A paragraph, list or quotation as a block; NULL and a fault for anything else. Transfer full. */
json_t *tiltas_markdown_block (const TiltasMarkdown *self, cmark_node *node);
/* The only child of a list item or quotation, a paragraph; NULL and a fault when it has other children. Borrowed. */
cmark_node *tiltas_markdown_only_paragraph (const TiltasMarkdown *self, cmark_node *parent);
/* The number of characters of a block's text, as a reader counts them (text.h). */
guint tiltas_markdown_length (json_t *block);

G_END_DECLS
