/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/text-card.h"

#include "ui/visitor/blocks.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/text.h"

#define PICTURE_HEIGHT 440.0 /* design px, above a card in portrait */
#define PICTURE_HEIGHT_NARROW 280.0

GtkWidget *
tiltas_card_picture_new (TiltasContext *context, const TiltasLesson *lesson, const TiltasCard *card, double height)
{
  const char *icon_name = tiltas_icon_exists (card->picture_icon) ? card->picture_icon : lesson->icon;
  GtkWidget *art = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_IMG, NULL);
  GtkWidget *icon = tiltas_icon_new (icon_name);

  gtk_widget_add_css_class (art, "art");
  if (height > 0)
    gtk_widget_set_size_request (art, -1, tiltas_context_px (context, height));
  gtk_widget_set_halign (icon, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (icon, TRUE);
  gtk_box_append (GTK_BOX (art), icon);
  gtk_widget_set_vexpand (art, FALSE);
  tiltas_set_name (art, card->picture_alt != NULL ? card->picture_alt : card->title);
  return art;
}

GtkWidget *
tiltas_text_card_new (TiltasContext *context,
                      const TiltasLesson *lesson,
                      const TiltasCard *card,
                      gboolean first,
                      gboolean with_picture)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = tiltas_content_paragraph_new (lesson->text.lang, card->title);
  GtkWidget *marks = tiltas_text_marks_new (context, &lesson->text);

  tiltas_add_classes (box, "lesson-card text");
  gtk_widget_add_css_class (head, "head");
  gtk_widget_add_css_class (title, "h1");
  /* Picture and title are one block, so that a position means the same where the picture stands beside the card. */
  if (with_picture)
    gtk_box_append (GTK_BOX (head), tiltas_card_picture_new (context, lesson, card,
                                                             context->narrow ? PICTURE_HEIGHT_NARROW : PICTURE_HEIGHT));
  gtk_box_append (GTK_BOX (head), title);
  if (marks != NULL && first)
    gtk_box_append (GTK_BOX (head), marks);
  gtk_box_append (GTK_BOX (box), head);
  tiltas_blocks_append (context, GTK_BOX (box), lesson->text.lang, card->blocks);
  if (marks != NULL && !first)
    gtk_box_append (GTK_BOX (box), marks);
  return box;
}
