/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "kiosk/config.h"
#include "kiosk/place.h"

G_BEGIN_DECLS

/* One visit: place stack, language, text size, contrast, done lessons. No GTK, no files: ending it forgets everything.
 * Signals: "navigated" (the top place is another one), "language-changed", "look-changed" (text step or contrast),
 * "config-changed" (the same place, to be built again), "ending" (a visit is about to be forgotten: everything is still
 * there). */
#define TILTAS_TYPE_SESSION (tiltas_session_get_type ())
G_DECLARE_FINAL_TYPE (TiltasSession, tiltas_session, TILTAS, SESSION, GObject)

/* Begins at WELCOME. config is borrowed and must outlive the session. languages: those offered, in order; copied. */
TiltasSession *tiltas_session_new (const TiltasConfig *config, const char *const *languages);

const char *const *tiltas_session_languages (TiltasSession *self);
const char *tiltas_session_language (TiltasSession *self);
/* Fallback ladder of the current language. */
const char *const *tiltas_session_ladder (TiltasSession *self);
/* FALSE when the language is not offered; nothing changes then. */
gboolean tiltas_session_set_language (TiltasSession *self, const char *language);

/* The top place; the page on screen reads and writes it. Never NULL (WELCOME when nothing else). */
TiltasPlace *tiltas_session_place (TiltasSession *self);
/* The place under the top, or NULL: for the word on the Back button. */
const TiltasPlace *tiltas_session_place_below (TiltasSession *self);
/* Puts a place on the stack. Takes place. At most 32 places are kept; the oldest one after home is forgotten. In the
 * staff area it becomes the visitor's place, and the section "help" opens, which shows it. */
void tiltas_session_go (TiltasSession *self, TiltasPlace *place);
/* Replaces the top place (next lesson). Takes place. */
void tiltas_session_replace (TiltasSession *self, TiltasPlace *place);
/* One place back; from the last place to home, from home to welcome, which ends the session. */
void tiltas_session_back (TiltasSession *self);
/* Finish: forgets everything, language back to the branch's own, place WELCOME. */
void tiltas_session_end (TiltasSession *self);
gboolean tiltas_session_is_active (TiltasSession *self);
/* Another configuration is in force (borrowed, must outlive the session) with these offered languages. A language that
 * is not offered any more gives way to the branch's own; on the welcome screen the branch's own is taken at once. Emits
 * "language-changed", or else "config-changed", so that the page is built again. */
void tiltas_session_set_config (TiltasSession *self, const TiltasConfig *config, const char *const *languages);

/* Opens the staff area over the visitor's place, in the staff language: a place STAFF, which is the PIN pad until
 * tiltas_session_unlock. Another section replaces the one that is open. */
void tiltas_session_open_staff (TiltasSession *self, const char *section);
/* The PIN was right. */
void tiltas_session_unlock (TiltasSession *self);
gboolean tiltas_session_is_unlocked (TiltasSession *self);
/* TRUE while the top place is one of the staff area, locked or not. */
gboolean tiltas_session_in_staff (TiltasSession *self);
/* Closes and locks the staff area: back to the visitor's place and language. Does nothing outside of the area. */
void tiltas_session_close_staff (TiltasSession *self);
/* The visitor's place and language, under the staff area when that is open. Borrowed. */
TiltasPlace *tiltas_session_visitor_place (TiltasSession *self);
const char *tiltas_session_visitor_language (TiltasSession *self);
/* The visitor goes on in another language when the staff area closes. FALSE when it is not offered. Emits
 * "look-changed" in the staff area, which shows it. */
gboolean tiltas_session_set_visitor_language (TiltasSession *self, const char *language);
/* The visitor goes to a place, under the staff area when that is open. Takes place. Emits "navigated". */
void tiltas_session_visitor_go (TiltasSession *self, TiltasPlace *place);

/* 100, 125, 150, 200 */
int tiltas_session_text_step (TiltasSession *self);
void tiltas_session_set_text_step (TiltasSession *self, int percent);
gboolean tiltas_session_high_contrast (TiltasSession *self);
void tiltas_session_set_high_contrast (TiltasSession *self, gboolean on);

void tiltas_session_mark_done (TiltasSession *self, const char *lesson_ref);
gboolean tiltas_session_is_done (TiltasSession *self, const char *lesson_ref);

G_END_DECLS
