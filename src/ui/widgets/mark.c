/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/mark.h"

GtkWidget *
tiltas_mark_new (void)
{
  GtkWidget *mark = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *arch = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (mark, "mark");
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (arch, "arch");
  gtk_widget_set_hexpand (arch, TRUE);
  gtk_box_append (GTK_BOX (mark), arch);
  gtk_widget_set_hexpand (mark, FALSE);
  return mark;
}
