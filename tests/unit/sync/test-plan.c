/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/grants.h"
#include "sync/disk-space.h"
#include "sync/error.h"
#include "sync/offer.h"
#include "sync/publisher-limits.h"
#include "sync/schedule.h"
#include "trust/metadata.h"

#include <string.h>

static GPtrArray *
parse (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return tiltas_publisher_limits_parse (bytes, error);
}

/* A publishers.json with n publishers whose ids have the greatest allowed length. Transfer full. */
static char *
list_of (int n)
{
  GString *text = g_string_new ("{\"publishers\":[");

  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "%s{\"id\":\"%064d\"}", i > 0 ? "," : "", i);
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

static void
test_most_publishers (void)
{
  g_autofree char *most = list_of (TILTAS_ROLES_MAX), *more = list_of (TILTAS_ROLES_MAX + 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) good = parse (most, &error);

  g_assert_no_error (error);
  g_assert_cmpint (TILTAS_ROLES_MAX, ==, 512); /* formats.md */
  g_assert_cmpuint (good->len, ==, 512);
  g_assert_null (((TiltasPublisherLimits *) g_ptr_array_index (good, 0))->quota.kinds); /* the National Library: all */
  g_assert_null (parse (more, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_FORMAT);
}

/* A limit that is named is used, also when it is 0. */
static void
test_named_limits (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) good =
    parse ("{\"publishers\":[{\"id\":\"a\"},{\"id\":\"b\",\"kinds\":[\"lesson\"],\"limits\":{\"bytes\":0}}]}", &error);

  g_assert_no_error (error);
  const TiltasPublisherLimits *b = g_ptr_array_index (good, 1);
  g_assert_cmpuint (g_strv_length (b->kinds), ==, 1);
  g_assert_cmpuint (b->quota.bytes, ==, 0);
  g_assert_cmpuint (b->quota.records, ==, TILTAS_RECORDS_DEFAULT);
}

static void
test_publishers (void)
{
  static const char *const bad[] = {
    "",
    "[]",
    "{}",
    "{\"publishers\":[]}",
    "{\"publishers\":[{}]}",
    "{\"publishers\":[{\"id\":\"../x\"}]}",
    "{\"publishers\":[{\"id\":\"a\"},{\"id\":\"a\"}]}",
    "{\"publishers\":[{\"id\":\"a\",\"kinds\":7}]}",
    "{\"publishers\":[{\"id\":\"a\",\"kinds\":[7]}]}",
    "{\"publishers\":[{\"id\":\"a\",\"limits\":{\"bytes\":-1}}]}",
    "{\"publishers\":[{\"id\":\"a\",\"limits\":{\"bytes\":\"7\"}}]}",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) good = parse ("{\"publishers\":[{\"id\":\"a\",\"kinds\":[\"service\"],\"later\":1,"
                                      "\"limits\":{\"records\":5,\"bytes\":6,\"blobs\":7}},{\"id\":\"b\"}]}",
                                      &error);

  g_assert_no_error (error);
  g_assert_cmpuint (good->len, ==, 2);
  const TiltasPublisherLimits *a = g_ptr_array_index (good, 0), *b = g_ptr_array_index (good, 1);
  g_assert_cmpstr (a->publisher, ==, "a");
  g_assert_cmpstr (a->quota.kinds[0], ==, "service");
  g_assert_cmpuint (a->quota.records, ==, 5);
  g_assert_cmpuint (a->quota.bytes, ==, 6);
  g_assert_cmpuint (a->quota.blobs, ==, 7);
  g_assert_true (
    g_strv_equal (b->quota.kinds, tiltas_partner_kinds)); /* no kinds are named: the default for partners */
  g_assert_cmpuint (b->quota.records, ==, TILTAS_RECORDS_DEFAULT);
  g_assert_cmpuint (b->quota.bytes, ==, TILTAS_PACK_DEFAULT);
  g_assert_cmpuint (b->quota.blobs, ==, TILTAS_BLOBS_DEFAULT);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) refusal = NULL;
      g_assert_null (parse (bad[i], &refusal));
      g_assert_error (refusal, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_FORMAT);
    }
}

#define STATE "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static TiltasOffer *
offer_of (const char *custom, GError **error)
{
  static TiltasPublisherLimits limits = { .publisher = (char *) "lnb", .quota.bytes = 100 };
  g_autofree char *text =
    g_strdup_printf ("{\"signed\":{\"_type\":\"targets\",\"spec_version\":\"1.0.0\",\"version\":1,"
                     "\"expires\":\"2030-01-01T00:00:00Z\",\"targets\":{\"lnb/pack.jsonl\":{\"length\":50,"
                     "\"hashes\":{\"sha256\":\"" STATE "\"},\"custom\":%s}}},\"signatures\":[]}",
                     custom);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) local = NULL;
  g_autoptr (TiltasMetadata) metadata = tiltas_metadata_parse (bytes, TILTAS_METADATA_TARGETS, "lnb", &local);
  g_assert_no_error (local);
  g_autoptr (TiltasTarget) target = tiltas_metadata_get_target (metadata, "lnb/pack.jsonl", TRUE, &local);
  g_assert_no_error (local);
  return tiltas_offer_new (&limits, target, NULL, 2000000000, error);
}

