/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/languages.h"

#include "base/language.h"
#include "kiosk/language-runtime.h"
#include "ui/staff/parts.h"
#include "ui/staff/reset-button.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

static const char *const KNOWN[] = { "lt", "en", "uk", "ru", "be", "pl", "uz",  "tg",  "ar", "fa",
                                     "hi", "tr", "az", "ka", "ky", "ps", "ckb", "kmr", "ur", "pa" };

/* The settings of this section. */
enum
{
  OWN_LANGUAGE,
  OFFERED,
  N_SETTINGS,
};

static const TiltasStaffSetting SETTINGS[] = {
  [OWN_LANGUAGE] = { "branch", "language" },
  [OFFERED] = { "branch", "languages" },
  [N_SETTINGS] = { NULL, NULL },
};

struct _TiltasStaffLanguages
{
  GtkBox parent_instance;

  GtkWidget *offered, *others, *own;
};

G_DEFINE_FINAL_TYPE (TiltasStaffLanguages, tiltas_staff_languages, GTK_TYPE_BOX)

typedef enum
{
  TOGGLE, /* offers the language, or stops offering it */
  UP,
  DOWN,
  MAKE_OWN,
} ActionKind;

/* What a button does. */
typedef struct
{
  TiltasContext *context;
  char *language;
  ActionKind kind;
} Action;

static void
action_free (gpointer data, GClosure *closure)
{
  Action *action = data;

  g_free (action->language);
  g_free (action);
}

/* The languages that are offered when all settings that were asked for are in force. Transfer full. */
static GPtrArray *
wanted_languages (TiltasContext *context)
{
  const char *wanted = tiltas_staff_wanted (context, SETTINGS[OFFERED]);
  g_auto (GStrv) chosen = wanted != NULL ? g_strsplit (wanted, ";", -1) : NULL;
  const char *const *offered =
    chosen != NULL ? (const char *const *) chosen : tiltas_session_languages (context->session);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; offered[i] != NULL; i++)
    g_ptr_array_add (list, g_strdup (offered[i]));
  return list;
}

/* One language always stays. */
static void
toggle (GPtrArray *list, const char *language)
{
  guint at;

  if (!g_ptr_array_find_with_equal_func (list, language, g_str_equal, &at))
    g_ptr_array_add (list, g_strdup (language));
  else if (list->len > 1)
    g_ptr_array_remove_index (list, at);
}

/* FALSE where it cannot be moved further. */
static gboolean
move (GPtrArray *list, const char *language, int step)
{
  guint at, to;

  if (!g_ptr_array_find_with_equal_func (list, language, g_str_equal, &at))
    return FALSE;
  to = at + (guint) step; /* of the first one up: a very large number */
  if (to >= list->len)
    return FALSE;
  g_ptr_array_insert (list, (int) to, g_ptr_array_steal_index (list, at));
  return TRUE;
}

static void
on_action (GtkButton *button, gpointer data)
{
  const Action *action = data;
  TiltasContext *context = action->context;
  g_autoptr (GPtrArray) list = wanted_languages (context);
  g_autofree char *value = NULL;

  if (action->kind == MAKE_OWN)
    {
      tiltas_staff_set (context, SETTINGS[OWN_LANGUAGE], action->language);
      return;
    }
  if (action->kind == TOGGLE)
    toggle (list, action->language);
  else if (!move (list, action->language, action->kind == UP ? -1 : 1))
    return;
  g_ptr_array_add (list, NULL);
  value = g_strjoinv (";", (char **) list->pdata);
  tiltas_staff_set (context, SETTINGS[OFFERED], value);
}

static void
act_on (GtkWidget *button, TiltasContext *context, const char *language, ActionKind kind, const char *name)
{
  Action *action = g_new0 (Action, 1);
  g_autofree char *full = g_strdup_printf ("%s: %s", tiltas_language_autonym (language), name);

  action->context = context;
  action->language = g_strdup (language);
  action->kind = kind;
  tiltas_set_name (button, full);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_action), action, action_free, 0);
}

static GtkWidget *
word_button_new (TiltasContext *context, const char *language, ActionKind kind, const char *word)
{
  GtkWidget *button = tiltas_staff_button_new (word, "ghost");

  act_on (button, context, language, kind, word);
  return button;
}

static GtkWidget *
arrow_new (TiltasContext *context, const char *language, ActionKind kind, const char *icon, const char *name)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), tiltas_icon_new (icon));
  tiltas_add_classes (button, "btn small-btn ghost arrow");
  act_on (button, context, language, kind, name);
  return button;
}

