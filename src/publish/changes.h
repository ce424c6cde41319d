/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/edit.h"

G_BEGIN_DECLS

/* How an edition differs from the one before, for people: a slip takes content off every terminal, and nobody reads
 * hundreds of records to see it. */

/* Records of one kind, and of one language in "-text" kinds. */
typedef struct
{
  char *what; /* "service", "service-text uk" */
  guint before, added, changed, removed;
} TiltasChange;

typedef struct
{
  GPtrArray *list;  /* of TiltasChange, by kind and language; only where something differs */
  TiltasChange sum; /* what is NULL */
} TiltasChanges;

/* before and after are whole pack.jsonl of one publisher; NULL: none. NULL and error when a line is no record. */
TiltasChanges *tiltas_changes_new (GBytes *before, GBytes *after, GError **error);
void tiltas_changes_free (TiltasChanges *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasChanges, tiltas_changes_free)

/* More than 20 records go, or more than 5 % and at least 3. */
gboolean tiltas_changes_is_loss (const TiltasChanges *self);

/* Compares pack (NULL: the publisher goes) with old (NULL: there was none), notes it in edit, and adds to edit->losses
 * when much goes or when old cannot be read. Blocks for the disk. */
void tiltas_changes_note (TiltasEdit *edit, const char *publisher, const TiltasTarget *old, GBytes *pack);

G_END_DECLS
