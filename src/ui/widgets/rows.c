/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/rows.h"

#include "base/language.h"
#include "kiosk/sentences.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tile.h"

#include <glib/gi18n.h>

#define WORDS_KEY "tiltas-words"

void
tiltas_box_clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

char *
tiltas_join_two (const char *first, const char *second)
{
  if (first == NULL || second == NULL)
    return g_strdup (first != NULL ? first : second);
  return g_strdup_printf ("%s · %s", first, second);
}

GtkWidget *
tiltas_row_new (GtkWidget *leading, const char *lang, const char *title, const char *subtitle)
{
  GtkWidget *row = gtk_button_new (), *box = tiltas_line_new (2.8, NULL);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = lang != NULL ? tiltas_content_label_new (lang, title) : tiltas_label_new (title, NULL);
  g_autofree char *name = subtitle != NULL ? g_strdup_printf ("%s, %s", title, subtitle) : g_strdup (title);

  gtk_widget_add_css_class (row, "row");
  gtk_widget_add_css_class (label, "title");
  gtk_widget_add_css_class (words, "words");
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  if (leading != NULL)
    gtk_box_append (GTK_BOX (box), leading);
  gtk_box_append (GTK_BOX (words), label);
  if (subtitle != NULL)
    gtk_box_append (GTK_BOX (words), tiltas_label_new (subtitle, "aside mute"));
  gtk_box_append (GTK_BOX (box), words);
  gtk_button_set_child (GTK_BUTTON (row), box);
  g_object_set_data (G_OBJECT (row), WORDS_KEY, words);
  tiltas_set_name (row, name);
  return row;
}

void
tiltas_row_add (GtkWidget *row, GtkWidget *widget)
{
  gtk_box_append (GTK_BOX (g_object_get_data (G_OBJECT (row), WORDS_KEY)), widget);
}

GtkWidget *
tiltas_badge_new (const char *number, gboolean done)
{
  GtkWidget *badge = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *sign = done ? tiltas_icon_new ("check") : gtk_label_new (number);

  gtk_widget_add_css_class (badge, "badge");
  if (done)
    gtk_widget_add_css_class (badge, "done");
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (badge, GTK_ALIGN_START);
  gtk_widget_set_vexpand (sign, TRUE);
  gtk_widget_set_halign (sign, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (sign, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (badge), sign);
  gtk_widget_set_vexpand (badge, FALSE);
  return badge;
}

GtkWidget *
tiltas_language_chip_new (const TiltasContext *context, const TiltasTextInfo *info)
{
  if (info->lang == NULL || g_str_equal (info->lang, tiltas_context_language (context)))
    return NULL;

  g_autofree char *words = tiltas_in_language (context, info->lang);
  return tiltas_chip_new (NULL, words, "language");
}

char *
tiltas_lesson_measure (const TiltasContext *context, const TiltasLesson *lesson, gboolean done)
{
  const char *language = tiltas_context_language (context);
  g_autofree char *minutes = tiltas_number_format (language, lesson->minutes);
  g_autofree char *cards = tiltas_number_format (language, lesson->n_cards);
  /* Translators: how long a lesson takes; %s is a number. */
  g_autofree char *first = g_strdup_printf (_ ("%s min"), minutes);
  g_autofree char *second = done ? g_strdup (C_ ("lesson", "done"))
                                 : g_strdup_printf (ngettext ("%s card", "%s cards", lesson->n_cards), cards);

  return tiltas_join_two (first, second);
}

GtkWidget *
tiltas_lesson_row_new (TiltasContext *context, const TiltasLesson *lesson, GtkWidget *leading, gboolean done)
{
  g_autofree char *measure = tiltas_lesson_measure (context, lesson, done);
  GtkWidget *row = tiltas_row_new (leading, lesson->text.lang, lesson->title, measure);
  GtkWidget *chip = tiltas_language_chip_new (context, &lesson->text);

  if (chip != NULL)
    tiltas_row_add (row, chip);
  tiltas_context_link (context, GTK_BUTTON (row), TILTAS_PLACE_LESSON, lesson->ref);
  return row;
}

TiltasDirectoryContext
tiltas_directory_context (const TiltasContext *context)
{
  TiltasLocalTime now = tiltas_context_local_time (context);

  return (TiltasDirectoryContext){
    .today = tiltas_days_from_civil (now.year, now.month, now.day),
    .minute = now.minute,
    .clock_trusted = tiltas_clock_is_trusted (context->clock),
    .language = tiltas_context_language (context),
    .branch = context->branch,
    .reader = context->reader,
  };
}

TiltasDirectoryRow *
tiltas_directory_row_now (TiltasContext *context, TiltasService *service)
{
  TiltasDirectoryContext here = tiltas_directory_context (context);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GPtrArray) rows = NULL;

  g_ptr_array_add (one, service);
  rows = tiltas_directory_rows (one, &here, 0, NULL);
  return g_ptr_array_steal_index (rows, 0);
}

GtkWidget *
tiltas_service_link_new (TiltasContext *context, TiltasService *service)
{
  const char *language = tiltas_context_language (context);
  TiltasDirectoryRow *now = tiltas_directory_row_now (context, service);
  g_autofree char *open = tiltas_sentence_open (&now->open, language, tiltas_context_today (context));
  g_autofree char *fee = tiltas_sentence_fee (service->fee);
  g_autofree char *warning = now->freshness == TILTAS_UNVERIFIED ? tiltas_sentence_warning (TILTAS_UNVERIFIED) : NULL;
  g_autofree char *words = warning != NULL ? g_strdup (warning) : tiltas_join_two (fee, open);
  GtkWidget *row =
    tiltas_row_new (tiltas_pictogram_new (service->icon, "help little"), service->text.lang, service->name, words);
  GtkWidget *chip = tiltas_language_chip_new (context, &service->text);

  if (chip != NULL)
    tiltas_row_add (row, chip);
  tiltas_context_link (context, GTK_BUTTON (row), TILTAS_PLACE_SERVICE, service->ref);
  tiltas_directory_row_free (now);
  return row;
}
