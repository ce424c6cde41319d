/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/reset-button.h"

#include "ui/staff/parts.h"
#include "ui/staff/question.h"

#include <glib/gi18n.h>

typedef struct
{
  TiltasContext *context;
  const TiltasStaffSetting *settings;
  char *words;
} Reset;

static void
reset_free (gpointer data, GClosure *closure)
{
  Reset *reset = data;

  g_free (reset->words);
  g_free (reset);
}

static void
take_back (Reset *reset)
{
  for (const TiltasStaffSetting *setting = reset->settings; setting->key != NULL; setting++)
    tiltas_staff_set (reset->context, *setting, NULL);
}

static void
on_reset (GtkButton *button, Reset *reset)
{
  Reset *asked = g_memdup2 (reset, sizeof *reset); /* a copy: the panel may outlive the button */
  TiltasStaffQuestion question = {
    .title = _ ("As the technician set it?"),
    .words = reset->words,
    .no = _ ("Leave it as it is"),
    .yes = _ ("Back to the technician’s settings"),
    .on_yes = G_CALLBACK (take_back),
    .data = asked,
    .free_data = g_free,
  };

  asked->words = NULL;
  tiltas_staff_question_ask (&question, reset->context, GTK_WIDGET (button));
}

GtkWidget *
tiltas_staff_reset_button_new (TiltasContext *context, const char *words, const TiltasStaffSetting *settings)
{
  GtkWidget *button = tiltas_staff_button_new (_ ("Back to the technician’s settings"), "ghost");
  Reset *reset = g_new0 (Reset, 1);

  reset->context = context;
  reset->settings = settings;
  reset->words = g_strdup (words);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_reset), reset, reset_free, 0);
  return button;
}
