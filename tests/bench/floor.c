/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The floor that a start is measured against: a full-screen GTK 4 window with 24 labelled tiles and nothing else.
 * Prints the CLOCK_MONOTONIC microseconds of its first painted frame and stays. */
#include <gtk/gtk.h>

static void
after_paint (GdkFrameClock *clock, gpointer data)
{
  static gboolean printed;
  if (printed)
    return;
  printed = TRUE;
  g_print ("%" G_GINT64_FORMAT "\n", g_get_monotonic_time ());
}

static void
activate (GtkApplication *application, gpointer data)
{
  GtkWidget *window = gtk_application_window_new (application);
  GtkWidget *grid = gtk_grid_new ();
  gtk_grid_set_row_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  for (int i = 0; i < 24; i++)
    {
      g_autofree char *text = g_strdup_printf ("Tile number %d", i + 1);
      GtkWidget *button = gtk_button_new_with_label (text);
      gtk_widget_set_hexpand (button, TRUE);
      gtk_widget_set_vexpand (button, TRUE);
      gtk_grid_attach (GTK_GRID (grid), button, i % 4, i / 4, 1, 1);
    }
  gtk_window_set_child (GTK_WINDOW (window), grid);
  gtk_window_fullscreen (GTK_WINDOW (window));
  gtk_widget_realize (window);
  g_signal_connect_after (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  if (gtk_get_minor_version () >= 16)
    g_setenv ("GDK_DISABLE", "gl:vulkan:dmabuf", TRUE);
  else
    g_setenv ("GDK_DEBUG", "gl-disable", TRUE);
  g_autoptr (GtkApplication) application = gtk_application_new ("lt.tiltas.Floor", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
