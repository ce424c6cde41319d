/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/tile.h"

#include "ui/widgets/icon.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/text.h"

GtkWidget *
tiltas_pictogram_new (const char *icon_name, const char *classes)
{
  GtkWidget *pic = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *icon = tiltas_icon_new (icon_name);

  gtk_widget_add_css_class (pic, "pic");
  tiltas_add_classes (pic, classes);
  gtk_widget_set_valign (pic, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (pic, GTK_ALIGN_START);
  tiltas_icon_set_stroke_width (TILTAS_ICON (icon), 1.6);
  gtk_widget_set_vexpand (icon, TRUE);
  gtk_box_append (GTK_BOX (pic), icon);
  gtk_widget_set_vexpand (pic, FALSE);
  return pic;
}

GtkWidget *
tiltas_tile_new (TiltasTileKind kind, const char *icon_name, const char *lang, const char *title, const char *subtitle)
{
  GtkWidget *tile = gtk_button_new (), *row = tiltas_line_new (2.4, NULL);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = lang != NULL ? tiltas_content_label_new (lang, title) : tiltas_label_new (title, NULL);
  g_autofree char *name = subtitle != NULL ? g_strdup_printf ("%s, %s", title, subtitle) : g_strdup (title);

  gtk_widget_add_css_class (tile, "tile");
  gtk_widget_add_css_class (label, "title");
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), label);
  if (subtitle != NULL)
    gtk_box_append (GTK_BOX (words), tiltas_label_new (subtitle, "small mute"));
  gtk_box_append (GTK_BOX (row), tiltas_pictogram_new (icon_name, kind == TILTAS_TILE_LEARN ? "learn" : "help"));
  gtk_box_append (GTK_BOX (row), words);
  gtk_button_set_child (GTK_BUTTON (tile), row);
  tiltas_set_name (tile, name);
  return tile;
}
