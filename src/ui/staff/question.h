/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* A question in a panel. Strings are translated, and copied. */
typedef struct
{
  const char *title, *words;
  const char *no;           /* closes the panel and does nothing else */
  const char *yes;          /* NULL: there is only something to read */
  GCallback on_yes;         /* called with data as its only argument, before the panel closes; NULL without yes */
  gpointer data;            /* the panel owns it when free_data is not NULL */
  GDestroyNotify free_data; /* the panel may outlive the widget that asked; or NULL */
} TiltasStaffQuestion;

/* Asks over the window of `from`, instead of a panel that is open there. */
void tiltas_staff_question_ask (const TiltasStaffQuestion *self, TiltasContext *context, GtkWidget *from);

G_END_DECLS
