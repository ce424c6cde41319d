/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/file-info.h"
#include "trust/metadata-type.h"
#include "trust/metadata.h"

#include <glib.h>

G_BEGIN_DECLS

/* Inside trust only: a file that verified metadata declare, with who may sign it. */
typedef struct
{
  TiltasMetadataType type;
  const char *role_name;      /* borrowed */
  TiltasMetadata *delegator;  /* whose keys must have signed the file; borrowed */
  const TiltasFileInfo *info; /* version, length and hashes; borrowed */
} TiltasDeclaration;

/* Reads the declared file: length and hashes as declared, structure, signatures, version, in the order of the
 * specification. Whether it has expired is for the caller to ask next. NULL with the error of the first check that
 * fails. Transfer full. */
TiltasMetadata *tiltas_declaration_read (const TiltasDeclaration *self, GBytes *bytes, GError **error);

G_END_DECLS
