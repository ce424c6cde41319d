/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"

#include "content/model.h"

#include "base/tsan.h"
#include "content/block.h"
#include "content/card.h"
#include "content/refs.h"

#include <math.h>
#include <string.h>

#define EARTH_RADIUS 6371008.8 /* metres, mean radius R1 of the IUGG */

/* An object counts its references; the last unref frees its members by NAME_clear. */
#define DEFINE_COUNTED(Type, name)                             \
  Type *tiltas_##name##_ref (Type *self)                       \
  {                                                            \
    g_return_val_if_fail (self != NULL, NULL);                 \
    return g_atomic_rc_box_acquire (self);                     \
  }                                                            \
  static void name##_clear_counted (gpointer self)             \
  {                                                            \
    TILTAS_EDGE_AFTER (self);                                  \
    name##_clear (self);                                       \
  }                                                            \
  void tiltas_##name##_unref (Type *self)                      \
  {                                                            \
    g_return_if_fail (self != NULL);                           \
    TILTAS_EDGE_BEFORE (self);                                 \
    g_atomic_rc_box_release_full (self, name##_clear_counted); \
  }

static const char *
get_text (json_t *object, const char *name)
{
  return json_string_value (json_object_get (object, name));
}

static char *
dup_text (json_t *object, const char *name)
{
  return g_strdup (get_text (object, name));
}

static int
get_int (json_t *object, const char *name)
{
  return (int) CLAMP (json_integer_value (json_object_get (object, name)), G_MININT, G_MAXINT);
}

/* The first text that is not NULL, else "". Transfer full. */
static char *
first_text (const char *a, const char *b, const char *c)
{
  return g_strdup (a != NULL ? a : b != NULL ? b : c != NULL ? c : "");
}

static void
read_name (json_t *record, char **ref, char **id)
{
  *id = first_text (get_text (record, "id"), NULL, NULL);
  *ref = tiltas_ref_of (get_text (record, "publisher"), *id);
}

/* A state that this program does not know counts as machine: it cannot say that a person has read the text. */
static gboolean
is_machine (const char *state)
{
  return state != NULL && !g_str_equal (state, "master") && !g_str_equal (state, "reviewed");
}

static TiltasTextInfo
read_info (json_t *text)
{
  TiltasTextInfo info = { dup_text (text, "lang"), is_machine (get_text (text, "state")) };
  return info;
}

static gboolean
read_place (json_t *record, double *latitude, double *longitude)
{
  json_t *microdegrees[] = { json_object_get (record, "latitude"), json_object_get (record, "longitude") };
  if (!json_is_integer (microdegrees[0]) || !json_is_integer (microdegrees[1]))
    return FALSE;
  *latitude = (double) json_integer_value (microdegrees[0]) / 1e6;
  *longitude = (double) json_integer_value (microdegrees[1]) / 1e6;
  return TRUE;
}

/* --- group --- */

static void
group_clear (gpointer data)
{
  TiltasGroup *self = data;
  g_free (self->ref);
  g_free (self->id);
  g_free (self->icon);
  g_free (self->title);
  g_free (self->text.lang);
}
DEFINE_COUNTED (TiltasGroup, group)

TiltasGroup *
tiltas_group_new (json_t *record, json_t *text)
{
  TiltasGroup *self = g_atomic_rc_box_new0 (TiltasGroup);
  read_name (record, &self->ref, &self->id);
  self->icon = dup_text (record, "icon");
  self->position = get_int (record, "position");
  self->title = first_text (get_text (text, "title"), self->id, NULL);
  self->text = read_info (text);
  return self;
}

/* --- lesson --- */

static void
lesson_clear (gpointer data)
{
  TiltasLesson *self = data;
  g_free (self->ref);
  g_free (self->id);
  g_free (self->publisher);
  g_free (self->unit_ref);
  g_free (self->icon);
  g_free (self->checked);
  g_free (self->time_sensitive);
  g_free (self->title);
  g_free (self->text.lang);
  g_ptr_array_unref (self->cards);
  g_strfreev (self->sources);
  g_strfreev (self->services);
  g_strfreev (self->lessons);
}
DEFINE_COUNTED (TiltasLesson, lesson)

TiltasLesson *
tiltas_lesson_new (json_t *record, json_t *text, gboolean with_cards)
{
  TiltasLesson *self = g_atomic_rc_box_new0 (TiltasLesson);
  json_t *cards = json_object_get (text, "cards");
  read_name (record, &self->ref, &self->id);
  self->publisher = dup_text (record, "publisher");
  self->unit_ref = tiltas_ref_of (self->publisher, get_text (record, "unit"));
  self->icon = dup_text (record, "icon");
  self->checked = dup_text (record, "checked");
  self->time_sensitive = dup_text (record, "time_sensitive");
  self->position = get_int (record, "position");
  self->minutes = get_int (record, "minutes");
  self->title = first_text (get_text (text, "title"), self->id, NULL);
  self->text = read_info (text);
  self->n_cards = (guint) json_array_size (cards);
  self->cards = tiltas_cards_of (self->publisher, with_cards ? cards : NULL);
  if (with_cards)
    self->n_cards = self->cards->len;
  self->sources = tiltas_strings_of (json_object_get (record, "sources"));
  self->services = tiltas_refs_of (self->publisher, json_object_get (record, "services"));
  self->lessons = tiltas_refs_of (self->publisher, json_object_get (record, "lessons"));
  return self;
}

/* --- service --- */

static void
phone_free (gpointer data)
{
  TiltasPhone *self = data;
  g_free (self->number);
  g_free (self->type);
  g_free (self);
}

static void
service_clear (gpointer data)
{
  TiltasService *self = data;
  char *texts[] = {
    self->ref,         self->id,        self->publisher,    self->status,        self->checked,     self->name_lt,
    self->address,     self->email,     self->municipality, self->website,       self->schedule,    self->source,
    self->source_date, self->icon,      self->text.lang,    self->name,          self->description, self->eligibility,
    self->fees,        self->documents, self->application,  self->schedule_note, self->alert,
  };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_strfreev (self->categories);
  g_strfreev (self->languages);
  g_ptr_array_unref (self->phones);
  tiltas_hours_free (self->hours);
}
DEFINE_COUNTED (TiltasService, service)

static GPtrArray *
read_phones (json_t *array)
{
  GPtrArray *phones = g_ptr_array_new_with_free_func (phone_free);
  for (gsize i = 0; i < json_array_size (array); i++)
    {
      json_t *item = json_array_get (array, i);
      TiltasPhone *phone = g_new0 (TiltasPhone, 1);
      phone->number = first_text (get_text (item, "number"), NULL, NULL);
      phone->type = first_text (get_text (item, "type"), "voice", NULL);
      g_ptr_array_add (phones, phone);
    }
  return phones;
}

static TiltasFee
read_fee (const char *word)
{
  if (g_strcmp0 (word, "free") == 0)
    return TILTAS_FEE_FREE;
  if (g_strcmp0 (word, "paid") == 0)
    return TILTAS_FEE_PAID;
  return g_strcmp0 (word, "mixed") == 0 ? TILTAS_FEE_MIXED : TILTAS_FEE_UNKNOWN;
}

static void
read_service_text (TiltasService *self, json_t *text)
{
  self->text = read_info (text);
  self->name = first_text (get_text (text, "name"), self->name_lt, NULL);
  self->description = dup_text (text, "description");
  self->eligibility = dup_text (text, "eligibility_description");
  self->fees = dup_text (text, "fees_description");
  self->documents = dup_text (text, "required_documents");
  self->application = dup_text (text, "application_process");
  self->schedule_note = dup_text (text, "schedule_note");
  self->alert = dup_text (text, "alert");
}

TiltasService *
tiltas_service_new (json_t *record, json_t *text)
{
  TiltasService *self = g_atomic_rc_box_new0 (TiltasService);
  read_name (record, &self->ref, &self->id);
  self->publisher = dup_text (record, "publisher");
  self->categories = tiltas_refs_of (self->publisher, json_object_get (record, "categories"));
  self->position = get_int (record, "position");
  self->status = first_text (get_text (record, "status"), "inactive", NULL);
  self->verified = json_is_true (json_object_get (record, "verified"));
  self->checked = dup_text (record, "checked");
  self->name_lt = first_text (get_text (record, "name"), self->id, NULL);
  self->address = dup_text (record, "address");
  self->municipality = dup_text (record, "municipality");
  self->has_place = read_place (record, &self->latitude, &self->longitude);
  self->phones = read_phones (json_object_get (record, "phones"));
  self->email = dup_text (record, "email");
  self->website = dup_text (record, "website");
  self->schedule = dup_text (record, "schedule");
  self->hours = self->schedule != NULL ? tiltas_hours_parse (self->schedule, NULL) : NULL;
  self->fee = read_fee (get_text (record, "fee"));
  self->languages = tiltas_strings_of (json_object_get (record, "languages"));
  self->source = dup_text (record, "source");
  self->source_date = dup_text (record, "source_date");
  read_service_text (self, text);
  return self;
}

/* --- term --- */

static void
term_clear (gpointer data)
{
  TiltasTerm *self = data;
  g_free (self->ref);
  g_free (self->id);
  g_free (self->word_lt);
  g_free (self->word);
  g_free (self->definition);
  g_free (self->text.lang);
}
DEFINE_COUNTED (TiltasTerm, term)

TiltasTerm *
tiltas_term_new (json_t *record, json_t *text)
{
  TiltasTerm *self = g_atomic_rc_box_new0 (TiltasTerm);
  read_name (record, &self->ref, &self->id);
  self->word_lt = first_text (get_text (record, "term"), self->id, NULL);
  self->word = first_text (get_text (text, "term"), self->word_lt, NULL);
  self->definition = first_text (get_text (text, "definition"), NULL, NULL);
  self->text = read_info (text);
  return self;
}

/* --- branch --- */

static void
branch_clear (gpointer data)
{
  TiltasBranch *self = data;
  g_free (self->ref);
  g_free (self->id);
  g_free (self->publisher);
  g_free (self->name);
  g_free (self->municipality);
  g_free (self->address);
  g_free (self->service_ref);
}
DEFINE_COUNTED (TiltasBranch, branch)

TiltasBranch *
tiltas_branch_new (json_t *record)
{
  TiltasBranch *self = g_atomic_rc_box_new0 (TiltasBranch);
  read_name (record, &self->ref, &self->id);
  self->publisher = dup_text (record, "publisher");
  self->name = first_text (get_text (record, "name"), self->id, NULL);
  self->municipality = dup_text (record, "municipality");
  self->address = dup_text (record, "address");
  self->service_ref = tiltas_ref_of (self->publisher, get_text (record, "service"));
  self->has_place = read_place (record, &self->latitude, &self->longitude);
  return self;
}

/* --- article --- */

static void
article_clear (gpointer data)
{
  TiltasArticle *self = data;
  g_free (self->ref);
  g_free (self->id);
  g_free (self->title);
  g_free (self->valid_from);
  g_free (self->valid_to);
  g_free (self->checked);
  g_strfreev (self->branches);
  g_strfreev (self->sources);
  g_free (self->text.lang);
  g_ptr_array_unref (self->blocks);
}
DEFINE_COUNTED (TiltasArticle, article)

TiltasArticle *
tiltas_article_new (json_t *record, json_t *text)
{
  TiltasArticle *self = g_atomic_rc_box_new0 (TiltasArticle);
  const char *publisher = get_text (record, "publisher");
  read_name (record, &self->ref, &self->id);
  self->title = first_text (get_text (text, "title"), self->id, NULL);
  self->valid_from = dup_text (record, "valid_from");
  self->valid_to = dup_text (record, "valid_to");
  self->checked = dup_text (record, "checked");
  self->position = get_int (record, "position");
  self->branches = tiltas_refs_of (publisher, json_object_get (record, "branches"));
  self->sources = tiltas_strings_of (json_object_get (record, "sources"));
  self->text = read_info (text);
  self->blocks = tiltas_blocks_of (publisher, json_object_get (text, "blocks"));
  return self;
}

/* The haversine formula, which is exact enough for near and far points. */
double
tiltas_distance (double latitude1, double longitude1, double latitude2, double longitude2)
{
  const double radians = G_PI / 180.0;
  double north = sin ((latitude2 - latitude1) * radians / 2);
  double east = sin ((longitude2 - longitude1) * radians / 2);
  double a = north * north + cos (latitude1 * radians) * cos (latitude2 * radians) * east * east;
  return 2 * EARTH_RADIUS * asin (sqrt (MIN (a, 1.0)));
}
