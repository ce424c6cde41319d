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

/* What pages and the widgets on them share. The application owns it; all others borrow it. */
typedef struct
{
  const TiltasConfig *config; /* replaced when the file is read again: do not keep the pointer */
  TiltasSession *session;
  TiltasReader *reader; /* of the main thread; replaced with the store's file: do not keep the pointer */
  TiltasStore *store;
  TiltasClock *clock;
  TiltasSync *sync; /* NULL until half a second after the first frame */
  TiltasStaffLock *lock;
  TiltasUsage *usage;
  TiltasEvents *events;
  TiltasBranch *branch; /* the library branch that the configuration names, or NULL */
  double unit;          /* px of one design px: shorter edge / 1080, at least 1 (style.h) */
  int width, height;    /* of the window in px */
  gboolean landscape;
  gboolean compact;                   /* landscape and less than 1600 design px wide: gaps shrink */
  gboolean narrow;                    /* less than 900 design px wide: columns drop */
  GtkWidget *page;                    /* TiltasPage on the screen, or NULL; the window's */
  gboolean (*reload) (gpointer data); /* what tiltas_context_reload does */
  gpointer reload_data;
} TiltasContext;

/* Reads tiltas.conf and the settings made on this terminal again, puts them in force (languages, branch, idle time)
 * and builds the page anew. Returns FALSE when there is a fault that was not there before: it is logged and noted in
 * the events, and everything stays as it was. */
gboolean tiltas_context_reload (TiltasContext *self);
/* Design px as px of the screen, rounded. For layout managers only; everything else is in rem in style.css. */
int tiltas_context_px (const TiltasContext *self, double design);
/* Opens the staff area, of which the PIN pad is shown first. */
void tiltas_context_open_staff (TiltasContext *self);
/* How updates went (sync/report.h), or NULL until the sync thread knows it. Transfer full. */
TiltasReport *tiltas_context_get_report (const TiltasContext *self);
/* The visitor's language and fallback ladder. */
const char *tiltas_context_language (const TiltasContext *self);
const char *const *tiltas_context_ladder (const TiltasContext *self);
/* The local time now; and the local day now, in days since 1970-01-01. */
TiltasLocalTime tiltas_context_local_time (const TiltasContext *self);
gint64 tiltas_context_today (const TiltasContext *self);
/* Columns for a grid of tiles as wide as the page: at most `most`, at least 1, each wide enough for a pictogram and
 * two words in the text size of the session. */
int tiltas_context_columns (const TiltasContext *self, int most);
/* TRUE where so many columns of text fit into the width of the page without breaking a long word. */
gboolean tiltas_context_has_columns (const TiltasContext *self, int columns);
/* TRUE where a button has room for its pictogram only. Its word is then its accessible name. */
gboolean tiltas_context_is_wordless (const TiltasContext *self);

/* From now on a click on the button goes to a place of the kind. ref may be NULL. */
void tiltas_context_link (TiltasContext *self, GtkButton *button, TiltasPlaceKind kind, const char *ref);

G_END_DECLS
