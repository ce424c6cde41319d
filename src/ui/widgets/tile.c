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
  GtkWidget *tile = gtk_button_new (), *line = tiltas_line_new (2.4, NULL);

  gtk_widget_add_css_class (tile, "tile");
  gtk_box_append (GTK_BOX (line), tiltas_pictogram_new (icon_name, kind == TILTAS_TILE_LEARN ? "learn" : "help"));
  gtk_box_append (GTK_BOX (line), tiltas_title_column_new (lang, title, subtitle, "small mute"));
  gtk_button_set_child (GTK_BUTTON (tile), line);
  tiltas_set_title_name (tile, title, subtitle);
  return tile;
}
