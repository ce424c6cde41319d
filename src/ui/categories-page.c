/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/categories-page.h"

struct _TiltasCategoriesPage
{
  TiltasPage parent_instance;

  GtkWidget *blocks;
};

G_DEFINE_FINAL_TYPE (TiltasCategoriesPage, tiltas_categories_page, TILTAS_TYPE_PAGE)

static void
tiltas_categories_page_class_init (TiltasCategoriesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/categories-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasCategoriesPage, blocks);
}

static void
tiltas_categories_page_init (TiltasCategoriesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

TiltasPage *
tiltas_categories_page_new (TiltasContext *context)
{
  return g_object_new (TILTAS_TYPE_CATEGORIES_PAGE, "context", context, NULL);
}
