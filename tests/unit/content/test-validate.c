/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/canonical.h"
#include "content/record.h"
#include "content/text-check.h"
#include "content/validate.h"
#include "content/words.h"

#include <string.h>

/* Valid records, one of each kind with all members, from tests/data/content/records.jsonl. */
static GPtrArray *
load_records (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("TILTAS_TEST_DATA"), "content", "records.jsonl", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) json_decref);
  g_assert_true (g_file_get_contents (path, &content, NULL, &error));
  g_auto (GStrv) lines = g_strsplit (content, "\n", -1);
  for (char **line = lines; **line != '\0'; line++)
    {
      json_t *record = tiltas_canonical_parse (*line, strlen (*line), &error);
      g_assert_no_error (error);
      g_ptr_array_add (records, record);
    }
  return records;
}

static json_t *
find_record (GPtrArray *records, const char *kind)
{
  for (guint i = 0; i < records->len; i++)
    if (g_strcmp0 (json_string_value (json_object_get (g_ptr_array_index (records, i), "kind")), kind) == 0)
      return g_ptr_array_index (records, i);
  g_assert_not_reached ();
}

static void
assert_valid (json_t *record)
{
  g_autoptr (GError) error = NULL;
  tiltas_record_validate (record, &error);
  g_assert_no_error (error);
}

static void
test_valid (void)
{
  g_autoptr (GPtrArray) records = load_records ();
  g_assert_cmpuint (records->len, ==, 18);
  for (guint i = 0; i < records->len; i++)
    assert_valid (g_ptr_array_index (records, i));
}

/* A record without a required member is refused; unknown members are accepted. */
static void
test_members (void)
{
  static const struct
  {
    const char *kind, *required;
  } kinds[] = {
    { "unit", "icon position" },
    { "unit-text", "state title" },
    { "category", "icon position" },
    { "lesson", "checked icon level minutes position sources unit" },
    { "lesson-text", "cards state title" },
    { "term", "term" },
    { "term-text", "definition state term" },
    { "service", "categories fee name position source status verified" },
    { "service-text", "name state" },
    { "branch", "name" },
    { "holiday", "date source" },
    { "announcement", "valid_from valid_to" },
    { "announcement-text", "blocks state title" },
    { "article", "checked position sources" },
  };
  g_autoptr (GPtrArray) records = load_records ();
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_auto (GStrv) names = g_strsplit (kinds[i].required, " ", -1);
      for (char **name = names; *name != NULL; name++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (json_t) record = json_deep_copy (find_record (records, kinds[i].kind));
          g_assert_cmpint (json_object_del (record, *name), ==, 0);
          g_assert_false (tiltas_record_validate (record, &error));
          g_assert_error (error, TILTAS_RECORD_ERROR, 0);
          g_assert_nonnull (strstr (error->message, *name));
        }
      json_t *record = find_record (records, kinds[i].kind);
      json_object_set_new (record, "invented_later", json_true ());
      assert_valid (record);
    }
}

/* Sets one member to what the JSON text says; the record must then be valid or not. */
static void
try_member (const char *kind, const char *name, const char *text, gboolean valid)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = load_records ();
  json_t *record = find_record (records, kind);
  json_object_set_new (record, name, json_loads (text, JSON_DECODE_ANY, NULL));
  if (tiltas_record_validate (record, &error) != valid)
    g_error ("%s: %s=%s: %s", kind, name, text, error != NULL ? error->message : "accepted");
  g_assert_true (valid || strstr (error->message, name) != NULL);
}

