/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/* Knows which page shows which kind of place. */

/* Builds the page of the session's top place, which reads its record from the store. A record that is not there any
 * more gives the gone page. Floating; never NULL. */
TiltasPage *tiltas_page_factory_build (TiltasContext *context);

/* Registers the widget types that templates name. Call it once, before the first page. */
void tiltas_page_factory_ensure_types (void);
/* Loads the class of the nth page type, and with it the template. FALSE when there are fewer types. */
gboolean tiltas_page_factory_load_type (guint n);

G_END_DECLS
