/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/parts.h"

#include "ui/widgets/icon.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/text.h"

GtkWidget *
tiltas_staff_button_new (const char *word, const char *classes)
{
  GtkWidget *button = gtk_button_new (), *label = tiltas_label_new (word, NULL);

  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (label), 0.5f);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "btn");
  gtk_widget_add_css_class (button, "small-btn");
  tiltas_add_classes (button, classes);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  tiltas_set_name (button, word);
  return button;
}

GtkWidget *
tiltas_staff_choice_new (const char *word, gboolean on)
{
  GtkWidget *button = tiltas_staff_button_new (word, on ? "helpful" : "ghost");

  if (on)
    {
      GtkWidget *line = tiltas_line_new (1, NULL), *label = tiltas_label_new (word, NULL);
      gtk_box_append (GTK_BOX (line), tiltas_icon_new ("check"));
      gtk_box_append (GTK_BOX (line), label);
      gtk_button_set_child (GTK_BUTTON (button), line);
    }
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_PRESSED,
                               on ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  return button;
}

GtkWidget *
tiltas_staff_fact_new (TiltasContext *context, const char *name, const char *value)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (line, "fact");
  tiltas_staff_lay_fact (context, line);
  gtk_box_append (GTK_BOX (line), tiltas_label_new (name, "mute"));
  gtk_box_append (GTK_BOX (line), tiltas_label_new (value, NULL));
  return line;
}

GtkWidget *
tiltas_staff_flow_new (TiltasContext *context)
{
  GtkWidget *flow = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  tiltas_staff_lay_flow (context, flow);
  return flow;
}

void
tiltas_staff_lay_fact (TiltasContext *context, GtkWidget *box)
{
  if (tiltas_context_has_columns (context, 2))
    gtk_widget_set_layout_manager (box, tiltas_tile_layout_new (2, tiltas_context_px (context, 24), FALSE));
}

void
tiltas_staff_lay_flow (TiltasContext *context, GtkWidget *box)
{
  gtk_widget_set_layout_manager (box, tiltas_flow_layout_new (tiltas_context_px (context, 14)));
}

/* columns: the number of cards that are shown. */
static void
lay_columns (TiltasContext *context, GtkWidget *box, int columns)
{
  if (tiltas_staff_is_roomy (context))
    gtk_widget_set_layout_manager (box, tiltas_tile_layout_new (columns, tiltas_context_px (context, 24), FALSE));
}

void
tiltas_staff_lay_pair (TiltasContext *context, GtkWidget *box)
{
  lay_columns (context, box, 2);
}

void
tiltas_staff_pair_show (TiltasContext *context, GtkWidget *child, gboolean shown)
{
  gtk_widget_set_visible (child, shown);
  lay_columns (context, gtk_widget_get_parent (child), shown ? 2 : 1);
}

gboolean
tiltas_staff_is_roomy (const TiltasContext *context)
{
  return context->landscape && !context->compact && tiltas_session_text_step (context->session) <= 125;
}
