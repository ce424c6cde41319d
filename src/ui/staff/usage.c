/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/usage.h"

#include "base/date.h"
#include "base/language.h"
#include "store/reader-lessons.h"
#include "store/reader-services.h"
#include "ui/staff/parts.h"
#include "ui/staff/stick-writer.h"
#include "ui/widgets/children.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>
#include <string.h>

/* Counts of use in a time that staff choose: visits, languages, lessons, services, searches without result. Nothing
 * about a visitor is known. */
#define SHOWN_MOST 15

typedef enum
{
  PERIOD_WEEK,
  PERIOD_MONTH,
  PERIOD_LAST_MONTH,
  PERIOD_ALL,
} Period;

typedef struct
{
  TiltasContext *context;
  GPtrArray *rows;
  GtkWidget *periods, *cards; /* boxes that are filled again */
  Period period;
} Usage;

static void
usage_free (gpointer data)
{
  Usage *self = data;

  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* First and last day of the period, as in the file. */
static void
limits_of (Usage *self, char first[11], char last[11])
{
  gint64 today = tiltas_context_today (self->context);
  TiltasLocalTime now = tiltas_civil_from_days (today), from = now, to = now;

  if (self->period == PERIOD_ALL)
    {
      g_strlcpy (first, "0000-00-00", 11);
      g_strlcpy (last, "9999-99-99", 11);
      return;
    }
  if (self->period == PERIOD_WEEK)
    from = tiltas_civil_from_days (today - 6);
  else if (self->period == PERIOD_MONTH)
    from.day = 1;
  else
    {
      to = tiltas_civil_from_days (today - now.day);
      from = to;
      from.day = 1;
    }
  g_snprintf (first, 11, "%04d-%02d-%02d", CLAMP (from.year, 0, 9999), CLAMP (from.month, 1, 12),
              CLAMP (from.day, 1, 31));
  g_snprintf (last, 11, "%04d-%02d-%02d", CLAMP (to.year, 0, 9999), CLAMP (to.month, 1, 12), CLAMP (to.day, 1, 31));
}

/* Counts of one kind, added up by day or by id. Keys are borrowed from the rows. */
static GHashTable *
sums_of (Usage *self, TiltasUsageKind kind, gboolean by_day, guint *total)
{
  GHashTable *sums = g_hash_table_new (g_str_hash, g_str_equal);
  char first[11], last[11];

  *total = 0;
  limits_of (self, first, last);
  for (guint i = 0; i < self->rows->len; i++)
    {
      TiltasUsageRow *row = g_ptr_array_index (self->rows, i);
      char *key = by_day ? row->day : row->id;
      if (row->kind != kind || strcmp (row->day, first) < 0 || strcmp (row->day, last) > 0)
        continue;
      guint old = GPOINTER_TO_UINT (g_hash_table_lookup (sums, key));
      g_hash_table_insert (sums, key, GUINT_TO_POINTER (old + row->count));
      *total += row->count;
    }
  return sums;
}

static int
by_count (gconstpointer a, gconstpointer b, gpointer sums)
{
  guint first = GPOINTER_TO_UINT (g_hash_table_lookup (sums, *(gconstpointer *) a));
  guint second = GPOINTER_TO_UINT (g_hash_table_lookup (sums, *(gconstpointer *) b));

  return first != second ? (first < second ? 1 : -1) : strcmp (*(const char *const *) a, *(const char *const *) b);
}

static int
by_day_down (gconstpointer a, gconstpointer b, gpointer sums)
{
  return strcmp (*(const char *const *) b, *(const char *const *) a);
}

/* What people call it. Transfer full. */
static char *
title_of (TiltasContext *context, TiltasUsageKind kind, const char *id, gboolean by_day)
{
  const char *const *ladder = tiltas_context_ladder (context);

  if (by_day)
    return tiltas_date_format (tiltas_context_language (context), id);
  if (kind == TILTAS_USAGE_LESSON)
    {
      g_autoptr (TiltasLesson) lesson = tiltas_reader_lesson (context->reader, id, ladder, NULL);
      return g_strdup (lesson != NULL ? lesson->title : id);
    }
  if (kind == TILTAS_USAGE_SERVICE)
    {
      g_autoptr (TiltasService) service = tiltas_reader_service (context->reader, id, ladder, NULL);
      return g_strdup (service != NULL ? service->name : id);
    }
  return g_strdup (tiltas_language_autonym (id));
}

/* The line of all, then the longest ones. */
static GtkWidget *
card_new (Usage *self, const char *heading, TiltasUsageKind kind, gboolean by_day)
{
  TiltasContext *context = self->context;
  const char *language = tiltas_context_language (context);
  GtkWidget *card = tiltas_staff_card_new (heading);
  guint n, total;
  g_autoptr (GHashTable) sums = sums_of (self, kind, by_day, &total);
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (sums, &n);
  g_autofree char *all = tiltas_number_format (language, total);

  g_qsort_with_data (keys, (int) n, sizeof *keys, by_day ? by_day_down : by_count, sums);
  if (n == 0)
    gtk_box_append (GTK_BOX (card), tiltas_label_new (_ ("Nothing in this time."), "mute"));
  else if (by_day || n > 1)
    {
      GtkWidget *line = tiltas_staff_fact_new (context, _ ("Together"), all);
      gtk_widget_add_css_class (line, "strong");
      gtk_box_append (GTK_BOX (card), line);
    }
  for (guint i = 0; i < MIN (n, SHOWN_MOST); i++)
    {
      g_autofree char *title = title_of (context, kind, keys[i], by_day);
      g_autofree char *number = tiltas_number_format (language, GPOINTER_TO_UINT (g_hash_table_lookup (sums, keys[i])));
      gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (context, title, number));
    }
  if (n > SHOWN_MOST)
    gtk_box_append (GTK_BOX (card), tiltas_label_new (_ ("The file has the rest."), "small mute"));
  return card;
}

