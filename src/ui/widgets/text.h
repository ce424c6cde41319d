/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Labels for the text of records: each knows its language (Pango shapes by it) and its base direction, and wraps.
 * They are aligned to the side where the screen starts, also when they read the other way. They never parse markup.
 * text may be NULL for empty. */
GtkWidget *tiltas_content_label_new (const char *lang, const char *text);
/* The same for whole paragraphs, which are aligned to the side where their own direction starts. */
GtkWidget *tiltas_content_paragraph_new (const char *lang, const char *text);
/* Gives an existing label (of a template, of a row used again) language, direction and text. */
void tiltas_content_label_set (GtkLabel *label, const char *lang, const char *text);
/* The same with attributes (bold, underline) by bytes of the text. Takes attributes, which may be NULL. */
void tiltas_content_label_set_full (GtkLabel *label, const char *lang, const char *text, PangoAttrList *attributes);

/* A wrapping label with words of the program, already translated. classes: CSS classes in one string ("h2 mute"), or
 * NULL. */
GtkWidget *tiltas_label_new (const char *text, const char *classes);

/* A column of a title (class `title`) and a smaller line below it, with classes in one string. lang: of the title, NULL
 * for words of the program. subtitle: words of the program, or NULL for none. */
GtkWidget *tiltas_title_column_new (const char *lang, const char *title, const char *subtitle, const char *classes);
/* Two pieces joined by " · "; either may be NULL, then the other one alone. Transfer full. */
char *tiltas_join_two (const char *first, const char *second);

/* "in Lithuanian", in the visitor's language. Transfer full. */
char *tiltas_in_language (const TiltasContext *context, const char *lang);
/* A chip that names the language of a text which is not the visitor's; NULL when it is. */
GtkWidget *tiltas_language_chip_new (const TiltasContext *context, const TiltasTextInfo *info);
/* Discreet marks of a text: a chip when it is in another language than the visitor's, and a line when only a machine
 * has translated it. NULL when neither is so. */
GtkWidget *tiltas_text_marks_new (const TiltasContext *context, const TiltasTextInfo *info);
/* A small rounded label. classes such as "ok" or "no", or NULL; icon_name may be NULL for none. */
GtkWidget *tiltas_chip_new (const char *icon_name, const char *text, const char *classes);

/* Gives the visitor's language to all labels below the widget that have no language of their own, because they show
 * words of the program. Pango shapes them by it, and opens no second set of fonts besides that of the content. */
void tiltas_text_set_language (GtkWidget *widget, const char *language);

/* Adds the classes of a string separated by blanks. */
void tiltas_add_classes (GtkWidget *widget, const char *classes);
/* Sets the accessible name: what a screen reader says for the widget. */
void tiltas_set_name (GtkWidget *widget, const char *name);
/* The accessible name of a control with a title and, unless it is NULL, a subtitle: "title, subtitle". */
void tiltas_set_title_name (GtkWidget *widget, const char *title, const char *subtitle);

G_END_DECLS
