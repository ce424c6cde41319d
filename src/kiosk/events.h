/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/clock.h"

G_BEGIN_DECLS

/* What happened on this terminal, for staff and support: the last events in events.log of the state folder, one a line,
 * "SECONDS WORD DETAIL", or "SECONDS WORD*TIMES DETAIL". Nothing about visitors. Main thread; the disk is written in a
 * thread of its own. */
typedef struct _TiltasEvents TiltasEvents;

#define TILTAS_EVENTS_FILE "events.log"
/* Older ones fall out. */
#define TILTAS_EVENTS_KEPT 200

typedef enum
{
  TILTAS_EVENT_START,          /* the program was started */
  TILTAS_EVENT_CONFIG,         /* the configuration was read again */
  TILTAS_EVENT_CONFIG_FAULT,   /* it has a fault; detail says which, in English */
  TILTAS_EVENT_SETTING,        /* staff changed one; detail "key=value" */
  TILTAS_EVENT_SETTING_FAILED, /* it could not be saved; detail in English */
  TILTAS_EVENT_UPDATE,   /* looking for updates went otherwise than before; detail: word of sync/error.h or "ok" */
  TILTAS_EVENT_EDITION,  /* another edition is shown; detail "publisher number" */
  TILTAS_EVENT_REFUSED,  /* detail "publisher word" */
  TILTAS_EVENT_REPAIRED, /* the store was damaged and made anew */
  TILTAS_EVENT_LOCKED,   /* wrong PINs closed the staff area */
  TILTAS_EVENT_STICK,    /* something was done with a stick; detail "import ok", "export disk-full" … */
} TiltasEventKind;

typedef struct
{
  gint64 time; /* unix seconds */
  TiltasEventKind kind;
  char *detail; /* one line, "" when there is none */
  guint times;  /* how often in a row; time is that of the last */
} TiltasEvent;

/* state_dir is copied, the clock referenced. Reads what is there; lines that are not understood are left out. Blocks
 * for the disk. */
TiltasEvents *tiltas_events_new (const char *state_dir, TiltasClock *clock);
/* Waits for what is being written. */
void tiltas_events_free (TiltasEvents *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasEvents, tiltas_events_free)

/* detail may be NULL; line breaks in it become blanks. The same event as the newest one moves its time and counts, so
 * that a fault that comes back every hour, or a program that is started over and over, does not push the others out. */
void tiltas_events_add (TiltasEvents *self, TiltasEventKind kind, const char *detail);
/* GPtrArray of TiltasEvent *, newest first. Borrowed until the next event. */
const GPtrArray *tiltas_events_list (TiltasEvents *self);
/* The file's text, newest last. Transfer full. */
char *tiltas_events_to_text (TiltasEvents *self);

G_END_DECLS