static void show (Usage *self);

static void
on_period (GtkButton *button, Usage *self)
{
  self->period = (Period) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "period"));
  show (self);
}

static void
fill_periods (Usage *self)
{
  const char *const words[] = { _ ("Last 7 days"), _ ("This month"), _ ("Last month"), C_ ("period", "All") };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      GtkWidget *button = tiltas_staff_choice_new (words[i], i == self->period);
      g_object_set_data (G_OBJECT (button), "period", GINT_TO_POINTER ((int) i));
      g_signal_connect (button, "clicked", G_CALLBACK (on_period), self);
      gtk_box_append (GTK_BOX (self->periods), button);
    }
}

static void
fill_cards (Usage *self)
{
  GtkWidget *first = tiltas_staff_pair_new (self->context), *second = tiltas_staff_pair_new (self->context);

  gtk_box_append (GTK_BOX (first), card_new (self, _ ("Languages of the visits"), TILTAS_USAGE_LANGUAGE, FALSE));
  gtk_box_append (GTK_BOX (first),
                  card_new (self, _ ("Searches that found nothing, by language"), TILTAS_USAGE_SEARCH_EMPTY, FALSE));
  gtk_box_append (GTK_BOX (second), card_new (self, _ ("Lessons that were opened"), TILTAS_USAGE_LESSON, FALSE));
  gtk_box_append (GTK_BOX (second), card_new (self, _ ("Services that were opened"), TILTAS_USAGE_SERVICE, FALSE));
  gtk_box_append (GTK_BOX (self->cards), first);
  gtk_box_append (GTK_BOX (self->cards), second);
  gtk_box_append (GTK_BOX (self->cards), card_new (self, _ ("Visits by day"), TILTAS_USAGE_VISIT, TRUE));
}

static void
show (Usage *self)
{
  tiltas_box_clear (GTK_BOX (self->periods));
  tiltas_box_clear (GTK_BOX (self->cards));
  fill_periods (self);
  fill_cards (self);
  tiltas_text_set_language (self->periods, tiltas_context_language (self->context));
  tiltas_text_set_language (self->cards, tiltas_context_language (self->context));
  gtk_widget_activate_action (self->cards, "win.note-change", NULL);
}

static char *
make_csv (TiltasContext *context)
{
  return tiltas_usage_to_csv (context->usage);
}

static const TiltasStaffFile USAGE_FILE = {
  .word = N_ ("Write onto the stick"),
  .stem = "tiltas-usage",
  .suffix = ".csv",
  .make_text = make_csv,
};

GtkWidget *
tiltas_staff_usage_new (TiltasContext *context)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *file = tiltas_staff_card_new (_ ("As a file"));
  Usage *self = g_new0 (Usage, 1);

  self->context = context;
  self->rows = tiltas_usage_rows (context->usage);
  self->period = PERIOD_MONTH;
  self->periods = tiltas_staff_flow_new (context);
  self->cards = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  tiltas_add_classes (box, "cards");
  tiltas_add_classes (self->cards, "cards");
  gtk_box_append (GTK_BOX (box), self->periods);
  gtk_box_append (GTK_BOX (box), self->cards);
  gtk_box_append (GTK_BOX (file), tiltas_label_new (_ ("All days as a table (CSV) that office programs open."), NULL));
  gtk_box_append (GTK_BOX (file), tiltas_staff_stick_writer_new (context, &USAGE_FILE));
  gtk_box_append (GTK_BOX (box), file);
  gtk_box_append (GTK_BOX (box),
                  tiltas_label_new (_ ("Only sums per day are kept: no words that visitors typed, no times, "
                                       "nothing about a person."),
                                    "mute"));
  g_object_set_data_full (G_OBJECT (box), "usage", self, usage_free);
  show (self);
  return box;
}