static void
test_offer (void)
{
  static const struct
  {
    const char *custom;
    TiltasSyncError code;
  } bad[] = {
    { "{}", TILTAS_SYNC_ERROR_FORMAT },
    { "{\"seq\":0}", TILTAS_SYNC_ERROR_FORMAT },
    { "{\"seq\":\"1\"}", TILTAS_SYNC_ERROR_FORMAT },
    { "{\"seq\":1,\"format\":2}", TILTAS_SYNC_ERROR_FORMAT },
    { "{\"seq\":1,\"published\":\"soon\"}", TILTAS_SYNC_ERROR_FORMAT },
    { "{\"seq\":1,\"published\":\"2099-01-01T00:00:00Z\"}", TILTAS_SYNC_ERROR_REFUSED },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasOffer) offer = offer_of ("{\"format\":1,\"seq\":4,\"published\":\"2026-11-22T10:00:00Z\"}", &error);

  g_assert_no_error (error);
  g_assert_cmpint (offer->edition->seq, ==, 4);
  g_assert_cmpstr (offer->edition->state, ==, STATE);
  g_assert_cmpint (tiltas_edition_published (offer->edition), ==, 1795341600);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) refusal = NULL;
      g_assert_null (offer_of (bad[i].custom, &refusal));
      g_assert_error (refusal, TILTAS_SYNC_ERROR, (int) bad[i].code);
    }
}

static void
test_compare (void)
{
  g_autoptr (TiltasOffer) offer = offer_of ("{\"seq\":4}", NULL);
  TiltasEdition stored = { .publisher = (char *) "lnb", .seq = 3, .state = (char *) "other" };
  g_autoptr (GError) error = NULL;

  g_assert_true (tiltas_offer_compare (offer, NULL, NULL) && offer->needed);
  g_assert_true (tiltas_offer_compare (offer, &stored, NULL) && offer->needed);
  stored.seq = 5; /* the package brought a newer edition */
  g_assert_true (tiltas_offer_compare (offer, &stored, NULL) && !offer->needed);
  stored.seq = 4;
  g_assert_false (tiltas_offer_compare (offer, &stored, &error));
  g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_ROLLBACK);
  stored.state = (char *) STATE;
  g_assert_true (tiltas_offer_compare (offer, &stored, NULL) && !offer->needed);
}

static void
test_schedule (void)
{
  TiltasSchedule schedule;
  double now = 1000, bound = 0, runs = 0;

  g_assert_cmpfloat (tiltas_schedule_first (&schedule, 3600, now, 0.0), ==, 0);
  g_assert_cmpfloat (tiltas_schedule_first (&schedule, 3600, now, 0.999), <=, 60);
  now += tiltas_schedule_first (&schedule, 3600, now, 0.5);
  for (int i = 0; i < 1000; i++, runs++)
    {
      double wait = tiltas_schedule_next (&schedule, FALSE, 0, now, g_random_double ());
      g_assert_cmpfloat (wait, >=, 5);
      g_assert_cmpfloat (wait, <=, 2 * 3600);
      now += wait;
    }
  g_assert_cmpfloat (now / runs, >, 3500);
  g_assert_cmpfloat (now / runs, <, 3700);
  for (int i = 0; i < 20; i++)
    {
      bound = tiltas_schedule_next (&schedule, TRUE, 0, now, 0.9999);
      g_assert_cmpfloat (bound, <=, 3600);
      if (i < 6)
        g_assert_cmpfloat_with_epsilon (bound, 30 * (1 << i), 1);
    }
  g_assert_cmpfloat (tiltas_schedule_next (&schedule, TRUE, 7200, now, 0.0), >=, 7200);
  /* The clock jumped back by years after a server asked to wait. */
  g_assert_cmpfloat (tiltas_schedule_next (&schedule, TRUE, 3e8, now, 0.9999), <, 2 * 86400);
  g_assert_cmpfloat (tiltas_schedule_next (&schedule, FALSE, 0, now, 0.0), <=, 3600);
  g_assert_cmpuint (schedule.failures, ==, 0);
}

static void
test_disk_space (void)
{
  g_assert_cmpuint (tiltas_disk_space_needed (0, 0), ==, TILTAS_DISK_RESERVE);
  g_assert_cmpuint (tiltas_disk_space_needed (100, 7), ==, 207 + TILTAS_DISK_RESERVE);
  /* An impossible length does not overflow into a small one. */
  g_assert_cmpuint (tiltas_disk_space_needed (G_MAXUINT64 / 2 + 1, 0), ==, G_MAXUINT64);
  g_assert_cmpuint (tiltas_disk_space_needed (G_MAXUINT64 / 2, 2), ==, G_MAXUINT64);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/plan/publishers", test_publishers);
  g_test_add_func ("/sync/plan/most-publishers", test_most_publishers);
  g_test_add_func ("/sync/plan/named-limits", test_named_limits);
  g_test_add_func ("/sync/plan/offer", test_offer);
  g_test_add_func ("/sync/plan/compare", test_compare);
  g_test_add_func ("/sync/plan/schedule", test_schedule);
  g_test_add_func ("/sync/plan/disk-space", test_disk_space);
  return g_test_run ();
}
