/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/bars.h"

#include "base/language.h"
#include "store/reader-editions.h"
#include "store/reader-services.h"
#include "ui/widgets/children.h"
#include "ui/widgets/choice-panels.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/long-press.h"
#include "ui/widgets/mark.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tool.h"

#include <glib/gi18n.h>

/* Top bar */

struct _TiltasTopBar
{
  GtkWidget parent_instance;

  TiltasContext *context;
  GtkWidget *middle; /* GtkBox that takes the space between Back and the tools */
};

G_DEFINE_FINAL_TYPE (TiltasTopBar, tiltas_top_bar, GTK_TYPE_WIDGET)

static void
on_back_clicked (TiltasTopBar *self)
{
  tiltas_session_back (self->context->session);
}

static void
on_language_clicked (TiltasTopBar *self)
{
  tiltas_language_panel_open (self->context, GTK_WIDGET (self));
}

static void
on_text_size_clicked (TiltasTopBar *self)
{
  tiltas_text_size_panel_open (self->context, GTK_WIDGET (self));
}

static void
on_contrast_clicked (TiltasTopBar *self)
{
  TiltasSession *session = self->context->session;

  tiltas_session_set_high_contrast (session, !tiltas_session_high_contrast (session));
}

/* The word on the Back button: what the place below is. Transfer full. */
static char *
back_word (TiltasContext *context)
{
  const TiltasPlace *below = tiltas_session_place_below (context->session);

  switch (below != NULL ? below->kind : TILTAS_PLACE_HOME)
    {
    case TILTAS_PLACE_UNIT:
      return g_strdup (_ ("Lessons"));
    case TILTAS_PLACE_LESSON:
      return g_strdup (C_ ("back", "Lesson"));
    case TILTAS_PLACE_CATEGORIES:
      return g_strdup (_ ("All services"));
    case TILTAS_PLACE_CATEGORY:
      {
        g_autoptr (TiltasGroup) category =
          tiltas_reader_category (context->reader, below->ref, tiltas_context_ladder (context), NULL);

        return g_strdup (category != NULL ? category->title : _ ("All services"));
      }
    case TILTAS_PLACE_SERVICE:
      return g_strdup (C_ ("back", "Service"));
    case TILTAS_PLACE_SEARCH:
      return g_strdup (_ ("Search"));
    case TILTAS_PLACE_NEWS:
      return g_strdup (_ ("News"));
    case TILTAS_PLACE_WELCOME:
    case TILTAS_PLACE_HOME:
    default:
      return g_strdup (C_ ("back", "Home"));
    }
}

static GtkWidget *
back_button_new (TiltasTopBar *self)
{
  g_autofree char *word = back_word (self->context);
  /* Translators: name of the Back button for screen readers; %s is the page that it goes to. */
  g_autofree char *name = g_strdup_printf (_ ("Back: %s"), word);
  GtkWidget *button = tiltas_tool_new ("back", tiltas_context_is_wordless (self->context) ? NULL : word, name);
  GtkWidget *label = gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (button)));

  /* A long name of a category may take two lines; the other tools keep theirs. */
  if (GTK_IS_LABEL (label))
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_back_clicked), self);
  return button;
}

static GtkWidget *
brand_new (TiltasContext *context)
{
  GtkWidget *brand = tiltas_line_new (1.8, NULL), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (brand, "brand");
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), tiltas_label_new ("Tiltas", "name"));
  if (context->branch != NULL)
    {
      GtkWidget *branch = tiltas_content_label_new ("lt", context->branch->name);

      tiltas_add_classes (branch, "small mute");
      gtk_box_append (GTK_BOX (words), branch);
    }
  gtk_box_append (GTK_BOX (brand), tiltas_mark_new ());
  gtk_box_append (GTK_BOX (brand), words);
  /* Large letters on a narrow screen leave room for the mark and the tools only. */
  gtk_widget_set_visible (words, !context->narrow || tiltas_session_text_step (context->session) < 150);
  tiltas_long_press_add (brand, context, tiltas_context_open_staff);
  return brand;
}

static GtkWidget *
text_size_button_new (void)
{
  GtkWidget *button = tiltas_tool_new (NULL, NULL, _ ("Text size"));
  GtkWidget *box = gtk_button_get_child (GTK_BUTTON (button)), *big = gtk_label_new ("A");

  gtk_box_append (GTK_BOX (box), gtk_label_new ("A"));
  gtk_widget_add_css_class (big, "big");
  gtk_box_append (GTK_BOX (box), big);
  gtk_widget_set_direction (box, GTK_TEXT_DIR_LTR);
  return button;
}

static void
append_tool (TiltasTopBar *self, GtkWidget *tool, GCallback clicked)
{
  g_signal_connect_swapped (tool, "clicked", clicked, self);
  gtk_widget_set_parent (tool, GTK_WIDGET (self));
}

static void
tiltas_top_bar_dispose (GObject *object)
{
  tiltas_children_unparent (GTK_WIDGET (object));
  G_OBJECT_CLASS (tiltas_top_bar_parent_class)->dispose (object);
}

