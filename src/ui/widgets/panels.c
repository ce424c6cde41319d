/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/panels.h"

#include "base/language.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/scroll.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

/* Of the overlay: the scrim of the panel that is open. */
#define OPEN "tiltas-panel"

static void
on_close_clicked (GtkButton *button)
{
  tiltas_panel_close (GTK_WIDGET (button));
}

static GtkWidget *
heading_new (const char *title)
{
  GtkWidget *row = tiltas_line_new (2, "heading"), *label = tiltas_label_new (title, "h2");
  GtkWidget *close = tiltas_tool_new ("close", NULL, _ ("Close"));

  gtk_widget_set_hexpand (label, TRUE);
  g_signal_connect (close, "clicked", G_CALLBACK (on_close_clicked), NULL);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), close);
  return row;
}

/* A press on the scrim itself, not on the panel, closes. */
static void
on_scrim_pressed (GtkGestureClick *gesture, int n_press, double x, double y, GtkWidget *panel)
{
  GtkWidget *scrim = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *hit = gtk_widget_pick (scrim, x, y, GTK_PICK_DEFAULT);

  if (hit == NULL || (hit != panel && !gtk_widget_is_ancestor (hit, panel)))
    tiltas_panel_close (scrim);
}

static GtkWidget *
scrim_new (GtkWidget *panel)
{
  GtkWidget *scrim = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkGesture *press = gtk_gesture_click_new ();

  gtk_widget_add_css_class (scrim, "scrim");
  gtk_widget_set_vexpand (panel, TRUE);
  gtk_box_append (GTK_BOX (scrim), panel);
  g_signal_connect (press, "released", G_CALLBACK (on_scrim_pressed), panel);
  gtk_widget_add_controller (scrim, GTK_EVENT_CONTROLLER (press));
  return scrim;
}

/* The child of every window with panels (ui/window.c). */
static GtkOverlay *
overlay_of (GtkWidget *from)
{
  return GTK_OVERLAY (gtk_window_get_child (GTK_WINDOW (gtk_widget_get_root (from))));
}

static void
lay_over (GtkOverlay *overlay, GtkWidget *scrim, const char *language)
{
  tiltas_text_set_language (scrim, language);
  g_object_set_data (G_OBJECT (overlay), OPEN, scrim);
  gtk_overlay_add_overlay (overlay, scrim);
  if (gtk_window_get_focus_visible (GTK_WINDOW (gtk_widget_get_root (scrim))))
    gtk_widget_child_focus (scrim, GTK_DIR_TAB_FORWARD);
  gtk_widget_activate_action (scrim, "win.note-turn", NULL);
}

void
tiltas_panel_open (TiltasContext *context, GtkWidget *from, const char *title, GtkWidget *content)
{
  GtkOverlay *overlay = overlay_of (from);
  GtkWidget *panel = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroll = tiltas_scroll_new ();

  gtk_widget_add_css_class (panel, "panel");
  gtk_widget_set_halign (panel, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (panel, GTK_ALIGN_CENTER);
  if (title != NULL)
    gtk_box_append (GTK_BOX (panel), heading_new (title));
  tiltas_scroll_set_child (TILTAS_SCROLL (scroll), content);
  tiltas_scroll_set_natural (TILTAS_SCROLL (scroll), TRUE);
  gtk_box_append (GTK_BOX (panel), scroll);
  tiltas_panel_close (from);
  lay_over (overlay, scrim_new (panel), tiltas_context_language (context));
}

gboolean
tiltas_panel_is_open (GtkWidget *from)
{
  return g_object_get_data (G_OBJECT (overlay_of (from)), OPEN) != NULL;
}

void
tiltas_panel_close (GtkWidget *from)
{
  GtkOverlay *overlay = overlay_of (from);
  GtkWidget *scrim = g_object_steal_data (G_OBJECT (overlay), OPEN);

  if (scrim == NULL)
    return;
  gtk_overlay_remove_overlay (overlay, scrim);
  gtk_widget_activate_action (GTK_WIDGET (overlay), "win.note-turn", NULL);
}

/* Languages */

static void
on_language_chosen (GtkButton *button, TiltasContext *context)
{
  const char *language = g_object_get_data (G_OBJECT (button), "language");
  g_autofree char *chosen = g_strdup (language);

  tiltas_panel_close (GTK_WIDGET (button));
  tiltas_session_set_visitor_language (context->session, chosen);
  /* On the first screen a language is where the visit begins, as on its tiles. */
  if (tiltas_session_place (context->session)->kind == TILTAS_PLACE_WELCOME)
    tiltas_session_go (context->session, tiltas_place_new (TILTAS_PLACE_HOME, NULL));
}

/* A big choice; the current one carries a tick besides its colour. */
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
