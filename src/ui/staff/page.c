/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/page.h"

#include "ui/staff/content.h"
#include "ui/staff/guidelines.h"
#include "ui/staff/languages.h"
#include "ui/staff/log.h"
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

  GtkWidget *halves, *scroll;
  GtkWidget *side;                                              /* has the list of sections */
  GtkWidget *strip, *fold, *fold_line, *fold_icon, *fold_title; /* has a button in place of the list */
};

G_DEFINE_FINAL_TYPE (TiltasStaffPage, tiltas_staff_page, TILTAS_TYPE_PAGE)

typedef struct
{
  const char *name, *icon, *title;
  GtkWidget *(*build) (TiltasContext *context); /* makes the section; NULL: it has a page of its own */
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

/* TRUE while a visit goes on, which staff may end. */
static gboolean
has_visit (const TiltasContext *context)
{
  return tiltas_session_visitor_place (context->session)->kind != TILTAS_PLACE_WELCOME;
}

/* Adds the ways out of the staff area. */
static void
add_ways_out (TiltasContext *context, GtkBox *box)
{
  gtk_box_append (box, way_out_new (context, "back", _ ("Back to visitors"), tiltas_session_close_staff));
  if (has_visit (context))
    gtk_box_append (box, way_out_new (context, "close", _ ("End the visit"), tiltas_session_end));
}

/* ---- One button in place of the list ---- */

/* TRUE where a narrow screen or a large text size leaves no room for the list: a button with the name of the open
 * section opens it in a panel. */
static gboolean
is_folded (const TiltasContext *context)
{
  gboolean large = tiltas_session_text_step (context->session) > 125;

  return context->narrow || (large && (context->compact || !context->landscape));
}

static void
on_fold_clicked (TiltasStaffPage *self)
{
  TiltasContext *context = tiltas_page_context (TILTAS_PAGE (self));
  const Section *open = find_section (tiltas_session_place (context->session)->ref);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (column, "sectionlist");
  if (context->landscape)
    gtk_widget_set_layout_manager (column, tiltas_tile_layout_new (2, tiltas_context_px (context, 12), FALSE));
  for (gsize i = 0; i < G_N_ELEMENTS (SECTIONS); i++)
    gtk_box_append (GTK_BOX (column), section_button_new (context, &SECTIONS[i], &SECTIONS[i] == open, TRUE));
  tiltas_panel_open (context, self->fold, _ ("Tiltas · for staff"), column);
}

/* Adds a way out of the staff area; wordless: the pictogram alone is shown. */
static void
add_way_out (TiltasStaffPage *self,
             const char *icon,
             const char *words,
             gboolean wordless,
             void (*leave) (TiltasSession *))
{
  GtkWidget *tool = tiltas_tool_new (icon, wordless ? NULL : words, words);

  g_signal_connect_swapped (tool, "clicked", G_CALLBACK (leave), tiltas_page_context (TILTAS_PAGE (self))->session);
  gtk_box_append (GTK_BOX (self->strip), tool);
}

static void
fill_strip (TiltasStaffPage *self, TiltasContext *context, const Section *open)
{
  tiltas_icon_set_name (TILTAS_ICON (self->fold_icon), open->icon);
  gtk_label_set_text (GTK_LABEL (self->fold_title), _ (open->title));
  add_way_out (self, "back", _ ("Back to visitors"), !context->landscape, tiltas_session_close_staff);
  if (has_visit (context))
    add_way_out (self, "close", _ ("End the visit"), TRUE, tiltas_session_end);
}

/* ---- The list ---- */

/* In design px. */
static int
side_width (const TiltasContext *context)
{
  int step = tiltas_session_text_step (context->session);

  if (context->compact)
    return 340;
  return step >= 200 ? 560 : step >= 150 ? 480 : 400;
}

/* In landscape the list scrolls, and the ways out stay in sight below it. open: index of the open section. */
static void
fill_side_landscape (TiltasStaffPage *self, TiltasContext *context, GtkWidget *sections, guint open)
{
  GtkWidget *scroll = tiltas_scroll_new ();

  tiltas_scroll_set_child (TILTAS_SCROLL (scroll), sections);
  /* Where the list is longer than the screen, the open section is in sight, with some before it. */
  tiltas_scroll_set_position (TILTAS_SCROLL (scroll), open > 2 ? open - 2 : 0, 0);
  gtk_widget_set_vexpand (scroll, TRUE);
  gtk_box_append (GTK_BOX (self->side), scroll);
  add_ways_out (context, GTK_BOX (self->side));
  gtk_widget_set_size_request (self->side, tiltas_context_px (context, side_width (context)), -1);
}

static void
fill_side (TiltasStaffPage *self, TiltasContext *context, const Section *open)
{
  GtkWidget *sections = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (sections, "sections");
  for (guint i = 0; i < G_N_ELEMENTS (SECTIONS); i++)
    gtk_box_append (GTK_BOX (sections), section_button_new (context, &SECTIONS[i], &SECTIONS[i] == open, FALSE));
  if (context->landscape)
    fill_side_landscape (self, context, sections, (guint) (open - SECTIONS));
  else
    {
      gtk_widget_set_layout_manager (sections, tiltas_flow_layout_new (tiltas_context_px (context, 10)));
      add_ways_out (context, GTK_BOX (sections));
      gtk_box_append (GTK_BOX (self->side), sections);
    }
}

static void
tiltas_staff_page_class_init (TiltasStaffPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/staff/page.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffPage, fold);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffPage, fold_icon);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffPage, fold_line);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffPage, fold_title);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffPage, halves);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffPage, scroll);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffPage, side);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffPage, strip);
  gtk_widget_class_bind_template_callback (widget_class, on_fold_clicked);
}

static void
tiltas_staff_page_init (TiltasStaffPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->strip, tiltas_line_layout_new (1.2));
  gtk_widget_set_layout_manager (self->fold_line, tiltas_line_layout_new (1.4));
}

TiltasPage *
tiltas_staff_page_new (TiltasContext *context)
{
  TiltasStaffPage *self = g_object_new (TILTAS_TYPE_STAFF_PAGE, "context", context, NULL);
  const Section *open = find_section (tiltas_session_place (context->session)->ref);
  GtkWidget *body = open->build (context);
  gboolean folded = is_folded (context);

  if (folded)
    fill_strip (self, context, open);
  else
    fill_side (self, context, open);
  gtk_widget_set_visible (self->strip, folded);
  gtk_widget_set_visible (self->side, !folded);
  if (context->landscape && !folded)
    gtk_widget_set_layout_manager (self->halves, tiltas_line_layout_new (0));
  /* The heading and the cards are children of one box: by them the place knows how far the page is scrolled. */
  gtk_widget_add_css_class (body, "staffbody");
  if (!folded)
    gtk_box_prepend (GTK_BOX (body), tiltas_label_new (_ (open->title), "h1"));
  tiltas_scroll_set_child (TILTAS_SCROLL (self->scroll), body);
  return TILTAS_PAGE (self);
}
