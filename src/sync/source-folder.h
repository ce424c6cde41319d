/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/source.h"

G_BEGIN_DECLS

/* A repository in a folder, as a rule on a stick. Whoever filled the stick is not trusted: only regular files are read,
 * no symbolic link below folder is followed, and a file's size is checked before it is read. */
TiltasSource *tiltas_source_new_folder (const char *folder);

/* Call this before the first read. The repository may lie in the folder itself, or in one folder right below it. FALSE
 * with TILTAS_SYNC_ERROR_STICK_GONE when the folder is not there, _STICK_EMPTY when no repository lies there, and
 * _STICK_SEVERAL when more than one lies below it. Blocks for the disk. */
gboolean tiltas_source_find_repository (TiltasSource *self, GError **error);

G_END_DECLS
