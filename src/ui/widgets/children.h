/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What containers do with their children. */

/* Takes all children away from a widget that got them by gtk_widget_set_parent. For its dispose. */
void tiltas_children_unparent (GtkWidget *parent);
/* Removes all children of a box. */
void tiltas_box_clear (GtkBox *box);

/* The child itself or the first of its later siblings that takes part in the layout (GTK leaves out hidden ones), or
 * NULL. */
GtkWidget *tiltas_child_in_layout (GtkWidget *child);
/* Declares child and runs the statement that follows for each child of parent that takes part in the layout. */
#define tiltas_for_each_in_layout(child, parent)                                                       \
  for (GtkWidget *child = tiltas_child_in_layout (gtk_widget_get_first_child (parent)); child != NULL; \
       child = tiltas_child_in_layout (gtk_widget_get_next_sibling (child)))

G_END_DECLS
