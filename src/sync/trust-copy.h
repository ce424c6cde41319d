/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A copy of the terminal's trust state in a temporary folder, for dry runs that change nothing. */
typedef struct
{
  char *folder; /* holds tuf/ and publishers, as the state folder does */
} TiltasTrustCopy;

/* Errors: G_IO_ERROR, G_FILE_ERROR. Blocks for the disk. */
TiltasTrustCopy *tiltas_trust_copy_new (const char *state_dir, GError **error);
/* Removes the folder and all that lies in it. */
void tiltas_trust_copy_free (TiltasTrustCopy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasTrustCopy, tiltas_trust_copy_free)

G_END_DECLS
