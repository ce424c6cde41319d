/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/model.h"
#include "store/importer.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Read queries for the screens. A reader is one read-only connection of one thread; each function is one short
 * transaction. ladder: NULL-terminated languages, first wanted first ("uk", "en", "lt"); the first that has a text is
 * taken per record, and when none of them has, Lithuanian, then any. Links to what a visitor may not see, or what does
 * not exist, are taken out of lessons, articles and branches (their words stay). Errors: TILTAS_STORE_ERROR,
 * G_IO_ERROR_CANCELLED after tiltas_reader_interrupt; a record that is not there is NULL without error where said. refs
 * are "publisher/id"; where a ref is taken, a bare id is accepted too (first publisher that has it). All results:
 * transfer full. */
typedef struct _TiltasReader TiltasReader;

/* show_unverified: formats.md, "Verified, dated, shown". */
TiltasReader *tiltas_reader_open (TiltasStore *store, gboolean show_unverified, GError **error);
/* Visitors of this terminal see nothing of these publishers (NULL-terminated, or NULL; names that are not there do no
 * harm): not in lists, counts, search and links. What is for staff alone and branches stay. The publisher with the most
 * lessons cannot be hidden. Once, before anything is read; after FALSE the reader can only be freed. */
gboolean tiltas_reader_hide (TiltasReader *self, const char *const *publishers, GError **error);
void tiltas_reader_free (TiltasReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasReader, tiltas_reader_free)
/* TRUE when the store has another current file now and the reader must be opened again. */
gboolean tiltas_reader_is_stale (TiltasReader *self);

/* GPtrArray of TiltasGroup in order; units without lessons and categories without visible services are left out. */
GPtrArray *tiltas_reader_units (TiltasReader *self, const char *const *ladder, GError **error);
GPtrArray *tiltas_reader_categories (TiltasReader *self, const char *const *ladder, GError **error);
/* One of them, or NULL when it is not there. */
TiltasGroup *tiltas_reader_unit (TiltasReader *self, const char *ref, const char *const *ladder, GError **error);
TiltasGroup *tiltas_reader_category (TiltasReader *self, const char *ref, const char *const *ladder, GError **error);
/* GPtrArray of TiltasLesson without cards, by position. unit NULL: all, by unit and position. */
GPtrArray *tiltas_reader_lessons (TiltasReader *self, const char *unit, const char *const *ladder, GError **error);
TiltasLesson *tiltas_reader_lesson (TiltasReader *self, const char *ref, const char *const *ladder, GError **error);
/* GPtrArray of visible TiltasService by position, then name. category NULL: all. */
GPtrArray *tiltas_reader_services (TiltasReader *self, const char *category, const char *const *ladder, GError **error);
/* Visible service or NULL. */
TiltasService *tiltas_reader_service (TiltasReader *self, const char *ref, const char *const *ladder, GError **error);
TiltasTerm *tiltas_reader_term (TiltasReader *self, const char *ref, const char *const *ladder, GError **error);
TiltasBranch *tiltas_reader_branch (TiltasReader *self, const char *ref, GError **error);
GPtrArray *tiltas_reader_branches (TiltasReader *self, GError **error);
/* GPtrArray of TiltasArticle of kind announcement valid on day (days since 1970) for the branch (ref or NULL). */
GPtrArray *tiltas_reader_announcements (TiltasReader *self,
                                        const char *branch,
                                        gint64 day,
                                        const char *const *ladder,
                                        GError **error);
/* One announcement, also when it is no longer valid, or NULL. */
TiltasArticle *
tiltas_reader_announcement (TiltasReader *self, const char *ref, const char *const *ladder, GError **error);
/* GPtrArray of TiltasArticle of kind article (staff), by position. */
GPtrArray *tiltas_reader_articles (TiltasReader *self, const char *const *ladder, GError **error);
/* Title of the public holiday on a day (days since 1970), or NULL. Cached in the reader: cheap. Borrowed until the next
 * call of this reader with another ladder, or of another function. */
const char *tiltas_reader_holiday (TiltasReader *self, gint64 day, const char *const *ladder);
/* TiltasIsHoliday for content/hours.h; data is the reader. */
gboolean tiltas_reader_is_holiday (gint64 day, gpointer reader);
/* What a publisher has on this terminal, for staff. */
typedef struct
{
  char *publisher;
  gint64 seq;
  char *published; /* RFC 3339, or NULL */
  gint64 imported; /* unix seconds; 0: it came with the program */
  gint64 previous; /* number of the edition that one step back leads to, 0 when there is none */
  gint64 held;     /* one step back was taken from this number, else 0 */
  gboolean has_lessons, has_services, has_articles, has_news;
  gboolean hidden; /* from visitors (tiltas_reader_hide) */
  gboolean stays;  /* it cannot be hidden */
} TiltasShown;
void tiltas_shown_free (TiltasShown *self);
/* GPtrArray of TiltasShown, by publisher. */
GPtrArray *tiltas_reader_shown (TiltasReader *self, GError **error);
/* GPtrArray of TiltasEdition: what is imported. */
GPtrArray *tiltas_reader_editions (TiltasReader *self, GError **error);
/* Bytes of all editions' pack.jsonl together. Reads every record. */
gboolean tiltas_reader_pack_bytes (TiltasReader *self, guint64 *bytes, GError **error);
/* Visible counts over all publishers. */
gboolean tiltas_reader_counts (TiltasReader *self, guint *lessons, guint *services, GError **error);
/* Newest `published` of all editions as unix seconds, 0 when none. */
gint64 tiltas_reader_published (TiltasReader *self);

/* A picture or sound that a record names: lies beside the store, under its hash. */
typedef struct
{
  char *sha256, *media_type;
  gint64 length;
} TiltasBlob;
void tiltas_blob_free (TiltasBlob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasBlob, tiltas_blob_free)
/* GPtrArray of TiltasBlob, each once, by hash: what must be fetched and may not be removed. */
GPtrArray *tiltas_reader_blobs (TiltasReader *self, GError **error);

typedef enum
{
  TILTAS_HIT_LESSON,
  TILTAS_HIT_SERVICE,
  TILTAS_HIT_TERM
} TiltasHitKind;
typedef struct
{
  TiltasHitKind kind;
  char *ref, *icon;
  char *title;    /* in the best language of the ladder; of a term: the Lithuanian word */
  char *subtitle; /* unit title · service's Lithuanian name when it differs · term's word in the ladder's language */
  char *lang;     /* language of the title */
} TiltasHit;
TiltasHit *tiltas_hit_ref (TiltasHit *self);
void tiltas_hit_unref (TiltasHit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasHit, tiltas_hit_unref)

/* FTS5 over every language, prefix matching, diacritics folded; at most limit hits per kind, in order of kind, then
 * rank. Empty or blank query: empty array. Anything typed is safe (quotes, operators). */
GPtrArray *
tiltas_reader_search (TiltasReader *self, const char *query, const char *const *ladder, guint limit, GError **error);
/* Makes a running query of this reader fail soon; may be called from another thread. */
void tiltas_reader_interrupt (TiltasReader *self);

G_END_DECLS
