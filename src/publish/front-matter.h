/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* A Markdown file of a publisher: its front matter ("key: value" lines between two lines "---") and what follows. */
typedef struct
{
  TiltasTree *tree;
  TiltasPublisher *publisher;
  char *file;
  GHashTable *values; /* key → value */
  GHashTable *lines;  /* key → line, GINT_TO_POINTER */
  char *body;         /* with empty lines in place of the front matter, so that its lines count as in the file */
} TiltasFrontMatter;

/* Where a front matter is read, and which keys it has. */
typedef struct
{
  TiltasTree *tree;
  TiltasPublisher *publisher;
  const char *const *keys; /* that may stand there, NULL-terminated */
  const char *required;    /* keys that must, separated by blanks */
} TiltasFrontMatterRule;

/* Reads file. Other keys and missing ones are faults. NULL and a fault when the file cannot be read or has no front
 * matter. Blocks for the disk. Transfer full. */
TiltasFrontMatter *tiltas_front_matter_read (const char *file, const TiltasFrontMatterRule *rule);
void tiltas_front_matter_free (TiltasFrontMatter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasFrontMatter, tiltas_front_matter_free)

/* The value of key; NULL when it is not there or empty. Borrowed. */
const char *tiltas_front_matter_get (const TiltasFrontMatter *self, const char *key);
/* Where a key stands; line 1 when it is not there. */
TiltasFileLine tiltas_front_matter_at (const TiltasFrontMatter *self, const char *key);
/* The value as a whole number; 0 when it is not there; 0 and a fault when it is no number. */
gint64 tiltas_front_matter_number (const TiltasFrontMatter *self, const char *key);
/* The value when it is a date (of a day, when full; else also a month or year); NULL when it is not there; NULL and a
 * fault when it is no such date. Borrowed. */
const char *tiltas_front_matter_date (const TiltasFrontMatter *self, const char *key, gboolean full);
/* Sets the member key of record to the array of the value's parts between separators, when there are any. */
void
tiltas_front_matter_set_list (const TiltasFrontMatter *self, const char *key, const char *separator, json_t *record);
/* The same for parts between commas that name records of kind. */
void tiltas_front_matter_set_links (const TiltasFrontMatter *self, const char *key, const char *kind, json_t *record);

G_END_DECLS
