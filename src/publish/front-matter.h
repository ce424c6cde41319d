/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* A Markdown file: the front matter ("key: value" lines between two lines "---") and what follows. */
typedef struct
{
  char *file;
  GHashTable *values; /* key → value */
  GHashTable *lines;  /* key → line, GINT_TO_POINTER */
  char *body;         /* with empty lines instead of the front matter, so that lines count as in the file */
} TiltasFrontMatter;

/* Reads file; keys: those that may stand there; required: those that must, separated by blanks. NULL when the file
 * cannot be read or has no front matter (told as a fault). */
TiltasFrontMatter *
tiltas_front_matter_read (TiltasTree *tree, const char *file, const char *const *keys, const char *required);
void tiltas_front_matter_free (TiltasFrontMatter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasFrontMatter, tiltas_front_matter_free)

/* NULL when not given or empty. Borrowed. */
const char *tiltas_front_matter_get (const TiltasFrontMatter *self, const char *key);
/* Where a key stands; line 1 when it is not there. */
TiltasFileLine tiltas_front_matter_at (const TiltasFrontMatter *self, const char *key);
/* The value as a whole number or date; faults otherwise (0, NULL). */
gint64 tiltas_front_matter_number (TiltasTree *tree, const TiltasFrontMatter *self, const char *key);
const char *tiltas_front_matter_date (TiltasTree *tree, const TiltasFrontMatter *self, const char *key, gboolean full);
/* Sets name in record to the array of the value's parts, when there are any. */
void
tiltas_front_matter_set_list (const TiltasFrontMatter *self, const char *key, const char *separator, json_t *record);
/* The same with each part as a link to a record of kind. */
void tiltas_front_matter_set_links (TiltasTree *tree,
                                    TiltasPublisher *publisher,
                                    const TiltasFrontMatter *self,
                                    const char *key,
                                    const char *kind,
                                    json_t *record);

G_END_DECLS
