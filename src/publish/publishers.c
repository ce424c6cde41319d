/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/publishers.h"

#include "base/language.h"
#include "content/grants.h"
#include "content/record.h"
#include "content/validate.h"
#include "publish/edition-files.h"
#include "publish/publisher-id.h"
#include "publish/table.h"
#include "publish/text.h"
#include "trust/metadata.h"

#include <string.h>

#define FILE_NAME "publishers.json"
#define SEE "See " TILTAS_CONTENT_GUIDE ", “publishers.json”."

/* The line in which a publisher's id stands first. jansson does not say where members stand. */
static int
line_of (const char *text, const char *id)
{
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", id);
  const char *found = strstr (text, quoted);
  int line = 1;

  for (const char *p = text; found != NULL && p < found; p++)
    line += *p == '\n';
  return line;
}

static void
check_members (TiltasTree *tree, json_t *object, const char *const *known, TiltasFileLine at)
{
  const char *name;
  json_t *value;

  json_object_foreach (object, name, value)
    if (!g_strv_contains (known, name))
      tiltas_faults_add (tree->faults, at, "member", SEE, "The member “%s” is unknown.", name);
}

static GStrv
strings (TiltasTree *tree, json_t *array, const char *name, gboolean (*is_good) (const char *), TiltasFileLine at)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  json_t *value;
  size_t i;

  if (!json_is_array (array))
    tiltas_faults_add (tree->faults, at, "member", SEE, "“%s” must be a list.", name);
  json_array_foreach (array, i, value)
    {
      if (json_is_string (value) && is_good (json_string_value (value)))
        g_strv_builder_add (builder, json_string_value (value));
      else
        tiltas_faults_add (tree->faults, at, "member", SEE, "Entry %zu of “%s” is not right.", i + 1, name);
    }
  return g_strv_builder_end (builder);
}

static void
read_limits (TiltasTree *tree, TiltasPublisher *publisher, json_t *limits, TiltasFileLine at)
{
  static const char *const known[] = { "records", "bytes", "blobs", NULL };
  gint64 *const fields[] = { &publisher->records, &publisher->bytes, &publisher->blobs };

  if (limits == NULL)
    return;
  check_members (tree, limits, known, at);
  for (guint i = 0; known[i] != NULL; i++)
    {
      json_t *value = json_object_get (limits, known[i]);

      if (value != NULL && (!json_is_integer (value) || json_integer_value (value) < 0))
        tiltas_faults_add (tree->faults, at, "member", SEE, "“%s” must be a whole number.", known[i]);
      *fields[i] = json_integer_value (value);
    }
}

static void
check_name (TiltasTree *tree, TiltasPublisher *publisher, json_t *names, TiltasFileLine at)
{
  const char *lang;
  json_t *value;

  json_object_foreach (names, lang, value)
    if (!tiltas_language_is_known (lang))
      tiltas_faults_add (tree->faults, at, "language", SEE, "“%s” in “name” is no language.", lang);
  for (guint i = 0; publisher->languages[i] != NULL; i++)
    {
      const char *name = json_string_value (json_object_get (names, publisher->languages[i]));

      if (name == NULL || name[0] == '\0')
        tiltas_faults_add (tree->faults, at, "language", "Add it to “name”.",
                           "The name of “%s” in the language “%s” is missing.", publisher->id, publisher->languages[i]);
      else
        tiltas_tree_check_words (tree, name, 90, "the name", at);
    }
}

static void
check_kinds (TiltasTree *tree, TiltasPublisher *publisher, TiltasFileLine at)
{
  g_autofree char *known = tiltas_kinds_text ();

  for (guint i = 0; publisher->kinds[i] != NULL; i++)
    if (!tiltas_kind_is_known (publisher->kinds[i]))
      tiltas_faults_add (tree->faults, at, "kind", SEE, "“%s” is no kind of record; the kinds are %s.",
                         publisher->kinds[i], known);
}

/* Languages in which the publisher writes: the kiosk does not mark texts in them as translations. */
static void
read_originals (TiltasTree *tree, TiltasPublisher *publisher, json_t *array, TiltasFileLine at)
{
  const char *const usual[] = { publisher->languages[0], NULL };

  publisher->originals =
    array != NULL ? strings (tree, array, "originals", tiltas_language_is_known, at) : g_strdupv ((char **) usual);
  for (guint i = 0; publisher->originals[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) publisher->languages, publisher->originals[i]))
      tiltas_faults_add (tree->faults, at, "language", "Add it there, or leave it out here.",
                         "“%s” of “originals” is none of the “languages”.", publisher->originals[i]);
}

