/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/fault.h"

#include <jansson.h>

G_BEGIN_DECLS

/* A content folder in memory: its publishers, the records made of them, the pictures, and what was found wrong.
 *
 * compile.h fills it: it calls the readers of each kind of file (lists.h, lessons.h, services.h,
 * articles.h), which add records. Every record is checked by content/record.h when it is added. */

typedef struct
{
  char *id;
  GStrv languages; /* that must be complete; the first is the master */
  GStrv originals; /* besides the master, in which texts were written, not translated */
  GStrv kinds;     /* allowed kinds of records; NULL: all */
  gint64 records, bytes, blobs;
  GPtrArray *drafts; /* of TiltasDraft, in key order once the tree is read */
} TiltasPublisher;

/* How a record is named. */
typedef struct
{
  const char *publisher, *kind, *id;
  const char *lang; /* NULL for records without language */
} TiltasRecordName;

/* One record and where it was written. */
typedef struct
{
  char *key;
  json_t *record;
  TiltasFileLine at;
  gboolean linked;     /* another record names it */
  GPtrArray *pictures; /* SHA-256 of the blobs it names, or NULL */
} TiltasDraft;

/* A record names another one. */
typedef struct
{
  const char *kind;  /* of the record that is named; static */
  char *ref;         /* publisher/id of it */
  TiltasFileLine at; /* where the name stands */
} TiltasLink;

typedef struct
{
  char *root;              /* the content folder */
  char *icons;             /* folder of the pictograms; NULL: they are not checked */
  TiltasFaults *faults;    /* owned */
  json_t *publishers_json; /* publishers.json as read, or NULL */
  GPtrArray *publishers;   /* of TiltasPublisher, in the file's order */
  GHashTable *drafts;      /* key → TiltasDraft, of all publishers */
  GHashTable *refused;     /* keys of records that are written but have faults: they do not also count as missing */
  GHashTable *unread; /* files, and publishers, that could not be read, or not wholly: nothing of theirs is missing */
  GHashTable *blobs;  /* SHA-256 → GBytes of a picture */
  GHashTable *short_numbers, *http_hosts;
  GPtrArray *inputs;   /* of char *: every file and folder that was read, for a depfile */
  GStringChunk *names; /* of the files that drafts and links stand in */
  GPtrArray *links;    /* of TiltasLink; whether they lead anywhere is checked by links.h */
} TiltasTree;

/* An empty tree for the content folder root. icons: see compile.h. Reads nothing. Transfer full. */
TiltasTree *tiltas_tree_new (const char *root, const char *icons);
void tiltas_tree_free (TiltasTree *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasTree, tiltas_tree_free)

/* NULL when there is none. Borrowed. */
TiltasPublisher *tiltas_tree_publisher (TiltasTree *self, const char *id);
/* Adds a publisher without languages, limits and records. Borrowed. */
TiltasPublisher *tiltas_tree_add_publisher (TiltasTree *self, const char *id);

/* Contents of a file, checked by tiltas_text_scan; NULL when it cannot be read (a fault, once, and the file counts as
 * unread) or, with optional, when there is none (no fault). Transfer full. */
char *tiltas_tree_text (TiltasTree *self, const char *file, gboolean optional, gsize *length);
/* Notes that the file has a fault, told by the caller, that keeps it or a part of it from being read. */
void tiltas_tree_unread (TiltasTree *self, const char *file);
/* A fault, with this advice (static), when there is no such file; it then counts as unread. */
void tiltas_tree_expect (TiltasTree *self, const char *file, const char *advice);
/* Names in a folder that end in suffix (NULL: all files; "": folders), sorted by bytes, without clutter; empty when
 * there is no such folder. */
GStrv tiltas_tree_names (TiltasTree *self, const char *folder, const char *suffix);
/* The known languages LANG of the names that are LANG and suffix, in the order of names, but first before all others.
 * Pure. Transfer full. */
GStrv tiltas_tree_languages (GStrv names, const char *suffix, const char *first);
/* Takes record; adds publisher, kind, id and lang (may be NULL) to it, checks it and keeps it. NULL when it was refused
 * (the fault is told). Borrowed. */
TiltasDraft *tiltas_tree_add (TiltasTree *self, const TiltasRecordName *name, json_t *record, TiltasFileLine at);
/* Notes that this record is written, but has faults that keep it from being made. id may be NULL (nothing is noted). */
void tiltas_tree_refuse (TiltasTree *self, const TiltasRecordName *name);
/* TRUE also for what may stand in a file that was not read. */
gboolean tiltas_tree_is_refused (TiltasTree *self, const TiltasRecordName *name);
/* The record with this key, or NULL. */
TiltasDraft *tiltas_tree_find (TiltasTree *self, const TiltasRecordName *name);
/* Notes that file:line names a record of this kind; target is ID or PUBLISHER/ID. Returns PUBLISHER/ID, or NULL when
 * target is no such name (the fault is told). Whether the record exists is checked when all are read. Transfer full. */
char *tiltas_tree_link (TiltasTree *self,
                        TiltasPublisher *publisher,
                        const char *kind,
                        const char *target,
                        TiltasFileLine at);
/* Adds text to record under name when text is not NULL. */
void tiltas_draft_set_text (json_t *record, const char *name, const char *text);
/* state is master, reviewed or machine, and master only in the master's language and in those in which the
 * publisher writes besides (publishers.json, "originals"); else a fault. */
gboolean tiltas_tree_state (TiltasTree *self,
                            TiltasPublisher *publisher,
                            const char *lang,
                            const char *state,
                            TiltasFileLine at);
/* text has balanced bidi controls and at most limit characters (0: any); else faults that call it what. */
void tiltas_tree_words (TiltasTree *self, const char *text, guint limit, const char *what, TiltasFileLine at);

G_END_DECLS
