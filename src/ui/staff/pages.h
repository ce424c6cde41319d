/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/words.h"
#include "ui/page.h"

G_BEGIN_DECLS

/* The staff area. Its place is STAFF with the name of a section; without the PIN typed it is the pad. */
#define TILTAS_TYPE_STAFF_PIN_PAGE (tiltas_staff_pin_page_get_type ())
G_DECLARE_FINAL_TYPE (TiltasStaffPinPage, tiltas_staff_pin_page, TILTAS, STAFF_PIN_PAGE, TiltasPage)
TiltasPage *tiltas_staff_pin_page_new (TiltasContext *context);

/* Sections at the side, one of them open. */
#define TILTAS_TYPE_STAFF_PAGE (tiltas_staff_page_get_type ())
G_DECLARE_FINAL_TYPE (TiltasStaffPage, tiltas_staff_page, TILTAS, STAFF_PAGE, TiltasPage)
TiltasPage *tiltas_staff_page_new (TiltasContext *context);

/* The visitor's page in two languages beside each other: section "help". */
#define TILTAS_TYPE_STAFF_HELP_PAGE (tiltas_staff_help_page_get_type ())
G_DECLARE_FINAL_TYPE (TiltasStaffHelpPage, tiltas_staff_help_page, TILTAS, STAFF_HELP_PAGE, TiltasPage)
TiltasPage *tiltas_staff_help_page_new (TiltasContext *context);

/* The other sections: what stands beside the list. Each is a widget of cards below each other. */
GtkWidget *tiltas_staff_content_new (TiltasContext *context);
/* A card of the first one; plan_changed is called with it when a list of changes comes or goes. */
GtkWidget *tiltas_staff_stick_new (TiltasContext *context, void (*plan_changed) (GtkWidget *card));
gboolean tiltas_staff_stick_is_busy (GtkWidget *card);           /* a stick is read or written for it */
gboolean tiltas_staff_stick_has_plan (GtkWidget *card);          /* the list of changes stands on it */
GtkWidget *tiltas_staff_publishers_new (TiltasContext *context); /* another one */
void tiltas_staff_publishers_refresh (GtkWidget *card);
GtkWidget *tiltas_staff_languages_new (TiltasContext *context);
GtkWidget *tiltas_staff_guidelines_new (TiltasContext *context);
GtkWidget *tiltas_staff_terminal_new (TiltasContext *context);
GtkWidget *tiltas_staff_usage_new (TiltasContext *context);
GtkWidget *tiltas_staff_log_new (TiltasContext *context);

/* ---- Parts they share ---- */

/* A white card with a heading (NULL: none); a vertical box. */
GtkWidget *tiltas_staff_card_new (const char *heading);
/* A button with a word; classes such as "help" or "ghost". */
GtkWidget *tiltas_staff_button_new (const char *word, const char *classes);
/* One of several choices; the one that is in force has a tick besides its colour. */
GtkWidget *tiltas_staff_choice_new (const char *word, gboolean on);
/* "Name" at the start, "value" after it, or below it where there is no room. */
GtkWidget *tiltas_staff_fact_new (TiltasContext *context, const char *name, const char *value);
/* Pills and buttons beside each other, broken like words. */
GtkWidget *tiltas_staff_flow_new (TiltasContext *context);
/* Cards beside each other where there is room, else below each other. */
GtkWidget *tiltas_staff_pair_new (TiltasContext *context);
/* A child of a pair is shown or not; one alone has the whole width. */
void tiltas_staff_pair_show (TiltasContext *context, GtkWidget *child, gboolean shown);
/* TRUE where tables and cards stand beside each other: a wide screen and letters that are not large. */
gboolean tiltas_staff_is_roomy (const TiltasContext *context);
/* A panel with a question; clicked is called with data as its first argument before the panel closes. The panel may
 * outlive what it is about: it owns data when free_data is not NULL. yes NULL: only something to read. */
void tiltas_staff_ask (TiltasContext *context,
                       GtkWidget *from,
                       const char *title,
                       const char *words,
                       const char *no,
                       const char *yes,
                       GCallback clicked,
                       gpointer data,
                       GDestroyNotify free_data);

/* "12 minutes ago", "3 days ago", "never" for 0. Transfer full. */
char *tiltas_staff_age (TiltasContext *context, gint64 unix_seconds);
/* "90 seconds", "3 minutes"; minutes are counted up. Transfer full. */
char *tiltas_staff_duration (TiltasContext *context, int seconds);
/* "2026-11-27 16:04", local time. Transfer full. */
char *tiltas_staff_moment (gint64 unix_seconds);
/* An amount of data with the digits and words of the language: "78 GB". Transfer full. */
char *tiltas_staff_size (TiltasContext *context, guint64 bytes);
/* What a word means and what to do (sync/words.h), in the language of the moment. NULL when there is nothing to say.
 * Transfer full. */
char *tiltas_staff_words (const char *word, TiltasOrigin origin);
/* TRUE when a publisher's offer itself was not accepted (a word of sync/error.h): not when it did not arrive. */
gboolean tiltas_staff_is_refusal (const char *word);
/* "Edition 42". Transfer full. */
char *tiltas_staff_edition (TiltasContext *context, gint64 seq);
/* What people call a publisher: its first library's name, else its id. Transfer full. */
char *tiltas_staff_publisher_name (TiltasContext *context, const char *publisher);

/* Sets a key of the terminal's settings in a thread and reads them again. What goes wrong is said in a panel. */
void tiltas_staff_set (TiltasContext *context, const char *group, const char *key, const char *value);
/* What was asked for with it last and is not in force yet, or NULL. Borrowed until the next call. */
const char *tiltas_staff_wanted (TiltasContext *context, const char *group, const char *key);
typedef struct
{
  const char *group, *key;
} TiltasStaffSetting;
/* A button that asks first, with words, and then takes back what staff chose for these settings (ended by NULL,
 * static): the configuration's values are in force again. */
GtkWidget *tiltas_staff_reset_new (TiltasContext *context, const char *words, const TiltasStaffSetting *settings);

/* Makes the text of a file. Transfer full. */
typedef char *(*TiltasStaffMake) (TiltasContext *context);
/* A button (msgid word) for each stick that is there, which writes STEM-DATE SUFFIX onto it in the sync thread, and how
 * that went. Strings are static. */
GtkWidget *tiltas_staff_writer_new (TiltasContext *context,
                                    const char *word,
                                    const char *stem,
                                    const char *suffix,
                                    TiltasStaffMake make);

G_END_DECLS
