/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the program finds its files: in the build folder when it runs from there (BUILD/src or BUILD/src/tools), else
 * where they are installed. Transfer full, never NULL; the file may be missing. */

/* Folder with LANG/LC_MESSAGES/tiltas.mo. */
char *tiltas_path_catalogues (void);
/* Folder of the program's own compiled locale, LOCALE/LC_MESSAGES, for glibc's LOCPATH. */
char *tiltas_path_locales (void);
/* The bundled store. */
char *tiltas_path_bundled (void);

G_END_DECLS
