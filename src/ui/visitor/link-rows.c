/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/link-rows.h"

#include "base/language.h"
#include "kiosk/sentences.h"
#include "ui/visitor/directory-context.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tile.h"

#include <glib/gi18n.h>

/* "7 min · 6 cards", or "7 min · done". Transfer full. */
static char *
lesson_measure (const TiltasContext *context, const TiltasLesson *lesson, gboolean done)
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
  g_autofree char *measure = lesson_measure (context, lesson, done);
  GtkWidget *row = tiltas_row_new (leading, lesson->text.lang, lesson->title, measure);
  GtkWidget *chip = tiltas_language_chip_new (context, &lesson->text);

  if (chip != NULL)
    tiltas_row_add (row, chip);
  tiltas_context_link (context, GTK_BUTTON (row), TILTAS_PLACE_LESSON, lesson->ref);
  return row;
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
