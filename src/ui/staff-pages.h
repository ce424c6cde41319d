/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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
GtkWidget *tiltas_staff_stick_new (TiltasContext *context); /* a card of the first one */
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
/* "Name" at the start, "value" after it. */
GtkWidget *tiltas_staff_fact_new (const char *name, const char *value);
/* "12 minutes ago", "3 days ago", "never" for 0. Transfer full. */
char *tiltas_staff_age (TiltasContext *context, gint64 unix_seconds);
/* Sets a key of the terminal's settings in a thread and reads them again; faults go to the log. */
void tiltas_staff_set (TiltasContext *context, const char *group, const char *key, const char *value);
/* An amount of data with the digits and words of the language: "78 GB". Transfer full. */
char *tiltas_staff_size (TiltasContext *context, guint64 bytes);
/* What people call a publisher: its first library's name, else its id. Transfer full. */
char *tiltas_staff_publisher_name (TiltasContext *context, const char *publisher);
/* Writes a file onto the first stick, in the sync thread; the label tells how it goes. label belongs to a page that may
 * be gone before it ends. */
void tiltas_staff_write (TiltasContext *context, GtkLabel *label, const char *name, GBytes *content);
/* Where sticks are mounted: /run/tiltas/sticks (TILTAS_STICKS in tests). */
const char *tiltas_staff_sticks_folder (void);
/* The sticks that are there: folders in it. Transfer full. */
GStrv tiltas_staff_sticks (void);

G_END_DECLS
