/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/unit-page.h"

#include "base/language.h"
#include "store/reader-lessons.h"
#include "ui/visitor/link-rows.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tile.h"
#include "ui/widgets/when-untouched.h"

#include <glib/gi18n.h>

struct _TiltasUnitPage
{
  TiltasPage parent_instance;

  GtkWidget *blocks, *heading, *title, *count;
  TiltasGroup *unit;
  GPtrArray *lessons; /* of TiltasLesson */
};

G_DEFINE_FINAL_TYPE (TiltasUnitPage, tiltas_unit_page, TILTAS_TYPE_PAGE)

static guint
count_done (TiltasUnitPage *self, TiltasSession *session)
{
  guint n = 0;

  for (guint i = 0; i < self->lessons->len; i++)
    n += tiltas_session_is_done (session, ((TiltasLesson *) g_ptr_array_index (self->lessons, i))->ref) ? 1 : 0;
  return n;
}

static void
show_count (TiltasUnitPage *self)
{
  TiltasContext *context = tiltas_page_context (TILTAS_PAGE (self));
  const char *language = tiltas_context_language (context);
  guint n = self->lessons->len, n_done = count_done (self, context->session);
  g_autofree char *total = tiltas_number_format (language, n), *done = tiltas_number_format (language, n_done);
  g_autofree char *lessons = g_strdup_printf (ngettext ("%s lesson", "%s lessons", n), total);
  /* Translators: how many lessons were read to the end in this visit. */
  g_autofree char *finished = n_done > 0 ? g_strdup_printf (ngettext ("%s done", "%s done", n_done), done) : NULL;
  g_autofree char *words = tiltas_join_two (lessons, finished);

  gtk_label_set_text (GTK_LABEL (self->count), words);
}

static void
fill (TiltasUnitPage *self)
{
  TiltasContext *context = tiltas_page_context (TILTAS_PAGE (self));
  GtkWidget *old;

  while ((old = gtk_widget_get_next_sibling (self->heading)) != NULL)
    gtk_box_remove (GTK_BOX (self->blocks), old);
  for (guint i = 0; i < self->lessons->len; i++)
    {
      TiltasLesson *lesson = g_ptr_array_index (self->lessons, i);
      gboolean done = tiltas_session_is_done (context->session, lesson->ref);
      g_autofree char *number = tiltas_number_format (tiltas_context_language (context), i + 1);

      gtk_box_append (GTK_BOX (self->blocks),
                      tiltas_lesson_row_new (context, lesson, tiltas_badge_new (number, done), done));
    }
  show_count (self);
}

static gboolean
read_lessons (TiltasUnitPage *self, TiltasContext *context)
{
  GError *error = NULL;
  GPtrArray *lessons =
    tiltas_reader_lessons (context->reader, self->unit->ref, tiltas_context_ladder (context), &error);

  if (tiltas_page_failed (TILTAS_PAGE (self), error))
    return FALSE;
  g_clear_pointer (&self->lessons, g_ptr_array_unref);
  self->lessons = lessons;
  return TRUE;
}

static gboolean
same_lesson (const TiltasLesson *a, const TiltasLesson *b)
{
  return g_str_equal (a->ref, b->ref) && g_str_equal (a->title, b->title) && a->minutes == b->minutes &&
         a->n_cards == b->n_cards && g_strcmp0 (a->text.lang, b->text.lang) == 0;
}

static void
update (GtkWidget *widget)
{
  TiltasUnitPage *self = TILTAS_UNIT_PAGE (widget);
  g_autoptr (GPtrArray) old = g_ptr_array_ref (self->lessons);
  gboolean same;

  if (!read_lessons (self, tiltas_page_context (TILTAS_PAGE (self))))
    return;
  same = old->len == self->lessons->len;
  for (guint i = 0; same && i < old->len; i++)
    same = same_lesson (g_ptr_array_index (old, i), g_ptr_array_index (self->lessons, i));
  if (!same)
    fill (self);
}

static void
tiltas_unit_page_refresh (TiltasPage *page)
{
  tiltas_when_untouched_call (GTK_WIDGET (page), update);
}

static void
tiltas_unit_page_finalize (GObject *object)
{
  TiltasUnitPage *self = TILTAS_UNIT_PAGE (object);

  g_clear_pointer (&self->unit, tiltas_group_unref);
  g_clear_pointer (&self->lessons, g_ptr_array_unref);
  G_OBJECT_CLASS (tiltas_unit_page_parent_class)->finalize (object);
}

static void
tiltas_unit_page_class_init (TiltasUnitPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tiltas_unit_page_finalize;
  TILTAS_PAGE_CLASS (klass)->refresh = tiltas_unit_page_refresh;
  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/visitor/unit-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasUnitPage, blocks);
  gtk_widget_class_bind_template_child (widget_class, TiltasUnitPage, count);
  gtk_widget_class_bind_template_child (widget_class, TiltasUnitPage, heading);
  gtk_widget_class_bind_template_child (widget_class, TiltasUnitPage, title);
}

static void
tiltas_unit_page_init (TiltasUnitPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->heading, tiltas_line_layout_new (2.8));
  tiltas_when_untouched_watch (GTK_WIDGET (self));
}

TiltasPage *
tiltas_unit_page_new (TiltasContext *context)
{
  const char *ref = tiltas_session_place (context->session)->ref;
  g_autoptr (GError) error = NULL;
  TiltasGroup *unit = tiltas_reader_unit (context->reader, ref, tiltas_context_ladder (context), &error);
  TiltasUnitPage *self;
  GtkWidget *chip;

  if (error != NULL)
    g_warning ("Unit %s: %s", ref, error->message);
  if (unit == NULL)
    return NULL;

  self = g_object_new (TILTAS_TYPE_UNIT_PAGE, "context", context, NULL);
  self->unit = unit;
  gtk_box_prepend (GTK_BOX (self->heading), tiltas_pictogram_new (unit->icon, "learn large"));
  tiltas_content_label_set (GTK_LABEL (self->title), unit->text.lang, unit->title);
  chip = tiltas_language_chip_new (context, &unit->text);
  if (chip != NULL)
    gtk_box_append (GTK_BOX (gtk_widget_get_parent (self->title)), chip);
  if (!read_lessons (self, context))
    self->lessons = g_ptr_array_new ();
  fill (self);
  return TILTAS_PAGE (self);
}
