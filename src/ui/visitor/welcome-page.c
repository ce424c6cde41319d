/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/welcome-page.h"

#include "base/language.h"
#include "kiosk/language-runtime.h"
#include "ui/visitor/greeting.h"
#include "ui/widgets/choice-panels.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/long-press.h"
#include "ui/widgets/mark.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

#define SHOWN_MOST 12
#define FEW 4 /* up to so many languages get bigger tiles */
#define GREETING_SECONDS 3
#define NATIONAL_LIBRARY "Lietuvos nacionalinė Martyno Mažvydo biblioteka"

struct _TiltasWelcomePage
{
  TiltasPage parent_instance;

  GtkWidget *halves, *greeting_half, *brand, *greeting, *hosts, *languages;
  guint turn;        /* index of the language that greets */
  guint source;      /* timer that changes it */
  guint n_preloaded; /* languages whose fonts are open */
  guint preload_source;
};

G_DEFINE_FINAL_TYPE (TiltasWelcomePage, tiltas_welcome_page, TILTAS_TYPE_PAGE)

static void
greet (TiltasWelcomePage *self)
{
  TiltasContext *context = tiltas_page_context (TILTAS_PAGE (self));
  const char *language = tiltas_session_languages (context->session)[self->turn];

  tiltas_greeting_set (TILTAS_GREETING (self->greeting), language, tiltas_translate_in (language, N_ ("Welcome")),
                       tiltas_translate_in (language, N_ ("Touch your language")));
}

static gboolean
on_turn (gpointer data)
{
  TiltasWelcomePage *self = data;
  TiltasContext *context = tiltas_page_context (TILTAS_PAGE (self));

  self->turn = (self->turn + 1) % g_strv_length ((GStrv) tiltas_session_languages (context->session));
  greet (self);
  return G_SOURCE_CONTINUE;
}

/* Opens the fonts of one language, while the program is idle. */
static gboolean
on_preload (gpointer data)
{
  TiltasWelcomePage *self = data;
  const char *language =
    tiltas_session_languages (tiltas_page_context (TILTAS_PAGE (self))->session)[self->n_preloaded++];

  if (language == NULL)
    {
      self->preload_source = 0;
      return G_SOURCE_REMOVE;
    }
  tiltas_greeting_preload (TILTAS_GREETING (self->greeting), language, tiltas_translate_in (language, "Welcome"),
                           tiltas_translate_in (language, "Touch your language"));
  return G_SOURCE_CONTINUE;
}

static void
on_map (TiltasWelcomePage *self)
{
  if (self->preload_source == 0 && self->n_preloaded == 0)
    self->preload_source = g_idle_add_full (G_PRIORITY_LOW, on_preload, self, NULL);
}

static void
on_language_clicked (GtkButton *button, TiltasContext *context)
{
  g_autofree char *language = g_strdup (g_object_get_data (G_OBJECT (button), "language"));

  tiltas_session_set_language (context->session, language);
  tiltas_session_go (context->session, tiltas_place_new (TILTAS_PLACE_HOME, NULL));
}

static void
on_more_clicked (GtkButton *button, TiltasContext *context)
{
  tiltas_language_panel_open (context, GTK_WIDGET (button));
}

static GtkWidget *
language_tile_new (const char *language, const char *title, const char *small)
{
  GtkWidget *tile = gtk_button_new (), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = tiltas_content_label_new (language, title), *greeting = tiltas_content_label_new (language, small);

  gtk_widget_add_css_class (tile, "lang");
  gtk_widget_add_css_class (name, "title");
  gtk_widget_add_css_class (greeting, "mute");
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (words), greeting);
  /* Each tile is aligned from left, whatever the direction of the page. */
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (greeting), 0);
  gtk_label_set_justify (GTK_LABEL (name), GTK_JUSTIFY_LEFT);
  gtk_label_set_justify (GTK_LABEL (greeting), GTK_JUSTIFY_LEFT);
  gtk_widget_set_halign (name, GTK_ALIGN_START);
  gtk_widget_set_halign (greeting, GTK_ALIGN_START);
  gtk_button_set_child (GTK_BUTTON (tile), words);
  tiltas_set_name (tile, title);
  return tile;
}

