/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/service-page.h"

struct _TiltasServicePage
{
  TiltasPage parent_instance;

  GtkWidget *blocks;
};

G_DEFINE_FINAL_TYPE (TiltasServicePage, tiltas_service_page, TILTAS_TYPE_PAGE)

static void
tiltas_service_page_class_init (TiltasServicePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/service-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasServicePage, blocks);
}

static void
tiltas_service_page_init (TiltasServicePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

TiltasPage *
tiltas_service_page_new (TiltasContext *context)
{
  return g_object_new (TILTAS_TYPE_SERVICE_PAGE, "context", context, NULL);
}
