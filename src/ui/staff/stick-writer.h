/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* A file that can be written onto a stick. All strings are static. */
typedef struct
{
  const char *word;                            /* of the button; a msgid */
  const char *stem, *suffix;                   /* the file is called STEM-DATE SUFFIX */
  char *(*make_text) (TiltasContext *context); /* the text of the file; transfer full */
} TiltasStaffFile;

/* A button for each stick that is there. It writes the file onto the stick in the sync thread; the result is shown
 * beside the buttons. file: static. */
GtkWidget *tiltas_staff_stick_writer_new (TiltasContext *context, const TiltasStaffFile *file);

G_END_DECLS
