/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/glossary.h"

#include "store/reader-terms.h"
#include "ui/widgets/panels.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

static GtkWidget *
lithuanian_row_new (const TiltasTerm *term)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *word = tiltas_content_label_new ("lt", term->word_lt);

  gtk_widget_add_css_class (row, "lithuanian");
  gtk_widget_add_css_class (word, "strong");
  gtk_box_append (GTK_BOX (row), tiltas_label_new (_ ("In Lithuanian"), "small mute"));
  gtk_box_append (GTK_BOX (row), word);
  return row;
}

void
tiltas_glossary_open (TiltasContext *context, GtkWidget *from, const char *ref)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasTerm) term = tiltas_reader_term (context->reader, ref, tiltas_context_ladder (context), &error);

  if (error != NULL)
    g_warning ("Term %s: %s", ref, error->message);
  if (term == NULL)
    return;

  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *definition = tiltas_content_paragraph_new (term->text.lang, term->definition);
  GtkWidget *marks = tiltas_text_marks_new (context, &term->text);
  gboolean translated = g_strcmp0 (term->word, term->word_lt) != 0;

  gtk_widget_add_css_class (content, "glossary");
  if (translated)
    gtk_box_append (GTK_BOX (content), lithuanian_row_new (term));
  gtk_box_append (GTK_BOX (content), definition);
  if (marks != NULL)
    gtk_box_append (GTK_BOX (content), marks);
  tiltas_panel_open (context, from, term->word != NULL ? term->word : term->word_lt, content);
}
