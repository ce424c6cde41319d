/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Files that others may read (a web server), unlike base/files.h, which keeps the kiosk's state private. */

/* mkdir -p with the usual mask. Blocks. Errors: G_FILE_ERROR. */
gboolean tiltas_output_folder (const char *path, GError **error);
/* Replaces path atomically and durably, making its folders. On failure the old content stands. Blocks. */
gboolean tiltas_output_write (const char *path, GBytes *bytes, GError **error);

G_END_DECLS