static void
test_values (void)
{
  static const struct
  {
    const char *kind, *name, *text;
  } wrong[] = {
    { "unit", "position", "-1" },
    { "unit", "position", "\"1\"" },
    { "unit", "position", "2147483648" },
    { "unit", "icon", "\"../x\"" },
    { "unit-text", "title", "\"\"" },
    { "unit-text", "title", "\"a\u202Eb\"" },
    { "unit-text", "title", "\"a\u2066b\u202C\"" },
    { "unit-text", "title", "\"a\u2069\"" },
    { "lesson", "checked", "\"2026-13\"" },
    { "lesson", "unit", "\"a/b/c\"" },
    { "lesson", "sources", "\"amb.lt\"" },
    { "lesson", "sources", "[\"\"]" },
    { "lesson", "services", "[\"/x\"]" },
    { "service", "categories", "[]" },
    { "service", "verified", "1" },
    { "service", "schedule", "\"Mo-Fr 8-17\"" },
    { "service", "latitude", "90000001" },
    { "service", "longitude", "-180000001" },
    { "service", "languages", "[\"LT\"]" },
    { "service", "phones", "[{\"number\":\"112\"}]" },
    { "service", "phones", "[{\"number\":\"+370 5 249\",\"type\":\"voice\"}]" },
    { "service", "phones", "[{\"number\":\"37052497028\",\"type\":\"voice\"}]" },
    { "service", "phones", "[\"112\"]" },
    { "holiday", "date", "\"2026-02\"" },
    { "holiday", "date", "\"2026-02-17\"" },
    { "announcement", "valid_to", "\"2026-12\"" },
  };
  static const struct
  {
    const char *kind, *name, *text;
  } right[] = {
    { "unit-text", "title", "\"a\u2066b\u2069\u202Bc\u202C \u200F\"" },
    { "lesson", "unit", "\"safe\"" },
    { "lesson", "sources", "[]" },
    { "service", "phones", "[]" },
    { "service", "checked", "\"2026\"" },
    { "service", "schedule", "\"Mo-Fr 08:00-17:00; PH off\"" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    try_member (wrong[i].kind, wrong[i].name, wrong[i].text, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (right); i++)
    try_member (right[i].kind, right[i].name, right[i].text, TRUE);
}

static void
test_pairs (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = load_records ();
  json_object_del (find_record (records, "service"), "latitude");
  g_assert_false (tiltas_record_validate (find_record (records, "service"), &error));
  g_assert_nonnull (strstr (error->message, "longitude"));
}

static void
test_cards (void)
{
#define TEXT "{\"type\":\"text\",\"title\":\"t\",\"blocks\":"
#define SPANS TEXT "[{\"type\":\"paragraph\",\"spans\":"
#define QUESTION "{\"type\":\"question\",\"title\":\"t\",\"explanation\":\"e\",\"options\":"
#define PICTURE "{\"type\":\"text\",\"title\":\"t\",\"blocks\":[],\"picture\":"
#define HASH "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\""
  static const char *const wrong[] = {
    "[]",
    "[{}]",
    "[{\"type\":\"film\",\"title\":\"t\"}]", /* nothing is left to show */
    "[{\"type\":\"text\",\"title\":\"t\"}]",
    "[" TEXT "[{}]}]",
    "[" TEXT "[{\"type\":\"steps\",\"items\":[[]]}]}]",
    "[" TEXT "[{\"type\":\"steps\",\"spans\":[{\"text\":\"x\"}]}]}]",
    "[" SPANS "[]}]}]",
    "[" SPANS "[{\"strong\":true}]}]}]",
    "[" SPANS "[{\"text\":\"x\",\"strong\":false}]}]}]",
    "[" SPANS "[{\"text\":\"x\",\"strong\":true,\"term\":\"y\"}]}]}]",
    "[" SPANS "[{\"text\":\"x\",\"lesson\":\"https://x\"}]}]}]",
    "[" QUESTION "[{\"text\":\"a\",\"right\":true}]}]",
    "[" QUESTION "[{\"text\":\"a\"},{\"text\":\"b\"}]}]",
    "[" QUESTION "[{\"text\":\"a\",\"right\":true},{\"text\":\"b\",\"right\":true}]}]",
    "[" QUESTION "[{\"text\":\"a\",\"right\":true},{\"text\":\"b\",\"right\":false}]}]",
    "[" QUESTION
    "[{\"text\":\"a\",\"right\":true},{\"text\":\"b\"},{\"text\":\"c\"},{\"text\":\"d\"},{\"text\":\"e\"}]}]",
    "[{\"type\":\"summary\",\"title\":\"t\",\"points\":[]}]",
    "[" PICTURE "{\"icon\":\"x\"}}]",
    "[" PICTURE "{\"alt\":\"x\"}}]",
    "[" PICTURE "{\"alt\":\"x\",\"icon\":\"x\",\"sha256\":" HASH "}}]",
    "[" PICTURE "{\"alt\":\"x\",\"sha256\":\"00\",\"length\":1,\"media_type\":\"image/png\"}}]",
    "[" PICTURE "{\"alt\":\"x\",\"sha256\":" HASH ",\"length\":1048577,\"media_type\":\"image/png\"}}]",
    "[" PICTURE "{\"alt\":\"x\",\"sha256\":" HASH ",\"length\":0,\"media_type\":\"image/png\"}}]",
    "[" PICTURE "{\"alt\":\"x\",\"sha256\":" HASH ",\"length\":1,\"media_type\":\"image/svg+xml\"}}]",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    try_member ("lesson-text", "cards", wrong[i], FALSE);
  try_member ("lesson-text", "cards",
              "[" PICTURE "{\"alt\":\"x\",\"sha256\":" HASH ",\"length\":1048576,\"media_type\":\"image/jpeg\"}}]",
              TRUE);
  try_member ("lesson-text", "cards", "[" QUESTION "[{\"text\":\"a\",\"right\":true},{\"text\":\"b\"}]}]", TRUE);
}

/* Words of a newer publisher: the kiosk accepts the record, and today's publishing tool refuses it. */
static void
test_newer_words (void)
{
  static const struct
  {
    const char *kind, *name, *text;
  } newer[] = {
    { "unit-text", "state", "\"draft\"" },
    { "service", "status", "\"open\"" },
    { "service", "fee", "\"cheap\"" },
    { "service", "phones", "[{\"number\":\"112\",\"type\":\"pigeon\"}]" },
    { "lesson-text", "cards", "[{\"type\":\"film\",\"film\":1},{\"type\":\"text\",\"title\":\"t\",\"blocks\":[]}]" },
    { "lesson-text", "cards", "[{\"type\":\"text\",\"title\":\"a\",\"blocks\":[{\"type\":\"table\",\"rows\":[]}]}]" },
    { "announcement-text", "blocks", "[{\"type\":\"table\"}]" },
  };
  g_autoptr (GPtrArray) records = load_records ();

  for (guint i = 0; i < records->len; i++)
    g_assert_true (tiltas_record_check_words (g_ptr_array_index (records, i), NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (newer); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (json_t) record = json_deep_copy (find_record (records, newer[i].kind));
      try_member (newer[i].kind, newer[i].name, newer[i].text, TRUE);
      json_object_set_new (record, newer[i].name, json_loads (newer[i].text, JSON_DECODE_ANY, NULL));
      g_assert_false (tiltas_record_check_words (record, &error));
      g_assert_error (error, TILTAS_RECORD_ERROR, 0);
    }
}

static gboolean
takes_text (const char *kind, const char *name, char *text)
{
  g_autofree char *own = text;
  g_autoptr (GPtrArray) records = load_records ();
  g_autoptr (json_t) record = json_deep_copy (find_record (records, kind));

  json_object_set_new (record, name, json_string (own));
  return tiltas_record_validate (record, NULL);
}

static char *
repeated (const char *piece, gsize n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append (text, piece);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Texts that would take a page long to lay out are refused. */
static void
test_text_limits (void)
{
  g_assert_true (takes_text ("service-text", "description", repeated ("žodis ", TILTAS_TEXT_LONG / 6)));
  g_assert_false (takes_text ("service-text", "description", repeated ("žodis ", TILTAS_TEXT_LONG / 6 + 1)));
  g_assert_true (takes_text ("service-text", "description", repeated ("w", TILTAS_TEXT_RUN)));
  g_assert_false (takes_text ("service-text", "description", repeated ("w", TILTAS_TEXT_RUN + 1)));
  g_assert_false (takes_text ("service-text", "description", repeated ("\u0301", TILTAS_TEXT_RUN + 1)));
  g_assert_true (takes_text ("service-text", "description", repeated ("字", 2 * TILTAS_TEXT_RUN)));
  g_assert_true (takes_text ("service-text", "description", repeated ("a\n", TILTAS_TEXT_LINES - 1)));
  g_assert_false (takes_text ("service-text", "description", repeated ("a\n", TILTAS_TEXT_LINES)));
  g_assert_false (takes_text ("service-text", "description", repeated ("\u2028", TILTAS_TEXT_LINES)));
  g_assert_false (takes_text ("service-text", "description", g_strdup ("a\tb")));
  g_assert_true (takes_text ("service-text", "name", repeated ("ab ", TILTAS_TEXT_SHORT / 3)));
  g_assert_false (takes_text ("service-text", "name", repeated ("ab ", TILTAS_TEXT_SHORT / 3 + 1)));
}

/* The same for all of a page together. */
static void
test_page_limit (void)
{
  for (guint n = 9; n <= 11; n++)
    {
      g_autoptr (GPtrArray) records = load_records ();
      g_autoptr (json_t) record = json_deep_copy (find_record (records, "article-text"));
      g_autofree char *text = repeated ("word ", TILTAS_TEXT_LONG / 5 - 3);
      json_t *blocks = json_array ();

      for (guint i = 0; i < n; i++)
        json_array_append_new (blocks, json_pack ("{s:s, s:[{s:s}]}", "type", "paragraph", "spans", "text", text));
      json_object_set_new (record, "blocks", blocks);
      g_assert_cmpint (tiltas_record_validate (record, NULL), ==, n <= 10);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/content/validate/valid", test_valid);
  g_test_add_func ("/content/validate/members", test_members);
  g_test_add_func ("/content/validate/values", test_values);
  g_test_add_func ("/content/validate/pairs", test_pairs);
  g_test_add_func ("/content/validate/cards", test_cards);
  g_test_add_func ("/content/validate/newer-words", test_newer_words);
  g_test_add_func ("/content/validate/text-limits", test_text_limits);
  g_test_add_func ("/content/validate/page-limit", test_page_limit);
  return g_test_run ();
}
