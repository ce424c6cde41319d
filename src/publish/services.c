/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/services.h"

#include "base/language.h"
#include "content/hours.h"
#include "publish/municipality.h"
#include "publish/table.h"
#include "publish/text.h"

#include <string.h>

#define SERVICE_NAME_MAX 120
#define TEXT_MAX 1200

/* The cell when it is one of choices (words separated by blanks). NULL and a fault when it is not; NULL without a
 * fault when it is empty and optional. Borrowed. */
static const char *
choose (TiltasTree *tree, const TiltasRow *row, const char *title, const char *choices, gboolean optional)
{
  const char *cell = optional ? tiltas_row_get (row, title) : tiltas_row_need (tree, row, title);
  g_auto (GStrv) words = g_strsplit (choices, " ", -1);

  if (cell == NULL || g_strv_contains ((const char *const *) words, cell))
    return cell;
  tiltas_faults_add (tree->faults, row->at, "word", "See " TILTAS_CONTENT_GUIDE " for the words that may stand there.",
                     "“%s” is not allowed in “%s” (%s).", cell, title, choices);
  return NULL;
}

/* TRUE when word stands in known, or when file, the table of known, could not be read (a fault already). */
static gboolean
knows (TiltasTree *tree, GHashTable *known, const char *file, const char *word)
{
  return g_hash_table_contains (known, word) || g_hash_table_contains (tree->unread, file);
}

static json_t *
phone (TiltasTree *tree, const TiltasRow *row, const char *text)
{
  static const char *const types[] = { "voice", "short", "sms", "fax", "chat", NULL };
  g_auto (GStrv) words = tiltas_text_split (text, " ");
  guint n = g_strv_length (words);
  gboolean is_short = n > 0 && words[0][0] != '+';

  if (n != 2 || !g_strv_contains (types, words[1]))
    tiltas_faults_add (tree->faults, row->at, "phone",
                       "Write NUMBER TYPE; NUMBER has no blanks, TYPE is voice, short, sms, fax or chat.",
                       "“%s” is not a number and its type.", text);
  else if (is_short && !knows (tree, tree->short_numbers, "short-numbers.csv", words[0]))
    tiltas_faults_add (tree->faults, row->at, "phone",
                       "Write it as +370… (E.164), or add the short number with its source to short-numbers.csv.",
                       "“%s” is neither E.164 nor a known short number.", words[0]);
  else if (g_str_has_prefix (words[0], "+370") && !tiltas_text_is_lithuanian_phone (words[0]))
    tiltas_faults_add (
      tree->faults, row->at, "phone",
      "After +370 stand eight digits, without the 0 or 8 that is dialled inside the country: 0 5 261 0774 is "
      "+37052610774.",
      "“%s” is no Lithuanian number.", words[0]);
  else if (!is_short && !tiltas_text_is_e164 (words[0]))
    tiltas_faults_add (tree->faults, row->at, "phone", "Write + and 7 to 15 digits, without blanks.",
                       "“%s” is not E.164.", words[0]);
  else if (is_short != (g_str_equal (words[1], "short") || (is_short && g_str_equal (words[1], "sms"))))
    tiltas_faults_add (tree->faults, row->at, "phone", "Short numbers, and only they, are of the type short (or sms).",
                       "The type of “%s” is not right.", text);
  else
    return json_pack ("{s:s, s:s}", "number", words[0], "type", words[1]);
  return NULL;
}

static void
set_phones (TiltasTree *tree, const TiltasRow *row, json_t *record)
{
  g_auto (GStrv) entries = tiltas_text_split (tiltas_row_get (row, "phones"), ";");
  json_t *phones = json_array ();

  for (guint i = 0; entries[i] != NULL; i++)
    {
      json_t *entry = phone (tree, row, entries[i]);

      if (entry != NULL)
        json_array_append_new (phones, entry);
    }
  if (json_array_size (phones) > 0)
    json_object_set (record, "phones", phones);
  json_decref (phones);
}

static void
set_email (TiltasTree *tree, const TiltasRow *row, json_t *record)
{
  const char *email = tiltas_row_get (row, "email");

  if (email != NULL && !tiltas_text_is_email (email))
    tiltas_faults_add (tree->faults, row->at, "email", "Write one address such as info@example.lt.",
                       "“%s” is no e-mail address.", email);
  else
    tiltas_draft_set_text (record, "email", email);
}

