/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Types into a text field, and remembers what was typed last, so that a variant of the letter can replace it. */
typedef struct
{
  GtkEditable *target; /* weak; NULL: what is typed goes nowhere */
  GtkWidget *key;      /* that typed last, not referenced; NULL when the field took nothing since */
  char *text;          /* what it typed; NULL with key */
} TiltasTyping;

void tiltas_typing_clear (TiltasTyping *self);
/* The field that gets the text, or NULL. It is forgotten when it is destroyed. */
void tiltas_typing_set_target (TiltasTyping *self, GtkEditable *target);

/* Types the text in the place of a selection, or at the cursor. A combining mark is composed with the letter before it;
 * the length limit of the field holds; a half space is typed after a letter only, because elsewhere nobody would see
 * it. key: remembered as the one that typed last; NULL: none is. */
void tiltas_typing_type (TiltasTyping *self, GtkWidget *key, const char *text);
/* Types the text in the place of what was typed last. Does nothing when that was forgotten. */
void tiltas_typing_replace (TiltasTyping *self, const char *text);
/* Deletes the selection, or the character before the cursor. */
void tiltas_typing_erase (TiltasTyping *self);
/* Forgets what was typed last. */
void tiltas_typing_forget (TiltasTyping *self);

G_END_DECLS
