/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* Paragraphs, headings and lists of a lesson's card or of an article. Immutable once they are handed out. Members
 * that are not as content/README.md says are left out: a record that nobody validated gives less text, and does not
 * crash the program. */

typedef enum
{
  TILTAS_SPAN_TEXT,
  TILTAS_SPAN_STRONG,
  TILTAS_SPAN_LITHUANIAN,
  TILTAS_SPAN_TERM,
  TILTAS_SPAN_SERVICE,
  TILTAS_SPAN_LESSON
} TiltasSpanKind;
typedef struct
{
  TiltasSpanKind kind;
  char *text;
  char *ref; /* of term, service, lesson */
} TiltasInline;

typedef enum
{
  TILTAS_BLOCK_PARAGRAPH,
  TILTAS_BLOCK_HEADING,
  TILTAS_BLOCK_TIP,
  TILTAS_BLOCK_STEPS,
  TILTAS_BLOCK_POINTS
} TiltasBlockKind;
typedef struct
{
  TiltasBlockKind kind;
  GPtrArray *items; /* of GPtrArray of TiltasInline; more than one item only in steps and points */
} TiltasBlock;

/* Reads the blocks of a JSON array; leaves out types that this program does not know. GPtrArray of TiltasBlock,
 * which frees what it holds. Transfer full, never NULL. */
GPtrArray *tiltas_blocks_of (const char *publisher, json_t *array);

G_END_DECLS
