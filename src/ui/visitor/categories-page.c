/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/categories-page.h"

#include "base/language.h"
#include "store/reader-services.h"
#include "ui/widgets/children.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tile.h"
#include "ui/widgets/when-untouched.h"

#include <glib/gi18n.h>

struct _TiltasCategoriesPage
{
  TiltasPage parent_instance;

  GtkWidget *tiles;
  GPtrArray *categories; /* of TiltasGroup, as shown */
};

G_DEFINE_FINAL_TYPE (TiltasCategoriesPage, tiltas_categories_page, TILTAS_TYPE_PAGE)

static void
fill (TiltasCategoriesPage *self)
{
  TiltasContext *context = tiltas_page_context (TILTAS_PAGE (self));
  const char *language = tiltas_context_language (context);

  tiltas_box_clear (GTK_BOX (self->tiles));
  for (guint i = 0; i < self->categories->len; i++)
    {
      TiltasGroup *category = g_ptr_array_index (self->categories, i);
      gboolean other = category->text.lang != NULL && !g_str_equal (category->text.lang, language);
      g_autofree char *number = tiltas_number_format (language, category->n_children);
      g_autofree char *count = g_strdup_printf (ngettext ("%s service", "%s services", category->n_children), number);
      g_autofree char *mark = other ? tiltas_in_language (context, category->text.lang) : NULL;
      g_autofree char *words = tiltas_join_two (count, mark);
      GtkWidget *tile = tiltas_tile_new (TILTAS_TILE_HELP, category->icon, category->text.lang, category->title, words);

      tiltas_context_link (context, GTK_BUTTON (tile), TILTAS_PLACE_CATEGORY, category->ref);
      gtk_box_append (GTK_BOX (self->tiles), tile);
    }
}

static gboolean
same_category (const TiltasGroup *a, const TiltasGroup *b)
{
  return g_str_equal (a->ref, b->ref) && g_str_equal (a->title, b->title) && g_strcmp0 (a->icon, b->icon) == 0 &&
         a->n_children == b->n_children;
}

static void
update (GtkWidget *widget)
{
  TiltasCategoriesPage *self = TILTAS_CATEGORIES_PAGE (widget);
  TiltasContext *context = tiltas_page_context (TILTAS_PAGE (self));
  g_autoptr (GPtrArray) categories = NULL;
  GError *error = NULL;
  gboolean same;

  categories = tiltas_reader_categories (context->reader, tiltas_context_ladder (context), &error);
  if (tiltas_page_failed (TILTAS_PAGE (self), error))
    return;
  same = self->categories != NULL && self->categories->len == categories->len;
  for (guint i = 0; same && i < categories->len; i++)
    same = same_category (g_ptr_array_index (self->categories, i), g_ptr_array_index (categories, i));
  if (same)
    return;
  g_clear_pointer (&self->categories, g_ptr_array_unref);
  self->categories = g_steal_pointer (&categories);
  fill (self);
}

static void
tiltas_categories_page_refresh (TiltasPage *page)
{
  tiltas_when_untouched_call (GTK_WIDGET (page), update);
}

static void
tiltas_categories_page_finalize (GObject *object)
{
  g_clear_pointer (&TILTAS_CATEGORIES_PAGE (object)->categories, g_ptr_array_unref);
  G_OBJECT_CLASS (tiltas_categories_page_parent_class)->finalize (object);
}

static void
tiltas_categories_page_class_init (TiltasCategoriesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tiltas_categories_page_finalize;
  TILTAS_PAGE_CLASS (klass)->refresh = tiltas_categories_page_refresh;
  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/visitor/categories-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasCategoriesPage, tiles);
}

static void
tiltas_categories_page_init (TiltasCategoriesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tiltas_when_untouched_watch (GTK_WIDGET (self));
}

TiltasPage *
tiltas_categories_page_new (TiltasContext *context)
{
  TiltasCategoriesPage *self = g_object_new (TILTAS_TYPE_CATEGORIES_PAGE, "context", context, NULL);

  gtk_widget_set_layout_manager (self->tiles,
                                 tiltas_tile_layout_new (tiltas_context_columns (context, context->landscape ? 3 : 2),
                                                         tiltas_context_px (context, 24), FALSE));
  update (GTK_WIDGET (self));
  return TILTAS_PAGE (self);
}
