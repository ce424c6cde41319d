/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/config.h"

G_BEGIN_DECLS

/* Reads a configuration from files in the form of a GKeyFile: /etc/tiltas/tiltas.conf (or --config), and over it what
 * staff set on the terminal (kiosk/settings.h). Every fault is added to config->faults with file and line, and the
 * default is used instead: reading never fails. */

/* path NULL: the default file, whose absence is no fault. Transfer full, never NULL. Blocks for the disk. */
TiltasConfig *tiltas_config_load (const char *path);
/* The same, with what staff set laid over it. state_dir NULL: the configured one; else it replaces that. */
TiltasConfig *tiltas_config_load_with_settings (const char *path, const char *state_dir);
/* Lays what staff set in self->state_dir over a configuration that is already read. Once, before it is shared. */
void tiltas_config_add_settings (TiltasConfig *self);

G_END_DECLS
