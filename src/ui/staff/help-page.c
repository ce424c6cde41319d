/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/help-page.h"

#include "base/language.h"
#include "ui/staff/pairs.h"
#include "ui/staff/parts.h"
#include "ui/widgets/choice-panels.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tool.h"

#include <glib/gi18n.h>

struct _TiltasStaffHelpPage
{
  TiltasPage parent_instance;

  TiltasPairs *pairs;
  GtkWidget *marked; /* the paragraph that was touched last, or NULL */
  GtkWidget *strip, *name;
  GtkWidget *column, *ask, *languages;
  GtkWidget *foot, *previous, *previous_line, *previous_label, *count, *next, *next_line, *next_label;
};

G_DEFINE_FINAL_TYPE (TiltasStaffHelpPage, tiltas_staff_help_page, TILTAS_TYPE_PAGE)

static TiltasContext *
get_context (TiltasStaffHelpPage *self)
{
  return tiltas_page_context (TILTAS_PAGE (self));
}

/* ---- Strip at the top ---- */

static void
on_language (TiltasStaffHelpPage *self)
{
  tiltas_language_panel_open (get_context (self), GTK_WIDGET (self));
}

static void
on_visitor_language (GtkButton *button, TiltasStaffHelpPage *self)
{
  g_autofree char *language = g_strdup (g_object_get_data (G_OBJECT (button), "language"));

  tiltas_session_set_visitor_language (get_context (self)->session, language);
}

/* Goes to another page of the visitor's, from its top. */
static void
go (TiltasStaffHelpPage *self, TiltasPlaceKind kind, const char *ref)
{
  TiltasPlace *own = tiltas_page_place (TILTAS_PAGE (self));

  own->first_block = 0;
  own->block_offset = 0;
  tiltas_session_visitor_go (get_context (self)->session, tiltas_place_new (kind, ref));
}

static void
on_list (TiltasStaffHelpPage *self)
{
  go (self, TILTAS_PLACE_HOME, NULL);
}

static void
on_guidelines (TiltasStaffHelpPage *self)
{
  tiltas_session_open_staff (get_context (self)->session, "guidelines");
}

static void
on_end (TiltasStaffHelpPage *self)
{
  tiltas_session_close_staff (get_context (self)->session);
}

/* A button of the strip. word NULL: the pictogram alone; name: for screen readers. */
typedef struct
{
  const char *icon, *word, *name;
  void (*on_clicked) (TiltasStaffHelpPage *self);
} Tool;

static void
add_tool (TiltasStaffHelpPage *self, const Tool *tool)
{
  GtkWidget *button = tiltas_tool_new (tool->icon, tool->word, tool->name);
  GtkWidget *label = gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (button)));

  if (GTK_IS_LABEL (label))
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (tool->on_clicked), self);
  gtk_box_append (GTK_BOX (self->strip), button);
}

/* Where there is little room the tools have fewer words, so that most of the screen is for the text. */
static void
fill_strip (TiltasStaffHelpPage *self, TiltasContext *context)
{
  const char *autonym = tiltas_language_autonym (tiltas_session_visitor_language (context->session));
  int step = tiltas_session_text_step (context->session);
  gboolean brief = context->narrow || context->compact || step > 125;
  gboolean wordless = context->narrow || tiltas_context_is_wordless (context) || (context->compact && step > 100);
  /* Translators: %s is the name of a language in itself. */
  g_autofree char *language = g_strdup_printf (_ ("Visitor’s language: %s"), autonym);
  const char *list = _ ("All pages"), *guidelines = _ ("Guidelines for staff"), *end = _ ("End help");
  const Tool tools[] = {
    { "globe", brief ? autonym : language, language, on_language },
    { "open-book", wordless ? NULL : list, list, on_list },
    { "books", wordless ? NULL : guidelines, guidelines, on_guidelines },
    { "close", context->narrow && step > 125 ? NULL : end, end, on_end },
  };

  gtk_widget_set_layout_manager (self->strip,
                                 tiltas_flow_layout_new (tiltas_context_px (context, context->narrow ? 8 : 16)));
  gtk_widget_set_visible (self->name, context->landscape && !brief);
  for (gsize i = 0; i < G_N_ELEMENTS (tools); i++)
    add_tool (self, &tools[i]);
}

/* ---- Pairs ---- */

