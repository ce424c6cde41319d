/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/fault.h"

#include <jansson.h>

G_BEGIN_DECLS

/* A content folder in memory: its publishers, their records and pictures, and all faults.
 *
 * compile.h fills it: it calls the readers of each kind of file (lists.h, lessons.h, services.h, articles.h), which add
 * records. Every record is checked by content/record.h when it is added. */

typedef struct
{
  char *id;
  GStrv languages;              /* that must be complete; the first is the master, at least one */
  GStrv originals;              /* in which texts were written, not translated */
  GStrv kinds;                  /* kinds of records that it may ship; NULL: all */
  gint64 records, bytes, blobs; /* limits; 0: none */
  GPtrArray *drafts;            /* of TiltasDraft, in key order once the tree is read */
} TiltasPublisher;

/* What a record is named by. */
typedef struct
{
  const char *publisher, *kind, *id;
  const char *lang; /* NULL for records without language */
} TiltasRecordName;

/* A record, and where it stands in the content folder. */
typedef struct
{
  char *key;
  json_t *record;
  TiltasFileLine at;
  gboolean linked;     /* TRUE when another record names it */
  GPtrArray *pictures; /* SHA-256 of the blobs it names, or NULL */
} TiltasDraft;

/* A place where a record names another one. */
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
  GHashTable *refused;     /* set of keys of records that have faults: they do not also count as missing */
  GHashTable *unread; /* set of files, and of ids of publishers, that could not be read wholly: their records do not
                         count as missing */
  GHashTable *blobs;  /* SHA-256 → GBytes of a picture */
  GHashTable *short_numbers, *http_hosts;
  GPtrArray *inputs;   /* of char *: every file and folder that was read, for a depfile */
  GStringChunk *names; /* names of files in which drafts and links stand */
  GPtrArray *links;    /* of TiltasLink; links.h checks them */
} TiltasTree;

/* An empty tree for the content folder root. icons: see compile.h. Reads nothing. Transfer full. */
TiltasTree *tiltas_tree_new (const char *root, const char *icons);
void tiltas_tree_free (TiltasTree *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasTree, tiltas_tree_free)

/* The publisher with this id; NULL when there is none. Borrowed. */
TiltasPublisher *tiltas_tree_publisher (TiltasTree *self, const char *id);
/* Adds a publisher without languages, limits and records. Borrowed. */
TiltasPublisher *tiltas_tree_add_publisher (TiltasTree *self, const char *id);

/* The text of a file, checked by tiltas_text_scan; *length (may be NULL) gets its bytes. NULL when the file cannot
 * be read: then it counts as unread, and there is one fault, but none when optional and there is no such file.
 * Blocks for the disk. Transfer full. */
char *tiltas_tree_read_text (TiltasTree *self, const char *file, gboolean optional, gsize *length);
/* Notes that a fault, which the caller adds, keeps the file or a part of it from being read. */
void tiltas_tree_note_unread (TiltasTree *self, const char *file);
/* Adds a fault with this advice (static) when there is no such file, which then counts as unread. Blocks for the
 * disk. */
void tiltas_tree_expect (TiltasTree *self, const char *file, const char *advice);
/* The names of files in a folder that end in suffix (NULL: of all files; "": of all folders), sorted by bytes,
 * without clutter (layout.h); empty when there is no such folder. Blocks for the disk. Transfer full. */
GStrv tiltas_tree_list (TiltasTree *self, const char *folder, const char *suffix);
/* The languages LANG of those names that are a known language and suffix, in the order of names, but first before
 * all others. Pure. Transfer full. */
GStrv tiltas_tree_sort_languages (GStrv names, const char *suffix, const char *first);
/* Adds name's members to record, checks it and keeps it. NULL and a fault when it is refused. Takes record in any
 * case. Borrowed. */
TiltasDraft *tiltas_tree_add (TiltasTree *self, const TiltasRecordName *name, json_t *record, TiltasFileLine at);
/* Notes that this record stands in the folder, but has faults that keep it from being made. name->id may be NULL:
 * nothing is noted. */
void tiltas_tree_refuse (TiltasTree *self, const TiltasRecordName *name);
/* TRUE for a record that was refused, or that may stand in a file that could not be read. */
gboolean tiltas_tree_is_refused (TiltasTree *self, const TiltasRecordName *name);
/* The record with this name; NULL when there is none. Borrowed. */
TiltasDraft *tiltas_tree_find (TiltasTree *self, const TiltasRecordName *name);
/* Notes that a record of this kind is named at a line; target is ID (of publisher) or PUBLISHER/ID. Returns
 * PUBLISHER/ID; NULL and a fault when target is neither. Whether the record exists is checked later (links.h).
 * Transfer full. */
char *tiltas_tree_add_link (TiltasTree *self,
                            TiltasPublisher *publisher,
                            const char *kind,
                            const char *target,
                            TiltasFileLine at);
/* Sets the member name of record to text, when text is not NULL. */
void tiltas_draft_set_text (json_t *record, const char *name, const char *text);
/* TRUE when state (may be NULL) is master, reviewed or machine, and master only in the publisher's first language
 * and in its "originals" (publishers.json). FALSE and a fault otherwise. */
gboolean tiltas_tree_check_state (TiltasTree *self,
                                  TiltasPublisher *publisher,
                                  const char *lang,
                                  const char *state,
                                  TiltasFileLine at);
/* Adds faults, which call the text what, when text (may be NULL) has more than limit characters (0: no limit) or
 * bidi controls that are not balanced. */
void tiltas_tree_check_words (TiltasTree *self, const char *text, guint limit, const char *what, TiltasFileLine at);

G_END_DECLS
