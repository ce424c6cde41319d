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

struct _TiltasStaffGuidelines
{
  GtkBox parent_instance;

  TiltasContext *context;
  GPtrArray *articles; /* of TiltasArticle */
  GtkWidget *pill, *field, *list;
  GtkWidget *article, *title; /* the card of the open article */
};

G_DEFINE_FINAL_TYPE (TiltasStaffGuidelines, tiltas_staff_guidelines, GTK_TYPE_BOX)

/* Shows the list, or the open article in its place, from the top. */
static void
show_article (TiltasStaffGuidelines *self, gboolean open)
{
  GtkWidget *scroll = gtk_widget_get_ancestor (GTK_WIDGET (self), TILTAS_TYPE_SCROLL);

  gtk_widget_set_visible (self->list, !open);
  gtk_widget_set_visible (self->pill, !open);
  gtk_widget_set_visible (self->article, open);
  if (scroll != NULL)
    tiltas_scroll_set_position (TILTAS_SCROLL (scroll), 0, 0);
}

/* Adds the sources of an article and the date on which it was last checked. */
static void
append_origin (TiltasStaffGuidelines *self, GtkBox *box, const TiltasArticle *article)
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
on_article (GtkButton *row, TiltasStaffGuidelines *self)
{
  const TiltasArticle *article =
    g_ptr_array_index (self->articles, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "n")));
  GtkWidget *marks = tiltas_text_marks_new (self->context, &article->text), *old;

  tiltas_content_label_set (GTK_LABEL (self->title), article->text.lang, article->title);
  while ((old = gtk_widget_get_next_sibling (self->title)) != NULL)
    gtk_box_remove (GTK_BOX (self->article), old);
  if (marks != NULL)
    gtk_box_append (GTK_BOX (self->article), marks);
  tiltas_blocks_append (self->context, GTK_BOX (self->article), article->text.lang, article->blocks);
  append_origin (self, GTK_BOX (self->article), article);
  tiltas_text_set_language (self->article, tiltas_context_language (self->context));
  show_article (self, TRUE);
  gtk_widget_activate_action (self->article, "win.note-turn", NULL);
}

/* The text without case and diacritics, so that "zodis" finds "žodis". Transfer full. */
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

/* Title and text of an article, folded. Transfer full. */
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

/* TRUE when the article has every word of the query. Lithuanian words change their endings: up to two letters at the
 * end of a word are ignored, but the first five letters always count. */
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
append_row (TiltasStaffGuidelines *self, guint n)
{
  const TiltasArticle *article = g_ptr_array_index (self->articles, n);
  g_autofree char *number = tiltas_number_format (tiltas_context_language (self->context), n + 1);
  GtkWidget *row = tiltas_row_new (tiltas_badge_new (number, FALSE), article->text.lang, article->title, NULL);

  g_object_set_data (G_OBJECT (row), "n", GUINT_TO_POINTER (n));
  g_signal_connect (row, "clicked", G_CALLBACK (on_article), self);
  gtk_box_append (GTK_BOX (self->list), row);
}

/* The articles that have all words of the field; all articles when none has. */
static void
show_list (TiltasStaffGuidelines *self)
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
on_all_clicked (TiltasStaffGuidelines *self)
{
  show_article (self, FALSE);
  show_list (self);
  gtk_widget_activate_action (self->list, "win.note-turn", NULL);
}

static void
on_pill_released (TiltasStaffGuidelines *self)
{
  gtk_text_grab_focus_without_selecting (GTK_TEXT (self->field));
  gtk_widget_activate_action (self->field, "win.want-keyboard", NULL);
}

static void
tiltas_staff_guidelines_finalize (GObject *object)
{
  g_ptr_array_unref (TILTAS_STAFF_GUIDELINES (object)->articles);
  G_OBJECT_CLASS (tiltas_staff_guidelines_parent_class)->finalize (object);
}

static void
tiltas_staff_guidelines_class_init (TiltasStaffGuidelinesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tiltas_staff_guidelines_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/staff/guidelines.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffGuidelines, article);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffGuidelines, field);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffGuidelines, list);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffGuidelines, pill);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffGuidelines, title);
  gtk_widget_class_bind_template_callback (widget_class, on_all_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_pill_released);
  gtk_widget_class_bind_template_callback (widget_class, show_list);
}

static void
tiltas_staff_guidelines_init (TiltasStaffGuidelines *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tiltas_staff_guidelines_new (TiltasContext *context)
{
  TiltasStaffGuidelines *self = g_object_new (TILTAS_TYPE_STAFF_GUIDELINES, NULL);
  g_autoptr (GError) error = NULL;

  self->context = context;
  self->articles = tiltas_reader_articles (context->reader, tiltas_context_ladder (context), &error);
  if (self->articles == NULL)
    {
      g_warning ("articles: %s", error != NULL ? error->message : "none");
      self->articles = g_ptr_array_new ();
    }
  show_list (self);
  return GTK_WIDGET (self);
}
