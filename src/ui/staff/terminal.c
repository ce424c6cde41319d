/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/terminal.h"

#include "base/language.h"
#include "kiosk/language-runtime.h"
#include "store/reader-branches.h"
#include "ui/keyboard/xkb-layouts.h"
#include "ui/staff/parts.h"
#include "ui/staff/reset-button.h"
#include "ui/staff/words.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>
#include <string.h>

/* This terminal: where it stands, when it asks, and a test of every offered language. */

/* The settings of this section. */
typedef enum
{
  BRANCH,
  IDLE_SECONDS,
  REDUCED_MOTION,
  N_SETTINGS,
} Setting;

static const TiltasStaffSetting SETTINGS[] = {
  [BRANCH] = { "branch", "branch" },
  [IDLE_SECONDS] = { "session", "idle_seconds" },
  [REDUCED_MOTION] = { "session", "reduced_motion" },
  [N_SETTINGS] = { NULL, NULL },
};

static const int SECONDS[] = { 30, 60, 90, 120, 180, 300, 600 };

typedef struct
{
  TiltasContext *context;
  Setting setting;
  char *value;
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *choice = data;

  g_free (choice->value);
  g_free (choice);
}

static void
on_choice (GtkButton *button, gpointer data)
{
  const Choice *choice = data;

  tiltas_staff_set (choice->context, SETTINGS[choice->setting], choice->value);
}

/* A button that gives the setting the value; on: it has it now. */
static GtkWidget *
choice_new (TiltasContext *context, Setting setting, const char *value, const char *word, gboolean on)
{
  GtkWidget *button = tiltas_staff_choice_new (word, on);
  Choice *choice = g_new0 (Choice, 1);

  choice->context = context;
  choice->setting = setting;
  choice->value = g_strdup (value);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_choice), choice, choice_free, 0);
  return button;
}

static GtkWidget *
branch_card (TiltasContext *context)
{
  GtkWidget *card = tiltas_staff_card_new (_ ("Library")), *choices = tiltas_staff_flow_new (context);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) branches = tiltas_reader_branches (context->reader, &error);

  if (error != NULL)
    g_warning ("branches: %s", error->message);
  gtk_box_append (GTK_BOX (card), tiltas_label_new (_ ("Distances and news are those of this library."), NULL));
  for (guint i = 0; branches != NULL && i < branches->len; i++)
    {
      const TiltasBranch *branch = g_ptr_array_index (branches, i);
      gboolean on = context->branch != NULL && g_str_equal (context->branch->ref, branch->ref);

      gtk_box_append (GTK_BOX (choices), choice_new (context, BRANCH, branch->ref, branch->name, on));
    }
  gtk_box_append (GTK_BOX (card), choices);
  return card;
}

static GtkWidget *
time_card (TiltasContext *context)
{
  GtkWidget *card = tiltas_staff_card_new (_ ("When nobody touches the screen")),
            *choices = tiltas_staff_flow_new (context);

  gtk_box_append (GTK_BOX (card),
                  tiltas_label_new (_ ("After this time without a touch the terminal asks “Are you still "
                                       "there?”, and 20 seconds later it forgets the visit:"),
                                    NULL));
  for (guint i = 0; i < G_N_ELEMENTS (SECONDS); i++)
    {
      g_autofree char *value = g_strdup_printf ("%d", SECONDS[i]);
      g_autofree char *word = tiltas_staff_duration (context, SECONDS[i]);
      gboolean on = context->config->idle_seconds == SECONDS[i];

      gtk_box_append (GTK_BOX (choices), choice_new (context, IDLE_SECONDS, value, word, on));
    }
  gtk_box_append (GTK_BOX (card), choices);
  return card;
}

static GtkWidget *
screen_card (TiltasContext *context)
{
  GtkWidget *card = tiltas_staff_card_new (C_ ("staff", "Screen")), *motion = tiltas_staff_flow_new (context);
  g_autofree char *size = g_strdup_printf ("%d × %d", context->width, context->height);
  const TiltasConfig *config = context->config;

  gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (context, _ ("Size"), size));
  gtk_box_append (GTK_BOX (motion),
                  choice_new (context, REDUCED_MOTION, "false", _ ("Lists roll on"), !config->reduced_motion));
  gtk_box_append (GTK_BOX (motion), choice_new (context, REDUCED_MOTION, "true", _ ("Lists stop with the finger"),
                                                config->reduced_motion));
  gtk_box_append (GTK_BOX (card), motion);
  return card;
}

