/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "base/clock.h"
#include "base/date.h"
#include "content/model.h"
#include "kiosk/events.h"
#include "kiosk/session.h"
#include "kiosk/staff-lock.h"
#include "kiosk/usage.h"
#include "store/reader.h"
#include "sync/sync.h"

G_BEGIN_DECLS

/* What pages share: borrowed by every page, owned by the application. */
typedef struct
{
  const TiltasConfig *config; /* replaced when it is read again: never keep it */
  TiltasSession *session;
  TiltasReader *reader; /* the main thread's connection; replaced when the store gets another file: never keep it */
  TiltasStore *store;
  TiltasClock *clock;
  TiltasSync *sync; /* NULL until half a second after the first frame */
  TiltasStaffLock *lock;
  TiltasUsage *usage;
  TiltasEvents *events;
  TiltasBranch *branch; /* of the configuration, or NULL */
  double unit;          /* px of one design px: shorter edge / 1080, at least 1 (style.h) */
  int width, height;    /* of the window in px */
  gboolean landscape;
  gboolean compact; /* landscape and less than 1600 design px wide: gaps shrink */
  gboolean narrow;  /* less than 900 design px wide: columns drop */
  GtkWidget *page;  /* TiltasPage on the screen, or NULL; the window's */
  gboolean (*reload) (gpointer application);
  gpointer application;
} TiltasContext;

/* Reads tiltas.conf and the settings made on this terminal again and puts them in force: languages, branch, idle time;
 * the page on the screen is built again. FALSE when there is a fault that was not there before: it goes to the log and
 * to the events, and everything stays as it was. */
gboolean tiltas_context_reload (TiltasContext *self);
/* Design px to px, rounded. For layout managers only: everything else is rem in style.css. */
int tiltas_context_px (const TiltasContext *self, double design);
/* The visitor's language and fallback ladder. */
const char *tiltas_context_language (const TiltasContext *self);
const char *const *tiltas_context_ladder (const TiltasContext *self);
/* Local time now, and days since 1970 of the local day. */
TiltasLocalTime tiltas_context_local_time (const TiltasContext *self);
gint64 tiltas_context_today (const TiltasContext *self);
/* Columns of a grid of tiles over the width of the page: at most `most`, at least 1, each wide enough for a pictogram
 * and two words in the text size of the session. */
int tiltas_context_columns (const TiltasContext *self, int most);
/* TRUE where so many columns over the width of the page can hold text: no long word of it is broken. */
gboolean tiltas_context_has_columns (const TiltasContext *self, int columns);
/* TRUE where there is room for the pictogram of a button only; its word is then its accessible name. */
gboolean tiltas_context_is_wordless (const TiltasContext *self);

/* A click on the button goes to a place of the kind (ref may be NULL). */
void tiltas_context_link (TiltasContext *self, GtkButton *button, TiltasPlaceKind kind, const char *ref);

G_END_DECLS
