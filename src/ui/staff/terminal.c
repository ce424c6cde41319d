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

/* The times without a touch that staff can choose. */
static const int SECONDS[] = { 30, 60, 90, 120, 180, 300, 600 };

struct _TiltasStaffTerminal
{
  GtkBox parent_instance;

  GtkWidget *branches, *times, *screen, *size, *size_value, *motion, *test;
};

G_DEFINE_FINAL_TYPE (TiltasStaffTerminal, tiltas_staff_terminal, GTK_TYPE_BOX)

/* What a button does: it gives a setting a value. */
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

/* on: the setting has this value now. */
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

static void
fill_branches (TiltasStaffTerminal *self, TiltasContext *context)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) branches = tiltas_reader_branches (context->reader, &error);

  if (error != NULL)
    g_warning ("branches: %s", error->message);
  for (guint i = 0; branches != NULL && i < branches->len; i++)
    {
      const TiltasBranch *branch = g_ptr_array_index (branches, i);
      gboolean on = context->branch != NULL && g_str_equal (context->branch->ref, branch->ref);

      gtk_box_append (GTK_BOX (self->branches), choice_new (context, BRANCH, branch->ref, branch->name, on));
    }
}

static void
fill_times (TiltasStaffTerminal *self, TiltasContext *context)
{
  for (guint i = 0; i < G_N_ELEMENTS (SECONDS); i++)
    {
      g_autofree char *value = g_strdup_printf ("%d", SECONDS[i]);
      g_autofree char *word = tiltas_staff_duration (context, SECONDS[i]);
      gboolean on = context->config->idle_seconds == SECONDS[i];

      gtk_box_append (GTK_BOX (self->times), choice_new (context, IDLE_SECONDS, value, word, on));
    }
}

static void
fill_screen (TiltasStaffTerminal *self, TiltasContext *context)
{
  gboolean reduced = context->config->reduced_motion;
  g_autofree char *size = g_strdup_printf ("%d × %d", context->width, context->height);

  gtk_label_set_text (GTK_LABEL (self->size_value), size);
  gtk_box_append (GTK_BOX (self->motion), choice_new (context, REDUCED_MOTION, "false", _ ("Lists roll on"), !reduced));
  gtk_box_append (GTK_BOX (self->motion),
                  choice_new (context, REDUCED_MOTION, "true", _ ("Lists stop with the finger"), reduced));
}

/* ---- Self-test ---- */

/* A layout of all letters of the language. Transfer full. */
static PangoLayout *
letters_layout (GtkWidget *widget, const char *language)
{
  g_auto (GStrv) letters = tiltas_language_letters (language);
  g_autofree char *all = g_strjoinv (" ", letters);

  return gtk_widget_create_pango_layout (widget, all);
}

/* TRUE when installed fonts have every letter. */
static gboolean
letters_are_drawn (GtkWidget *widget, const char *language)
{
  g_autoptr (PangoLayout) layout = letters_layout (widget, language);

  return pango_layout_get_unknown_glyphs_count (layout) == 0;
}

/* TRUE when the catalogue has a sentence for every plural form of the language. */
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

/* TRUE when Pango lays the letters out in the direction in which the kiosk lays out the language. */
static gboolean
direction_works (GtkWidget *widget, const char *language)
{
  g_autoptr (PangoLayout) layout = letters_layout (widget, language);

  return (pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL) == tiltas_language_is_rtl (language);
}

/* Adds a chip with the result of a test: word when it is good, else fault. */
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

static void
fill_test (TiltasStaffTerminal *self, TiltasContext *context)
{
  const char *const *languages = tiltas_session_languages (context->session);

  for (guint i = 0; languages[i] != NULL; i++)
    gtk_box_append (GTK_BOX (self->test), test_language (context, GTK_WIDGET (self), languages[i]));
}

static void
tiltas_staff_terminal_class_init (TiltasStaffTerminalClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/staff/terminal.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffTerminal, branches);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffTerminal, motion);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffTerminal, screen);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffTerminal, size);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffTerminal, size_value);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffTerminal, test);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffTerminal, times);
}

static void
tiltas_staff_terminal_init (TiltasStaffTerminal *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tiltas_staff_terminal_new (TiltasContext *context)
{
  TiltasStaffTerminal *self = g_object_new (TILTAS_TYPE_STAFF_TERMINAL, NULL);
  GtkWidget *reset = tiltas_staff_reset_button_new (
    context, _ ("Library, time and screen become again what the configuration of this terminal says."), SETTINGS);

  tiltas_staff_lay_flow (context, self->branches);
  tiltas_staff_lay_flow (context, self->times);
  tiltas_staff_lay_fact (context, self->size);
  tiltas_staff_lay_flow (context, self->motion);
  fill_branches (self, context);
  fill_times (self, context);
  fill_screen (self, context);
  gtk_box_insert_child_after (GTK_BOX (self), reset, self->screen);
  fill_test (self, context);
  return GTK_WIDGET (self);
}
