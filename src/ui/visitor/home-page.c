/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/home-page.h"

#include "base/language.h"
#include "store/reader-articles.h"
#include "store/reader-editions.h"
#include "store/reader-lessons.h"
#include "store/reader-services.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tile.h"

#include <glib/gi18n.h>

#define EMERGENCY "em-112"
#define CATEGORIES_SHOWN 5
#define SIDE_BY_SIDE 1700 /* design px: from this width on, the two groups stand side by side */

struct _TiltasHomePage
{
  TiltasPage parent_instance;

  GtkWidget *entry;
  GtkWidget *search;
  GtkWidget *groups;
  GtkWidget *learn, *learn_heading, *lesson_count, *units;
  GtkWidget *help, *help_heading, *near, *categories;
  GtkWidget *news, *articles;
  char *shown; /* what the tiles say, to find out whether a change of the content concerns this page */
};

G_DEFINE_FINAL_TYPE (TiltasHomePage, tiltas_home_page, TILTAS_TYPE_PAGE)

/* The records that the tiles show. */
typedef struct
{
  GPtrArray *units, *categories, *articles;
  guint n_lessons, n_services;
  gboolean emergency;
} Content;

static void
content_clear (Content *content)
{
  g_clear_pointer (&content->units, g_ptr_array_unref);
  g_clear_pointer (&content->categories, g_ptr_array_unref);
  g_clear_pointer (&content->articles, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Content, content_clear)

/* The rank of a category in the branch's order. All that the branch does not name share the last rank; their own
 * position then decides. */
static guint
wanted_rank (const TiltasConfig *config, const char *id)
{
  guint i = 0;

  while (config->categories != NULL && config->categories[i] != NULL && !g_str_equal (config->categories[i], id))
    i++;
  return i;
}

static int
compare_category (gconstpointer a, gconstpointer b, gpointer config)
{
  const TiltasGroup *one = *(TiltasGroup *const *) a, *other = *(TiltasGroup *const *) b;
  guint rank = wanted_rank (config, one->id), other_rank = wanted_rank (config, other->id);

  if (rank != other_rank)
    return rank < other_rank ? -1 : 1;
  return (one->position > other->position) - (one->position < other->position);
}

/* Removes the category of the emergency number, for which the red banner stands, unless the branch names that
 * category itself. */
static void
leave_out (GPtrArray *categories, const TiltasConfig *config, const char *ref)
{
  for (guint i = 0; i < categories->len; i++)
    {
      TiltasGroup *category = g_ptr_array_index (categories, i);

      if (!g_str_equal (category->ref, ref))
        continue;
      if (config->categories == NULL || !g_strv_contains ((const char *const *) config->categories, category->id))
        g_ptr_array_remove_index (categories, i);
      return;
    }
}

static GPtrArray *
or_empty (GPtrArray *array)
{
  return array != NULL ? array : g_ptr_array_new ();
}

static void
read_content (TiltasHomePage *self, Content *content)
{
  TiltasPage *page = TILTAS_PAGE (self);
  TiltasContext *context = tiltas_page_context (page);
  const char *const *ladder = tiltas_context_ladder (context);
  g_autoptr (TiltasService) emergency = NULL;
  GError *error = NULL;

  content->units = or_empty (tiltas_reader_units (context->reader, ladder, &error));
  tiltas_page_failed (page, g_steal_pointer (&error));
  content->categories = or_empty (tiltas_reader_categories (context->reader, ladder, &error));
  tiltas_page_failed (page, g_steal_pointer (&error));
  content->articles =
    or_empty (tiltas_reader_announcements (context->reader, context->branch != NULL ? context->branch->ref : NULL,
                                           tiltas_context_today (context), ladder, &error));
  tiltas_page_failed (page, g_steal_pointer (&error));
  tiltas_reader_counts (context->reader, &content->n_lessons, &content->n_services, &error);
  tiltas_page_failed (page, g_steal_pointer (&error));
  emergency = tiltas_reader_service (context->reader, EMERGENCY, ladder, &error);
  tiltas_page_failed (page, g_steal_pointer (&error));
  content->emergency = emergency != NULL;
  if (emergency != NULL && emergency->categories[0] != NULL)
    leave_out (content->categories, context->config, emergency->categories[0]);
  g_ptr_array_sort_with_data (content->categories, compare_category, (gpointer) context->config);
}

/* Writes everything that the tiles say into one string. Transfer full. */
static char *
describe (const Content *content)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < content->units->len; i++)
    {
      TiltasGroup *unit = g_ptr_array_index (content->units, i);

      g_string_append_printf (text, "%s\t%s\t%s\t%u\n", unit->ref, unit->icon, unit->title, unit->n_children);
    }
  for (guint i = 0; i < content->categories->len; i++)
    {
      TiltasGroup *category = g_ptr_array_index (content->categories, i);

      g_string_append_printf (text, "%s\t%s\t%s\n", category->ref, category->icon, category->title);
    }
  for (guint i = 0; i < content->articles->len; i++)
    {
      TiltasArticle *article = g_ptr_array_index (content->articles, i);

      g_string_append_printf (text, "%s\t%s\n", article->ref, article->title);
    }
  g_string_append_printf (text, "%u %u %d", content->n_lessons, content->n_services, content->emergency);
  return g_string_free (text, FALSE);
}

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

