/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* The list of all that is wrong with a content folder: where, what, and what to do. */

typedef enum
{
  TILTAS_FAULT_ERROR,   /* the content may not be published */
  TILTAS_FAULT_WARNING, /* it may, but somebody should look at it */
} TiltasFaultLevel;

/* A line of a file. */
typedef struct
{
  const char *file; /* relative to the content folder */
  int line;         /* from 1 */
} TiltasFileLine;

#define TILTAS_AT(file, line) ((TiltasFileLine){ (file), (line) })

typedef struct
{
  TiltasFaultLevel level;
  char *file;         /* relative to the content folder */
  int line;           /* from 1 */
  const char *code;   /* stable word such as "phone"; static */
  char *message;      /* a sentence: what is wrong */
  const char *advice; /* a sentence: what to do; static */
} TiltasFault;

typedef struct _TiltasFaults TiltasFaults;

TiltasFaults *tiltas_faults_new (void);
void tiltas_faults_free (TiltasFaults *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasFaults, tiltas_faults_free)

/* Adds an error or a warning at a line (0 counts as 1). code and advice must be static strings; the rest is copied. */
void
tiltas_faults_add (TiltasFaults *self, TiltasFileLine at, const char *code, const char *advice, const char *format, ...)
  G_GNUC_PRINTF (5, 6);
void tiltas_faults_warn (TiltasFaults *self,
                         TiltasFileLine at,
                         const char *code,
                         const char *advice,
                         const char *format,
                         ...) G_GNUC_PRINTF (5, 6);

/* TRUE when there is an error at this line already (line 0: anywhere in the file), so that a more general one would
 * only repeat it. Warnings do not count. */
gboolean tiltas_faults_has (TiltasFaults *self, TiltasFileLine at);
/* How many faults of this level there are, each counted once. */
guint tiltas_faults_count (TiltasFaults *self, TiltasFaultLevel level);

/* All faults (TiltasFault), sorted by file, line, code and message, each once. Borrowed. */
GPtrArray *tiltas_faults_sorted (TiltasFaults *self);
/* "PREFIXfile:line: error: message advice [code]\n" for each fault, sorted. Transfer full. */
char *tiltas_faults_text (TiltasFaults *self, const char *prefix);
/* {"errors":N,"faults":[{"advice","code","file","level","line","message"}…],"warnings":N}. Transfer full. */
json_t *tiltas_faults_json (TiltasFaults *self);

G_END_DECLS