static void
add_languages (TiltasWelcomePage *self, TiltasContext *context)
{
  const char *const *languages = tiltas_session_languages (context->session);

  for (guint i = 0; languages[i] != NULL && i < SHOWN_MOST; i++)
    {
      GtkWidget *tile = language_tile_new (languages[i], tiltas_language_autonym (languages[i]),
                                           tiltas_translate_in (languages[i], "Welcome"));

      g_object_set_data_full (G_OBJECT (tile), "language", g_strdup (languages[i]), g_free);
      g_signal_connect (tile, "clicked", G_CALLBACK (on_language_clicked), context);
      gtk_box_append (GTK_BOX (self->languages), tile);
    }
  if (g_strv_length ((GStrv) languages) > SHOWN_MOST)
    {
      const char *english = tiltas_translate_in ("en", N_ ("More languages"));
      GtkWidget *tile = language_tile_new (tiltas_context_language (context), _ ("More languages"),
                                           g_str_equal (tiltas_context_language (context), "en") ? NULL : english);

      g_signal_connect (tile, "clicked", G_CALLBACK (on_more_clicked), context);
      gtk_box_append (GTK_BOX (self->languages), tile);
    }
}

/* The columns of the grid: all tiles fit without scrolling, and few languages get big tiles. */
static int
count_columns (const TiltasContext *context)
{
  guint n = g_strv_length ((GStrv) tiltas_session_languages (context->session));

  if (context->landscape)
    return n <= FEW ? 2 : 3;
  return n <= FEW ? 1 : n <= SHOWN_MOST || context->narrow ? 2 : 3;
}

/* The width in px of the greeting's half beside the languages. */
static int
greeting_width (const TiltasContext *context)
{
  return context->width * (context->compact ? 0.35 : 760.0 / 1920);
}

static void
set_layouts (TiltasWelcomePage *self, TiltasContext *context)
{
  guint n = g_strv_length ((GStrv) tiltas_session_languages (context->session));
  int gap = tiltas_context_px (context, context->compact ? 16 : 24);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->halves),
                                  context->landscape ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_layout_manager (self->languages, tiltas_tile_layout_new (count_columns (context), gap, TRUE));
  gtk_widget_set_vexpand (self->languages, TRUE);
  /* The greeting's half keeps one size whatever it says, so that the tiles do not move. */
  if (context->landscape)
    {
      /* Both widths are set by hand, because GtkBox asks for the height as if the second half got only its least
       * width. */
      gtk_widget_set_size_request (self->greeting_half, greeting_width (context), -1);
      gtk_widget_set_size_request (self->languages, context->width - greeting_width (context), -1);
    }
  else
    gtk_widget_set_size_request (self->greeting_half, -1, context->height * 560 / 1920);
  gtk_widget_set_hexpand (self->greeting_half, FALSE);
  gtk_widget_set_vexpand (self->greeting_half, FALSE);
  if (n <= FEW)
    gtk_widget_add_css_class (self->languages, "few");
}

static void
tiltas_welcome_page_dispose (GObject *object)
{
  g_clear_handle_id (&TILTAS_WELCOME_PAGE (object)->source, g_source_remove);
  g_clear_handle_id (&TILTAS_WELCOME_PAGE (object)->preload_source, g_source_remove);
  G_OBJECT_CLASS (tiltas_welcome_page_parent_class)->dispose (object);
}

static void
tiltas_welcome_page_class_init (TiltasWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tiltas_welcome_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/visitor/welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasWelcomePage, halves);
  gtk_widget_class_bind_template_child (widget_class, TiltasWelcomePage, greeting_half);
  gtk_widget_class_bind_template_child (widget_class, TiltasWelcomePage, brand);
  gtk_widget_class_bind_template_child (widget_class, TiltasWelcomePage, greeting);
  gtk_widget_class_bind_template_child (widget_class, TiltasWelcomePage, hosts);
  gtk_widget_class_bind_template_child (widget_class, TiltasWelcomePage, languages);
}

static void
tiltas_welcome_page_init (TiltasWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

TiltasPage *
tiltas_welcome_page_new (TiltasContext *context)
{
  TiltasWelcomePage *self = g_object_new (TILTAS_TYPE_WELCOME_PAGE, "context", context, NULL);
  g_autofree char *hosts = context->branch != NULL
                             ? g_strdup_printf ("%s · %s", NATIONAL_LIBRARY, context->branch->name)
                             : g_strdup (NATIONAL_LIBRARY);

  set_layouts (self, context);
  gtk_box_append (GTK_BOX (self->brand), tiltas_mark_new ());
  gtk_box_append (GTK_BOX (self->brand), tiltas_label_new ("Tiltas", NULL));
  tiltas_long_press_add (self->brand, context, tiltas_context_open_staff);
  tiltas_content_label_set (GTK_LABEL (self->hosts), "lt", hosts);
  add_languages (self, context);
  greet (self);
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
  self->source = g_timeout_add_seconds (GREETING_SECONDS, on_turn, self);
  return TILTAS_PAGE (self);
}