/* ---- Self-test ---- */

/* The letters of the language, laid out. Transfer full. */
static PangoLayout *
letters_layout (GtkWidget *widget, const char *language)
{
  g_auto (GStrv) letters = tiltas_language_letters (language);
  g_autofree char *all = g_strjoinv (" ", letters);

  return gtk_widget_create_pango_layout (widget, all);
}

/* Every letter is drawn by some installed font. */
static gboolean
letters_are_drawn (GtkWidget *widget, const char *language)
{
  g_autoptr (PangoLayout) layout = letters_layout (widget, language);

  return pango_layout_get_unknown_glyphs_count (layout) == 0;
}

/* The catalogue has a sentence for every number. */
static gboolean
plurals_work (const char *language)
{
  static const gulong NUMBERS[] = { 0, 1, 2, 3, 5, 11, 21, 100, 101 };

  for (guint i = 0; i < G_N_ELEMENTS (NUMBERS); i++)
    {
      const char *sentence = tiltas_translate_plural_in (language, "%s second", "%s seconds", NUMBERS[i]);
      if (strstr (sentence, "%s") == NULL)
        return FALSE;
    }
  return TRUE;
}

/* What is written in the language runs the way the kiosk lays it out. */
static gboolean
direction_works (GtkWidget *widget, const char *language)
{
  g_autoptr (PangoLayout) layout = letters_layout (widget, language);

  return (pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL) == tiltas_language_is_rtl (language);
}

/* A chip for one thing that was tested. */
static void
add_result (GtkWidget *flow, gboolean good, const char *word, const char *fault)
{
  gtk_box_append (GTK_BOX (flow),
                  good ? tiltas_chip_new ("check", word, "ok") : tiltas_chip_new ("warning", fault, "no"));
}

static GtkWidget *
test_language (TiltasContext *context, GtkWidget *widget, const char *language)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *flow = tiltas_staff_flow_new (context);
  GtkWidget *name = tiltas_content_label_new (language, tiltas_language_autonym (language));

  gtk_widget_add_css_class (row, "publisher");
  gtk_widget_add_css_class (name, "strong");
  add_result (flow, letters_are_drawn (widget, language), C_ ("test", "letters"), _ ("letters without a font"));
  add_result (flow, plurals_work (language), C_ ("test", "numbers in sentences"), _ ("no sentences for numbers"));
  add_result (flow, direction_works (widget, language),
              tiltas_language_is_rtl (language) ? _ ("right to left") : _ ("left to right"),
              _ ("laid out in the wrong direction"));
  add_result (flow, tiltas_keymap_exists (language), C_ ("test", "keyboard"),
              _ ("no keyboard: the Lithuanian one is shown"));
  gtk_box_append (GTK_BOX (flow), tiltas_chip_new (NULL, _ ("no voice"), "neutral"));
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), flow);
  return row;
}

static GtkWidget *
test_card (TiltasContext *context, GtkWidget *widget)
{
  GtkWidget *card = tiltas_staff_card_new (_ ("Test of the languages"));
  const char *const *languages = tiltas_session_languages (context->session);

  gtk_box_append (GTK_BOX (card), tiltas_label_new (_ ("Each offered language was tested just now. Voices are missing "
                                                       "everywhere: this version cannot read aloud yet."),
                                                    NULL));
  for (guint i = 0; languages[i] != NULL; i++)
    gtk_box_append (GTK_BOX (card), test_language (context, widget, languages[i]));
  return card;
}

GtkWidget *
tiltas_staff_terminal_new (TiltasContext *context)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  tiltas_add_classes (box, "cards");
  gtk_box_append (GTK_BOX (box), branch_card (context));
  gtk_box_append (GTK_BOX (box), time_card (context));
  gtk_box_append (GTK_BOX (box), screen_card (context));
  gtk_box_append (
    GTK_BOX (box),
    tiltas_staff_reset_button_new (
      context, _ ("Library, time and screen become again what the configuration of this terminal says."), SETTINGS));
  gtk_box_append (GTK_BOX (box), test_card (context, box));
  return box;
}
