/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/edit.h"

G_BEGIN_DECLS

/* How a partner's editions come into the National Library's repository. The partner has only its own keys and
 * content. It signs into a folder of its own, the hand-over folder (metadata/N.PUBLISHER.json, targets/PUBLISHER/,
 * blobs/), and keeps that folder, because the next version is made from it. The folder, or its newest files, may
 * come to the National Library by any way: all of it is checked. */

/* The partner's side. Opens folder (with lock it is made when it does not exist) as a repository that holds only the
 * publisher's role, for tiltas_publication_publish and for signing own roles alone. Fails while another process
 * writes there, or when its newest metadata cannot be read. Blocks for the disk. Transfer full. */
TiltasRepository *tiltas_handover_open (const char *folder, const char *publisher, gboolean lock, GError **error);

/* The National Library's side. Takes the newest metadata of publisher in folder into edit, when
 * tiltas_handover_check agrees and version and edition number are above those of the repository. Nothing is written
 * here. Errors, each with a sentence for people: G_IO_ERROR_NOT_FOUND, G_IO_ERROR_EXISTS (this file was taken in
 * already), G_IO_ERROR_INVALID_DATA, TILTAS_TRUST_ERROR. Blocks for the disk. */
gboolean tiltas_handover_accept (TiltasEdit *edit, const char *publisher, const char *folder, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
