/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/summary-card.h"

#include "base/date.h"
#include "kiosk/sentences.h"
#include "store/reader-lessons.h"
#include "store/reader-services.h"
#include "ui/visitor/link-rows.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tile.h"

#include <glib/gi18n.h>

#define WIDE 1500.0 /* design px: a wider page has two columns */

static GtkWidget *
point_new (const TiltasLesson *lesson, const char *text)
{
  GtkWidget *row = tiltas_line_new (2.0, "point"), *badge = tiltas_badge_new (NULL, TRUE);
  GtkWidget *label = tiltas_content_label_new (lesson->text.lang, text);

  gtk_widget_add_css_class (badge, "little");
  gtk_widget_set_valign (badge, GTK_ALIGN_START);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), badge);
  gtk_box_append (GTK_BOX (row), label);
  return row;
}

/* When the lesson was checked, whether it changes quickly, and where its facts come from. */
static GtkWidget *
facts_new (TiltasContext *context, const TiltasLesson *lesson)
{
  const char *language = tiltas_context_language (context);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *marks = tiltas_text_marks_new (context, &lesson->text);
  g_autofree char *list = g_strjoinv ("; ", lesson->sources), *sources = tiltas_sources_text (list);

  gtk_widget_add_css_class (box, "facts");
  if (marks != NULL)
    gtk_box_append (GTK_BOX (box), marks);
  if (lesson->time_sensitive != NULL)
    gtk_box_append (
      GTK_BOX (box),
      tiltas_label_new (_ ("Some of this changes over time. Ask a librarian if you are not sure."), "small mute"));
  if (lesson->checked != NULL)
    {
      g_autofree char *date = tiltas_date_format (language, lesson->checked);
      g_autofree char *words = g_strdup_printf (_ ("Checked %s"), date);

      gtk_box_append (GTK_BOX (box), tiltas_label_new (words, "small mute"));
    }
  if (sources != NULL)
    {
      /* Translators: %s is a list of web sites. */
      g_autofree char *words = g_strdup_printf (_ ("Sources: %s"), sources);

      gtk_box_append (GTK_BOX (box), tiltas_label_new (words, "small mute"));
    }
  return box;
}

static GtkWidget *
known_new (TiltasContext *context, const TiltasLesson *lesson, const TiltasCard *card)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = tiltas_content_paragraph_new (lesson->text.lang, card->title);

  gtk_widget_add_css_class (box, "column");
  gtk_widget_add_css_class (title, "h1");
  gtk_box_append (GTK_BOX (box), title);
  for (guint i = 0; card->points[i] != NULL; i++)
    gtk_box_append (GTK_BOX (box), point_new (lesson, card->points[i]));
  return box;
}

static void
append_services (TiltasContext *context, const TiltasLesson *lesson, GtkWidget *box)
{
  gboolean any = FALSE;

  for (guint i = 0; lesson->services[i] != NULL; i++)
    {
      g_autoptr (TiltasService) service =
        tiltas_reader_service (context->reader, lesson->services[i], tiltas_context_ladder (context), NULL);

      if (service == NULL)
        continue;
      if (!any)
        gtk_box_append (GTK_BOX (box), tiltas_label_new (_ ("Where to go next"), "h2"));
      any = TRUE;
      gtk_box_append (GTK_BOX (box), tiltas_service_link_new (context, service));
    }
}

static void
append_lesson (TiltasContext *context, const TiltasLesson *lesson, GtkWidget *box)
{
  gtk_box_append (GTK_BOX (box),
                  tiltas_lesson_row_new (context, lesson, tiltas_pictogram_new (lesson->icon, "learn little"),
                                         tiltas_session_is_done (context->session, lesson->ref)));
}

static GtkWidget *
onward_new (TiltasContext *context, const TiltasLesson *lesson, const TiltasLesson *next)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gboolean any = FALSE;

  gtk_widget_add_css_class (box, "column");
  append_services (context, lesson, box);
  if (next != NULL)
    {
      gtk_box_append (GTK_BOX (box), tiltas_label_new (_ ("Next lesson"), "h2"));
      append_lesson (context, next, box);
    }
  for (guint i = 0; lesson->lessons[i] != NULL; i++)
    {
      g_autoptr (TiltasLesson) linked = NULL;

      if (next != NULL && g_str_equal (lesson->lessons[i], next->ref))
        continue;
      linked = tiltas_reader_lesson (context->reader, lesson->lessons[i], tiltas_context_ladder (context), NULL);
      if (linked == NULL)
        continue;
      if (!any)
        gtk_box_append (GTK_BOX (box), tiltas_label_new (_ ("More on this"), "h2"));
      any = TRUE;
      append_lesson (context, linked, box);
    }
  return box;
}

GtkWidget *
tiltas_summary_card_new (TiltasContext *context,
                         const TiltasLesson *lesson,
                         const TiltasCard *card,
                         const TiltasLesson *next)
{
  gboolean wide =
    context->landscape && context->width / context->unit >= WIDE && tiltas_session_text_step (context->session) <= 125;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *known = known_new (context, lesson, card);
  GtkWidget *onward = onward_new (context, lesson, next), *facts = facts_new (context, lesson);

  tiltas_add_classes (box, "lesson-card summary");
  if (wide)
    {
      GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

      gtk_widget_set_layout_manager (columns, tiltas_tile_layout_new (2, tiltas_context_px (context, 48), FALSE));
      gtk_box_append (GTK_BOX (known), facts);
      gtk_widget_set_valign (known, GTK_ALIGN_START);
      gtk_widget_set_valign (onward, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (columns), known);
      gtk_box_append (GTK_BOX (columns), onward);
      gtk_box_append (GTK_BOX (box), columns);
    }
  else
    {
      gtk_box_append (GTK_BOX (box), known);
      gtk_box_append (GTK_BOX (box), onward);
      gtk_box_append (GTK_BOX (box), facts);
    }
  return box;
}
