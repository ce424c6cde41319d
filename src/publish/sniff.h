/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Guesses by the first bytes what a file is that is no text in UTF-8: “a spreadsheet (.xlsx, .ods)”, “UTF-16” …
 * *advice gets a sentence: what to do. Both are static. NULL when it may be a text in UTF-8. Pure. */
const char *tiltas_sniff (const char *data, gsize length, const char **advice);

/* The name of the encoding in which a line that is no UTF-8 was probably written, such as “Windows-1257”; NULL when
 * none of the known ones fits. Pure. Static. */
const char *tiltas_sniff_encoding (const char *line, gsize length);

G_END_DECLS
