/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/news-page.h"

struct _TiltasNewsPage
{
  TiltasPage parent_instance;

  GtkWidget *blocks;
};

G_DEFINE_FINAL_TYPE (TiltasNewsPage, tiltas_news_page, TILTAS_TYPE_PAGE)

static void
tiltas_news_page_class_init (TiltasNewsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/news-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasNewsPage, blocks);
}

static void
tiltas_news_page_init (TiltasNewsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

TiltasPage *
tiltas_news_page_new (TiltasContext *context)
{
  return g_object_new (TILTAS_TYPE_NEWS_PAGE, "context", context, NULL);
}