static void
set_website (TiltasTree *tree, const TiltasRow *row, json_t *record)
{
  const char *url = tiltas_row_get (row, "website");
  g_autofree char *host = NULL;
  gboolean secure = FALSE;

  if (url == NULL)
    return;
  if (!tiltas_text_is_url (url, &secure, &host))
    tiltas_faults_add (tree->faults, row->at, "url", "Write https://HOST/…, one address, no blanks.",
                       "“%s” is no web address.", url);
  else if (!secure && !knows (tree, tree->http_hosts, "http-hosts.csv", host))
    tiltas_faults_add (tree->faults, row->at, "url",
                       "Write https://, or add the host with its source to http-hosts.csv when it has none.",
                       "“%s” is not protected.", url);
  else
    tiltas_draft_set_text (record, "website", url);
}

static void
check_slip (TiltasTree *tree, const TiltasRow *row, const TiltasHours *hours)
{
  gboolean never = FALSE;
  g_autofree char *slip = tiltas_hours_find_slip (hours, &never);

  if (slip != NULL && never)
    tiltas_faults_add (tree->faults, row->at, "hours", "Mend or delete it.", "%s.", slip);
  else if (slip != NULL)
    tiltas_faults_warn (tree->faults, row->at, "hours", "Mend it unless it is meant.", "%s.", slip);
}

static void
set_schedule (TiltasTree *tree, const TiltasRow *row, json_t *record)
{
  const char *schedule = tiltas_row_get (row, "schedule");
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasHours) hours = schedule != NULL ? tiltas_hours_parse (schedule, &error) : NULL;

  if (hours != NULL)
    {
      tiltas_draft_set_text (record, "schedule", schedule);
      check_slip (tree, row, hours);
    }
  else if (schedule != NULL)
    tiltas_faults_add (
      tree->faults, row->at, "hours",
      "Write for example “Mo-Fr 08:00-17:00; Sa 10:00-14:00; PH off”; other things belong into schedule_note.",
      "“%s” is outside the subset of opening hours: %s.", schedule, error->message);
}

static void
set_categories (TiltasTree *tree, TiltasPublisher *publisher, const TiltasRow *row, json_t *record)
{
  g_auto (GStrv) words = tiltas_text_split (tiltas_row_need (tree, row, "categories"), " ");
  json_t *categories = json_array ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      TiltasPublisher *owner = publisher;
      g_autofree char *ref = NULL;

      if (tiltas_tree_find (tree, &(TiltasRecordName){ publisher->id, "category", words[i], NULL }) == NULL)
        owner = tree->publishers->pdata[0]; /* the National Library's categories serve the partners too */
      ref = tiltas_tree_add_link (tree, owner, "category", words[i], row->at);

      if (ref != NULL)
        json_array_append_new (categories, json_string (ref));
    }
  json_object_set_new (record, "categories", categories);
}

static void
set_languages (TiltasTree *tree, const TiltasRow *row, json_t *record)
{
  g_auto (GStrv) words = tiltas_text_split (tiltas_row_get (row, "languages"), " ");
  json_t *languages = json_array ();

  for (guint i = 0; words[i] != NULL; i++)
    if (tiltas_language_is_known (words[i]))
      json_array_append_new (languages, json_string (words[i]));
    else
      tiltas_faults_add (tree->faults, row->at, "language", "Write tags such as “lt en uk”.", "“%s” is no language.",
                         words[i]);
  if (json_array_size (languages) > 0)
    json_object_set (record, "languages", languages);
  json_decref (languages);
}

static void
set_verified (TiltasTree *tree, const TiltasRow *row, json_t *record)
{
  const char *verified = choose (tree, row, "verified", "yes no", FALSE);
  const char *checked = tiltas_row_date (tree, row, "checked", FALSE);

  json_object_set_new (record, "verified", json_boolean (g_strcmp0 (verified, "yes") == 0));
  tiltas_draft_set_text (record, "checked", checked);
}

static void
read_service (TiltasTree *tree, TiltasPublisher *publisher, const TiltasRow *row)
{
  static const char *const plain[] = { "address", "audience", NULL };
  const char *id = tiltas_row_need (tree, row, "id");
  json_t *record = json_object ();

  set_categories (tree, publisher, row, record);
  json_object_set_new (record, "position", json_integer (tiltas_row_number (tree, row, "position")));
  tiltas_draft_set_text (record, "status",
                         choose (tree, row, "status", "active inactive defunct temporarily-closed", FALSE));
  set_verified (tree, row, record);
  tiltas_draft_set_text (record, "name", tiltas_row_need (tree, row, "name"));
  tiltas_tree_check_words (tree, tiltas_row_get (row, "name"), SERVICE_NAME_MAX, "“name”", row->at);
  for (guint i = 0; plain[i] != NULL; i++)
    {
      tiltas_tree_check_words (tree, tiltas_row_get (row, plain[i]), TEXT_MAX, plain[i], row->at);
      tiltas_draft_set_text (record, plain[i], tiltas_row_get (row, plain[i]));
    }
  tiltas_draft_set_text (record, "municipality", tiltas_municipality_get (tree, row, TRUE));
  tiltas_row_place (tree, row, record);
  set_phones (tree, row, record);
  set_email (tree, row, record);
  set_website (tree, row, record);
  set_schedule (tree, row, record);
  tiltas_draft_set_text (record, "fee", choose (tree, row, "fee", "free paid mixed unknown", FALSE));
  set_languages (tree, row, record);
  tiltas_draft_set_text (record, "source", tiltas_row_need (tree, row, "source"));
  tiltas_draft_set_text (record, "source_date", tiltas_row_date (tree, row, "source_date", FALSE));
  tiltas_draft_set_text (record, "confidence", choose (tree, row, "confidence", "high medium low", TRUE));
  tiltas_tree_add (tree, &(TiltasRecordName){ publisher->id, "service", id, NULL }, record, row->at);
}

