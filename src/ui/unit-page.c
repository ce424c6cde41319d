/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/unit-page.h"

struct _TiltasUnitPage
{
  TiltasPage parent_instance;

  GtkWidget *blocks;
};

G_DEFINE_FINAL_TYPE (TiltasUnitPage, tiltas_unit_page, TILTAS_TYPE_PAGE)

static void
tiltas_unit_page_class_init (TiltasUnitPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/unit-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasUnitPage, blocks);
}

static void
tiltas_unit_page_init (TiltasUnitPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

TiltasPage *
tiltas_unit_page_new (TiltasContext *context)
{
  return g_object_new (TILTAS_TYPE_UNIT_PAGE, "context", context, NULL);
}
