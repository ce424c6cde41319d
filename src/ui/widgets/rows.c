/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/rows.h"

#include "ui/widgets/icon.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/text.h"

#define WORDS_KEY "tiltas-words"

GtkWidget *
tiltas_row_new (GtkWidget *leading, const char *lang, const char *title, const char *subtitle)
{
  GtkWidget *row = gtk_button_new (), *line = tiltas_line_new (2.8, NULL);
  GtkWidget *words = tiltas_title_column_new (lang, title, subtitle, "aside mute");

  gtk_widget_add_css_class (row, "row");
  gtk_widget_add_css_class (words, "words");
  if (leading != NULL)
    gtk_box_append (GTK_BOX (line), leading);
  gtk_box_append (GTK_BOX (line), words);
  gtk_button_set_child (GTK_BUTTON (row), line);
  g_object_set_data (G_OBJECT (row), WORDS_KEY, words);
  tiltas_set_title_name (row, title, subtitle);
  return row;
}

void
tiltas_row_add (GtkWidget *row, GtkWidget *widget)
{
  gtk_box_append (GTK_BOX (g_object_get_data (G_OBJECT (row), WORDS_KEY)), widget);
}

GtkWidget *
tiltas_badge_new (const char *number, gboolean done)
{
  GtkWidget *badge = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *sign = done ? tiltas_icon_new ("check") : gtk_label_new (number);

  gtk_widget_add_css_class (badge, "badge");
  if (done)
    gtk_widget_add_css_class (badge, "done");
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (badge, GTK_ALIGN_START);
  gtk_widget_set_vexpand (sign, TRUE);
  gtk_widget_set_halign (sign, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (sign, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (badge), sign);
  gtk_widget_set_vexpand (badge, FALSE);
  return badge;
}
