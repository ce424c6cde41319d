/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/search-page.h"

struct _TiltasSearchPage
{
  TiltasPage parent_instance;

  GtkWidget *blocks;
};

G_DEFINE_FINAL_TYPE (TiltasSearchPage, tiltas_search_page, TILTAS_TYPE_PAGE)

static void
tiltas_search_page_class_init (TiltasSearchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasSearchPage, blocks);
}

static void
tiltas_search_page_init (TiltasSearchPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

TiltasPage *
tiltas_search_page_new (TiltasContext *context)
{
  return g_object_new (TILTAS_TYPE_SEARCH_PAGE, "context", context, NULL);
}
