/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/question.h"

#include "ui/staff/parts.h"
#include "ui/widgets/panels.h"
#include "ui/widgets/text.h"

static void
close_panel (GtkButton *button, gpointer data)
{
  /* The answer may have changed the page, which closes the panel. */
  if (gtk_widget_get_root (GTK_WIDGET (button)) != NULL)
    tiltas_panel_close (GTK_WIDGET (button));
}

static GtkWidget *
answer_new (const char *word, const char *classes)
{
  GtkWidget *button = tiltas_staff_button_new (word, classes);

  gtk_widget_set_halign (button, GTK_ALIGN_FILL);
  return button;
}

void
tiltas_staff_question_ask (const TiltasStaffQuestion *self, TiltasContext *context, GtkWidget *from)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *answers = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *no = answer_new (self->no, "ghost");

  tiltas_add_classes (column, "cards staffquestion");
  tiltas_add_classes (answers, "answers");
  gtk_box_append (GTK_BOX (column), tiltas_label_new (self->words, NULL));
  if (self->yes != NULL)
    {
      GtkWidget *yes = answer_new (self->yes, "helpful");

      g_signal_connect_swapped (yes, "clicked", self->on_yes, self->data);
      g_signal_connect_after (yes, "clicked", G_CALLBACK (close_panel), NULL);
      gtk_box_append (GTK_BOX (answers), yes);
    }
  g_signal_connect (no, "clicked", G_CALLBACK (close_panel), NULL);
  gtk_box_append (GTK_BOX (answers), no);
  gtk_box_append (GTK_BOX (column), answers);
  if (self->free_data != NULL)
    g_object_set_data_full (G_OBJECT (column), "data", self->data, self->free_data);
  tiltas_panel_open (context, from, self->title, column);
}
