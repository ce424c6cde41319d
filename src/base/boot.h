/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Names this run of the machine: 32 hexadecimal digits, the same for every program until the machine starts anew. From
 * the kernel, or, where the service's sandbox hides that file (ProcSubset=pid), from TILTAS_BOOT_ID, which the unit
 * sets. NULL when neither is there: then nothing may be taken for having happened in this run. Transfer full. */
char *tiltas_boot_id (void);
/* The same from the bytes of the kernel's file and the value of the variable; either may be NULL. Transfer full. */
char *tiltas_boot_id_pick (const char *file, const char *variable);

G_END_DECLS
