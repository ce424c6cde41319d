/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/packages.h"

#include <stdio.h>

G_BEGIN_DECLS

/* What is to be published: a content folder, or packs that “build” made of one. */
typedef struct
{
  char *content; /* content folder, or NULL */
  char *packs;   /* folder that “build” wrote, or NULL */
  char *icons;   /* folder of the pictograms; NULL: beside the content folder */
} TiltasInput;

void tiltas_input_clear (TiltasInput *self);

#define TILTAS_ICONS_ENTRY(icons)                                                                                \
  {                                                                                                              \
    "icons", 0, 0, G_OPTION_ARG_FILENAME, (icons), "Folder of the pictograms (default: CONTENT/../icons)", "DIR" \
  }

/* TRUE when just one of content and packs is given. */
gboolean tiltas_input_is_one (const TiltasInput *self);
/* Reads and checks it. NULL and error, after printing the faults of a content folder to standard error. Blocks for the
 * disk. Transfer full. */
TiltasPackages *tiltas_input_read (const TiltasInput *self, GError **error);
/* Prints the faults of tree, one a line, with the names of files as the shell takes them. */
void tiltas_input_print_faults (TiltasTree *tree, FILE *stream);

G_END_DECLS
