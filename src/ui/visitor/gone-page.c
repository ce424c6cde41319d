/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/gone-page.h"

/* Shown for a record that an update has removed. Back leads on; the page has nothing else to do. */
struct _TiltasGonePage
{
  TiltasPage parent_instance;
};

G_DEFINE_FINAL_TYPE (TiltasGonePage, tiltas_gone_page, TILTAS_TYPE_PAGE)

static void
tiltas_gone_page_class_init (TiltasGonePageClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/lt/tiltas/Kiosk/visitor/gone-page.ui");
}

static void
tiltas_gone_page_init (TiltasGonePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

TiltasPage *
tiltas_gone_page_new (TiltasContext *context)
{
  return g_object_new (TILTAS_TYPE_GONE_PAGE, "context", context, NULL);
}
