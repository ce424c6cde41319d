/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"

#include "content/validate.h"

#include "base/date.h"
#include "base/hash.h"
#include "base/language.h"
#include "content/hours.h"
#include "content/record.h"
#include "content/text-check.h"

#include <string.h>

/* The rules of content/README.md, "What they become", as tables. A check gets one value and says in its error what
 * the value should be; the caller puts the member's name in front. */

#define PICTURE_MAX (1024 * 1024)
#define LATITUDE_MAX 90000000
#define LONGITUDE_MAX 180000000
#define OPTIONS_MIN 2
#define OPTIONS_MAX 4
#define ITEMS_MAX 200

typedef gboolean (*Check) (json_t *value, GError **error);

typedef enum
{
  REQUIRED,
  OPTIONAL,
} Presence;

typedef struct
{
  const char *name; /* NULL ends a list */
  Presence presence;
  Check check;
} Member;

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, TILTAS_RECORD_ERROR, 0, message);
  return FALSE;
}

static gboolean
check_members (json_t *object, const Member *members, GError **error)
{
  if (!json_is_object (object))
    return refuse (error, "no object");
  for (const Member *member = members; member->name != NULL; member++)
    {
      json_t *value = json_object_get (object, member->name);
      if (value == NULL && member->presence == OPTIONAL)
        continue;
      if (value != NULL ? member->check (value, error) : refuse (error, "is missing"))
        continue;
      g_prefix_error (error, "“%s”: ", member->name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_each (json_t *array, gsize least, gsize most, Check check, GError **error)
{
  if (!json_is_array (array))
    return refuse (error, "no array");
  if (json_array_size (array) < least || json_array_size (array) > most)
    return refuse (error, "too few or too many items");
  for (gsize i = 0; i < json_array_size (array); i++)
    if (!check (json_array_get (array, i), error))
      {
        g_prefix_error (error, "item %" G_GSIZE_FORMAT ": ", i + 1);
        return FALSE;
      }
  return TRUE;
}

/* --- single values --- */

static gboolean
check_up_to (json_t *value, gsize most, GError **error)
{
  const char *fault = json_is_string (value) ? tiltas_text_fault (json_string_value (value), most) : "no text";
  return fault == NULL || refuse (error, fault);
}

/* Checks a text that may be empty. */
static gboolean
check_any_text (json_t *value, GError **error)
{
  return check_up_to (value, TILTAS_TEXT_LONG, error);
}

static gboolean
check_text (json_t *value, GError **error)
{
  return check_any_text (value, error) && (json_string_length (value) > 0 || refuse (error, "empty"));
}

/* Checks a text that stands in lists. */
static gboolean
check_name (json_t *value, GError **error)
{
  return check_up_to (value, TILTAS_TEXT_SHORT, error) && (json_string_length (value) > 0 || refuse (error, "empty"));
}

static gboolean
check_boolean (json_t *value, GError **error)
{
  return json_is_boolean (value) || refuse (error, "neither true nor false");
}

static gboolean
check_range (json_t *value, json_int_t least, json_int_t most, GError **error)
{
  if (!json_is_integer (value))
    return refuse (error, "no integer");
  json_int_t number = json_integer_value (value);
  return (number >= least && number <= most) || refuse (error, "out of range");
}

static gboolean
check_count (json_t *value, GError **error)
{
  return check_range (value, 0, G_MAXINT32, error);
}

static gboolean
check_latitude (json_t *value, GError **error)
{
  return check_range (value, -LATITUDE_MAX, LATITUDE_MAX, error);
}

static gboolean
check_longitude (json_t *value, GError **error)
{
  return check_range (value, -LONGITUDE_MAX, LONGITUDE_MAX, error);
}

static gboolean
check_id (json_t *value, GError **error)
{
  return tiltas_is_id (json_string_value (value)) || refuse (error, "no id");
}

/* "id" or "publisher/id" */
static gboolean
check_ref (json_t *value, GError **error)
{
  const char *text = json_string_value (value);
  const char *slash = text != NULL ? strchr (text, '/') : NULL;
  if (slash == NULL)
    return check_id (value, error);
  g_autofree char *publisher = g_strndup (text, (gsize) (slash - text));
  return (tiltas_is_id (publisher) && tiltas_is_id (slash + 1)) || refuse (error, "neither an id nor publisher/id");
}

static gboolean
check_language (json_t *value, GError **error)
{
  return tiltas_language_is_tag (json_string_value (value)) || refuse (error, "no language tag in lower case");
}

static gboolean
check_date (json_t *value, GError **error)
{
  return tiltas_date_parse (json_string_value (value), NULL, NULL) || refuse (error, "no date");
}

static gboolean
check_day (json_t *value, GError **error)
{
  int precision = 0;
  return (tiltas_date_parse (json_string_value (value), NULL, &precision) && precision == 10) ||
         refuse (error, "no date with a day");
}

/* Checks only the form of a word of a closed list, because the list may be longer in a newer version of the program.
 * The publisher's tool checks the word itself (content/words.c). */
static gboolean
check_word (json_t *value, GError **error)
{
  return tiltas_is_id (json_string_value (value)) || refuse (error, "no word");
}

static gboolean
check_schedule (json_t *value, GError **error)
{
  if (!json_is_string (value))
    return refuse (error, "no text");
  g_autoptr (TiltasHours) hours = tiltas_hours_parse (json_string_value (value), error);
  return hours != NULL;
}

static gboolean
check_number (json_t *value, GError **error)
{
  const char *text = json_string_value (value);
  gsize length = text != NULL ? strspn (text + (*text == '+'), "0123456789") : 0;
  gboolean all = text != NULL && text[(*text == '+') + length] == '\0';
  if (all && (*text == '+' ? length >= 7 && length <= 15 : length >= 2 && length <= 6))
    return TRUE;
  return refuse (error, "neither an E.164 nor a short number");
}

/* --- lists --- */

static gboolean
check_texts (json_t *value, GError **error)
{
  return check_each (value, 0, ITEMS_MAX, check_text, error);
}

static gboolean
check_refs (json_t *value, GError **error)
{
  return check_each (value, 0, ITEMS_MAX, check_ref, error);
}

static gboolean
check_some_refs (json_t *value, GError **error)
{
  return check_each (value, 1, ITEMS_MAX, check_ref, error);
}

static gboolean
check_languages (json_t *value, GError **error)
{
  return check_each (value, 0, ITEMS_MAX, check_language, error);
}

static gboolean
check_phone (json_t *value, GError **error)
{
  static const Member members[] = { { "number", REQUIRED, check_number },
                                    { "type", REQUIRED, check_word },
                                    { NULL, OPTIONAL, NULL } };
  return check_members (value, members, error);
}

static gboolean
check_phones (json_t *value, GError **error)
{
  return check_each (value, 0, ITEMS_MAX, check_phone, error);
}

/* --- lessons --- */

static gboolean
check_true (json_t *value, GError **error)
{
  return json_is_true (value) || refuse (error, "may only be true");
}

static gboolean
check_span (json_t *value, GError **error)
{
  static const Member members[] = {
    { "text", REQUIRED, check_text }, { "strong", OPTIONAL, check_true }, { "lang", OPTIONAL, check_language },
    { "term", OPTIONAL, check_ref },  { "service", OPTIONAL, check_ref }, { "lesson", OPTIONAL, check_ref },
    { NULL, OPTIONAL, NULL },
  };
  gsize n_kinds = 0;
  if (!check_members (value, members, error))
    return FALSE;
  for (gsize i = 1; members[i].name != NULL; i++)
    n_kinds += json_object_get (value, members[i].name) != NULL;
  return n_kinds <= 1 || refuse (error, "a span has more than one kind");
}

static gboolean
check_spans (json_t *value, GError **error)
{
  return check_each (value, 1, ITEMS_MAX, check_span, error);
}

static gboolean
check_items (json_t *value, GError **error)
{
  return check_each (value, 1, ITEMS_MAX, check_spans, error);
}

static gboolean
check_block (json_t *value, GError **error)
{
  static const char *const of_spans[] = { "paragraph", "tip", "heading", NULL };
  static const char *const of_items[] = { "steps", "points", NULL };
  static const Member with_spans[] = { { "spans", REQUIRED, check_spans }, { NULL, OPTIONAL, NULL } };
  static const Member with_items[] = { { "items", REQUIRED, check_items }, { NULL, OPTIONAL, NULL } };
  const char *type = json_string_value (json_object_get (value, "type"));
  if (type != NULL && g_strv_contains (of_spans, type))
    return check_members (value, with_spans, error);
  if (type != NULL && g_strv_contains (of_items, type))
    return check_members (value, with_items, error);
  return json_is_object (value) ? check_word (json_object_get (value, "type"), error) : refuse (error, "no object");
}

/* Number of bytes of all strings in value. */
static gsize
text_size (json_t *value)
{
  gsize size = json_string_length (value), i;
  const char *name;
  json_t *child;

  json_array_foreach (value, i, child)
    size += text_size (child);
  json_object_foreach (value, name, child)
    size += text_size (child);
  return size;
}

static gboolean
check_blocks (json_t *value, GError **error)
{
  return (text_size (value) <= TILTAS_TEXT_PAGE || refuse (error, "too much text")) &&
         check_each (value, 0, ITEMS_MAX, check_block, error);
}

static gboolean
check_sha256 (json_t *value, GError **error)
{
  return tiltas_is_sha256_hex (json_string_value (value)) || refuse (error, "no SHA-256");
}

static gboolean
check_picture_length (json_t *value, GError **error)
{
  return check_range (value, 1, PICTURE_MAX, error);
}

/* This list is closed for the kiosk too: a decoder for another type was not there when this program was tested. */
static gboolean
check_picture_type (json_t *value, GError **error)
{
  const char *type = json_string_value (value);
  return g_strcmp0 (type, "image/png") == 0 || g_strcmp0 (type, "image/jpeg") == 0 ||
         refuse (error, "not a known type of picture");
}

static gboolean
check_picture (json_t *value, GError **error)
{
  static const Member of_icon[] = { { "alt", REQUIRED, check_any_text },
                                    { "icon", REQUIRED, check_id },
                                    { NULL, OPTIONAL, NULL } };
  static const Member of_blob[] = {
    { "alt", REQUIRED, check_any_text },
    { "sha256", REQUIRED, check_sha256 },
    { "length", REQUIRED, check_picture_length },
    { "media_type", REQUIRED, check_picture_type },
    { NULL, OPTIONAL, NULL },
  };
  gboolean is_blob = json_object_get (value, "sha256") != NULL;
  if (is_blob && json_object_get (value, "icon") != NULL)
    return refuse (error, "both an icon and a blob");
  return check_members (value, is_blob ? of_blob : of_icon, error);
}

static gboolean
check_option (json_t *value, GError **error)
{
  static const Member members[] = { { "text", REQUIRED, check_name },
                                    { "right", OPTIONAL, check_true },
                                    { NULL, OPTIONAL, NULL } };
  return check_members (value, members, error);
}

static gboolean
check_options (json_t *value, GError **error)
{
  gsize n_right = 0;
  if (!check_each (value, OPTIONS_MIN, OPTIONS_MAX, check_option, error))
    return FALSE;
  for (gsize i = 0; i < json_array_size (value); i++)
    n_right += json_object_get (json_array_get (value, i), "right") != NULL;
  return n_right == 1 || refuse (error, "not exactly one option is right");
}

static gboolean
check_points (json_t *value, GError **error)
{
  return check_each (value, 1, ITEMS_MAX, check_text, error);
}

static gboolean
check_card (json_t *value, GError **error)
{
  static const Member text[] = { { "title", REQUIRED, check_name },
                                 { "picture", OPTIONAL, check_picture },
                                 { "blocks", REQUIRED, check_blocks },
                                 { NULL, OPTIONAL, NULL } };
  static const Member question[] = { { "title", REQUIRED, check_name },
                                     { "options", REQUIRED, check_options },
                                     { "explanation", REQUIRED, check_text },
                                     { NULL, OPTIONAL, NULL } };
  static const Member summary[] = { { "title", REQUIRED, check_name },
                                    { "points", REQUIRED, check_points },
                                    { NULL, OPTIONAL, NULL } };
  const char *type = json_string_value (json_object_get (value, "type"));
  if (g_strcmp0 (type, "text") == 0)
    return check_members (value, text, error);
  if (g_strcmp0 (type, "question") == 0)
    return check_members (value, question, error);
  if (g_strcmp0 (type, "summary") == 0)
    return check_members (value, summary, error);
  return json_is_object (value) ? check_word (json_object_get (value, "type"), error) : refuse (error, "no object");
}

static gboolean
is_known_card (json_t *card)
{
  static const char *const types[] = { "text", "question", "summary", NULL };
  const char *type = json_string_value (json_object_get (card, "type"));
  return type != NULL && g_strv_contains (types, type);
}

static gboolean
check_cards (json_t *value, GError **error)
{
  gsize known = 0;
  if (!check_each (value, 1, ITEMS_MAX, check_card, error))
    return FALSE;
  for (gsize i = 0; i < json_array_size (value); i++)
    known += is_known_card (json_array_get (value, i));
  return known > 0 || refuse (error, "no card of a known type");
}

/* --- kinds --- */

#define END              \
  {                      \
    NULL, OPTIONAL, NULL \
  }

static const Member unit[] = { { "position", REQUIRED, check_count }, { "icon", REQUIRED, check_id }, END };
static const Member category[] = {
  { "position", REQUIRED, check_count },
  { "icon", REQUIRED, check_id },
  { "taxonomy_term", OPTIONAL, check_name },
  END,
};
static const Member title_text[] = { { "title", REQUIRED, check_name }, { "state", REQUIRED, check_word }, END };
static const Member lesson[] = {
  { "unit", REQUIRED, check_ref },
  { "position", REQUIRED, check_count },
  { "minutes", REQUIRED, check_count },
  { "level", REQUIRED, check_name },
  { "icon", REQUIRED, check_id },
  { "checked", REQUIRED, check_date },
  { "time_sensitive", OPTIONAL, check_text },
  { "frameworks", OPTIONAL, check_texts },
  { "sources", REQUIRED, check_texts },
  { "services", OPTIONAL, check_refs },
  { "lessons", OPTIONAL, check_refs },
  END,
};
static const Member lesson_text[] = { { "title", REQUIRED, check_name },
                                      { "state", REQUIRED, check_word },
                                      { "cards", REQUIRED, check_cards },
                                      END };
static const Member term[] = { { "term", REQUIRED, check_name }, END };
static const Member term_text[] = { { "term", REQUIRED, check_name },
                                    { "definition", REQUIRED, check_text },
                                    { "state", REQUIRED, check_word },
                                    END };
static const Member service[] = {
  { "categories", REQUIRED, check_some_refs },
  { "position", REQUIRED, check_count },
  { "status", REQUIRED, check_word },
  { "verified", REQUIRED, check_boolean },
  { "checked", OPTIONAL, check_date },
  { "name", REQUIRED, check_name },
  { "address", OPTIONAL, check_text },
  { "municipality", OPTIONAL, check_name },
  { "latitude", OPTIONAL, check_latitude },
  { "longitude", OPTIONAL, check_longitude },
  { "phones", OPTIONAL, check_phones },
  { "email", OPTIONAL, check_name },
  { "website", OPTIONAL, check_name },
  { "schedule", OPTIONAL, check_schedule },
  { "fee", REQUIRED, check_word },
  { "languages", OPTIONAL, check_languages },
  { "audience", OPTIONAL, check_name },
  { "source", REQUIRED, check_text },
  { "source_date", OPTIONAL, check_date },
  { "confidence", OPTIONAL, check_name },
  END,
};
static const Member service_text[] = {
  { "state", REQUIRED, check_word },
  { "name", REQUIRED, check_name },
  { "description", OPTIONAL, check_text },
  { "eligibility_description", OPTIONAL, check_text },
  { "fees_description", OPTIONAL, check_text },
  { "required_documents", OPTIONAL, check_text },
  { "application_process", OPTIONAL, check_text },
  { "schedule_note", OPTIONAL, check_text },
  { "alert", OPTIONAL, check_text },
  END,
};
static const Member branch[] = {
  { "name", REQUIRED, check_name },
  { "municipality", OPTIONAL, check_name },
  { "address", OPTIONAL, check_text },
  { "service", OPTIONAL, check_ref },
  { "latitude", OPTIONAL, check_latitude },
  { "longitude", OPTIONAL, check_longitude },
  { "source", OPTIONAL, check_text },
  { "source_date", OPTIONAL, check_date },
  END,
};
static const Member holiday[] = { { "date", REQUIRED, check_day },
                                  { "source", REQUIRED, check_text },
                                  { "source_date", OPTIONAL, check_date },
                                  END };
static const Member announcement[] = { { "valid_from", REQUIRED, check_day },
                                       { "valid_to", REQUIRED, check_day },
                                       { "branches", OPTIONAL, check_refs },
                                       END };
static const Member blocks_text[] = { { "title", REQUIRED, check_name },
                                      { "state", REQUIRED, check_word },
                                      { "blocks", REQUIRED, check_blocks },
                                      END };
static const Member article[] = { { "position", REQUIRED, check_count },
                                  { "checked", REQUIRED, check_date },
                                  { "sources", REQUIRED, check_texts },
                                  END };

static const struct
{
  const char *kind;
  const Member *members;
} kinds[] = {
  { "unit", unit },
  { "unit-text", title_text },
  { "category", category },
  { "category-text", title_text },
  { "lesson", lesson },
  { "lesson-text", lesson_text },
  { "term", term },
  { "term-text", term_text },
  { "service", service },
  { "service-text", service_text },
  { "branch", branch },
  { "holiday", holiday },
  { "holiday-text", title_text },
  { "announcement", announcement },
  { "announcement-text", blocks_text },
  { "article", article },
  { "article-text", blocks_text },
};

gboolean
tiltas_kind_is_known (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].kind, kind) == 0)
      return TRUE;
  return FALSE;
}

char *
tiltas_kinds_text (void)
{
  GString *text = g_string_new (kinds[0].kind);

  for (gsize i = 1; i < G_N_ELEMENTS (kinds); i++)
    g_string_append_printf (text, ", %s", kinds[i].kind);
  return g_string_free (text, FALSE);
}

gboolean
tiltas_record_validate (json_t *record, GError **error)
{
  g_return_val_if_fail (record != NULL, FALSE);
  g_autoptr (TiltasKey) key = tiltas_key_of (record, error);
  if (key == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].kind, key->kind) == 0 && !check_members (record, kinds[i].members, error))
      return FALSE;
  if ((json_object_get (record, "latitude") == NULL) != (json_object_get (record, "longitude") == NULL))
    return refuse (error, "“latitude” and “longitude” go together");
  if (strcmp (key->kind, "holiday") == 0 && strcmp (json_string_value (json_object_get (record, "date")), key->id) != 0)
    return refuse (error, "“date”: not the same as the id");
  return TRUE;
}
