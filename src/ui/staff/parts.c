/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/pages.h"

#include "base/date.h"
#include "base/language.h"
#include "store/reader-branches.h"
#include "sync/error.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/panels.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>
#include <string.h>

GtkWidget *
tiltas_staff_card_new (const char *heading)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  tiltas_add_classes (card, "card plain staffcard");
  if (heading != NULL)
    gtk_box_append (GTK_BOX (card), tiltas_label_new (heading, "h2"));
  return card;
}

GtkWidget *
tiltas_staff_button_new (const char *word, const char *classes)
{
  GtkWidget *button = gtk_button_new (), *label = tiltas_label_new (word, NULL);

  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (label), 0.5f);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "btn");
  gtk_widget_add_css_class (button, "small-btn");
  tiltas_add_classes (button, classes);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  tiltas_set_name (button, word);
  return button;
}

GtkWidget *
tiltas_staff_choice_new (const char *word, gboolean on)
{
  GtkWidget *button = tiltas_staff_button_new (word, on ? "helpful" : "ghost");

  if (on)
    {
      GtkWidget *line = tiltas_line_new (1, NULL), *label = tiltas_label_new (word, NULL);
      gtk_box_append (GTK_BOX (line), tiltas_icon_new ("check"));
      gtk_box_append (GTK_BOX (line), label);
      gtk_button_set_child (GTK_BUTTON (button), line);
    }
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_PRESSED,
                               on ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  return button;
}

GtkWidget *
tiltas_staff_fact_new (TiltasContext *context, const char *name, const char *value)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (line, "fact");
  if (tiltas_context_has_columns (context, 2))
    gtk_widget_set_layout_manager (line, tiltas_tile_layout_new (2, tiltas_context_px (context, 24), FALSE));
  gtk_box_append (GTK_BOX (line), tiltas_label_new (name, "mute"));
  gtk_box_append (GTK_BOX (line), tiltas_label_new (value, NULL));
  return line;
}

GtkWidget *
tiltas_staff_flow_new (TiltasContext *context)
{
  GtkWidget *flow = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_layout_manager (flow, tiltas_flow_layout_new (tiltas_context_px (context, 14)));
  return flow;
}

GtkWidget *
tiltas_staff_pair_new (TiltasContext *context)
{
  GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (pair, "cards");
  if (tiltas_staff_is_roomy (context))
    gtk_widget_set_layout_manager (pair, tiltas_tile_layout_new (2, tiltas_context_px (context, 24), FALSE));
  return pair;
}

void
tiltas_staff_pair_show (TiltasContext *context, GtkWidget *child, gboolean shown)
{
  GtkWidget *pair = gtk_widget_get_parent (child);

  gtk_widget_set_visible (child, shown);
  if (tiltas_staff_is_roomy (context))
    gtk_widget_set_layout_manager (pair,
                                   tiltas_tile_layout_new (shown ? 2 : 1, tiltas_context_px (context, 24), FALSE));
}

gboolean
tiltas_staff_is_roomy (const TiltasContext *context)
{
  return context->landscape && !context->compact && tiltas_session_text_step (context->session) <= 125;
}

/* ---- Numbers and times in words ---- */

char *
tiltas_staff_duration (TiltasContext *context, int seconds)
{
  gboolean minutes = seconds >= 120;
  int n = minutes ? (seconds + 59) / 60 : seconds;
  g_autofree char *number = tiltas_number_format (tiltas_context_language (context), n);

  return g_strdup_printf (minutes ? ngettext ("%s minute", "%s minutes", (gulong) n)
                                  : ngettext ("%s second", "%s seconds", (gulong) n),
                          number);
}

char *
tiltas_staff_moment (gint64 unix_seconds)
{
  TiltasLocalTime time = tiltas_local_time (unix_seconds);
  g_autofree char *text =
    g_strdup_printf ("%04d-%02d-%02d %02d:%02d", time.year, time.month, time.day, time.minute / 60, time.minute % 60);

  return tiltas_isolate_ltr (text);
}

char *
tiltas_staff_age (TiltasContext *context, gint64 unix_seconds)
{
  gint64 minutes = (tiltas_clock_now (context->clock) - unix_seconds) / 60;
  const char *language = tiltas_context_language (context);

  if (unix_seconds <= 0)
    return g_strdup (_ ("never"));
  if (minutes < 1)
    return g_strdup (_ ("just now"));
  gint64 n = minutes < 60 ? minutes : minutes < 60 * 48 ? minutes / 60 : minutes / (24 * 60);
  g_autofree char *number = tiltas_number_format (language, n);

  if (minutes < 60)
    return g_strdup_printf (ngettext ("%s minute ago", "%s minutes ago", (gulong) n), number);
  if (minutes < 60 * 48)
    return g_strdup_printf (ngettext ("%s hour ago", "%s hours ago", (gulong) n), number);
  return g_strdup_printf (ngettext ("%s day ago", "%s days ago", (gulong) n), number);
}

