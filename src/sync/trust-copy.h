/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A folder of its own below the system's temporary one with a copy of the terminal's trust state, for looking at a
 * repository without changing anything. */
typedef struct
{
  char *folder;
} TiltasTrustCopy;

/* Copies tuf/ and publishers of the state folder. Blocks for the disk. */
TiltasTrustCopy *tiltas_trust_copy_new (const char *state_dir, GError **error);
/* Removes the folder with all that lies in it. */
void tiltas_trust_copy_free (TiltasTrustCopy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasTrustCopy, tiltas_trust_copy_free)

G_END_DECLS
