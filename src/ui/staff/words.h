/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/words.h"
#include "ui/context.h"

G_BEGIN_DECLS

/* Values and sentences for staff, in the language of the moment. All strings are transfer full. */

/* "12 minutes ago", "3 days ago"; "never" for 0. unix_seconds: when it was. */
char *tiltas_staff_age (TiltasContext *context, gint64 unix_seconds);
/* "90 seconds", "3 minutes"; from two minutes on it is rounded up to minutes. */
char *tiltas_staff_duration (TiltasContext *context, int seconds);
/* "2026-11-27 16:04", local time. */
char *tiltas_staff_moment (gint64 unix_seconds);
/* An amount of data: "78 GB". */
char *tiltas_staff_size (TiltasContext *context, guint64 bytes);
/* What the word of an error means and what to do about it (sync/words.h). NULL when the word says that all is well. */
char *tiltas_staff_words (const char *word, TiltasOrigin origin);
/* TRUE when the word (sync/error.h) says that what a publisher offers was refused, and not that it did not arrive. */
gboolean tiltas_staff_is_refusal (const char *word);
/* "Edition 42". */
char *tiltas_staff_edition (TiltasContext *context, gint64 seq);
/* What people call a publisher: the name of its first library, else its id. Reads the store: main thread. */
char *tiltas_staff_publisher_name (TiltasContext *context, const char *publisher);

G_END_DECLS