static void
tiltas_top_bar_class_init (TiltasTopBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tiltas_top_bar_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "topbar");
}

static void
tiltas_top_bar_init (TiltasTopBar *self)
{
  self->middle = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_hexpand (self->middle, TRUE);
  gtk_widget_set_parent (self->middle, GTK_WIDGET (self));
}

void
tiltas_top_bar_bind (TiltasTopBar *self, TiltasContext *context)
{
  g_return_if_fail (TILTAS_IS_TOP_BAR (self));

  const char *autonym = tiltas_language_autonym (tiltas_session_language (context->session));
  /* Translators: name of the language button for screen readers; %s is a language's own name. */
  g_autofree char *name = g_strdup_printf (_ ("Language: %s"), autonym);
  GtkWidget *start, *contrast;

  self->context = context;
  gtk_widget_set_layout_manager (GTK_WIDGET (self), tiltas_line_layout_new (context->narrow ? 1.2 : 2));
  start =
    tiltas_session_place (context->session)->kind == TILTAS_PLACE_HOME ? brand_new (context) : back_button_new (self);
  gtk_widget_insert_after (start, GTK_WIDGET (self), NULL);
  /* Pages other than home have no mark: there the empty part of the bar takes the long press. */
  tiltas_long_press_add (self->middle, context, tiltas_context_open_staff);

  append_tool (self, tiltas_tool_new ("globe", autonym, name), G_CALLBACK (on_language_clicked));
  append_tool (self, text_size_button_new (), G_CALLBACK (on_text_size_clicked));
  contrast = tiltas_tool_new ("contrast", NULL, _ ("High contrast"));
  gtk_accessible_update_state (
    GTK_ACCESSIBLE (contrast), GTK_ACCESSIBLE_STATE_PRESSED,
    tiltas_session_high_contrast (context->session) ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  append_tool (self, contrast, G_CALLBACK (on_contrast_clicked));
}

void
tiltas_top_bar_set_center (TiltasTopBar *self, GtkWidget *center)
{
  g_return_if_fail (TILTAS_IS_TOP_BAR (self));

  GtkWidget *old = gtk_widget_get_first_child (self->middle);

  if (old != NULL)
    gtk_box_remove (GTK_BOX (self->middle), old);
  if (center != NULL)
    {
      gtk_widget_set_hexpand (center, TRUE);
      gtk_box_append (GTK_BOX (self->middle), center);
    }
}

/* Bottom bar */

struct _TiltasBottomBar
{
  GtkWidget parent_instance;

  GtkWidget *note;
};

G_DEFINE_FINAL_TYPE (TiltasBottomBar, tiltas_bottom_bar, GTK_TYPE_WIDGET)

GtkWidget *
tiltas_finish_button_new (TiltasContext *context)
{
  GtkWidget *button = tiltas_tool_new ("restart", _ ("Finish"), NULL);

  gtk_widget_remove_css_class (button, "tool");
  tiltas_add_classes (button, "btn ghost");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (tiltas_session_end), context->session);
  return button;
}

static void
tiltas_bottom_bar_dispose (GObject *object)
{
  tiltas_children_unparent (GTK_WIDGET (object));
  G_OBJECT_CLASS (tiltas_bottom_bar_parent_class)->dispose (object);
}

static void
tiltas_bottom_bar_class_init (TiltasBottomBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tiltas_bottom_bar_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "bottombar");
}

static void
tiltas_bottom_bar_init (TiltasBottomBar *self)
{
  self->note = tiltas_label_new (NULL, "small mute");
  gtk_widget_set_hexpand (self->note, TRUE);
  gtk_widget_set_parent (self->note, GTK_WIDGET (self));
}

/* "Updated 20 November 2026", or NULL. Transfer full. */
static char *
content_note (TiltasContext *context)
{
  gint64 published = context->reader != NULL ? tiltas_reader_published (context->reader) : 0;

  if (published <= 0)
    return NULL;

  TiltasLocalTime day = tiltas_local_time (published);
  g_autofree char *iso = g_strdup_printf ("%04d-%02d-%02d", day.year, day.month, day.day);
  g_autofree char *date = tiltas_date_format (tiltas_context_language (context), iso);
  /* Translators: %s is the date of the newest content. */
  return g_strdup_printf (_ ("Updated %s"), date);
}

void
tiltas_bottom_bar_bind (TiltasBottomBar *self, TiltasContext *context)
{
  g_return_if_fail (TILTAS_IS_BOTTOM_BAR (self));

  g_autofree char *note = content_note (context);

  gtk_widget_set_layout_manager (GTK_WIDGET (self), tiltas_line_layout_new (2));
  tiltas_bottom_bar_set_note (self, note);
  gtk_widget_set_parent (tiltas_finish_button_new (context), GTK_WIDGET (self));
}

void
tiltas_bottom_bar_set_note (TiltasBottomBar *self, const char *note)
{
  g_return_if_fail (TILTAS_IS_BOTTOM_BAR (self));

  gtk_label_set_text (GTK_LABEL (self->note), note != NULL ? note : "");
}
