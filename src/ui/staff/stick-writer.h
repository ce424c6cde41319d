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

/* A button for each stick that is there. It writes a file onto the stick in the sync thread; the result is shown above
 * the buttons. A child of a template: empty until it is bound. */
#define TILTAS_TYPE_STAFF_STICK_WRITER (tiltas_staff_stick_writer_get_type ())
G_DECLARE_FINAL_TYPE (TiltasStaffStickWriter, tiltas_staff_stick_writer, TILTAS, STAFF_STICK_WRITER, GtkBox)

/* file: static. */
void tiltas_staff_stick_writer_bind (TiltasStaffStickWriter *self, TiltasContext *context, const TiltasStaffFile *file);

G_END_DECLS
