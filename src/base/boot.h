/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The boot id: 32 hexadecimal digits that name this run of the machine, the same for every program until the machine
 * starts again. It comes from the kernel, or, where the service's sandbox hides that file (ProcSubset=pid), from
 * TILTAS_BOOT_ID, which the unit sets. NULL when neither is there: then nobody can tell what happened in this run.
 * Transfer full. */
char *tiltas_boot_id (void);
/* The same, worked out from the text of the kernel's file and the value of the variable; either may be NULL. */
char *tiltas_boot_id_pick (const char *file, const char *variable);

G_END_DECLS