static void
on_pair (GtkButton *button, TiltasStaffHelpPage *self)
{
  const TiltasPair *pair = g_object_get_data (G_OBJECT (button), "pair");

  if (pair->place != NULL)
    {
      go (self, pair->place->kind, pair->place->ref);
      return;
    }
  if (self->marked != NULL)
    gtk_widget_remove_css_class (self->marked, "on");
  self->marked = GTK_WIDGET (button);
  gtk_widget_add_css_class (self->marked, "on");
  gtk_widget_activate_action (self->marked, "win.note-change", NULL);
}

static GtkWidget *
side_new (const char *lang, const char *text, const char *classes)
{
  GtkWidget *label = tiltas_content_paragraph_new (lang, text);

  tiltas_add_classes (label, classes);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  return label;
}

/* Two widgets, each half as wide as the page; below each other where two columns have no room. The staff's side is the
 * left one in every language. */
static GtkWidget *
halves_new (TiltasStaffHelpPage *self, GtkWidget *first, GtkWidget *second)
{
  GtkWidget *halves = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gboolean beside = tiltas_context_has_columns (get_context (self), 2);

  gtk_widget_set_layout_manager (halves, tiltas_tile_layout_new (beside ? 2 : 1, 0, FALSE));
  gtk_widget_set_direction (halves, GTK_TEXT_DIR_LTR);
  tiltas_add_classes (halves, beside ? "halves" : "halves stacked");
  gtk_widget_add_css_class (first, "first");
  gtk_widget_add_css_class (second, "second");
  gtk_box_append (GTK_BOX (halves), first);
  gtk_box_append (GTK_BOX (halves), second);
  return halves;
}

static GtkWidget *
pair_new (TiltasStaffHelpPage *self, const TiltasPair *pair)
{
  static const char *const CLASSES[] = { "", "h2", "strong" };
  GtkWidget *button = gtk_button_new ();
  g_autofree char *name =
    g_strdup_printf ("%s; %s", pair->first != NULL ? pair->first : "–", pair->second != NULL ? pair->second : "–");

  gtk_widget_add_css_class (button, "pair");
  gtk_button_set_child (GTK_BUTTON (button),
                        halves_new (self, side_new (self->pairs->first_lang, pair->first, CLASSES[pair->kind]),
                                    side_new (self->pairs->second_lang, pair->second, CLASSES[pair->kind])));
  tiltas_set_name (button, name);
  g_object_set_data (G_OBJECT (button), "pair", (gpointer) pair);
  g_signal_connect (button, "clicked", G_CALLBACK (on_pair), self);
  return button;
}

/* While nobody has said which language the visitor reads, the page asks for it first. */
static void
fill_ask (TiltasStaffHelpPage *self, TiltasContext *context)
{
  const char *const *offered = tiltas_session_languages (context->session);
  const char *staff = tiltas_context_language (context);

  if (!g_str_equal (tiltas_session_visitor_language (context->session), staff))
    return;
  tiltas_staff_lay_flow (context, self->languages);
  gtk_widget_set_visible (self->ask, TRUE);
  for (guint i = 0; offered[i] != NULL; i++)
    {
      if (g_str_equal (offered[i], staff))
        continue;
      GtkWidget *button = tiltas_staff_button_new (tiltas_language_autonym (offered[i]), "ghost");
      g_object_set_data_full (G_OBJECT (button), "language", g_strdup (offered[i]), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (on_visitor_language), self);
      gtk_box_append (GTK_BOX (self->languages), button);
    }
}

/* The names of the languages over their columns, and the note about the translation that the visitor reads. Where the
 * languages stand below each other they look different enough: only the note is left. */
static GtkWidget *
head_new (TiltasStaffHelpPage *self)
{
  GtkWidget *first =
    side_new (self->pairs->first_lang, tiltas_language_autonym (self->pairs->first_lang), "small mute strong");
  GtkWidget *second =
    side_new (self->pairs->second_lang, tiltas_language_autonym (self->pairs->second_lang), "small mute strong");
  GtkWidget *visitor = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *head = halves_new (self, first, visitor);
  gboolean beside = tiltas_context_has_columns (get_context (self), 2);

  gtk_widget_set_visible (first, beside);
  gtk_widget_set_visible (second, beside);
  gtk_widget_set_visible (head, beside || self->pairs->machine);
  gtk_box_append (GTK_BOX (visitor), second);
  if (self->pairs->machine)
    gtk_box_append (GTK_BOX (visitor),
                    tiltas_label_new (_ ("Automatic translation, not yet checked by a person"), "small mute pairnote"));

  gtk_widget_add_css_class (head, "pairhead");
  return head;
}

/* ---- Cards of a lesson ---- */

