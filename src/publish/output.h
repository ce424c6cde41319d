/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Files that others (a web server) may read; files of base/files.h are readable for their owner alone. */

/* Makes a folder and its parents, with mode 0777 less the umask. Errors: G_FILE_ERROR. Blocks for the disk. */
gboolean tiltas_output_folder (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Replaces the file path atomically and durably, and makes its folders. When it fails, the old content is still
 * there. Blocks for the disk. */
gboolean tiltas_output_write (const char *path, GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
