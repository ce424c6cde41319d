/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/edit.h"

G_BEGIN_DECLS

/* How a partner's editions come into the National Library's repository. The partner has only its own keys and content:
 * it signs into a folder of its own, the hand-over folder (metadata/N.PUBLISHER.json, targets/PUBLISHER/, blobs/),
 * which it keeps as its memory of what came before. That folder, or its newest files, is handed over in any way;
 * nothing in it is believed before it was checked. */

/* The partner's side. Opens folder (which may not exist yet) as a repository that holds only PUBLISHER's role; to be
 * used with tiltas_publication_publish, and with tiltas_edit_finish for own roles only. Fails while another process
 * writes there, or when its newest metadata cannot be read. Transfer full. */
TiltasRepository *tiltas_handover_open (const char *folder, const char *publisher, gboolean lock, GError **error);

/* The National Library's side: takes the newest metadata of publisher in folder into edit, after
 * tiltas_handover_check, and only when its version and its edition number are above what the repository has. Nothing is
 * written here. Errors: G_IO_ERROR_NOT_FOUND, _EXISTS (this very file was taken in already), _INVALID_DATA,
 * TILTAS_TRUST_ERROR; each a sentence for people. */
gboolean tiltas_handover_accept (TiltasEdit *edit, const char *publisher, const char *folder, GError **error);

G_END_DECLS
