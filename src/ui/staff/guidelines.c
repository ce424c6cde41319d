/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/guidelines.h"

#include "base/date.h"
#include "base/language.h"
#include "store/reader-articles.h"
#include "ui/staff/parts.h"
#include "ui/visitor/blocks.h"
#include "ui/widgets/children.h"
#include "ui/widgets/rich-text.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/scroll.h"
#include "ui/widgets/text.h"

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
to_top (Guidelines *self)
{
  GtkWidget *scroll = gtk_widget_get_ancestor (self->article, TILTAS_TYPE_SCROLL);

  if (scroll != NULL)
    tiltas_scroll_set_position (TILTAS_SCROLL (scroll), 0, 0);
}

static void
on_back (Guidelines *self)
{
  gtk_widget_set_visible (self->list, TRUE);
  gtk_widget_set_visible (gtk_widget_get_parent (self->field), TRUE);
  gtk_widget_set_visible (self->article, FALSE);
  to_top (self);
  show_list (self);
  gtk_widget_activate_action (self->list, "win.note-turn", NULL);
}

/* Where it comes from, and when somebody last looked whether it is still so. */
static void
append_origin (Guidelines *self, GtkBox *box, const TiltasArticle *article)
{
  const char *language = tiltas_context_language (self->context);

  if (article->checked != NULL)
    {
      g_autofree char *date = tiltas_date_format (language, article->checked);
      /* Translators: %s is a date. */
      g_autofree char *words = g_strdup_printf (_ ("Checked: %s"), date);
      gtk_box_append (box, tiltas_label_new (words, "small mute"));
    }
  if (article->sources[0] != NULL)
    {
      g_autofree char *all = g_strjoinv ("; ", article->sources);
      g_autofree char *words = g_strdup_printf (_ ("Sources: %s"), all);
      gtk_box_append (box, tiltas_label_new (words, "small mute"));
    }
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
  gtk_widget_add_css_class (title, "title");
  gtk_box_append (GTK_BOX (self->article), title);
  if (marks != NULL)
    gtk_box_append (GTK_BOX (self->article), marks);
  tiltas_blocks_append (self->context, GTK_BOX (self->article), article->text.lang, article->blocks);
  append_origin (self, GTK_BOX (self->article), article);
  tiltas_text_set_language (self->article, tiltas_context_language (self->context));
  gtk_widget_set_visible (self->list, FALSE);
  gtk_widget_set_visible (gtk_widget_get_parent (self->field), FALSE);
  gtk_widget_set_visible (self->article, TRUE);
  to_top (self);
  gtk_widget_activate_action (self->article, "win.note-turn", NULL);
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

/* The article's words, folded. Transfer full. */
static char *
words_of (const TiltasArticle *article)
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
  return fold (all->str);
}

/* Every word of the query is in it, in whatever form: of long words the ending does not count. */
static gboolean
article_holds (const TiltasArticle *article, const char *query)
{
  g_autofree char *text = words_of (article), *folded = fold (query);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t,.;:!?", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      glong length = g_utf8_strlen (words[i], -1);
      if (length > 5)
        *g_utf8_offset_to_pointer (words[i], MAX (5, length - 2)) = '\0';
      if (strstr (text, words[i]) == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
append_row (Guidelines *self, guint n)
{
  const TiltasArticle *article = g_ptr_array_index (self->articles, n);
  g_autofree char *number = tiltas_number_format (tiltas_context_language (self->context), n + 1);
  GtkWidget *row = tiltas_row_new (tiltas_badge_new (number, FALSE), article->text.lang, article->title, NULL);

  g_object_set_data (G_OBJECT (row), "n", GUINT_TO_POINTER (n));
  g_signal_connect (row, "clicked", G_CALLBACK (on_article), self);
  gtk_box_append (GTK_BOX (self->list), row);
}

static void
show_list (Guidelines *self)
{
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->field));
  guint shown = 0;

  tiltas_box_clear (GTK_BOX (self->list));
  for (guint i = 0; i < self->articles->len; i++)
    if (article_holds (g_ptr_array_index (self->articles, i), query))
      {
        append_row (self, i);
        shown++;
      }
  if (shown == 0)
    {
      gtk_box_append (GTK_BOX (self->list),
                      tiltas_label_new (_ ("No article has these words. Here are all of them:"), "mute"));
      for (guint i = 0; i < self->articles->len; i++)
        append_row (self, i);
    }
  tiltas_text_set_language (self->list, tiltas_context_language (self->context));
  gtk_widget_activate_action (self->list, "win.note-change", NULL);
}

static void
on_pill (Guidelines *self)
{
  gtk_text_grab_focus_without_selecting (GTK_TEXT (self->field));
  gtk_widget_activate_action (self->field, "win.want-keyboard", NULL);
}

static GtkWidget *
field_new (Guidelines *self)
{
  GtkWidget *pill = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkGesture *press = gtk_gesture_click_new ();

  tiltas_add_classes (pill, "search typing");
  /* As in the visitors' field, what is typed stays nowhere: also not in a history of changes. */
  self->field =
    g_object_new (GTK_TYPE_TEXT, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, "enable-undo", FALSE, NULL);
  gtk_text_set_max_length (GTK_TEXT (self->field), 100);
  gtk_text_set_placeholder_text (GTK_TEXT (self->field), _ ("Search in the guidelines"));
  gtk_text_set_input_hints (GTK_TEXT (self->field),
                            GTK_INPUT_HINT_NO_EMOJI | GTK_INPUT_HINT_NO_SPELLCHECK | GTK_INPUT_HINT_PRIVATE);
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