/* The columns of LANG.csv. Those from TEXT_COLUMN on are texts that go into the record as they stand. */
static const char *const text_columns[] = { "id",
                                            "state",
                                            "name",
                                            "description",
                                            "eligibility_description",
                                            "fees_description",
                                            "required_documents",
                                            "application_process",
                                            "schedule_note",
                                            "alert",
                                            NULL };
#define TEXT_COLUMN 3

static void
read_text (TiltasTree *tree, TiltasPublisher *publisher, const TiltasRow *row, const char *lang)
{
  const char *id = tiltas_row_need (tree, row, "id");
  const char *state = tiltas_row_get (row, "state");
  const char *name = tiltas_row_need (tree, row, "name");
  const TiltasRecordName service = { publisher->id, "service", id, NULL };
  const TiltasRecordName text = { publisher->id, "service-text", id, lang };
  json_t *record;

  if (id == NULL || name == NULL || !tiltas_tree_check_state (tree, publisher, lang, state, row->at))
    {
      tiltas_tree_refuse (tree, &text);
      return;
    }
  if (tiltas_tree_find (tree, &service) == NULL && !tiltas_tree_is_refused (tree, &service))
    tiltas_faults_add (tree->faults, row->at, "unknown-id", "Add it there, or mend the id.",
                       "The service “%s” is not in services.csv.", id);
  record = json_pack ("{s:s, s:s}", "state", state, "name", name);
  tiltas_tree_check_words (tree, name, SERVICE_NAME_MAX, "“name”", row->at);
  for (guint i = TEXT_COLUMN; text_columns[i] != NULL; i++)
    {
      g_autofree char *what = g_strdup_printf ("“%s”", text_columns[i]);

      tiltas_tree_check_words (tree, tiltas_row_get (row, text_columns[i]), TEXT_MAX, what, row->at);
      tiltas_draft_set_text (record, text_columns[i], tiltas_row_get (row, text_columns[i]));
    }
  tiltas_tree_add (tree, &text, record, row->at);
}

static void
read_texts (TiltasTree *tree, TiltasPublisher *publisher, const char *folder, const char *name)
{
  g_autofree char *file = g_build_filename (folder, name, NULL);
  g_autofree char *lang = g_strndup (name, strlen (name) - strlen (".csv"));
  g_autoptr (TiltasTable) table = NULL;

  if (!tiltas_language_is_known (lang))
    return; /* layout-check.c has added a fault */
  table = tiltas_table_read (tree, file, text_columns, "id state name");
  for (guint i = 0; table != NULL && i < table->rows->len; i++)
    read_text (tree, publisher, table->rows->pdata[i], lang);
}

void
tiltas_services_read (TiltasTree *tree, TiltasPublisher *publisher)
{
  static const char *const columns[] = { "id",     "categories",  "position",     "status",   "verified",  "checked",
                                         "name",   "address",     "municipality", "latitude", "longitude", "phones",
                                         "email",  "website",     "schedule",     "fee",      "languages", "audience",
                                         "source", "source_date", "confidence",   NULL };
  static const char required[] = "id categories position status verified name fee source";
  g_autofree char *folder = g_build_filename (publisher->id, "services", NULL);
  g_autofree char *file = g_build_filename (folder, "services.csv", NULL);
  g_auto (GStrv) names = tiltas_tree_list (tree, folder, ".csv");
  g_autoptr (TiltasTable) table = NULL;

  if (names[0] != NULL)
    tiltas_tree_expect (tree, file, "Write it; the texts of services belong to it.");
  table = tiltas_table_read (tree, file, columns, required);
  for (guint i = 0; table != NULL && i < table->rows->len; i++)
    read_service (tree, publisher, table->rows->pdata[i]);
  for (guint i = 0; names[i] != NULL; i++)
    if (!g_str_equal (names[i], "services.csv"))
      read_texts (tree, publisher, folder, names[i]);
}
