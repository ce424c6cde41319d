/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/content.h"
#include "ui/staff/guidelines.h"
#include "ui/staff/languages.h"
#include "ui/staff/log.h"
#include "ui/staff/page.h"
#include "ui/staff/terminal.h"
#include "ui/staff/usage.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/panels.h"
#include "ui/widgets/scroll.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tool.h"

#include <glib/gi18n.h>

struct _TiltasStaffPage
{
  TiltasPage parent_instance;
};

G_DEFINE_FINAL_TYPE (TiltasStaffPage, tiltas_staff_page, TILTAS_TYPE_PAGE)

typedef struct
{
  const char *name, *icon, *title;
  GtkWidget *(*build) (TiltasContext *context); /* NULL: a page of its own */
} Section;

static const Section SECTIONS[] = {
  { "content", "restart", N_ ("Content and updates"), tiltas_staff_content_new },
  { "help", "handshake", N_ ("Help a visitor"), NULL },
  { "languages", "globe", N_ ("Languages"), tiltas_staff_languages_new },
  { "guidelines", "books", N_ ("Guidelines for staff"), tiltas_staff_guidelines_new },
  { "terminal", "columns", N_ ("This terminal"), tiltas_staff_terminal_new },
  { "usage", "grid-plus", N_ ("Use"), tiltas_staff_usage_new },
  { "log", "shield-check", N_ ("Log and diagnosis"), tiltas_staff_log_new },
};

static const Section *
find_section (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (SECTIONS); i++)
    if (g_strcmp0 (SECTIONS[i].name, name) == 0)
      return &SECTIONS[i];
  return &SECTIONS[0];
}

static void
on_section (GtkButton *button, TiltasContext *context)
{
  tiltas_session_open_staff (context->session, g_object_get_data (G_OBJECT (button), "section"));
}

static GtkWidget *
section_button_new (TiltasContext *context, const Section *section, gboolean on, gboolean in_panel)
{
  const char *classes = in_panel ? (on ? "choice current" : "choice") : (on ? "section on" : "section");
  GtkWidget *button = gtk_button_new (), *line = tiltas_line_new (1.8, NULL);
  GtkWidget *label = tiltas_label_new (_ (section->title), NULL);

  tiltas_add_classes (button, classes);
  gtk_box_append (GTK_BOX (line), tiltas_icon_new (section->icon));
  gtk_widget_set_hexpand (label, context->landscape);
  gtk_box_append (GTK_BOX (line), label);
  gtk_button_set_child (GTK_BUTTON (button), line);
  tiltas_set_name (button, _ (section->title));
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_SELECTED, on, -1);
  g_object_set_data (G_OBJECT (button), "section", (gpointer) section->name);
  g_signal_connect (button, "clicked", G_CALLBACK (on_section), context);
  return button;
}

/* A way out of the staff area. */
static GtkWidget *
way_out_new (TiltasContext *context, const char *icon, const char *words, void (*leave) (TiltasSession *))
{
  GtkWidget *button = gtk_button_new (), *line = tiltas_line_new (1.8, NULL);

  gtk_widget_add_css_class (button, "section");
  gtk_box_append (GTK_BOX (line), tiltas_icon_new (icon));
  gtk_box_append (GTK_BOX (line), tiltas_label_new (words, NULL));
  gtk_button_set_child (GTK_BUTTON (button), line);
  tiltas_set_name (button, words);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (leave), context->session);
  return button;
}

/* Somebody has left a visit behind. */
static gboolean
has_visit (const TiltasContext *context)
{
  return tiltas_session_visitor_place (context->session)->kind != TILTAS_PLACE_WELCOME;
}

/* Back to where the visitor was, or to the welcome screen. */
static void
add_ways_out (TiltasContext *context, GtkBox *box)
{
  gtk_box_append (box, way_out_new (context, "back", _ ("Back to visitors"), tiltas_session_close_staff));
  if (has_visit (context))
    gtk_box_append (box, way_out_new (context, "close", _ ("End the visit"), tiltas_session_end));
}

/* ---- One button in place of the list ---- */

/* A narrow screen or large letters leave no room for the list: the open section's name at the top shows it. */
static gboolean
is_folded (const TiltasContext *context)
{
  gboolean large = tiltas_session_text_step (context->session) > 125;

  return context->narrow || (large && (context->compact || !context->landscape));
}

static void
on_unfold (GtkButton *button, TiltasContext *context)
{
  const Section *open = find_section (tiltas_session_place (context->session)->ref);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (column, "sectionlist");
  if (context->landscape)
    gtk_widget_set_layout_manager (column, tiltas_tile_layout_new (2, tiltas_context_px (context, 12), FALSE));
  for (gsize i = 0; i < G_N_ELEMENTS (SECTIONS); i++)
    gtk_box_append (GTK_BOX (column), section_button_new (context, &SECTIONS[i], &SECTIONS[i] == open, TRUE));
  tiltas_panel_open (context, GTK_WIDGET (button), _ ("Tiltas · for staff"), column);
}

