/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "sync/words.h"

G_BEGIN_DECLS

/* What the last runs did. Words: sync/error.h, and "ok".
 *
 * Who makes a report fills it alone. From the moment it is handed over nobody changes it, so that all threads may read
 * it; it is freed with the last reference.
 *
 * status.json in the state folder holds the newest report for `tiltasctl status` and for the time after a restart: one
 * JSON object, written atomically. Its members are stable, new ones may be added. */

typedef struct
{
  char *publisher;
  gint64 seq;          /* what this terminal shows now, 0 nothing */
  char *state;         /* SHA-256 hex of its pack.jsonl, or NULL */
  char *published;     /* RFC 3339 or NULL */
  char *word;          /* "ok" or why the last offer was refused */
  TiltasOrigin origin; /* where that offer came from */
  char *detail;        /* for logs and branch IT, in English, or NULL */
} TiltasPublisherReport;

typedef struct
{
  char *address;
  char *word; /* "ok", why it was passed over, or NULL when it was not asked */
  char *detail;
} TiltasMirrorReport;

/* The members of sticks are apart from those of the network: an import says nothing about the connection. */
typedef struct
{
  gatomicrefcount references; /* private */
  guint request;              /* the request that it answers (sync/sync.h), 0 none; not in the file */
  gint64 last_run;            /* over the network; unix seconds, 0 never */
  gint64 last_success;
  gint64 retry_at;  /* the server asked to wait until then, or 0 */
  char *repository; /* where the last run got an answer, or NULL */
  char *word;       /* "ok", an error word, or NULL before the first run */
  char *detail;
  gint64 stick_run; /* the last import of a folder or stick; 0 never */
  char *stick_word; /* "ok", an error word, or NULL */
  char *stick_detail;
  gint64 repaired_at;    /* when a damaged store was last replaced, 0 never */
  gboolean replaced;     /* and no run has been well since */
  char *set_aside;       /* under which name the damaged one was kept, or NULL */
  GPtrArray *publishers; /* of TiltasPublisherReport *, in order of publishers.json */
  GPtrArray *mirrors;    /* of TiltasMirrorReport *, in order of the configuration */
} TiltasReport;

/* An empty report, to be filled. */
TiltasReport *tiltas_report_new (void);
/* Any thread. */
TiltasReport *tiltas_report_ref (TiltasReport *self);
void tiltas_report_unref (TiltasReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasReport, tiltas_report_unref)

/* The entry of a publisher, or NULL. Borrowed. */
const TiltasPublisherReport *tiltas_report_find (const TiltasReport *self, const char *publisher);

/* For who fills it: the entry of a publisher; made when it is not there. Borrowed. */
TiltasPublisherReport *tiltas_report_publisher (TiltasReport *self, const char *publisher);
/* Notes a result; error NULL: "ok". detail may be NULL. */
void tiltas_report_set_result (TiltasReport *self, const GError *error);
void tiltas_report_set_stick_result (TiltasReport *self, const GError *error);
void tiltas_publisher_report_set_result (TiltasPublisherReport *self, const GError *error);
/* word and detail may be NULL. */
void tiltas_report_add_mirror (TiltasReport *self, const char *address, const char *word, const char *detail);
/* The same as an answer to nobody, which may be changed. Transfer full. */
TiltasReport *tiltas_report_copy (const TiltasReport *self);
/* TRUE when both show the same editions. */
gboolean tiltas_report_same_content (const TiltasReport *a, const TiltasReport *b);
/* TRUE when both are the same in status.json. */
gboolean tiltas_report_equal (const TiltasReport *a, const TiltasReport *b);

/* status.json, or NULL when it is missing or damaged. Blocks for the disk. */
TiltasReport *tiltas_report_load (const char *state_dir);
/* The same, but then an empty report. */
TiltasReport *tiltas_report_read (const char *state_dir);
/* The text of status.json as it stands there, or NULL. Blocks for the disk. Transfer full. */
char *tiltas_report_read_text (const char *state_dir);
/* The text of status.json that holds this report. Transfer full. */
char *tiltas_report_to_text (const TiltasReport *self);
/* Writes only when something differs. Errors: TILTAS_SYNC_ERROR. Blocks for the disk. */
gboolean tiltas_report_write (const TiltasReport *self, const char *state_dir, GError **error);

G_END_DECLS
