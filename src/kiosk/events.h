/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/clock.h"

G_BEGIN_DECLS

/* What happened on this terminal, for staff and support: the last events, in events.log of the state folder. A line is
 * "SECONDS WORD DETAIL", or "SECONDS WORD*TIMES DETAIL". Nothing about visitors. Used by the main thread; another
 * thread writes the file. */
typedef struct _TiltasEvents TiltasEvents;

#define TILTAS_EVENTS_FILE "events.log"
/* So many events are kept; older ones are forgotten. */
#define TILTAS_EVENTS_KEPT 200

typedef enum
{
  TILTAS_EVENT_START,          /* the program was started */
  TILTAS_EVENT_CONFIG,         /* the configuration was read again */
  TILTAS_EVENT_CONFIG_FAULT,   /* it has a fault; detail says which, in English */
  TILTAS_EVENT_SETTING,        /* staff changed one; detail "key=value" */
  TILTAS_EVENT_SETTING_FAILED, /* it could not be saved; detail in English */
  TILTAS_EVENT_UPDATE,  /* an update run had another result than the one before; detail: word of sync/error.h or "ok" */
  TILTAS_EVENT_EDITION, /* another edition is shown; detail "publisher number" */
  TILTAS_EVENT_REFUSED, /* detail "publisher word" */
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

/* Reads the file; leaves out lines that it does not understand. Copies state_dir, holds a reference to the clock.
 * Blocks for the disk. */
TiltasEvents *tiltas_events_new (const char *state_dir, TiltasClock *clock);
/* Waits until everything is written. */
void tiltas_events_free (TiltasEvents *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasEvents, tiltas_events_free)

/* Adds an event and has the file written. detail may be NULL; line breaks in it become blanks. An event that equals the
 * newest one only raises its count and renews its time: a fault that comes back every hour must not displace the
 * others.
 */
void tiltas_events_add (TiltasEvents *self, TiltasEventKind kind, const char *detail);
/* GPtrArray of TiltasEvent *, newest first. Borrowed until the next event. */
const GPtrArray *tiltas_events_list (TiltasEvents *self);
/* The file's text, newest last. Transfer full. */
char *tiltas_events_to_text (TiltasEvents *self);

G_END_DECLS
