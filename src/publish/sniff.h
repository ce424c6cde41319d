/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tells by their first bytes what other programs made of a text: “a spreadsheet (.xlsx, .ods)”, “UTF-16” … Static, with
 * the *advice (a sentence) what to do; NULL when nothing speaks against a text in UTF-8. Pure. */
const char *tiltas_sniff (const char *data, gsize length, const char **advice);

/* A name such as “Windows-1257” of the encoding in which a line that is no UTF-8 was probably written; NULL when
 * nothing speaks for one. Static. */
const char *tiltas_sniff_encoding (const char *line, gsize length);

G_END_DECLS
