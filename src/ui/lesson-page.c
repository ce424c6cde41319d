/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/lesson-page.h"

struct _TiltasLessonPage
{
  TiltasPage parent_instance;

  GtkWidget *blocks;
};

G_DEFINE_FINAL_TYPE (TiltasLessonPage, tiltas_lesson_page, TILTAS_TYPE_PAGE)

static void
tiltas_lesson_page_class_init (TiltasLessonPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/lesson-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasLessonPage, blocks);
}

static void
tiltas_lesson_page_init (TiltasLessonPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

TiltasPage *
tiltas_lesson_page_new (TiltasContext *context)
{
  return g_object_new (TILTAS_TYPE_LESSON_PAGE, "context", context, NULL);
}
