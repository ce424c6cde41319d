/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/preparing.h"

#include "base/trace.h"
#include "kiosk/language-runtime.h"
#include "ui/widgets/mark.h"
#include "ui/widgets/scroll.h"
#include "ui/widgets/style.h"
#include "ui/widgets/text.h"
#include "ui/window-guard.h"

#include <glib/gi18n.h>

static void
on_after_paint (GtkWidget *window)
{
  if (g_object_get_data (G_OBJECT (window), "painted") == NULL)
    tiltas_trace ("first-frame", "page=preparing");
  g_object_set_data (G_OBJECT (window), "painted", window);
}

static void
on_realize (GtkWidget *window)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_after_paint), window,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
tiltas_preparing_new (const char *const *languages)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scroll = tiltas_scroll_new ();
  GtkWidget *mark = tiltas_mark_new ();

  gtk_widget_set_halign (mark, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (column), mark);
  for (guint i = 0; languages[i] != NULL; i++)
    gtk_box_append (GTK_BOX (column),
                    tiltas_content_paragraph_new (
                      languages[i], tiltas_translate_in (
                                      languages[i], N_ ("This terminal is being prepared. Please ask a librarian."))));
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (column, "preparing");
  tiltas_scroll_set_child (TILTAS_SCROLL (scroll), column);
  return scroll;
}

GtkWindow *
tiltas_preparing_window_new (const char *const *languages, int width, int height)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_child (window, tiltas_preparing_new (languages));
  gtk_window_set_decorated (window, FALSE);
  gtk_window_set_title (window, "Tiltas");
  tiltas_style_update_window (GTK_WIDGET (window), 125, languages[0]);
  gtk_widget_add_css_class (GTK_WIDGET (window), "tiltas");
  gtk_widget_add_css_class (GTK_WIDGET (window), "welcome");
  g_signal_connect (window, "realize", G_CALLBACK (on_realize), NULL);
  tiltas_window_guard (window, width == 0);
  if (width > 0)
    gtk_window_set_default_size (window, width, height);
  else
    gtk_window_fullscreen (window);
  return window;
}
