/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/choice-panels.h"

#include "base/language.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/panels.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

/* A button for one choice. The current one has a tick, so that colour is not the only sign. */
static GtkWidget *
choice_new (GtkWidget *label, gboolean current)
{
  GtkWidget *button = gtk_button_new (), *box = tiltas_line_new (1.6, NULL);

  gtk_widget_add_css_class (button, "choice");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (current)
    {
      gtk_widget_add_css_class (button, "current");
      gtk_box_append (GTK_BOX (box), tiltas_icon_new ("check"));
    }
  gtk_button_set_child (GTK_BUTTON (button), box);
  return button;
}

/* Languages */

static void
on_language_chosen (GtkButton *button, TiltasContext *context)
{
  const char *language = g_object_get_data (G_OBJECT (button), "language");
  g_autofree char *chosen = g_strdup (language);

  tiltas_panel_close (GTK_WIDGET (button));
  tiltas_session_set_visitor_language (context->session, chosen);
  /* On the welcome page a choice of language begins the visit, as its tiles do. */
  if (tiltas_session_place (context->session)->kind == TILTAS_PLACE_WELCOME)
    tiltas_session_go (context->session, tiltas_place_new (TILTAS_PLACE_HOME, NULL));
}

void
tiltas_language_panel_open (TiltasContext *context, GtkWidget *from)
{
  const char *const *languages = tiltas_session_languages (context->session);
  const char *current = tiltas_session_visitor_language (context->session);
  GtkWidget *grid = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  int many = g_strv_length ((GStrv) languages) > 12 ? 3 : 2;

  gtk_widget_set_layout_manager (
    grid, tiltas_tile_layout_new (tiltas_context_columns (context, many), tiltas_context_px (context, 20), FALSE));
  for (guint i = 0; languages[i] != NULL; i++)
    {
      const char *autonym = tiltas_language_autonym (languages[i]);
      GtkWidget *choice =
        choice_new (tiltas_content_label_new (languages[i], autonym), g_str_equal (languages[i], current));

      tiltas_set_name (choice, autonym);
      g_object_set_data_full (G_OBJECT (choice), "language", g_strdup (languages[i]), g_free);
      g_signal_connect (choice, "clicked", G_CALLBACK (on_language_chosen), context);
      gtk_box_append (GTK_BOX (grid), choice);
    }
  tiltas_panel_open (context, from, _ ("Language"), grid);
}

/* Text size */

static void
on_step_chosen (GtkButton *button, TiltasContext *context)
{
  int step = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "step"));

  tiltas_panel_close (GTK_WIDGET (button));
  tiltas_session_set_text_step (context->session, step);
}

void
tiltas_text_size_panel_open (TiltasContext *context, GtkWidget *from)
{
  static const int steps[] = { 100, 125, 150, 200 };
  const char *language = tiltas_context_language (context);
  int current = tiltas_session_text_step (context->session);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (column, "steps");
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *number = tiltas_number_format (language, steps[i]);
      /* Translators: a text size; %s is a number. */
      g_autofree char *words = g_strdup_printf (C_ ("text size", "%s %%"), number);
      g_autofree char *sample = g_strdup_printf ("s%d", steps[i]);
      GtkWidget *choice = choice_new (tiltas_label_new (words, sample), steps[i] == current);

      tiltas_set_name (choice, words);
      g_object_set_data (G_OBJECT (choice), "step", GINT_TO_POINTER (steps[i]));
      g_signal_connect (choice, "clicked", G_CALLBACK (on_step_chosen), context);
      gtk_box_append (GTK_BOX (column), choice);
    }
  tiltas_panel_open (context, from, _ ("Text size"), column);
}