static void
add_way_out_tool (TiltasContext *context,
                  GtkWidget *line,
                  const char *icon,
                  const char *words,
                  gboolean wordless,
                  void (*leave) (TiltasSession *))
{
  GtkWidget *tool = tiltas_tool_new (icon, wordless ? NULL : words, words);

  g_signal_connect_swapped (tool, "clicked", G_CALLBACK (leave), context->session);
  gtk_box_append (GTK_BOX (line), tool);
}

static GtkWidget *
folded_new (TiltasContext *context, const Section *open)
{
  GtkWidget *line = tiltas_line_new (1.2, "strip"), *fold = gtk_button_new (), *inside = tiltas_line_new (1.4, NULL);
  GtkWidget *title = tiltas_label_new (_ (open->title), NULL);

  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (inside), tiltas_icon_new (open->icon));
  gtk_box_append (GTK_BOX (inside), title);
  gtk_box_append (GTK_BOX (inside), tiltas_icon_new ("chevron-down"));
  gtk_button_set_child (GTK_BUTTON (fold), inside);
  gtk_widget_add_css_class (fold, "fold");
  gtk_widget_set_hexpand (fold, TRUE);
  tiltas_set_name (fold, _ (open->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (fold), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
  g_signal_connect (fold, "clicked", G_CALLBACK (on_unfold), context);
  gtk_box_append (GTK_BOX (line), fold);
  add_way_out_tool (context, line, "back", _ ("Back to visitors"), !context->landscape, tiltas_session_close_staff);
  if (has_visit (context))
    add_way_out_tool (context, line, "close", _ ("End the visit"), TRUE, tiltas_session_end);
  return line;
}

/* ---- Both ---- */

/* Design px. */
static int
side_width (const TiltasContext *context)
{
  int step = tiltas_session_text_step (context->session);

  if (context->compact)
    return 340;
  return step >= 200 ? 560 : step >= 150 ? 480 : 400;
}

static GtkWidget *
side_new (TiltasContext *context, const Section *open)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *sections = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroll = tiltas_scroll_new ();

  tiltas_add_classes (side, "side");
  tiltas_add_classes (sections, "sections");
  gtk_box_append (GTK_BOX (side), tiltas_label_new (_ ("Tiltas · for staff"), "name"));
  if (!context->landscape)
    gtk_widget_set_layout_manager (sections, tiltas_flow_layout_new (tiltas_context_px (context, 10)));
  for (guint i = 0; i < G_N_ELEMENTS (SECTIONS); i++)
    gtk_box_append (GTK_BOX (sections), section_button_new (context, &SECTIONS[i], &SECTIONS[i] == open, FALSE));

  if (context->landscape)
    {
      guint number = (guint) (open - SECTIONS);

      tiltas_scroll_set_child (TILTAS_SCROLL (scroll), sections);
      /* Where the list is longer than the screen, the open one is in sight, with some before it. */
      tiltas_scroll_set_position (TILTAS_SCROLL (scroll), number > 2 ? number - 2 : 0, 0);
      gtk_widget_set_vexpand (scroll, TRUE);
      gtk_box_append (GTK_BOX (side), scroll);
      add_ways_out (context, GTK_BOX (side));
      gtk_widget_set_size_request (side, tiltas_context_px (context, side_width (context)), -1);
    }
  else
    {
      g_object_ref_sink (scroll);
      g_object_unref (scroll);
      add_ways_out (context, GTK_BOX (sections));
      gtk_box_append (GTK_BOX (side), sections);
    }
  return side;
}

/* The heading and the cards are children of one box: the blocks by which the place knows how far it is scrolled. */
static GtkWidget *
body_new (TiltasContext *context, const Section *open)
{
  GtkWidget *scroll = tiltas_scroll_new (), *body = open->build (context);

  gtk_widget_add_css_class (body, "staffbody");
  if (!is_folded (context))
    gtk_box_prepend (GTK_BOX (body), tiltas_label_new (_ (open->title), "h1"));
  tiltas_scroll_set_child (TILTAS_SCROLL (scroll), body);
  gtk_widget_set_hexpand (scroll, TRUE);
  gtk_widget_set_vexpand (scroll, TRUE);
  return scroll;
}

static void
tiltas_staff_page_class_init (TiltasStaffPageClass *klass)
{
}

static void
tiltas_staff_page_init (TiltasStaffPage *self)
{
}

TiltasPage *
tiltas_staff_page_new (TiltasContext *context)
{
  TiltasStaffPage *self = g_object_new (TILTAS_TYPE_STAFF_PAGE, "context", context, NULL);
  const Section *open = find_section (tiltas_session_place (context->session)->ref);
  GtkWidget *halves = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *body = body_new (context, open);

  if (context->landscape && !is_folded (context))
    gtk_widget_set_layout_manager (halves, tiltas_line_layout_new (0));
  gtk_widget_set_vexpand (halves, TRUE);
  gtk_box_append (GTK_BOX (halves), is_folded (context) ? folded_new (context, open) : side_new (context, open));
  gtk_box_append (GTK_BOX (halves), body);
  gtk_widget_add_css_class (GTK_WIDGET (self), "staff");
  gtk_widget_set_parent (halves, GTK_WIDGET (self));
  tiltas_page_set_scrolled (TILTAS_PAGE (self), body);
  return TILTAS_PAGE (self);
}