/* "4 lessons", "4 lessons · in Lithuanian", "in Lithuanian", or NULL. Takes count, which may be NULL. Transfer full. */
static char *
subtitle (const TiltasContext *context, char *count, const TiltasTextInfo *text)
{
  g_autofree char *first = count;

  if (text->lang == NULL || g_str_equal (text->lang, tiltas_context_language (context)))
    return g_steal_pointer (&first);

  g_autofree char *language = tiltas_in_language (context, text->lang);
  return first != NULL ? g_strdup_printf ("%s · %s", first, language) : g_steal_pointer (&language);
}

static void
add_tile (TiltasHomePage *self, GtkWidget *box, GtkWidget *tile, TiltasPlaceKind kind, const char *ref)
{
  tiltas_context_link (tiltas_page_context (TILTAS_PAGE (self)), GTK_BUTTON (tile), kind, ref);
  gtk_box_append (GTK_BOX (box), tile);
}

static void
fill_units (TiltasHomePage *self, const Content *content)
{
  TiltasContext *context = tiltas_page_context (TILTAS_PAGE (self));
  const char *language = tiltas_context_language (context);
  g_autofree char *total = tiltas_number_format (language, content->n_lessons);
  g_autofree char *words = g_strdup_printf (ngettext ("%s lesson", "%s lessons", content->n_lessons), total);

  gtk_label_set_text (GTK_LABEL (self->lesson_count), words);
  gtk_widget_set_visible (self->learn, content->units->len > 0);
  clear_box (self->units);
  for (guint i = 0; i < content->units->len; i++)
    {
      TiltasGroup *unit = g_ptr_array_index (content->units, i);
      g_autofree char *number = tiltas_number_format (language, unit->n_children);
      g_autofree char *small = subtitle (
        context, g_strdup_printf (ngettext ("%s lesson", "%s lessons", unit->n_children), number), &unit->text);

      add_tile (self, self->units, tiltas_tile_new (TILTAS_TILE_LEARN, unit->icon, unit->text.lang, unit->title, small),
                TILTAS_PLACE_UNIT, unit->ref);
    }
}

static void
fill_categories (TiltasHomePage *self, const Content *content)
{
  TiltasContext *context = tiltas_page_context (TILTAS_PAGE (self));
  g_autofree char *total = tiltas_number_format (tiltas_context_language (context), content->n_services);
  g_autofree char *words = g_strdup_printf (ngettext ("%s service", "%s services", content->n_services), total);

  gtk_widget_set_visible (self->near, context->branch != NULL);
  gtk_widget_set_visible (self->help, content->categories->len > 0);
  clear_box (self->categories);
  for (guint i = 0; i < MIN (content->categories->len, CATEGORIES_SHOWN); i++)
    {
      TiltasGroup *category = g_ptr_array_index (content->categories, i);
      g_autofree char *small = subtitle (context, NULL, &category->text);

      add_tile (self, self->categories,
                tiltas_tile_new (TILTAS_TILE_HELP, category->icon, category->text.lang, category->title, small),
                TILTAS_PLACE_CATEGORY, category->ref);
    }
  add_tile (self, self->categories, tiltas_tile_new (TILTAS_TILE_HELP, "grid-plus", NULL, _ ("All services"), words),
            TILTAS_PLACE_CATEGORIES, NULL);
}

static void
fill_news (TiltasHomePage *self, const Content *content)
{
  TiltasContext *context = tiltas_page_context (TILTAS_PAGE (self));

  gtk_widget_set_visible (self->news, content->articles->len > 0);
  clear_box (self->articles);
  for (guint i = 0; i < content->articles->len; i++)
    {
      TiltasArticle *article = g_ptr_array_index (content->articles, i);
      g_autofree char *small = subtitle (context, NULL, &article->text);

      add_tile (self, self->articles,
                tiltas_tile_new (TILTAS_TILE_HELP, "info", article->text.lang, article->title, small),
                TILTAS_PLACE_NEWS, article->ref);
    }
}

/* The red banner: a button when the store has the service, else only words. */
static GtkWidget *
emergency_new (TiltasHomePage *self, gboolean linked)
{
  GtkWidget *row = tiltas_line_new (2.8, NULL), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *number = gtk_label_new ("112"), *banner = row;

  gtk_widget_add_css_class (number, "number");
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), tiltas_label_new (_ ("Emergency help"), "strong"));
  gtk_box_append (GTK_BOX (words),
                  tiltas_label_new (_ ("Police, ambulance, fire brigade: free of charge, day and night"), NULL));
  gtk_box_append (GTK_BOX (row), number);
  gtk_box_append (GTK_BOX (row), words);
  if (linked)
    {
      banner = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (banner), row);
      tiltas_set_name (banner, _ ("112, emergency help"));
      tiltas_context_link (tiltas_page_context (TILTAS_PAGE (self)), GTK_BUTTON (banner), TILTAS_PLACE_SERVICE,
                           EMERGENCY);
    }
  gtk_widget_add_css_class (banner, "sos");
  return banner;
}

