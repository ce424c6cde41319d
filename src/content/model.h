/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

#include "content/block.h"
#include "content/card.h"
#include "content/hours.h"

G_BEGIN_DECLS

/* What the screens show: immutable objects made from records and, for one language, their text. All are counted
 * (atomically, so that they may cross threads). Strings are UTF-8; arrays are never NULL but may be empty.
 * `ref` is "publisher/id": the name of a record in places, links and calls of the store. */

typedef struct
{
  char *lang;       /* language of the text; NULL when there is no text */
  gboolean machine; /* TRUE when a machine has translated it and no native speaker has read it */
} TiltasTextInfo;

typedef struct
{
  char *ref, *id, *icon;
  int position;
  char *title;
  TiltasTextInfo text;
  guint n_children; /* lessons of a unit, visible services of a category; filled by the store */
} TiltasGroup;      /* unit or category */

typedef struct
{
  char *ref, *id, *publisher, *unit_ref, *icon, *checked, *time_sensitive;
  int position, minutes;
  char *title;
  TiltasTextInfo text;
  guint n_cards;
  GPtrArray *cards;                 /* of TiltasCard; empty in lists */
  GStrv sources, services, lessons; /* refs of services and lessons */
} TiltasLesson;

typedef struct
{
  char *number;
  char *type;
} TiltasPhone;

typedef enum
{
  TILTAS_FEE_UNKNOWN,
  TILTAS_FEE_FREE,
  TILTAS_FEE_PAID,
  TILTAS_FEE_MIXED
} TiltasFee;

typedef struct
{
  char *ref, *id, *publisher;
  GStrv categories; /* refs */
  int position;
  char *status; /* HSDS: active, inactive, defunct, temporarily-closed */
  gboolean verified;
  char *checked; /* YYYY[-MM[-DD]] or NULL */
  char *name_lt, *address, *municipality;
  gboolean has_place;
  double latitude, longitude; /* degrees, when has_place */
  GPtrArray *phones;          /* of TiltasPhone */
  char *email, *website;
  char *schedule;     /* as in the record, or NULL */
  TiltasHours *hours; /* parsed, or NULL */
  TiltasFee fee;
  GStrv languages;
  char *source, *source_date;
  char *icon;          /* of its first category; filled by the store */
  TiltasTextInfo text; /* about the members below */
  char *name, *description, *eligibility, *fees, *documents, *application, *schedule_note, *alert;
} TiltasService;

typedef struct
{
  char *ref, *id, *word_lt, *word, *definition;
  TiltasTextInfo text;
} TiltasTerm;
typedef struct
{
  char *ref, *id, *publisher, *name, *municipality, *address, *service_ref;
  gboolean has_place;
  double latitude, longitude;
} TiltasBranch;
typedef struct
{
  char *ref, *id, *title, *valid_from, *valid_to;
  char *checked; /* YYYY-MM-DD, or NULL */
  int position;
  GStrv branches;
  GStrv sources; /* never NULL */
  TiltasTextInfo text;
  GPtrArray *blocks;
} TiltasArticle; /* article or announcement */

/* Makes an object from a record and from its text in the chosen language. text may be NULL: then names are the
 * Lithuanian of the record, or the id. Members of a wrong type are left out. Transfer full, never NULL. */
TiltasGroup *tiltas_group_new (json_t *record, json_t *text);
TiltasLesson *tiltas_lesson_new (json_t *record, json_t *text, gboolean with_cards);
TiltasService *tiltas_service_new (json_t *record, json_t *text);
TiltasTerm *tiltas_term_new (json_t *record, json_t *text);
TiltasBranch *tiltas_branch_new (json_t *record);
TiltasArticle *tiltas_article_new (json_t *record, json_t *text);

#define TILTAS_DECLARE_COUNTED(Type, name) \
  Type *tiltas_##name##_ref (Type *self);  \
  void tiltas_##name##_unref (Type *self); \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, tiltas_##name##_unref)

TILTAS_DECLARE_COUNTED (TiltasGroup, group)
TILTAS_DECLARE_COUNTED (TiltasLesson, lesson)
TILTAS_DECLARE_COUNTED (TiltasService, service)
TILTAS_DECLARE_COUNTED (TiltasTerm, term)
TILTAS_DECLARE_COUNTED (TiltasBranch, branch)
TILTAS_DECLARE_COUNTED (TiltasArticle, article)

/* Metres between two points on the earth's sphere. */
double tiltas_distance (double latitude1, double longitude1, double latitude2, double longitude2);

G_END_DECLS
