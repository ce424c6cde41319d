/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* The big buttons of home and of lists: pictogram, title, small line. */
typedef enum
{
  TILTAS_TILE_LEARN,
  TILTAS_TILE_HELP,
} TiltasTileKind;

/* lang: of the title, NULL for words of the program. subtitle: words of the program, or NULL. The accessible name is
 * title and subtitle. */
GtkWidget *
tiltas_tile_new (TiltasTileKind kind, const char *icon_name, const char *lang, const char *title, const char *subtitle);
/* A rounded square with a pictogram. classes such as "learn" or "help", "large". icon_name may be NULL for none yet. */
GtkWidget *tiltas_pictogram_new (const char *icon_name, const char *classes);

G_END_DECLS
