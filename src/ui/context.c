/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/context.h"

#include <math.h>

/* Design px. */
#define PAGE_MARGIN 48
#define COLUMN_LEAST 370
#define BODY 26
/* Width of a column of text in em of the body: holds the long words of every language, also in a heading. */
#define TEXT_LEAST 12.5

gboolean
tiltas_context_reload (TiltasContext *self)
{
  return self->reload (self->reload_data);
}

int
tiltas_context_px (const TiltasContext *self, double design)
{
  return (int) round (design * self->unit);
}

void
tiltas_context_open_staff (TiltasContext *self)
{
  tiltas_session_open_staff (self->session, "content");
}

TiltasReport *
tiltas_context_get_report (const TiltasContext *self)
{
  return self->sync != NULL ? tiltas_sync_get_report (self->sync) : NULL;
}

const char *
tiltas_context_language (const TiltasContext *self)
{
  return tiltas_session_language (self->session);
}

const char *const *
tiltas_context_ladder (const TiltasContext *self)
{
  return tiltas_session_ladder (self->session);
}

TiltasLocalTime
tiltas_context_local_time (const TiltasContext *self)
{
  return tiltas_local_time (tiltas_clock_now (self->clock));
}

gint64
tiltas_context_today (const TiltasContext *self)
{
  TiltasLocalTime now = tiltas_context_local_time (self);

  return tiltas_days_from_civil (now.year, now.month, now.day);
}

int
tiltas_context_columns (const TiltasContext *self, int most)
{
  int step = tiltas_session_text_step (self->session);
  /* Headings and titles grow less than the text does (style.css). */
  double growth = step >= 200 ? 1.9 : step >= 150 ? 1.45 : step >= 125 ? 1.2 : 1;
  double room = self->width / self->unit - 2 * PAGE_MARGIN;

  return CLAMP ((int) (room / (COLUMN_LEAST * growth)), 1, most);
}

gboolean
tiltas_context_has_columns (const TiltasContext *self, int columns)
{
  double room = self->width / self->unit - 2 * PAGE_MARGIN;

  return room / columns >= TEXT_LEAST * BODY * tiltas_session_text_step (self->session) / 100;
}

gboolean
tiltas_context_is_wordless (const TiltasContext *self)
{
  return !self->landscape && tiltas_session_text_step (self->session) >= (self->narrow ? 125 : 150);
}

typedef struct
{
  TiltasSession *session;
  TiltasPlaceKind kind;
  char *ref;
} Link;

static void
link_free (gpointer data, GClosure *closure)
{
  Link *link = data;

  g_free (link->ref);
  g_free (link);
}

static void
on_link_clicked (GtkButton *button, gpointer data)
{
  Link *link = data;

  tiltas_session_go (link->session, tiltas_place_new (link->kind, link->ref));
}

void
tiltas_context_link (TiltasContext *self, GtkButton *button, TiltasPlaceKind kind, const char *ref)
{
  Link *link = g_new0 (Link, 1);

  link->session = self->session;
  link->kind = kind;
  link->ref = g_strdup (ref);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_link_clicked), link, link_free, 0);
}
