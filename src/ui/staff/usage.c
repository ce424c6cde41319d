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

#define LINES_MOST 15 /* of a card */

typedef enum
{
  PERIOD_WEEK,
  PERIOD_MONTH,
  PERIOD_LAST_MONTH,
  PERIOD_ALL,
} Period;

struct _TiltasStaffUsage
{
  GtkBox parent_instance;

  TiltasContext *context;
  GPtrArray *rows; /* of TiltasUsageRow */
  Period period;
  GtkWidget *periods, *first_pair, *second_pair;
  GtkWidget *languages, *searches, *lessons, *services, *visits; /* the headings of the cards */
  TiltasStaffStickWriter *writer;
};

G_DEFINE_FINAL_TYPE (TiltasStaffUsage, tiltas_staff_usage, GTK_TYPE_BOX)

/* The first and the last day of the period, as YYYY-MM-DD. */
static void
limits_of (TiltasStaffUsage *self, char first[11], char last[11])
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

/* Adds up the counts of one kind by day or by id: key → count. *total gets the sum of all. Keys are borrowed from the
 * rows. Transfer container. */
static GHashTable *
sums_of (TiltasStaffUsage *self, TiltasUsageKind kind, gboolean by_day, guint *total)
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

/* A day or a record as staff read it. Transfer full. */
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

static void
add_fact (TiltasStaffUsage *self, GtkBox *card, const char *name, guint count, const char *classes)
{
  g_autofree char *number = tiltas_number_format (tiltas_context_language (self->context), count);
  GtkWidget *fact = tiltas_staff_fact_new (self->context, name, number);

  tiltas_add_classes (fact, classes);
  gtk_box_append (card, fact);
}

/* Fills the card below its heading: the sum, then the largest counts, or all days from the newest on. */
static void
fill_card (TiltasStaffUsage *self, GtkWidget *heading, TiltasUsageKind kind, gboolean by_day)
{
  GtkBox *card = GTK_BOX (gtk_widget_get_parent (heading));
  guint n, total;
  g_autoptr (GHashTable) sums = sums_of (self, kind, by_day, &total);
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (sums, &n);
  GtkWidget *old;

  while ((old = gtk_widget_get_next_sibling (heading)) != NULL)
    gtk_box_remove (card, old);
  g_qsort_with_data (keys, (int) n, sizeof *keys, by_day ? by_day_down : by_count, sums);
  if (n == 0)
    gtk_box_append (card, tiltas_label_new (_ ("Nothing in this time."), "mute"));
  else if (by_day || n > 1)
    add_fact (self, card, _ ("Together"), total, "strong");
  for (guint i = 0; i < MIN (n, LINES_MOST); i++)
    {
      g_autofree char *title = title_of (self->context, kind, keys[i], by_day);

      add_fact (self, card, title, GPOINTER_TO_UINT (g_hash_table_lookup (sums, keys[i])), NULL);
    }
  if (n > LINES_MOST)
    gtk_box_append (card, tiltas_label_new (_ ("The file has the rest."), "small mute"));
}

static void show (TiltasStaffUsage *self);

static void
on_period (GtkButton *button, TiltasStaffUsage *self)
{
  self->period = (Period) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "period"));
  show (self);
}

static void
fill_periods (TiltasStaffUsage *self)
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
show (TiltasStaffUsage *self)
{
  tiltas_box_clear (GTK_BOX (self->periods));
  fill_periods (self);
  fill_card (self, self->languages, TILTAS_USAGE_LANGUAGE, FALSE);
  fill_card (self, self->searches, TILTAS_USAGE_SEARCH_EMPTY, FALSE);
  fill_card (self, self->lessons, TILTAS_USAGE_LESSON, FALSE);
  fill_card (self, self->services, TILTAS_USAGE_SERVICE, FALSE);
  fill_card (self, self->visits, TILTAS_USAGE_VISIT, TRUE);
  tiltas_text_set_language (GTK_WIDGET (self), tiltas_context_language (self->context));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.note-change", NULL);
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

static void
tiltas_staff_usage_finalize (GObject *object)
{
  g_ptr_array_unref (TILTAS_STAFF_USAGE (object)->rows);
  G_OBJECT_CLASS (tiltas_staff_usage_parent_class)->finalize (object);
}

static void
tiltas_staff_usage_class_init (TiltasStaffUsageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tiltas_staff_usage_finalize;
  g_type_ensure (TILTAS_TYPE_STAFF_STICK_WRITER);
  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/staff/usage.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffUsage, first_pair);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffUsage, languages);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffUsage, lessons);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffUsage, periods);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffUsage, searches);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffUsage, second_pair);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffUsage, services);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffUsage, visits);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffUsage, writer);
}

static void
tiltas_staff_usage_init (TiltasStaffUsage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->period = PERIOD_MONTH;
}

GtkWidget *
tiltas_staff_usage_new (TiltasContext *context)
{
  TiltasStaffUsage *self = g_object_new (TILTAS_TYPE_STAFF_USAGE, NULL);

  self->context = context;
  self->rows = tiltas_usage_rows (context->usage);
  tiltas_staff_lay_flow (context, self->periods);
  tiltas_staff_lay_pair (context, self->first_pair);
  tiltas_staff_lay_pair (context, self->second_pair);
  tiltas_staff_stick_writer_bind (self->writer, context, &USAGE_FILE);
  show (self);
  return GTK_WIDGET (self);
}
