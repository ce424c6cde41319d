/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

#include <cmark.h>

G_BEGIN_DECLS

/* The few things of Markdown that content may use (content/README.md, "Lessons"), as blocks and spans. */

typedef struct
{
  TiltasTree *tree;
  TiltasPublisher *publisher;
  const char *file;
} TiltasMarkdown;

/* Parses body (lines count from 1). Transfer full, free with cmark_node_free. */
cmark_node *tiltas_markdown_parse (const TiltasMarkdown *self, const char *body);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (cmark_node, cmark_node_free)

/* Where a node begins; where cmark does not know, where the node round it does. */
TiltasFileLine tiltas_markdown_at (const TiltasMarkdown *self, cmark_node *node);
/* The inline contents of parent as an array of spans. Transfer full. */
json_t *tiltas_markdown_spans (const TiltasMarkdown *self, cmark_node *parent);
/* The same as plain text; marks and links are a fault, because what (“a question”) cannot show them. Transfer full. */
char *tiltas_markdown_plain (const TiltasMarkdown *self, cmark_node *parent, const char *what);
/* A paragraph, list or quotation as a block; NULL and a fault for anything else. Transfer full. */
json_t *tiltas_markdown_block (const TiltasMarkdown *self, cmark_node *node);
/* The one paragraph inside a list item or quotation; NULL and a fault when there is not exactly one. */
cmark_node *tiltas_markdown_only_paragraph (const TiltasMarkdown *self, cmark_node *parent);
/* Characters of the visible text of a block, each item counted. */
guint tiltas_markdown_length (json_t *block);

G_END_DECLS
