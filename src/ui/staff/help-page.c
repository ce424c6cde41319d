/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/help-page.h"

#include "base/language.h"
#include "ui/staff/pairs.h"
#include "ui/staff/parts.h"
#include "ui/widgets/choice-panels.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/scroll.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tool.h"

#include <glib/gi18n.h>

/* Help a visitor: the page on which the visitor stands, in the staff's language and the visitor's beside each other, or
 * below each other where two columns cannot hold their words. A touch on a paragraph marks it on both sides, to point
 * at. */
struct _TiltasStaffHelpPage
{
  TiltasPage parent_instance;

  TiltasPairs *pairs;
  GtkWidget *marked; /* the paragraph that was touched last, or NULL */
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

/* Another page of the visitor's begins at its top. */
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

/* word NULL: the pictogram alone. */
static void
add_tool (TiltasStaffHelpPage *self,
          GtkWidget *strip,
          const char *icon,
          const char *word,
          const char *name,
          GCallback clicked)
{
  GtkWidget *tool = tiltas_tool_new (icon, word, name);
  GtkWidget *label = gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (tool)));

  if (GTK_IS_LABEL (label))
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  g_signal_connect_swapped (tool, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (strip), tool);
}

/* One line of tools, so that the screen is for the text: where there is little room, with fewer words. */
static GtkWidget *
strip_new (TiltasStaffHelpPage *self)
{
  TiltasContext *context = get_context (self);
  GtkWidget *strip = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *visitor = tiltas_session_visitor_language (context->session);
  const char *autonym = tiltas_language_autonym (visitor);
  int step = tiltas_session_text_step (context->session);
  gboolean brief = context->narrow || context->compact || step > 125;
  gboolean wordless = context->narrow || tiltas_context_is_wordless (context) || (context->compact && step > 100);
  /* Translators: %s is the name of a language in itself. */
  g_autofree char *language = g_strdup_printf (_ ("Visitor’s language: %s"), autonym);

  gtk_widget_add_css_class (strip, "strip");
  gtk_widget_set_layout_manager (strip, tiltas_flow_layout_new (tiltas_context_px (context, context->narrow ? 8 : 16)));
  if (context->landscape && !brief)
    gtk_box_append (GTK_BOX (strip), tiltas_label_new (_ ("Tiltas · help a visitor"), "name"));
  add_tool (self, strip, "globe", brief ? autonym : language, language, G_CALLBACK (on_language));
  add_tool (self, strip, "open-book", wordless ? NULL : _ ("All pages"), _ ("All pages"), G_CALLBACK (on_list));
  add_tool (self, strip, "books", wordless ? NULL : _ ("Guidelines for staff"), _ ("Guidelines for staff"),
            G_CALLBACK (on_guidelines));
  add_tool (self, strip, "close", context->narrow && step > 125 ? NULL : _ ("End help"), _ ("End help"),
            G_CALLBACK (on_end));
  return strip;
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

/* Two labels beside each other, each half the width. The staff's side comes first in every language. */
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

/* Nobody has said yet which language the visitor reads: that comes first. */
static GtkWidget *
ask_language_new (TiltasStaffHelpPage *self)
{
  TiltasContext *context = get_context (self);
  const char *const *offered = tiltas_session_languages (context->session);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *flow = tiltas_staff_flow_new (context);

  gtk_widget_add_css_class (box, "asklanguage");
  gtk_box_append (GTK_BOX (box), tiltas_label_new (_ ("Which language does the visitor read?"), "strong"));
  for (guint i = 0; offered[i] != NULL; i++)
    {
      if (g_str_equal (offered[i], tiltas_context_language (context)))
        continue;
      const char *autonym = tiltas_language_autonym (offered[i]);
      GtkWidget *button = tiltas_staff_button_new (autonym, "ghost");
      g_object_set_data_full (G_OBJECT (button), "language", g_strdup (offered[i]), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (on_visitor_language), self);
      gtk_box_append (GTK_BOX (flow), button);
    }
  gtk_box_append (GTK_BOX (box), flow);
  return box;
}

/* The languages over their columns, and what holds for the whole of the visitor's. Below each other they are told apart
 * by their own look: only the note is left. */
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
on_previous (TiltasStaffHelpPage *self)
{
  go_card (self, -1);
}

static void
on_next (TiltasStaffHelpPage *self)
{
  go_card (self, 1);
}

/* A step to another card, with an arrow on the side where that lies. */
static GtkWidget *
step_new (TiltasContext *context, const char *word, const char *classes, const char *icon, gboolean arrow_first)
{
  GtkWidget *button = tiltas_staff_button_new (word, classes), *line = tiltas_line_new (1.4, NULL);
  GtkWidget *label, *arrow = tiltas_icon_new (icon);

  gtk_widget_add_css_class (button, "step");
  if (tiltas_context_is_wordless (context))
    {
      gtk_button_set_child (GTK_BUTTON (button), arrow);
      return button;
    }
  label = tiltas_label_new (word, NULL);
  gtk_box_append (GTK_BOX (line), arrow_first ? arrow : label);
  gtk_box_append (GTK_BOX (line), arrow_first ? label : arrow);
  gtk_button_set_child (GTK_BUTTON (button), line);
  return button;
}

static GtkWidget *
foot_new (TiltasStaffHelpPage *self)
{
  TiltasContext *context = get_context (self);
  const char *language = tiltas_context_language (context);
  GtkWidget *foot = tiltas_line_new (2, "helpfoot"), *middle;
  GtkWidget *previous = step_new (context, _ ("Previous card"), "ghost", "back", TRUE);
  GtkWidget *next = step_new (context, _ ("Next card"), "learn", "forward", FALSE);
  g_autofree char *number = tiltas_number_format (language, self->pairs->card + 1);
  g_autofree char *total = tiltas_number_format (language, self->pairs->n_cards);
  g_autofree char *words = g_strdup_printf (_ ("%s of %s"), number, total);

  gtk_widget_set_sensitive (previous, self->pairs->card > 0);
  gtk_widget_set_sensitive (next, self->pairs->card + 1 < self->pairs->n_cards);
  g_signal_connect_swapped (previous, "clicked", G_CALLBACK (on_previous), self);
  g_signal_connect_swapped (next, "clicked", G_CALLBACK (on_next), self);
  middle = tiltas_label_new (words, "small mute");
  gtk_widget_set_hexpand (middle, TRUE);
  gtk_label_set_xalign (GTK_LABEL (middle), 0.5f);
  gtk_widget_set_valign (middle, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (foot), previous);
  gtk_box_append (GTK_BOX (foot), middle);
  gtk_box_append (GTK_BOX (foot), next);
  return foot;
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
  G_OBJECT_CLASS (klass)->dispose = tiltas_staff_help_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = tiltas_staff_help_page_finalize;
}

static void
tiltas_staff_help_page_init (TiltasStaffHelpPage *self)
{
}

/* What stands beside the staff's language: the visitor's, and while nobody has said which that is, the first other one
 * that is offered. */
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
  const char *visitor = tiltas_session_visitor_language (context->session);
  GtkWidget *scroll = tiltas_scroll_new (), *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->pairs =
    tiltas_pairs_new (context, tiltas_session_visitor_place (context->session), tiltas_context_ladder (context),
                      tiltas_config_ladder (context->config, second_language (context)));
  tiltas_add_classes (GTK_WIDGET (self), "staff help-visitor");
  gtk_widget_set_parent (strip_new (self), GTK_WIDGET (self));
  gtk_widget_add_css_class (column, "pairs");
  if (g_str_equal (visitor, tiltas_context_language (context)))
    gtk_box_append (GTK_BOX (column), ask_language_new (self));
  gtk_box_append (GTK_BOX (column), head_new (self));
  for (guint i = 0; i < self->pairs->pairs->len; i++)
    gtk_box_append (GTK_BOX (column), pair_new (self, g_ptr_array_index (self->pairs->pairs, i)));
  tiltas_scroll_set_child (TILTAS_SCROLL (scroll), column);
  gtk_widget_set_vexpand (scroll, TRUE);
  gtk_widget_set_parent (scroll, GTK_WIDGET (self));
  tiltas_page_set_scrolled (TILTAS_PAGE (self), scroll);
  if (self->pairs->n_cards > 0)
    gtk_widget_set_parent (foot_new (self), GTK_WIDGET (self));
  return TILTAS_PAGE (self);
}
