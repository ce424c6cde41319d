/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/fault.h"

G_BEGIN_DECLS

/* UTF-8, NFC, no control characters but newline, tab and the carriage return of a line end, nothing invisible that no
 * script needs. Reports every line that is at fault (NFC: the first). FALSE when the text is not UTF-8 and cannot be
 * read further. */
gboolean tiltas_text_scan (TiltasFaults *faults, const char *file, const char *text, gsize length);

G_END_DECLS
