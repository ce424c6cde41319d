/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a word means: one table for status, logs, the staff area and `import --dry-run`. Words are those of sync/error.h
 * and those of a look at a stick (sync/stick-plan.h). All texts are English, static, and msgids of the catalogue. */

/* Where the content lies that a word is about. */
typedef enum
{
  TILTAS_ORIGIN_SERVER,
  TILTAS_ORIGIN_STICK,     /* a stick or folder that is read */
  TILTAS_ORIGIN_NEW_STICK, /* one that is written */
  TILTAS_ORIGIN_MIRROR,    /* asked before the server (sync/mirrors.h) */
} TiltasOrigin;

/* What happened and on which side: this terminal, the network, the update server, the publisher or the stick. NULL for
 * NULL, "" and "ok"; an unknown word is "failed". */
const char *tiltas_word_sentence (const char *word, TiltasOrigin origin);
/* What to do next. NULL where nothing is to be done. */
const char *tiltas_word_advice (const char *word, TiltasOrigin origin);
/* Sentence and advice in one line of English, NULL like the sentence. Transfer full. */
char *tiltas_word_text (const char *word, TiltasOrigin origin);

/* The sentences of TILTAS_ORIGIN_SERVER and _STICK. */
const char *tiltas_sync_sentence (const char *word);
const char *tiltas_stick_sentence (const char *word);

G_END_DECLS
