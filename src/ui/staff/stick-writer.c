/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/stick-writer.h"

#include "ui/staff/parts.h"
#include "ui/staff/sticks.h"
#include "ui/widgets/children.h"
#include "ui/widgets/rows.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>
#include <string.h>

/* A file for people outside, onto a stick: a button for each stick that is there, and how it went. */
typedef struct
{
  TiltasContext *context;
  GtkWidget *box;
  const TiltasStaffFile *file;
  char *path; /* of what is being written or was, or NULL */
  char *answer;
  gboolean busy;
  TiltasStickWatch watch;
} Writer;

static void fill (Writer *self);

static void
writer_free (gpointer data)
{
  Writer *self = data;

  tiltas_stick_watch_clear (&self->watch);
  g_free (self->path);
  g_free (self->answer);
  g_free (self);
}

static void
on_done (Writer *self, int task, const char *word)
{
  if (task != TILTAS_SYNC_TASK_WRITE || !self->busy)
    return;
  g_autofree char *fault = tiltas_stick_fault (word, self->path);
  g_autofree char *name = g_path_get_basename (self->path);
  self->busy = FALSE;
  g_free (self->answer);
  /* Translators: %s is the name of a file. */
  self->answer =
    fault != NULL ? g_steal_pointer (&fault) : g_strdup_printf (_ ("Written: %s. You can take the stick out."), name);
  fill (self);
}

static void
on_write (GtkButton *button, Writer *self)
{
  const char *stick = g_object_get_data (G_OBJECT (button), "stick");
  TiltasLocalTime now = tiltas_context_local_time (self->context);
  g_autofree char *name =
    g_strdup_printf ("%s-%04d-%02d-%02d%s", self->file->stem, now.year, now.month, now.day, self->file->suffix);
  g_autofree char *text = self->file->make_text (self->context);
  gsize length = strlen (text);
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&text), length);

  g_free (self->path);
  self->path = g_build_filename (stick, name, NULL);
  self->busy = TRUE;
  tiltas_sync_write_file (self->watch.sync, self->path, bytes);
  fill (self);
}

static void
fill (Writer *self)
{
  g_auto (GStrv) sticks = tiltas_sticks_list ();
  GtkWidget *flow = tiltas_staff_flow_new (self->context);

  tiltas_box_clear (GTK_BOX (self->box));
  if (self->answer != NULL && !self->busy)
    gtk_box_append (GTK_BOX (self->box), tiltas_label_new (self->answer, "strong"));
  if (self->busy)
    gtk_box_append (
      GTK_BOX (self->box),
      tiltas_label_new (_ ("Please wait, and leave the stick in until the result stands here."), "strong"));
  else if (sticks[0] == NULL || self->watch.sync == NULL)
    gtk_box_append (GTK_BOX (self->box),
                    tiltas_label_new (_ ("Put in a USB stick, then a button appears here."), NULL));
  for (guint i = 0; !self->busy && self->watch.sync != NULL && sticks[i] != NULL; i++)
    {
      g_autofree char *word = tiltas_stick_button_word (_ (self->file->word), sticks[i], sticks[1] != NULL);
      GtkWidget *button = tiltas_staff_button_new (word, "ghost");

      g_object_set_data_full (G_OBJECT (button), "stick", g_strdup (sticks[i]), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (on_write), self);
      gtk_box_append (GTK_BOX (flow), button);
    }
  gtk_box_append (GTK_BOX (self->box), flow);
  tiltas_text_set_language (self->box, tiltas_context_language (self->context));
  gtk_widget_activate_action (self->box, "win.note-turn", NULL);
}

static void
on_sticks_changed (Writer *self)
{
  if (!self->busy)
    fill (self);
}

GtkWidget *
tiltas_staff_stick_writer_new (TiltasContext *context, const TiltasStaffFile *file)
{
  Writer *self = g_new0 (Writer, 1);

  self->context = context;
  self->file = file;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  tiltas_add_classes (self->box, "writer");
  tiltas_stick_watch_init (&self->watch, context, G_CALLBACK (on_sticks_changed), G_CALLBACK (on_done), self);
  g_object_set_data_full (G_OBJECT (self->box), "writer", self, writer_free);
  fill (self);
  return self->box;
}
