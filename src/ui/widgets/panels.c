/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/panels.h"

#include "ui/widgets/line-layout.h"
#include "ui/widgets/scroll.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tool.h"

#include <glib/gi18n.h>

/* Key of the overlay's data: the scrim of the panel that is open. */
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

/* Closes the panel when the press was on the scrim itself and not on the panel. */
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

/* The overlay that is the child of every window with panels (ui/window.c). */
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
