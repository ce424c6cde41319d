/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff-pages.h"

#include "base/language.h"
#include "ui/blocks.h"
#include "ui/rows.h"
#include "ui/rich-text.h"
#include "ui/text.h"
#include "ui/window.h"

#include <glib/gi18n.h>
#include <string.h>

/* The articles for staff: a list with a field that looks through all their words, and one article below its title. */
typedef struct
{
  TiltasContext *context;
  GPtrArray *articles;
  GtkWidget *field, *list, *article;
} Guidelines;

static void
guidelines_free (gpointer data)
{
  Guidelines *self = data;

  g_ptr_array_unref (self->articles);
  g_free (self);
}

static void show_list (Guidelines *self);

static void
on_back (Guidelines *self)
{
  gtk_widget_set_visible (self->list, TRUE);
  gtk_widget_set_visible (gtk_widget_get_parent (self->field), TRUE);
  gtk_widget_set_visible (self->article, FALSE);
  show_list (self);
}

static void
on_article (GtkButton *row, Guidelines *self)
{
  const TiltasArticle *article =
    g_ptr_array_index (self->articles, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "n")));
  GtkWidget *back = tiltas_staff_button_new (_ ("All articles"), "ghost");
  GtkWidget *marks = tiltas_text_marks_new (self->context, &article->text);

  tiltas_box_clear (GTK_BOX (self->article));
  g_signal_connect_swapped (back, "clicked", G_CALLBACK (on_back), self);
  gtk_box_append (GTK_BOX (self->article), back);
  GtkWidget *title = tiltas_content_label_new (article->text.lang, article->title);
  gtk_widget_add_css_class (title, "h2");
  gtk_box_append (GTK_BOX (self->article), title);
  if (marks != NULL)
    gtk_box_append (GTK_BOX (self->article), marks);
  tiltas_blocks_append (self->context, GTK_BOX (self->article), article->text.lang, article->blocks);
  tiltas_text_set_language (self->article, tiltas_context_language (self->context));
  gtk_widget_set_visible (self->list, FALSE);
  gtk_widget_set_visible (gtk_widget_get_parent (self->field), FALSE);
  gtk_widget_set_visible (self->article, TRUE);
  tiltas_window_note_change (self->article);
}

/* Without case and diacritics: "zodis" finds "žodis". Transfer full. */
static char *
fold (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_NFKD);
  g_autofree char *small = g_utf8_casefold (apart != NULL ? apart : "", -1);
  GString *folded = g_string_new (NULL);

  for (const char *p = small; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (folded, g_utf8_get_char (p));
  return g_string_free (folded, FALSE);
}

static gboolean
article_holds (const TiltasArticle *article, const char *folded)
{
  g_autoptr (GString) all = g_string_new (article->title);

  for (guint i = 0; i < article->blocks->len; i++)
    {
      const TiltasBlock *block = g_ptr_array_index (article->blocks, i);
      for (guint j = 0; j < block->items->len; j++)
        {
          g_autofree char *text = tiltas_inlines_text (g_ptr_array_index (block->items, j));
          g_string_append_printf (all, " %s", text);
        }
    }
  g_autofree char *text = fold (all->str);
  return strstr (text, folded) != NULL;
}

static void
show_list (Guidelines *self)
{
  g_autofree char *query = fold (gtk_editable_get_text (GTK_EDITABLE (self->field)));
  guint shown = 0;

  tiltas_box_clear (GTK_BOX (self->list));
  for (guint i = 0; i < self->articles->len; i++)
    {
      const TiltasArticle *article = g_ptr_array_index (self->articles, i);
      if (!article_holds (article, g_strstrip (query)))
        continue;
      g_autofree char *number = tiltas_number_format (tiltas_context_language (self->context), i + 1);
      GtkWidget *row = tiltas_row_new (tiltas_badge_new (number, FALSE), article->text.lang, article->title, NULL);
      g_object_set_data (G_OBJECT (row), "n", GUINT_TO_POINTER (i));
      g_signal_connect (row, "clicked", G_CALLBACK (on_article), self);
      gtk_box_append (GTK_BOX (self->list), row);
      shown++;
    }
  if (shown == 0)
    gtk_box_append (GTK_BOX (self->list), tiltas_label_new (_ ("No article has these words."), "mute"));
  tiltas_text_set_language (self->list, tiltas_context_language (self->context));
  tiltas_window_note_change (self->list);
}

static void
on_pill (Guidelines *self)
{
  gtk_text_grab_focus_without_selecting (GTK_TEXT (self->field));
  tiltas_window_want_keyboard (self->field);
}

static GtkWidget *
field_new (Guidelines *self)
{
  GtkWidget *pill = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkGesture *press = gtk_gesture_click_new ();

  tiltas_add_classes (pill, "search typing");
  self->field = g_object_new (GTK_TYPE_TEXT, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
  gtk_text_set_max_length (GTK_TEXT (self->field), 100);
  gtk_text_set_placeholder_text (GTK_TEXT (self->field), _ ("Search in the guidelines"));
  gtk_text_set_input_hints (GTK_TEXT (self->field), GTK_INPUT_HINT_NO_EMOJI | GTK_INPUT_HINT_NO_SPELLCHECK);
  gtk_widget_set_hexpand (self->field, TRUE);
  gtk_widget_set_can_target (self->field, FALSE);
  tiltas_set_name (self->field, _ ("Search in the guidelines"));
  g_signal_connect_swapped (self->field, "changed", G_CALLBACK (show_list), self);
  g_signal_connect_swapped (press, "released", G_CALLBACK (on_pill), self);
  gtk_widget_add_controller (pill, GTK_EVENT_CONTROLLER (press));
  gtk_box_append (GTK_BOX (pill), self->field);
  return pill;
}

GtkWidget *
tiltas_staff_guidelines_new (TiltasContext *context)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  Guidelines *self = g_new0 (Guidelines, 1);
  g_autoptr (GError) error = NULL;

  self->context = context;
  self->articles = tiltas_reader_articles (context->reader, tiltas_context_ladder (context), &error);
  if (self->articles == NULL)
    {
      g_warning ("articles: %s", error != NULL ? error->message : "none");
      self->articles = g_ptr_array_new ();
    }
  tiltas_add_classes (box, "cards");
  gtk_box_append (GTK_BOX (box), field_new (self));
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->list, "articles");
  self->article = tiltas_staff_card_new (NULL);
  gtk_widget_set_visible (self->article, FALSE);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), self->article);
  g_object_set_data_full (G_OBJECT (box), "guidelines", self, guidelines_free);
  show_list (self);
  return box;
}
