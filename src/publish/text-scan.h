/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/fault.h"

G_BEGIN_DECLS

/* Adds a fault for each line of file (text, of length bytes) with control characters other than newline, tab and the
 * carriage return of a line end, or with invisible characters that no script needs, and for the first line that is
 * not in NFC. FALSE and a fault when text is no UTF-8. Pure. */
gboolean tiltas_text_scan (TiltasFaults *faults, const char *file, const char *text, gsize length);

G_END_DECLS
