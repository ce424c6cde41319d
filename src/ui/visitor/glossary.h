/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* Explains a term of the glossary in a panel over the page of `from`: the word in the visitor's language, the
 * Lithuanian word, the definition. Does nothing when the store does not have the term any more. */
void tiltas_glossary_open (TiltasContext *context, GtkWidget *from, const char *ref);

G_END_DECLS
