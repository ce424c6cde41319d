/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the program finds its parts: installed, or uninstalled beside itself in the build folder (the program lies in
 * BUILD/src or BUILD/src/tools). All transfer full, never NULL, nothing is checked but the two candidates. */

/* Folder with LANG/LC_MESSAGES/tiltas.mo. */
char *tiltas_path_catalogues (void);
/* Folder of the program's own compiled locale, LOCALE/LC_MESSAGES, for glibc's LOCPATH. */
char *tiltas_path_locales (void);
/* The bundled store. */
char *tiltas_path_bundled (void);

G_END_DECLS