char *
tiltas_staff_size (TiltasContext *context, guint64 bytes)
{
  static const char *const UNITS[] = { "B", "KB", "MB", "GB", "TB" };
  guint unit = 0;

  for (; bytes >= 10000 && unit + 1 < G_N_ELEMENTS (UNITS); unit++)
    bytes /= 1000;
  g_autofree char *number = tiltas_number_format (tiltas_context_language (context), (gint64) bytes);
  return g_strdup_printf ("%s %s", number, UNITS[unit]);
}

char *
tiltas_staff_publisher_name (TiltasContext *context, const char *publisher)
{
  g_autoptr (GPtrArray) branches = tiltas_reader_branches (context->reader, NULL);
  const TiltasBranch *first = NULL;

  for (guint i = 0; branches != NULL && i < branches->len; i++)
    {
      const TiltasBranch *branch = g_ptr_array_index (branches, i);
      if (g_str_equal (branch->publisher, publisher) && (first == NULL || strcmp (branch->id, first->id) < 0))
        first = branch;
    }
  return g_strdup (first != NULL ? first->name : publisher);
}

char *
tiltas_staff_words (const char *word, TiltasOrigin origin)
{
  const char *sentence = tiltas_word_sentence (word, origin), *advice = tiltas_word_advice (word, origin);

  if (sentence == NULL)
    return NULL;
  return advice != NULL ? g_strdup_printf ("%s %s", _ (sentence), _ (advice)) : g_strdup (_ (sentence));
}

gboolean
tiltas_staff_is_refusal (const char *word)
{
  if (tiltas_sync_sentence (word) == NULL)
    return FALSE;
  switch (tiltas_sync_error_of_word (word))
    {
    case TILTAS_SYNC_ERROR_SIGNATURE:
    case TILTAS_SYNC_ERROR_EXPIRED:
    case TILTAS_SYNC_ERROR_ROLLBACK:
    case TILTAS_SYNC_ERROR_FORMAT:
    case TILTAS_SYNC_ERROR_HASH:
    case TILTAS_SYNC_ERROR_LENGTH:
    case TILTAS_SYNC_ERROR_REFUSED:
    case TILTAS_SYNC_ERROR_QUOTA:
    case TILTAS_SYNC_ERROR_STICK_FILE:
      return TRUE;
    default:
      return FALSE;
    }
}

char *
tiltas_staff_edition (TiltasContext *context, gint64 seq)
{
  g_autofree char *number = tiltas_number_format (tiltas_context_language (context), seq);

  /* Translators: %s is the number of an edition of the content. */
  return g_strdup_printf (_ ("Edition %s"), number);
}

/* ---- Questions ---- */

static void
close_first (GtkButton *button, gpointer data)
{
  /* What was answered may have changed the page, and closed the panel with it. */
  if (gtk_widget_get_root (GTK_WIDGET (button)) != NULL)
    tiltas_panel_close (GTK_WIDGET (button));
}

void
tiltas_staff_ask (TiltasContext *context,
                  GtkWidget *from,
                  const char *title,
                  const char *words,
                  const char *no,
                  const char *yes,
                  GCallback clicked,
                  gpointer data,
                  GDestroyNotify free_data)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button;

  tiltas_add_classes (column, "cards staffquestion");
  tiltas_add_classes (line, "answers");
  gtk_box_append (GTK_BOX (column), tiltas_label_new (words, NULL));
  if (yes != NULL)
    {
      button = tiltas_staff_button_new (yes, "helpful");
      gtk_widget_set_halign (button, GTK_ALIGN_FILL);
      g_signal_connect_swapped (button, "clicked", clicked, data);
      g_signal_connect_after (button, "clicked", G_CALLBACK (close_first), NULL);
      gtk_box_append (GTK_BOX (line), button);
    }
  button = tiltas_staff_button_new (no, "ghost");
  gtk_widget_set_halign (button, GTK_ALIGN_FILL);
  g_signal_connect (button, "clicked", G_CALLBACK (close_first), NULL);
  gtk_box_append (GTK_BOX (line), button);
  gtk_box_append (GTK_BOX (column), line);
  if (free_data != NULL)
    g_object_set_data_full (G_OBJECT (column), "data", data, free_data);
  tiltas_panel_open (context, from, title, column);
}
