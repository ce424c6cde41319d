/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The mark of Tiltas: a bridge's arch on a coloured square. CSS class `mark`. */
GtkWidget *tiltas_mark_new (void);

G_END_DECLS
