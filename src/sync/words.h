/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a word means: the one table of sentences for status, logs, the staff area and `import --dry-run`. Words are
 * those of sync/error.h and of sync/stick-plan.h. All texts are English, static, and msgids of the catalogue. */

/* Where the content is that a word is about. */
typedef enum
{
  TILTAS_ORIGIN_SERVER,
  TILTAS_ORIGIN_STICK,     /* a stick or folder that is read */
  TILTAS_ORIGIN_NEW_STICK, /* a stick that is written */
  TILTAS_ORIGIN_MIRROR,    /* sync/mirrors.h */
} TiltasOrigin;

/* Says what happened, and on which side: this terminal, the network, the update server, the publisher or the stick.
 * NULL for NULL, "" and "ok"; an unknown word is treated as "failed". */
const char *tiltas_word_sentence (const char *word, TiltasOrigin origin);
/* Says what to do next. NULL when nothing is to be done, and where there is no sentence. */
const char *tiltas_word_advice (const char *word, TiltasOrigin origin);
/* Sentence and advice in one line, or NULL where there is no sentence. Transfer full. */
char *tiltas_word_text (const char *word, TiltasOrigin origin);

/* tiltas_word_sentence of TILTAS_ORIGIN_SERVER and of TILTAS_ORIGIN_STICK. */
const char *tiltas_sync_sentence (const char *word);
const char *tiltas_stick_sentence (const char *word);

G_END_DECLS
