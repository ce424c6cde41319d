/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* JSON as TUF signs it (specification 1.0.34, section 4.1; OLPC canonical JSON): members sorted by the bytes of
 * their names, no white space, only `"` and `\` escaped, newlines and other control characters raw, no fractions.
 * Records have another canonical form: see content/canonical.h. Hold values in `json_auto_t *`, jansson's own
 * cleanup type. */

/* Largest nesting, and largest number of values (members and elements together), in one file. */
#define TILTAS_TRUST_DEPTH_MAX 32
#define TILTAS_TRUST_VALUES_MAX (128 * 1024)

/* Parses one UTF-8 JSON text whose outermost value is an object. Refused with TILTAS_TRUST_ERROR_FORMAT: duplicate
 * members, fractions, exponents, integers beyond 64 bits, NUL characters, bad UTF-8, anything after the object; with
 * TILTAS_TRUST_ERROR_LIMIT: too deep or too many values (found before any memory is spent on them). Unknown members are
 * kept. Transfer full. */
json_t *tiltas_trust_json_parse (GBytes *bytes, GError **error);
/* Writes the canonical bytes, without a newline at the end. Fails with TILTAS_TRUST_ERROR_FORMAT on a fraction and
 * with TILTAS_TRUST_ERROR_LIMIT when it is nested too deeply. Transfer full. */
GBytes *tiltas_trust_json_canonical (json_t *value, GError **error);

G_END_DECLS
