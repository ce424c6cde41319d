/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/category-page.h"

struct _TiltasCategoryPage
{
  TiltasPage parent_instance;

  GtkWidget *blocks;
};

G_DEFINE_FINAL_TYPE (TiltasCategoryPage, tiltas_category_page, TILTAS_TYPE_PAGE)

static void
tiltas_category_page_class_init (TiltasCategoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/category-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasCategoryPage, blocks);
}

static void
tiltas_category_page_init (TiltasCategoryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

TiltasPage *
tiltas_category_page_new (TiltasContext *context)
{
  return g_object_new (TILTAS_TYPE_CATEGORY_PAGE, "context", context, NULL);
}
