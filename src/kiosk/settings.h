/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What staff set on the terminal itself: settings.conf in the state folder, in the form of tiltas.conf, read over it
 * (kiosk/config-file.h). Only keys that cannot take the terminal away from those who look after it:
 * [branch] branch, language, languages, staff_language; [content] hidden_publishers; [session] idle_seconds,
 * reduced_motion, sound. */
#define TILTAS_SETTINGS_FILE "settings.conf"

/* TRUE for one of the keys above. */
gboolean tiltas_settings_is_key (const char *group, const char *key);
/* Sets one key, in the spelling of tiltas.conf (lists with semicolons); value NULL: back to what /etc says. Refuses
 * what tiltas.conf would refuse (G_IO_ERROR_INVALID_ARGUMENT) and writes atomically. Other keys stay; lines that are
 * not understood are dropped. Blocks for the disk: not on the main thread. */
gboolean
tiltas_settings_set (const char *state_dir, const char *group, const char *key, const char *value, GError **error);

G_END_DECLS