static void
read_publisher (TiltasTree *tree, json_t *entry, const char *text)
{
  static const char *const known[] = { "id", "name", "languages", "originals", "kinds", "limits", NULL };
  const char *id = json_string_value (json_object_get (entry, "id"));
  TiltasFileLine at = TILTAS_AT (FILE_NAME, id != NULL ? line_of (text, id) : 1);
  TiltasPublisher *publisher;

  if (!tiltas_publisher_is_id (id))
    {
      tiltas_faults_add (tree->faults, at, "id",
                         "Use a-z, 0-9 and “-”; root, targets, snapshot, timestamp and blobs are taken.",
                         "“%s” cannot be the id of a publisher.", id != NULL ? id : "");
      return;
    }
  if (tiltas_tree_publisher (tree, id) != NULL)
    {
      tiltas_faults_add (tree->faults, at, "duplicate", "Delete one.", "The publisher “%s” stands here twice.", id);
      return;
    }
  check_members (tree, entry, known, at);
  publisher = tiltas_tree_add_publisher (tree, id);
  publisher->languages =
    strings (tree, json_object_get (entry, "languages"), "languages", tiltas_language_is_known, at);
  if (publisher->languages[0] == NULL)
    {
      tiltas_faults_add (tree->faults, at, "language", SEE, "“%s” names no language.", id);
      g_strfreev (publisher->languages);
      publisher->languages = g_strsplit ("lt", " ", -1);
    }
  read_originals (tree, publisher, json_object_get (entry, "originals"), at);
  if (json_object_get (entry, "kinds") != NULL)
    {
      publisher->kinds = strings (tree, json_object_get (entry, "kinds"), "kinds", tiltas_is_id, at);
      check_kinds (tree, publisher, at);
    }
  read_limits (tree, publisher, json_object_get (entry, "limits"), at);
  check_name (tree, publisher, json_object_get (entry, "name"), at);
}

static void
read_short_numbers (TiltasTree *tree)
{
  static const char *const columns[] = { "number", "name", "source", "source_date", NULL };
  g_autoptr (TiltasTable) table = tiltas_table_read (tree, "short-numbers.csv", columns, "number source");

  for (guint i = 0; table != NULL && i < table->rows->len; i++)
    {
      const TiltasRow *row = table->rows->pdata[i];
      const char *number = tiltas_row_need (tree, row, "number");

      if (number == NULL)
        continue;
      if (strspn (number, "0123456789") != strlen (number) || strlen (number) < 3 || strlen (number) > 6)
        tiltas_faults_add (tree->faults, row->at, "phone", "Write three to six digits without blanks.",
                           "“%s” is no short number.", number);
      tiltas_row_need (tree, row, "source");
      g_hash_table_add (tree->short_numbers, g_strdup (number));
    }
}

static void
read_http_hosts (TiltasTree *tree)
{
  static const char *const columns[] = { "host", "source", NULL };
  g_autoptr (TiltasTable) table = tiltas_table_read (tree, "http-hosts.csv", columns, "host source");

  for (guint i = 0; table != NULL && i < table->rows->len; i++)
    {
      const TiltasRow *row = table->rows->pdata[i];
      const char *host = tiltas_row_need (tree, row, "host");

      if (host != NULL && !tiltas_text_is_host (host))
        tiltas_faults_add (tree->faults, row->at, "url", "Write the host alone, such as www.example.lt.",
                           "“%s” is no host.", host);
      else if (host != NULL)
        g_hash_table_add (tree->http_hosts, g_strdup (host));
    }
}

/* Limits and kinds that are left out are completed as terminals complete them (content/grants.h); the file is
 * published as it is. */
static void
read_list (TiltasTree *tree, const char *text)
{
  json_auto_t *complete = json_deep_copy (tree->publishers_json);
  json_t *list = json_object_get (complete, "publishers");
  json_t *entry;
  size_t i;

  if (json_array_size (list) == 0)
    tiltas_faults_add (tree->faults, TILTAS_AT (FILE_NAME, 1), "member", SEE,
                       "The list “publishers” is missing or empty.");
  if (json_array_size (list) > TILTAS_ROLES_MAX)
    tiltas_faults_add (tree->faults, TILTAS_AT (FILE_NAME, 1), "limit", "Take some away.",
                       "%zu publishers stand here; terminals take at most %d.", json_array_size (list),
                       TILTAS_ROLES_MAX);
  tiltas_grants_complete (complete);
  json_array_foreach (list, i, entry)
    read_publisher (tree, entry, text);
}

void
tiltas_publishers_read (TiltasTree *tree)
{
  g_autofree char *text = tiltas_tree_read_text (tree, FILE_NAME, FALSE, NULL);
  json_error_t wrong;

  read_short_numbers (tree);
  read_http_hosts (tree);
  if (text == NULL)
    return;
  tree->publishers_json = json_loads (text, JSON_REJECT_DUPLICATES, &wrong);
  if (tree->publishers_json == NULL)
    {
      tiltas_faults_add (tree->faults, TILTAS_AT (FILE_NAME, wrong.line), "json", SEE, "This is not JSON: %s.",
                         wrong.text);
      return;
    }
  read_list (tree, text);
}

void
tiltas_publishers_check_limits (TiltasTree *tree)
{
  for (guint i = 0; i < tree->publishers->len; i++)
    {
      TiltasPublisher *publisher = tree->publishers->pdata[i];
      g_autoptr (GBytes) pack = tiltas_edition_files_pack (publisher);
      const gint64 is[] = { publisher->drafts->len, (gint64) g_bytes_get_size (pack),
                            tiltas_edition_files_blob_bytes (tree, publisher) };
      const gint64 most[] = { publisher->records, publisher->bytes, publisher->blobs };
      static const char *const what[] = { "records", "bytes", "bytes of pictures" };

      for (guint j = 0; j < G_N_ELEMENTS (is); j++)
        if (most[j] > 0 && is[j] > most[j])
          tiltas_faults_add (tree->faults, TILTAS_AT (FILE_NAME, 1), "limit", "Raise the limit, or ship less.",
                             "“%s” has %" G_GINT64_FORMAT " %s; its limit is %" G_GINT64_FORMAT ".", publisher->id,
                             is[j], what[j], most[j]);
    }
}
