/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/file-info.h"
#include "trust/metadata-type.h"
#include "trust/metadata.h"

#include <glib.h>

G_BEGIN_DECLS

/* Inside trust only: what verified metadata declare about a file, and who may sign that file. */
typedef struct
{
  TiltasMetadataType type;
  const char *role_name;      /* borrowed */
  TiltasMetadata *delegator;  /* whose keys must have signed the file; borrowed */
  const TiltasFileInfo *info; /* version, length and hashes; borrowed */
} TiltasDeclaration;

/* Reads the declared file and checks, in the order of the specification: length and hashes as declared, structure,
 * signatures, version. The caller then checks whether it has expired. NULL with the error of the first check that
 * fails. Transfer full. */
TiltasMetadata *tiltas_declaration_read (const TiltasDeclaration *self, GBytes *bytes, GError **error);

G_END_DECLS
