/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded into the kiosk by tests, with GTK 4.10 and later: AT-SPI there adds up where a widget's border begins in
 * what is inside its parent's border, and so loses the padding of each parent (seen with 4.18). Here the place within
 * the parent's border is told, so that a finger goes where the screen reader says. */
#include <gtk/gtk.h>

static gboolean
get_bounds (GtkAccessible *accessible, int *x, int *y, int *width, int *height)
{
  GtkWidget *widget = GTK_WIDGET (accessible), *parent = gtk_widget_get_parent (widget);
  GtkWidget *origin = parent != NULL ? parent : widget;
  graphene_rect_t box, around;

  if (!gtk_widget_get_realized (widget) || !gtk_widget_compute_bounds (widget, origin, &box) ||
      !gtk_widget_compute_bounds (origin, origin, &around))
    return FALSE;
  *x = (int) (box.origin.x - around.origin.x);
  *y = (int) (box.origin.y - around.origin.y);
  *width = (int) box.size.width;
  *height = (int) box.size.height;
  return TRUE;
}

__attribute__ ((constructor)) static void
start (void)
{
  gpointer widgets = g_type_class_ref (GTK_TYPE_WIDGET);
  /* By name: the project's own API ends before the function. */
  GtkAccessibleInterface *accessible = g_type_interface_peek (widgets, g_type_from_name ("GtkAccessible"));

  accessible->get_bounds = get_bounds;
}
