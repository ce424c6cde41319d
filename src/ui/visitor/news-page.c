/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/news-page.h"

#include "store/reader-articles.h"
#include "ui/visitor/blocks.h"
#include "ui/widgets/text.h"

struct _TiltasNewsPage
{
  TiltasPage parent_instance;

  GtkWidget *blocks, *head, *title;
};

G_DEFINE_FINAL_TYPE (TiltasNewsPage, tiltas_news_page, TILTAS_TYPE_PAGE)

static void
tiltas_news_page_class_init (TiltasNewsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/visitor/news-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasNewsPage, blocks);
  gtk_widget_class_bind_template_child (widget_class, TiltasNewsPage, head);
  gtk_widget_class_bind_template_child (widget_class, TiltasNewsPage, title);
}

static void
tiltas_news_page_init (TiltasNewsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

TiltasPage *
tiltas_news_page_new (TiltasContext *context)
{
  const char *ref = tiltas_session_place (context->session)->ref;
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasArticle) article =
    tiltas_reader_announcement (context->reader, ref, tiltas_context_ladder (context), &error);
  TiltasNewsPage *self;
  GtkWidget *marks;

  if (error != NULL)
    g_warning ("Announcement %s: %s", ref, error->message);
  if (article == NULL)
    return NULL;

  self = g_object_new (TILTAS_TYPE_NEWS_PAGE, "context", context, NULL);
  tiltas_content_label_set (GTK_LABEL (self->title), article->text.lang, article->title);
  marks = tiltas_text_marks_new (context, &article->text);
  if (marks != NULL)
    gtk_box_append (GTK_BOX (self->head), marks);
  tiltas_blocks_append (context, GTK_BOX (self->blocks), article->text.lang, article->blocks);
  return TILTAS_PAGE (self);
}
