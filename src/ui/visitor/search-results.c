/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/search-results.h"

#include "store/hit.h"
#include "store/reader-services.h"
#include "ui/visitor/glossary.h"
#include "ui/widgets/children.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tile.h"

#include <glib/gi18n.h>

static void
on_term_clicked (GtkButton *button, TiltasContext *context)
{
  tiltas_glossary_open (context, GTK_WIDGET (button), g_object_get_data (G_OBJECT (button), "ref"));
}

/* Adds the small line: it is in Lithuanian for a service, else in the visitor's language. */
static void
add_subtitle (TiltasContext *context, GtkWidget *row, const TiltasHit *hit)
{
  const char *lang = hit->kind == TILTAS_HIT_SERVICE ? "lt" : tiltas_context_language (context);
  GtkWidget *label;

  if (hit->subtitle == NULL)
    return;
  label = tiltas_content_label_new (lang, hit->subtitle);
  tiltas_add_classes (label, "small mute");
  tiltas_row_add (row, label);
}

static GtkWidget *
hit_new (TiltasContext *context, const TiltasHit *hit)
{
  static const char *const classes[] = { [TILTAS_HIT_LESSON] = "learn little", [TILTAS_HIT_SERVICE] = "help little" };
  GtkWidget *leading = hit->kind == TILTAS_HIT_TERM ? NULL : tiltas_pictogram_new (hit->icon, classes[hit->kind]);
  GtkWidget *row = tiltas_row_new (leading, hit->kind == TILTAS_HIT_TERM ? "lt" : hit->lang, hit->title, NULL);

  gtk_widget_remove_css_class (row, "row");
  gtk_widget_add_css_class (row, "hit");
  add_subtitle (context, row, hit);
  tiltas_set_title_name (row, hit->title, hit->subtitle);
  if (hit->kind == TILTAS_HIT_TERM)
    {
      g_object_set_data_full (G_OBJECT (row), "ref", g_strdup (hit->ref), g_free);
      g_signal_connect (row, "clicked", G_CALLBACK (on_term_clicked), context);
    }
  else
    tiltas_context_link (context, GTK_BUTTON (row),
                         hit->kind == TILTAS_HIT_LESSON ? TILTAS_PLACE_LESSON : TILTAS_PLACE_SERVICE, hit->ref);
  return row;
}

/* A heading with the hits of one kind below it; NULL when there are none. */
static GtkWidget *
group_new (TiltasContext *context, GPtrArray *hits, TiltasHitKind kind, const char *heading)
{
  GtkWidget *group = NULL;

  for (guint i = 0; i < hits->len; i++)
    {
      const TiltasHit *hit = g_ptr_array_index (hits, i);

      if (hit->kind != kind)
        continue;
      if (group == NULL)
        {
          group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
          gtk_widget_add_css_class (group, "hits");
          gtk_widget_set_valign (group, GTK_ALIGN_START);
          gtk_box_append (GTK_BOX (group), tiltas_label_new (heading, "h3 mute"));
        }
      gtk_box_append (GTK_BOX (group), hit_new (context, hit));
    }
  return group;
}

void
tiltas_search_results_fill (GtkBox *box, TiltasContext *context, GPtrArray *hits)
{
  GtkWidget *groups[3] = {
    group_new (context, hits, TILTAS_HIT_LESSON, _ ("Lessons")),
    group_new (context, hits, TILTAS_HIT_SERVICE, _ ("Services")),
    group_new (context, hits, TILTAS_HIT_TERM, _ ("Words")),
  };

  tiltas_box_clear (box);
  gtk_widget_set_layout_manager (GTK_WIDGET (box),
                                 tiltas_tile_layout_new (context->landscape ? tiltas_context_columns (context, 3) : 1,
                                                         tiltas_context_px (context, 24), FALSE));
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (groups[i] != NULL)
      gtk_box_append (box, groups[i]);
}

void
tiltas_search_results_offer (GtkBox *box, TiltasContext *context, const char *heading)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) categories =
    tiltas_reader_categories (context->reader, tiltas_context_ladder (context), &error);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *tiles = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  if (error != NULL)
    g_warning ("Categories: %s", error->message);
  tiltas_box_clear (box);
  gtk_widget_set_layout_manager (GTK_WIDGET (box), tiltas_tile_layout_new (1, 0, FALSE));
  gtk_widget_add_css_class (column, "offer");
  gtk_widget_set_layout_manager (
    tiles, tiltas_tile_layout_new (tiltas_context_columns (context, 3), tiltas_context_px (context, 24), FALSE));
  gtk_box_append (GTK_BOX (column), tiltas_label_new (heading, "h2"));
  for (guint i = 0; categories != NULL && i < categories->len; i++)
    {
      const TiltasGroup *category = g_ptr_array_index (categories, i);
      GtkWidget *tile = tiltas_tile_new (TILTAS_TILE_HELP, category->icon, category->text.lang, category->title, NULL);

      tiltas_context_link (context, GTK_BUTTON (tile), TILTAS_PLACE_CATEGORY, category->ref);
      gtk_box_append (GTK_BOX (tiles), tile);
    }
  gtk_box_append (GTK_BOX (column), tiles);
  gtk_box_append (box, column);
}