static GtkWidget *
row_new (TiltasContext *context, GtkWidget *leading, const char *language, GtkWidget *tools)
{
  gboolean beside = !context->narrow && tiltas_session_text_step (context->session) <= 125;
  GtkWidget *row = beside ? tiltas_line_new (2, NULL) : gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = tiltas_line_new (2, NULL);
  GtkWidget *name = tiltas_content_label_new (language, tiltas_language_autonym (language));

  gtk_widget_add_css_class (row, "publisher");
  gtk_widget_add_css_class (name, "strong");
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_hexpand (line, TRUE);
  if (leading != NULL)
    gtk_box_append (GTK_BOX (line), leading);
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (row), line);
  gtk_box_append (GTK_BOX (row), tools);
  return row;
}

/* The badge with the number of a language in the order. */
static GtkWidget *
number_new (TiltasContext *context, guint number)
{
  g_autofree char *text = tiltas_number_format (tiltas_context_language (context), number);
  GtkWidget *badge = tiltas_badge_new (text, FALSE);

  gtk_widget_add_css_class (badge, "little");
  return badge;
}

static void
fill_offered (TiltasStaffLanguages *self, TiltasContext *context)
{
  const char *const *offered = tiltas_session_languages (context->session);
  const char *own = context->config->language;
  guint n = g_strv_length ((GStrv) offered);

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *up = arrow_new (context, offered[i], UP, "chevron-up", _ ("Move up"));
      GtkWidget *down = arrow_new (context, offered[i], DOWN, "chevron-down", _ ("Move down"));
      GtkWidget *stop = word_button_new (context, offered[i], TOGGLE, _ ("Stop offering"));
      GtkWidget *tools = tiltas_line_new (1.4, NULL);

      gtk_widget_set_sensitive (up, i > 0);
      gtk_widget_set_sensitive (down, i + 1 < n);
      /* The terminal returns to its own language after each visit. */
      gtk_widget_set_sensitive (stop, g_strcmp0 (offered[i], own) != 0 && n > 1);
      gtk_box_append (GTK_BOX (tools), up);
      gtk_box_append (GTK_BOX (tools), down);
      gtk_box_append (GTK_BOX (tools), stop);
      gtk_box_append (GTK_BOX (self->offered), row_new (context, number_new (context, i + 1), offered[i], tools));
    }
}

static void
fill_others (TiltasStaffLanguages *self, TiltasContext *context)
{
  const char *const *offered = tiltas_session_languages (context->session);

  for (guint i = 0; i < G_N_ELEMENTS (KNOWN); i++)
    {
      if (g_strv_contains (offered, KNOWN[i]) || !tiltas_language_has_catalogue (KNOWN[i]))
        continue;
      gtk_box_append (GTK_BOX (self->others),
                      row_new (context, NULL, KNOWN[i], word_button_new (context, KNOWN[i], TOGGLE, _ ("Offer"))));
      gtk_widget_set_visible (self->others, TRUE);
    }
}

static void
fill_own (TiltasStaffLanguages *self, TiltasContext *context)
{
  const char *const *offered = tiltas_session_languages (context->session);

  for (guint i = 0; offered[i] != NULL; i++)
    {
      gboolean on = g_strcmp0 (context->config->language, offered[i]) == 0;
      GtkWidget *button = tiltas_staff_choice_new (tiltas_language_autonym (offered[i]), on);

      act_on (button, context, offered[i], MAKE_OWN, _ ("The library’s own language"));
      gtk_box_append (GTK_BOX (self->own), button);
    }
}

static void
tiltas_staff_languages_class_init (TiltasStaffLanguagesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/staff/languages.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffLanguages, offered);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffLanguages, others);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffLanguages, own);
}

static void
tiltas_staff_languages_init (TiltasStaffLanguages *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tiltas_staff_languages_new (TiltasContext *context)
{
  TiltasStaffLanguages *self = g_object_new (TILTAS_TYPE_STAFF_LANGUAGES, NULL);
  GtkWidget *reset = tiltas_staff_reset_button_new (
    context, _ ("Languages and their order become again what the configuration of this terminal says."), SETTINGS);

  tiltas_staff_lay_flow (context, self->own);
  fill_offered (self, context);
  fill_others (self, context);
  fill_own (self, context);
  gtk_box_append (GTK_BOX (self), reset);
  return GTK_WIDGET (self);
}
