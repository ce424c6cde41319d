/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/stick-writer.h"

#include "ui/staff/parts.h"
#include "ui/staff/sticks.h"
#include "ui/widgets/children.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>
#include <string.h>

struct _TiltasStaffStickWriter
{
  GtkBox parent_instance;

  TiltasContext *context;
  const TiltasStaffFile *file;
  char *path; /* of the file that is written now, or was written last; or NULL */
  gboolean busy;
  TiltasStickWatch watch;
  GtkWidget *answer, *wait, *hint, *buttons;
};

G_DEFINE_FINAL_TYPE (TiltasStaffStickWriter, tiltas_staff_stick_writer, GTK_TYPE_BOX)

static void show (TiltasStaffStickWriter *self);

static void
on_write (GtkButton *button, TiltasStaffStickWriter *self)
{
  const char *stick = g_object_get_data (G_OBJECT (button), "stick");
  const TiltasStaffFile *file = self->file;
  TiltasLocalTime now = tiltas_context_local_time (self->context);
  g_autofree char *name =
    g_strdup_printf ("%s-%04d-%02d-%02d%s", file->stem, now.year, now.month, now.day, file->suffix);
  g_autofree char *text = file->make_text (self->context);
  gsize length = strlen (text);
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&text), length);

  g_free (self->path);
  self->path = g_build_filename (stick, name, NULL);
  self->busy = TRUE;
  tiltas_sync_write_file (self->watch.sync, self->path, bytes);
  show (self);
}

/* Returns TRUE when there is a stick. */
static gboolean
fill_buttons (TiltasStaffStickWriter *self)
{
  g_auto (GStrv) sticks = tiltas_sticks_list ();
  guint i;

  for (i = 0; self->watch.sync != NULL && sticks[i] != NULL; i++)
    {
      g_autofree char *word = tiltas_stick_button_word (_ (self->file->word), sticks[i], sticks[1] != NULL);
      GtkWidget *button = tiltas_staff_button_new (word, "ghost");

      g_object_set_data_full (G_OBJECT (button), "stick", g_strdup (sticks[i]), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (on_write), self);
      gtk_box_append (GTK_BOX (self->buttons), button);
    }
  return i > 0;
}

static void
show (TiltasStaffStickWriter *self)
{
  gboolean answered = *gtk_label_get_text (GTK_LABEL (self->answer)) != '\0';

  tiltas_box_clear (GTK_BOX (self->buttons));
  gtk_widget_set_visible (self->hint, !self->busy && !fill_buttons (self));
  gtk_widget_set_visible (self->wait, self->busy);
  gtk_widget_set_visible (self->answer, answered && !self->busy);
  tiltas_text_set_language (GTK_WIDGET (self), tiltas_context_language (self->context));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.note-turn", NULL);
}

static void
on_done (TiltasStaffStickWriter *self, int task, const char *word)
{
  if (task != TILTAS_SYNC_TASK_WRITE || !self->busy)
    return;
  g_autofree char *fault = tiltas_stick_fault (word, self->path);
  g_autofree char *name = g_path_get_basename (self->path);
  /* Translators: %s is the name of a file. */
  g_autofree char *good = g_strdup_printf (_ ("Written: %s. You can take the stick out."), name);

  self->busy = FALSE;
  gtk_label_set_text (GTK_LABEL (self->answer), fault != NULL ? fault : good);
  show (self);
}

static void
on_sticks_changed (TiltasStaffStickWriter *self)
{
  if (!self->busy)
    show (self);
}

static void
tiltas_staff_stick_writer_dispose (GObject *object)
{
  tiltas_stick_watch_clear (&TILTAS_STAFF_STICK_WRITER (object)->watch);
  G_OBJECT_CLASS (tiltas_staff_stick_writer_parent_class)->dispose (object);
}

static void
tiltas_staff_stick_writer_finalize (GObject *object)
{
  g_free (TILTAS_STAFF_STICK_WRITER (object)->path);
  G_OBJECT_CLASS (tiltas_staff_stick_writer_parent_class)->finalize (object);
}

static void
tiltas_staff_stick_writer_class_init (TiltasStaffStickWriterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tiltas_staff_stick_writer_dispose;
  G_OBJECT_CLASS (klass)->finalize = tiltas_staff_stick_writer_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/staff/stick-writer.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickWriter, answer);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickWriter, buttons);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickWriter, hint);
  gtk_widget_class_bind_template_child (widget_class, TiltasStaffStickWriter, wait);
}

static void
tiltas_staff_stick_writer_init (TiltasStaffStickWriter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
tiltas_staff_stick_writer_bind (TiltasStaffStickWriter *self, TiltasContext *context, const TiltasStaffFile *file)
{
  g_return_if_fail (TILTAS_IS_STAFF_STICK_WRITER (self));

  self->context = context;
  self->file = file;
  tiltas_staff_lay_flow (context, self->buttons);
  tiltas_stick_watch_init (&self->watch, context, G_CALLBACK (on_sticks_changed), G_CALLBACK (on_done),
                           G_OBJECT (self));
  show (self);
}
