/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff-pages.h"

#include "base/language.h"
#include "kiosk/language-runtime.h"
#include "ui/layout.h"
#include "ui/text.h"

#include <glib/gi18n.h>

/* Which languages visitors are offered, their order, and the branch's own. In force at once. */

static const char *const KNOWN[] = { "lt", "en", "uk", "ru", "be", "pl", "uz",  "tg",  "ar", "fa",
                                     "hi", "tr", "az", "ka", "ky", "ps", "ckb", "kmr", "ur", "pa" };

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
  tiltas_staff_set (context, "branch", "languages", value);
}

static void
on_action (GtkButton *button, gpointer data)
{
  const Action *action = data;
  const char *const *offered = tiltas_session_languages (action->context->session);
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
      tiltas_staff_set (action->context, "branch", "language", action->language);
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

static GtkWidget *
action_button (TiltasContext *context, const char *language, int what, const char *word, const char *name, gboolean on)
{
  GtkWidget *button = tiltas_staff_button_new (word, on ? "helpful" : "ghost");
  Action *action = g_new0 (Action, 1);
  g_autofree char *full = g_strdup_printf ("%s: %s", tiltas_language_autonym (language), name);

  action->context = context;
  action->language = g_strdup (language);
  action->what = what;
  tiltas_set_name (button, full);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_action), action, action_free, 0);
  return button;
}

static GtkWidget *
language_row (TiltasContext *context, const char *language, gboolean offered, gboolean first, gboolean last)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = tiltas_content_label_new (language, tiltas_language_autonym (language)), *button;
  gboolean own = g_strcmp0 (context->config->language, language) == 0;

  gtk_widget_add_css_class (row, "publisher");
  gtk_widget_add_css_class (name, "strong");
  gtk_widget_set_layout_manager (line, tiltas_flow_layout_new (tiltas_context_px (context, 14)));
  gtk_box_append (GTK_BOX (row), name);
  if (offered)
    {
      button = action_button (context, language, UP, "↑", _ ("Move up"), FALSE);
      gtk_widget_set_sensitive (button, !first);
      gtk_box_append (GTK_BOX (line), button);
      button = action_button (context, language, DOWN, "↓", _ ("Move down"), FALSE);
      gtk_widget_set_sensitive (button, !last);
      gtk_box_append (GTK_BOX (line), button);
      button = action_button (context, language, OWN, own ? _ ("The library’s own") : _ ("Make it the library’s own"),
                              own ? _ ("The library’s own") : _ ("Make it the library’s own"), own);
      gtk_box_append (GTK_BOX (line), button);
    }
  button = action_button (context, language, TOGGLE, offered ? _ ("Offered") : _ ("Not offered"),
                          offered ? _ ("Offered") : _ ("Not offered"), offered);
  gtk_widget_set_sensitive (button, !(offered && first && last));
  gtk_box_append (GTK_BOX (line), button);
  gtk_box_append (GTK_BOX (row), line);
  return row;
}

static void
on_reset (TiltasContext *context)
{
  tiltas_staff_set (context, "branch", "language", NULL);
  tiltas_staff_set (context, "branch", "languages", NULL);
}

GtkWidget *
tiltas_staff_languages_new (TiltasContext *context)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *card = tiltas_staff_card_new (_ ("Languages for visitors"));
  const char *const *offered = tiltas_session_languages (context->session);
  GtkWidget *reset = tiltas_staff_button_new (_ ("As in the configuration"), "ghost");

  tiltas_add_classes (box, "cards");
  gtk_box_append (GTK_BOX (card),
                  tiltas_label_new (_ ("The order here is the order on the first screen. After each visit the "
                                       "terminal returns to the library’s own language."),
                                    "mute"));
  for (guint i = 0; offered[i] != NULL; i++)
    gtk_box_append (GTK_BOX (card), language_row (context, offered[i], TRUE, i == 0, offered[i + 1] == NULL));
  for (guint i = 0; i < G_N_ELEMENTS (KNOWN); i++)
    if (!g_strv_contains (offered, KNOWN[i]) && tiltas_language_has_catalogue (KNOWN[i]))
      gtk_box_append (GTK_BOX (card), language_row (context, KNOWN[i], FALSE, FALSE, FALSE));
  g_signal_connect_swapped (reset, "clicked", G_CALLBACK (on_reset), context);
  gtk_box_append (GTK_BOX (card), reset);
  gtk_box_append (GTK_BOX (box), card);
  return box;
}
