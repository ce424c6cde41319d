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

/* Which languages visitors are offered, their order, and the branch's own. In force at once. */

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

typedef struct
{
  TiltasContext *context;
  char *language;
  enum
  {
    TOGGLE,
    UP,
    DOWN,
    OWN
  } what;
} Action;

static void
action_free (gpointer data, GClosure *closure)
{
  Action *action = data;

  g_free (action->language);
  g_free (action);
}

static void
save (TiltasContext *context, GPtrArray *languages)
{
  g_ptr_array_add (languages, NULL);
  g_autofree char *value = g_strjoinv (";", (char **) languages->pdata);
  tiltas_staff_set (context, SETTINGS[OFFERED], value);
}

static void
on_action (GtkButton *button, gpointer data)
{
  const Action *action = data;
  const char *wanted = tiltas_staff_wanted (action->context, SETTINGS[OFFERED]);
  g_auto (GStrv) chosen = wanted != NULL ? g_strsplit (wanted, ";", -1) : NULL;
  const char *const *offered =
    chosen != NULL ? (const char *const *) chosen : tiltas_session_languages (action->context->session);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  guint at = G_MAXUINT;

  for (guint i = 0; offered[i] != NULL; i++)
    {
      if (g_str_equal (offered[i], action->language))
        at = i;
      g_ptr_array_add (list, (gpointer) offered[i]);
    }
  switch (action->what)
    {
    case OWN:
      tiltas_staff_set (action->context, SETTINGS[OWN_LANGUAGE], action->language);
      return;
    case TOGGLE:
      if (at == G_MAXUINT)
        g_ptr_array_add (list, action->language);
      else if (list->len > 1)
        g_ptr_array_remove_index (list, at);
      break;
    case UP:
    case DOWN:
    default:
      {
        guint to = action->what == UP ? at - 1 : at + 1;
        if (at == G_MAXUINT || to >= list->len)
          return;
        gpointer moved = g_ptr_array_index (list, to);
        g_ptr_array_index (list, to) = g_ptr_array_index (list, at);
        g_ptr_array_index (list, at) = moved;
        break;
      }
    }
  save (action->context, list);
}

static void
act_on (GtkWidget *button, TiltasContext *context, const char *language, int what, const char *name)
{
  Action *action = g_new0 (Action, 1);
  g_autofree char *full = g_strdup_printf ("%s: %s", tiltas_language_autonym (language), name);

  action->context = context;
  action->language = g_strdup (language);
  action->what = what;
  tiltas_set_name (button, full);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_action), action, action_free, 0);
}

static GtkWidget *
word_button_new (TiltasContext *context, const char *language, int what, const char *word)
{
  GtkWidget *button = tiltas_staff_button_new (word, "ghost");

  act_on (button, context, language, what, word);
  return button;
}

static GtkWidget *
arrow_new (TiltasContext *context, const char *language, int what, const char *icon, const char *name)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), tiltas_icon_new (icon));
  tiltas_add_classes (button, "btn small-btn ghost arrow");
  act_on (button, context, language, what, name);
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

static GtkWidget *
offered_card (TiltasContext *context)
{
  GtkWidget *card = tiltas_staff_card_new (_ ("Offered to visitors"));
  const char *const *offered = tiltas_session_languages (context->session);
  const char *own = context->config->language;
  guint n = g_strv_length ((GStrv) offered);

  gtk_box_append (GTK_BOX (card),
                  tiltas_label_new (_ ("The order here is the order on the first screen. What you choose "
                                       "takes effect at once. The library’s own language always stays."),
                                    NULL));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = tiltas_number_format (tiltas_context_language (context), i + 1);
      GtkWidget *tools = tiltas_line_new (1.4, NULL), *badge = tiltas_badge_new (number, FALSE), *button;

      gtk_widget_add_css_class (badge, "little");
      button = arrow_new (context, offered[i], UP, "chevron-up", _ ("Move up"));
      gtk_widget_set_sensitive (button, i > 0);
      gtk_box_append (GTK_BOX (tools), button);
      button = arrow_new (context, offered[i], DOWN, "chevron-down", _ ("Move down"));
      gtk_widget_set_sensitive (button, i + 1 < n);
      gtk_box_append (GTK_BOX (tools), button);
      button = word_button_new (context, offered[i], TOGGLE, _ ("Stop offering"));
      /* The terminal returns to it after each visit. */
      gtk_widget_set_sensitive (button, g_strcmp0 (offered[i], own) != 0 && n > 1);
      gtk_box_append (GTK_BOX (tools), button);
      gtk_box_append (GTK_BOX (card), row_new (context, badge, offered[i], tools));
    }
  return card;
}

/* NULL when all are offered. */
static GtkWidget *
others_card (TiltasContext *context)
{
  const char *const *offered = tiltas_session_languages (context->session);
  GtkWidget *card = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (KNOWN); i++)
    {
      if (g_strv_contains (offered, KNOWN[i]) || !tiltas_language_has_catalogue (KNOWN[i]))
        continue;
      if (card == NULL)
        card = tiltas_staff_card_new (_ ("Not offered"));
      gtk_box_append (GTK_BOX (card),
                      row_new (context, NULL, KNOWN[i], word_button_new (context, KNOWN[i], TOGGLE, _ ("Offer"))));
    }
  return card;
}

static GtkWidget *
own_card (TiltasContext *context)
{
  GtkWidget *card = tiltas_staff_card_new (_ ("The library’s own language")), *flow = tiltas_staff_flow_new (context);
  const char *const *offered = tiltas_session_languages (context->session);

  gtk_box_append (GTK_BOX (card),
                  tiltas_label_new (_ ("After each visit the terminal returns to this language."), NULL));
  for (guint i = 0; offered[i] != NULL; i++)
    {
      GtkWidget *button = tiltas_staff_choice_new (tiltas_language_autonym (offered[i]),
                                                   g_strcmp0 (context->config->language, offered[i]) == 0);
      act_on (button, context, offered[i], OWN, _ ("The library’s own language"));
      gtk_box_append (GTK_BOX (flow), button);
    }
  gtk_box_append (GTK_BOX (card), flow);
  return card;
}

GtkWidget *
tiltas_staff_languages_new (TiltasContext *context)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *others = others_card (context);

  tiltas_add_classes (box, "cards");
  gtk_box_append (GTK_BOX (box), offered_card (context));
  if (others != NULL)
    gtk_box_append (GTK_BOX (box), others);
  gtk_box_append (GTK_BOX (box), own_card (context));
  gtk_box_append (
    GTK_BOX (box),
    tiltas_staff_reset_button_new (
      context, _ ("Languages and their order become again what the configuration of this terminal says."), SETTINGS));
  return box;
}
