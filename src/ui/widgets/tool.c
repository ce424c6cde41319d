/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/tool.h"

#include "ui/widgets/icon.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/text.h"

GtkWidget *
tiltas_tool_new (const char *icon_name, const char *word, const char *name)
{
  GtkWidget *button = gtk_button_new (), *box = tiltas_line_new (1.2, NULL);

  gtk_widget_add_css_class (button, "tool");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  if (icon_name != NULL)
    gtk_box_append (GTK_BOX (box), tiltas_icon_new (icon_name));
  if (word != NULL)
    gtk_box_append (GTK_BOX (box), gtk_label_new (word));
  gtk_button_set_child (GTK_BUTTON (button), box);
  tiltas_set_name (button, name != NULL ? name : word);
  return button;
}
