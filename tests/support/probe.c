/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded into the kiosk by tests: on SIGUSR1 the widget tree is written to $TILTAS_PROBE as JSON. What AT-SPI does
 * not tell (border boxes, missing glyphs, clipped lines, font sizes) is read here; the kiosk itself knows nothing of
 * it. With $TILTAS_FRAMES, the time of each painted frame is written there: CLOCK_MONOTONIC µs, one a line. */
#include <gtk/gtk.h>

#include <glib-unix.h>
#include <stdio.h>
#include <string.h>

static void
add_string (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, ",\"%s\":\"", name);
  for (const char *p = value; p != NULL && *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (out, "\\%c", *p);
    else if ((guchar) *p < 0x20)
      g_string_append_printf (out, "\\u%04x", (guchar) *p);
    else
      g_string_append_c (out, *p);
  g_string_append_c (out, '"');
}

static gboolean
is_interactive (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) || GTK_IS_EDITABLE (widget))
    return TRUE;
  if (!gtk_widget_get_focusable (widget) || GTK_IS_LABEL (widget) || GTK_IS_WINDOW (widget) ||
      GTK_IS_SCROLLED_WINDOW (widget))
    return FALSE;
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_GESTURE_CLICK (controller))
        return TRUE;
    }
  return FALSE;
}

/* The word inside which a line ends although no line may end there, or NULL. Transfer full. */
static char *
broken_word (PangoLayout *layout)
{
  const char *text = pango_layout_get_text (layout);
  int n;
  const PangoLogAttr *attributes = pango_layout_get_log_attrs_readonly (layout, &n);
  for (GSList *lines = pango_layout_get_lines_readonly (layout); lines != NULL; lines = lines->next)
    {
      const PangoLayoutLine *line = lines->data;
      const char *start = text + line->start_index, *end = start;
      if (start == text || attributes[g_utf8_pointer_to_offset (text, start)].is_line_break)
        continue;
      while (start > text && !g_ascii_isspace (start[-1]))
        start--;
      while (*end != '\0' && !g_ascii_isspace (*end))
        end++;
      return g_strndup (start, (gsize) (end - start));
    }
  return NULL;
}

static void
add_label (GString *out, GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  g_autofree char *broken = broken_word (layout);
  int width, height;
  pango_layout_get_pixel_size (layout, &width, &height);
  add_string (out, "broken", broken);
  g_string_append_printf (out, ",\"lines\":%d", pango_layout_get_line_count (layout));
  add_string (out, "text", gtk_label_get_text (label));
  g_string_append_printf (
    out, ",\"ellipsized\":%d,\"missing\":%d,\"text_width\":%d,\"text_height\":%d,\"selectable\":%d,\"markup\":%d",
    pango_layout_is_ellipsized (layout), pango_layout_get_unknown_glyphs_count (layout), width, height,
    gtk_label_get_selectable (label), gtk_label_get_use_markup (label));
}

static void
add_widget (GString *out, GtkWidget *widget, GtkWidget *top)
{
  graphene_rect_t box = GRAPHENE_RECT_INIT (0, 0, 0, 0);
  gboolean placed = gtk_widget_compute_bounds (widget, top, &box);
  PangoFontDescription *font = pango_context_get_font_description (gtk_widget_get_pango_context (widget));

  g_string_append_printf (out,
                          "{\"type\":\"%s\",\"x\":%.0f,\"y\":%.0f,\"width\":%.0f,\"height\":%.0f,\"placed\":%d,"
                          "\"interactive\":%d,\"sensitive\":%d,\"rtl\":%d,\"font\":%.1f",
                          G_OBJECT_TYPE_NAME (widget), (double) box.origin.x, (double) box.origin.y,
                          (double) box.size.width, (double) box.size.height, placed, is_interactive (widget),
                          gtk_widget_is_sensitive (widget), gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
                          pango_font_description_get_size (font) / (double) PANGO_SCALE);
  if (GTK_IS_LABEL (widget))
    add_label (out, GTK_LABEL (widget));
  if (GTK_IS_EDITABLE (widget))
    add_string (out, "typed", gtk_editable_get_text (GTK_EDITABLE (widget)));
  g_string_append (out, ",\"children\":[");
  gboolean first = TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child))
      {
        if (!first)
          g_string_append_c (out, ',');
        first = FALSE;
        add_widget (out, child, top);
      }
  g_string_append (out, "]}");
}

static gboolean
write_tree (gpointer path)
{
  g_autoptr (GString) out = g_string_new ("[");
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      if (!gtk_widget_get_mapped (window))
        continue;
      if (out->len > 1)
        g_string_append_c (out, ',');
      add_widget (out, window, window);
    }
  g_string_append (out, "]\n");
  g_file_set_contents (path, out->str, (gssize) out->len, NULL);
  return G_SOURCE_CONTINUE;
}

static gboolean
note_frame (GSignalInvocationHint *hint G_GNUC_UNUSED,
            guint n_values G_GNUC_UNUSED,
            const GValue *values G_GNUC_UNUSED,
            gpointer file)
{
  fprintf (file, "%" G_GINT64_FORMAT "\n", g_get_monotonic_time ());
  return TRUE;
}

static void
note_frames (const char *path)
{
  FILE *file = fopen (path, "w");

  if (file == NULL)
    return;
  setvbuf (file, NULL, _IOLBF, 0);
  g_type_class_unref (g_type_class_ref (GDK_TYPE_FRAME_CLOCK));
  g_signal_add_emission_hook (g_signal_lookup ("after-paint", GDK_TYPE_FRAME_CLOCK), 0, note_frame, file, NULL);
}

__attribute__ ((constructor)) static void
start (void)
{
  const char *path = g_getenv ("TILTAS_PROBE");
  if (path != NULL)
    g_unix_signal_add (SIGUSR1, write_tree, g_strdup (path));
  if (g_getenv ("TILTAS_FRAMES") != NULL)
    note_frames (g_getenv ("TILTAS_FRAMES"));
}
