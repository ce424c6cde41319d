/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff-pages.h"

#include "base/language.h"
#include "ui/text.h"

#include <glib/gi18n.h>
#include <string.h>

/* Counts of use: days, lessons, services, languages, searches without result. Nothing about a visitor is known. */
#define SHOWN_MOST 15
#define FILE_NAME "tiltas-usage.csv"

static gboolean
counts (const TiltasUsageRow *row, TiltasUsageKind kind, gboolean by_day, GHashTable *sums)
{
  const char *key = by_day ? row->day : row->id;
  guint old;

  if (row->kind != kind)
    return FALSE;
  old = GPOINTER_TO_UINT (g_hash_table_lookup (sums, key));
  g_hash_table_insert (sums, (gpointer) key, GUINT_TO_POINTER (old + row->count));
  return TRUE;
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

static GtkWidget *
card_new (TiltasContext *context, GPtrArray *rows, const char *heading, TiltasUsageKind kind, gboolean by_day)
{
  GtkWidget *card = tiltas_staff_card_new (heading);
  g_autoptr (GHashTable) sums = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree gpointer *keys = NULL;
  guint n;

  for (guint i = 0; i < rows->len; i++)
    counts (g_ptr_array_index (rows, i), kind, by_day, sums);
  keys = g_hash_table_get_keys_as_array (sums, &n);
  g_qsort_with_data (keys, (int) n, sizeof *keys, by_day ? by_day_down : by_count, sums);
  for (guint i = 0; i < MIN (n, SHOWN_MOST); i++)
    {
      g_autofree char *title = title_of (context, kind, keys[i], by_day);
      g_autofree char *number = tiltas_number_format (tiltas_context_language (context),
                                                      GPOINTER_TO_UINT (g_hash_table_lookup (sums, keys[i])));
      gtk_box_append (GTK_BOX (card), tiltas_staff_fact_new (title, number));
    }
  if (n == 0)
    gtk_box_append (GTK_BOX (card), tiltas_label_new (_ ("Nothing yet."), "mute"));
  return card;
}

static void
on_write (GtkButton *button, TiltasContext *context)
{
  GtkLabel *label = g_object_get_data (G_OBJECT (button), "answer");
  g_autofree char *text = tiltas_usage_to_csv (context->usage);
  gsize length = strlen (text);
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&text), length);

  tiltas_staff_write (context, label, FILE_NAME, bytes);
}

GtkWidget *
tiltas_staff_usage_new (TiltasContext *context)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *write = tiltas_staff_button_new (_ ("Write onto a stick"), "ghost"),
            *answer = tiltas_label_new (NULL, "strong");
  g_autoptr (GPtrArray) rows = tiltas_usage_rows (context->usage);

  tiltas_add_classes (box, "cards");
  gtk_box_append (GTK_BOX (box),
                  tiltas_label_new (_ ("Only sums per day are kept: no words that visitors typed, no times, "
                                       "nothing about a person."),
                                    "mute"));
  gtk_box_append (GTK_BOX (box), card_new (context, rows, _ ("Visits by day"), TILTAS_USAGE_VISIT, TRUE));
  gtk_box_append (GTK_BOX (box), card_new (context, rows, _ ("Languages"), TILTAS_USAGE_LANGUAGE, FALSE));
  gtk_box_append (GTK_BOX (box), card_new (context, rows, _ ("Lessons"), TILTAS_USAGE_LESSON, FALSE));
  gtk_box_append (GTK_BOX (box), card_new (context, rows, _ ("Services"), TILTAS_USAGE_SERVICE, FALSE));
  gtk_box_append (GTK_BOX (box), card_new (context, rows, _ ("Searches that found nothing, by language"),
                                           TILTAS_USAGE_SEARCH_EMPTY, FALSE));
  g_object_set_data (G_OBJECT (write), "answer", answer);
  g_signal_connect (write, "clicked", G_CALLBACK (on_write), context);
  gtk_box_append (GTK_BOX (box), write);
  gtk_box_append (GTK_BOX (box), answer);
  return box;
}
