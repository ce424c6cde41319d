/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/question-card.h"

#include "ui/widgets/icon.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/style.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

#define KEY "tiltas-question"

typedef struct
{
  GtkWidget *icon;
  GtkWidget *button;
} Option;

/* Data of the card's box, which owns it. */
typedef struct
{
  TiltasContext *context;
  const TiltasLesson *lesson;
  const TiltasCard *card;
  TiltasCardAnswered answered;
  gpointer data;
  GArray *options;    /* of Option */
  GtkWidget *verdict; /* the explanation's box, hidden until there is an answer */
  GtkWidget *heading;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_array_unref (self->options);
  g_free (self);
}

static void
on_option_clicked (Question *self, GtkButton *button)
{
  for (guint i = 0; i < self->options->len; i++)
    if (g_array_index (self->options, Option, i).button == GTK_WIDGET (button))
      {
        self->answered (i, self->data);
        return;
      }
}

static void
append_option (Question *self, GtkWidget *box, const char *text)
{
  GtkWidget *row = tiltas_line_new (2.8, NULL), *ring = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = tiltas_content_label_new (self->lesson->text.lang, text);
  Option option = { tiltas_icon_new (NULL), gtk_button_new () };

  gtk_widget_add_css_class (option.button, "option");
  gtk_widget_add_css_class (ring, "ring");
  gtk_widget_set_valign (ring, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (option.icon, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (option.icon, GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (option.icon, TRUE);
  gtk_box_append (GTK_BOX (ring), option.icon);
  gtk_widget_set_vexpand (ring, FALSE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), ring);
  gtk_box_append (GTK_BOX (row), label);
  gtk_button_set_child (GTK_BUTTON (option.button), row);
  tiltas_set_name (option.button, text);
  g_signal_connect_swapped (option.button, "clicked", G_CALLBACK (on_option_clicked), self);
  gtk_box_append (GTK_BOX (box), option.button);
  g_array_append_val (self->options, option);
}

static void
append_verdict (Question *self, GtkWidget *box)
{
  GtkWidget *explanation = tiltas_content_paragraph_new (self->lesson->text.lang, self->card->explanation);

  self->verdict = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->heading = tiltas_label_new (NULL, "h2");
  tiltas_add_classes (self->verdict, "card plain verdict");
  gtk_box_append (GTK_BOX (self->verdict), self->heading);
  gtk_box_append (GTK_BOX (self->verdict), explanation);
  gtk_widget_set_visible (self->verdict, FALSE);
  gtk_box_append (GTK_BOX (box), self->verdict);
}

GtkWidget *
tiltas_question_card_new (TiltasContext *context,
                          const TiltasLesson *lesson,
                          const TiltasCard *card,
                          TiltasCardAnswered answered,
                          gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = tiltas_content_paragraph_new (lesson->text.lang, card->title);
  GtkWidget *marks = tiltas_text_marks_new (context, &lesson->text);
  Question *self = g_new0 (Question, 1);

  self->context = context;
  self->lesson = lesson;
  self->card = card;
  self->answered = answered;
  self->data = data;
  self->options = g_array_new (FALSE, FALSE, sizeof (Option));
  g_object_set_data_full (G_OBJECT (box), KEY, self, question_free);

  tiltas_add_classes (box, "lesson-card question");
  gtk_widget_add_css_class (title, "h1");
  gtk_box_append (GTK_BOX (box), title);
  for (guint i = 0; card->options[i] != NULL; i++)
    append_option (self, box, card->options[i]);
  append_verdict (self, box);
  if (marks != NULL)
    gtk_box_append (GTK_BOX (box), marks);
  return box;
}

static void
show_option (const Option *option, const char *text, gboolean right, gboolean wrong, gboolean over)
{
  /* Translators: an answer as a screen reader says it; %s is the answer. */
  g_autofree char *name = right   ? g_strdup_printf (_ ("Right answer: %s"), text)
                          : wrong ? g_strdup_printf (_ ("Wrong answer: %s"), text)
                                  : g_strdup (text);

  tiltas_style_set_class (option->button, "right", right);
  tiltas_style_set_class (option->button, "wrong", wrong);
  tiltas_style_set_class (option->button, "off", over && !right);
  gtk_widget_set_sensitive (option->button, !over || right);
  tiltas_icon_set_name (TILTAS_ICON (option->icon), right ? "check" : wrong ? "close" : NULL);
  tiltas_set_name (option->button, name);
}

GtkWidget *
tiltas_question_card_show (GtkWidget *question, guint chosen)
{
  Question *self = g_object_get_data (G_OBJECT (question), KEY);

  g_return_val_if_fail (self != NULL, NULL);

  gboolean over = chosen == self->card->right + 1;
  for (guint i = 0; i < self->options->len; i++)
    show_option (&g_array_index (self->options, Option, i), self->card->options[i], over && i == self->card->right,
                 !over && i + 1 == chosen, over);
  gtk_label_set_text (GTK_LABEL (self->heading), over ? _ ("Right.") : _ ("Not quite. Try again."));
  tiltas_style_set_class (self->verdict, "right", over);
  tiltas_style_set_class (self->verdict, "wrong", !over);
  gtk_widget_set_visible (self->verdict, chosen > 0);
  return chosen > 0 ? self->verdict : NULL;
}
