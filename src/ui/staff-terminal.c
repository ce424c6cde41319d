/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff-pages.h"

#include "base/language.h"
#include "kiosk/language-runtime.h"
#include "ui/keymap.h"
#include "ui/line-layout.h"
#include "ui/layout.h"
#include "ui/text.h"

#include <glib/gi18n.h>
#include <string.h>

/* This terminal: where it stands, when it asks, and a test of every offered language. */

static const int SECONDS[] = { 30, 60, 90, 120, 180, 300, 600 };

typedef struct
{
  TiltasContext *context;
  const char *group, *key; /* static */
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

  tiltas_staff_set (choice->context, choice->group, choice->key, choice->value);
}

static void
add_choice (TiltasContext *context,
            GtkBox *box,
            const char *group,
            const char *key,
            const char *value,
            const char *word,
            gboolean on)
{
  GtkWidget *button = tiltas_staff_button_new (word, on ? "helpful" : "ghost");
  Choice *choice = g_new0 (Choice, 1);

  choice->context = context;
  choice->group = group;
  choice->key = key;
  choice->value = g_strdup (value);
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_PRESSED,
                               on ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_choice), choice, choice_free, 0);
  gtk_box_append (box, button);
}

static GtkWidget *
choices_new (TiltasContext *context)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_layout_manager (box, tiltas_flow_layout_new (tiltas_context_px (context, 14)));
  return box;
}

static GtkWidget *
branch_card (TiltasContext *context)
{
  GtkWidget *card = tiltas_staff_card_new (_ ("Library")), *choices = choices_new (context);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) branches = tiltas_reader_branches (context->reader, &error);

  if (error != NULL)
    g_warning ("branches: %s", error->message);
  gtk_box_append (GTK_BOX (card), tiltas_label_new (_ ("Distances and news are those of this library."), "mute"));
  for (guint i = 0; branches != NULL && i < branches->len; i++)
    {
      const TiltasBranch *branch = g_ptr_array_index (branches, i);
      add_choice (context, GTK_BOX (choices), "branch", "branch", branch->ref, branch->name,
                  context->branch != NULL && g_str_equal (context->branch->ref, branch->ref));
    }
  gtk_box_append (GTK_BOX (card), choices);
  return card;
}

static GtkWidget *
time_card (TiltasContext *context)
{
  GtkWidget *card = tiltas_staff_card_new (_ ("When nobody touches the screen")), *choices = choices_new (context);

  gtk_box_append (GTK_BOX (card), tiltas_label_new (_ ("“Are you still there?” comes after:"), "mute"));
  for (guint i = 0; i < G_N_ELEMENTS (SECONDS); i++)
    {
      g_autofree char *value = g_strdup_printf ("%d", SECONDS[i]);
      g_autofree char *number = tiltas_number_format (tiltas_context_language (context), SECONDS[i]);
      g_autofree char *word = g_strdup_printf (ngettext ("%s second", "%s seconds", (gulong) SECONDS[i]), number);
      add_choice (context, GTK_BOX (choices), "session", "idle_seconds", value, word,
                  context->config->idle_seconds == SECONDS[i]);
    }
  gtk_box_append (GTK_BOX (card), choices);
  return card;
}

static GtkWidget *
screen_card (TiltasContext *context)
{
  GtkWidget *card = tiltas_staff_card_new (_ ("Screen and sound")), *motion = choices_new (context);
  GtkWidget *sound = choices_new (context);
  g_autofree char *size = g_strdup_printf ("%d × %d", context->width, context->height);
  const TiltasConfig *config = context->config;

  gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (_ ("Size"), size));
  add_choice (context, GTK_BOX (motion), "session", "reduced_motion", "false", _ ("Pages slide"),
              !config->reduced_motion);
  add_choice (context, GTK_BOX (motion), "session", "reduced_motion", "true", _ ("Pages stand still"),
              config->reduced_motion);
  gtk_box_append (GTK_BOX (card), motion);
  add_choice (context, GTK_BOX (sound), "session", "sound", "true", _ ("Sound on"), config->sound);
  add_choice (context, GTK_BOX (sound), "session", "sound", "false", _ ("Sound off"), !config->sound);
  gtk_box_append (GTK_BOX (card), sound);
  return card;
}

/* ---- Self-test ---- */

/* Letters of the language that no installed font draws; 0 is well. */
static guint
missing_glyphs (GtkWidget *widget, const char *language)
{
  g_auto (GStrv) letters = tiltas_language_letters (language);
  g_autofree char *all = g_strjoinv (" ", letters);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, all);

  return (guint) pango_layout_get_unknown_glyphs_count (layout);
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

static char *
test_language (GtkWidget *widget, const char *language)
{
  g_autoptr (GStrvBuilder) faults = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  if (missing_glyphs (widget, language) > 0)
    g_strv_builder_add (faults, _ ("letters without a font"));
  if (!plurals_work (language))
    g_strv_builder_add (faults, _ ("no sentences for numbers"));
  if (!tiltas_keymap_exists (language))
    g_strv_builder_add (faults, _ ("no keyboard: the Lithuanian one is shown"));
  list = g_strv_builder_end (faults);
  return list[0] != NULL ? g_strjoinv ("; ", list) : NULL;
}

static GtkWidget *
test_card (TiltasContext *context, GtkWidget *widget)
{
  GtkWidget *card = tiltas_staff_card_new (_ ("Test of the languages"));
  const char *const *languages = tiltas_session_languages (context->session);

  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *fault = test_language (widget, languages[i]);
      const char *direction = tiltas_language_is_rtl (languages[i]) ? _ ("right to left") : _ ("left to right");
      g_autofree char *words = g_strdup_printf ("%s · %s", fault != NULL ? fault : _ ("All is well"), direction);
      gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (tiltas_language_autonym (languages[i]), words));
    }
  gtk_box_append (GTK_BOX (card), tiltas_label_new (_ ("Reading aloud is not installed."), "mute"));
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
  gtk_box_append (GTK_BOX (box), test_card (context, box));
  return box;
}