static void
go_card (TiltasStaffHelpPage *self, int step)
{
  TiltasContext *context = get_context (self);
  TiltasPlace *place = tiltas_session_visitor_place (context->session);

  place->card = (guint) CLAMP ((int) self->pairs->card + step, 0, (int) self->pairs->n_cards - 1);
  place->first_block = 0;
  place->block_offset = 0;
  tiltas_session_open_staff (context->session, "help");
}

static void
on_previous_clicked (TiltasStaffHelpPage *self)
{
  go_card (self, -1);
}

static void
on_next_clicked (TiltasStaffHelpPage *self)
{
  go_card (self, 1);
}

/* Where there is no room for its word, a step has its arrow alone. */
static void
show_step (TiltasStaffHelpPage *self, GtkWidget *line, GtkWidget *label)
{
  gboolean wordless = tiltas_context_is_wordless (get_context (self));

  gtk_widget_set_visible (label, !wordless);
  gtk_widget_set_halign (line, wordless ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
}

static void
fill_foot (TiltasStaffHelpPage *self)
{
  const char *language = tiltas_context_language (get_context (self));
  g_autofree char *number = tiltas_number_format (language, self->pairs->card + 1);
  g_autofree char *total = tiltas_number_format (language, self->pairs->n_cards);
  g_autofree char *words = g_strdup_printf (_ ("%s of %s"), number, total);

  gtk_widget_set_visible (self->foot, self->pairs->n_cards > 0);
  gtk_widget_set_sensitive (self->previous, self->pairs->card > 0);
  gtk_widget_set_sensitive (self->next, self->pairs->card + 1 < self->pairs->n_cards);
  gtk_label_set_text (GTK_LABEL (self->count), words);
  show_step (self, self->previous_line, self->previous_label);
  show_step (self, self->next_line, self->next_label);
}

static void
tiltas_staff_help_page_dispose (GObject *object)
{
  TILTAS_STAFF_HELP_PAGE (object)->marked = NULL;
  G_OBJECT_CLASS (tiltas_staff_help_page_parent_class)->dispose (object);
}

static void
tiltas_staff_help_page_finalize (GObject *object)
{
  g_clear_pointer (&TILTAS_STAFF_HELP_PAGE (object)->pairs, tiltas_pairs_free);
  G_OBJECT_CLASS (tiltas_staff_help_page_parent_class)->finalize (object);
}

static void
tiltas_staff_help_page_class_init (TiltasStaffHelpPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tiltas_staff_help_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = tiltas_staff_help_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/staff/help-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffHelpPage, ask);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffHelpPage, column);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffHelpPage, count);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffHelpPage, foot);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffHelpPage, languages);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffHelpPage, name);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffHelpPage, next);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffHelpPage, next_label);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffHelpPage, next_line);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffHelpPage, previous);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffHelpPage, previous_label);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffHelpPage, previous_line);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffHelpPage, strip);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_previous_clicked);
}

static void
tiltas_staff_help_page_init (TiltasStaffHelpPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->foot, tiltas_line_layout_new (2));
  gtk_widget_set_layout_manager (self->previous_line, tiltas_line_layout_new (1.4));
  gtk_widget_set_layout_manager (self->next_line, tiltas_line_layout_new (1.4));
}

/* The language beside the staff's: the visitor's; while nobody has said which that is, another one that is offered. */
static const char *
second_language (TiltasContext *context)
{
  const char *const *offered = tiltas_session_languages (context->session);
  const char *visitor = tiltas_session_visitor_language (context->session), *staff = tiltas_context_language (context);

  for (guint i = 0; g_str_equal (visitor, staff) && offered[i] != NULL; i++)
    visitor = offered[i];
  return visitor;
}

TiltasPage *
tiltas_staff_help_page_new (TiltasContext *context)
{
  TiltasStaffHelpPage *self = g_object_new (TILTAS_TYPE_STAFF_HELP_PAGE, "context", context, NULL);

  self->pairs =
    tiltas_pairs_new (context, tiltas_session_visitor_place (context->session), tiltas_context_ladder (context),
                      tiltas_config_ladder (context->config, second_language (context)));
  fill_strip (self, context);
  fill_ask (self, context);
  gtk_box_append (GTK_BOX (self->column), head_new (self));
  for (guint i = 0; i < self->pairs->pairs->len; i++)
    gtk_box_append (GTK_BOX (self->column), pair_new (self, g_ptr_array_index (self->pairs->pairs, i)));
  fill_foot (self);
  return TILTAS_PAGE (self);
}