static void
fill (TiltasHomePage *self, const Content *content)
{
  GtkWidget *old = gtk_widget_get_next_sibling (self->search);

  if (old != NULL)
    gtk_box_remove (GTK_BOX (self->entry), old);
  gtk_box_append (GTK_BOX (self->entry), emergency_new (self, content->emergency));
  fill_units (self, content);
  fill_categories (self, content);
  fill_news (self, content);
  g_free (self->shown);
  self->shown = describe (content);
}

static void
tiltas_home_page_refresh (TiltasPage *page)
{
  TiltasHomePage *self = TILTAS_HOME_PAGE (page);
  g_auto (Content) content = { 0 };
  g_autofree char *now = NULL;

  read_content (self, &content);
  now = describe (&content);
  if (!g_str_equal (now, self->shown))
    fill (self, &content);
}

static void
set_layouts (TiltasHomePage *self, TiltasContext *context)
{
  int step = tiltas_session_text_step (context->session);
  gboolean wide = context->landscape && step <= 125;
  gboolean side_by_side = wide && context->width / context->unit >= SIDE_BY_SIDE;
  int columns = side_by_side ? 2 : tiltas_context_columns (context, context->landscape ? 3 : 2);
  int gap = tiltas_context_px (context, context->landscape ? 20 : 24);

  if (wide)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dense");
  gtk_widget_set_layout_manager (self->entry,
                                 tiltas_tile_layout_new (wide ? 2 : 1, tiltas_context_px (context, 28), FALSE));
  gtk_widget_set_layout_manager (self->groups,
                                 tiltas_tile_layout_new (side_by_side ? 2 : 1, tiltas_context_px (context, 28), FALSE));
  gtk_widget_set_layout_manager (self->units, tiltas_tile_layout_new (columns, gap, FALSE));
  gtk_widget_set_layout_manager (self->categories, tiltas_tile_layout_new (columns, gap, FALSE));
  gtk_widget_set_layout_manager (self->articles, tiltas_tile_layout_new (side_by_side ? 2 : 1, gap, FALSE));
  gtk_widget_set_layout_manager (self->learn_heading, tiltas_flow_layout_new (tiltas_context_px (context, 18)));
  gtk_widget_set_layout_manager (self->help_heading, tiltas_flow_layout_new (tiltas_context_px (context, 18)));
}

static void
tiltas_home_page_finalize (GObject *object)
{
  g_free (TILTAS_HOME_PAGE (object)->shown);
  G_OBJECT_CLASS (tiltas_home_page_parent_class)->finalize (object);
}

static void
tiltas_home_page_class_init (TiltasHomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tiltas_home_page_finalize;
  TILTAS_PAGE_CLASS (klass)->refresh = tiltas_home_page_refresh;
  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/visitor/home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasHomePage, entry);
  gtk_widget_class_bind_template_child (widget_class, TiltasHomePage, search);
  gtk_widget_class_bind_template_child (widget_class, TiltasHomePage, groups);
  gtk_widget_class_bind_template_child (widget_class, TiltasHomePage, learn);
  gtk_widget_class_bind_template_child (widget_class, TiltasHomePage, learn_heading);
  gtk_widget_class_bind_template_child (widget_class, TiltasHomePage, lesson_count);
  gtk_widget_class_bind_template_child (widget_class, TiltasHomePage, units);
  gtk_widget_class_bind_template_child (widget_class, TiltasHomePage, help);
  gtk_widget_class_bind_template_child (widget_class, TiltasHomePage, help_heading);
  gtk_widget_class_bind_template_child (widget_class, TiltasHomePage, near);
  gtk_widget_class_bind_template_child (widget_class, TiltasHomePage, categories);
  gtk_widget_class_bind_template_child (widget_class, TiltasHomePage, news);
  gtk_widget_class_bind_template_child (widget_class, TiltasHomePage, articles);
}

static void
tiltas_home_page_init (TiltasHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (gtk_button_get_child (GTK_BUTTON (self->search)), tiltas_line_layout_new (2.4));
}

TiltasPage *
tiltas_home_page_new (TiltasContext *context)
{
  TiltasHomePage *self = g_object_new (TILTAS_TYPE_HOME_PAGE, "context", context, NULL);
  g_auto (Content) content = { 0 };

  set_layouts (self, context);
  tiltas_context_link (context, GTK_BUTTON (self->search), TILTAS_PLACE_SEARCH, NULL);
  read_content (self, &content);
  fill (self, &content);
  return TILTAS_PAGE (self);
}
