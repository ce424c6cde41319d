/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk/sentences.h"

#include "base/date.h"

#define LTR(text) "\342\201\246" text "\342\201\251"

/* 2026-11-24 is a Tuesday. */
static gint64
tuesday (void)
{
  return tiltas_days_from_civil (2026, 11, 24);
}

static void
assert_open (TiltasOpenKind kind, int days, int minute, const char *language, const char *full, const char *brief)
{
  TiltasOpen open = { kind, tuesday () + days, minute };
  g_autofree char *sentence = tiltas_sentence_open (&open, language, tuesday ());
  g_autofree char *short_one = tiltas_sentence_open_short (&open, language, tuesday ());

  g_assert_cmpstr (sentence, ==, full);
  g_assert_cmpstr (short_one, ==, brief);
}

static void
test_open (void)
{
  assert_open (TILTAS_OPEN_UNKNOWN, 0, 0, "en", NULL, NULL);
  assert_open (TILTAS_OPEN_ALWAYS, 0, 0, "en", "Open day and night", "Open day and night");
  assert_open (TILTAS_OPEN_NOW, 0, 17 * 60, "en", "Open now · closes 17:00", "Open until 17:00");
  assert_open (TILTAS_OPEN_NOW, 0, 24 * 60, "en", "Open now · closes 24:00", "Open until 24:00");
  assert_open (TILTAS_OPEN_NOW, 1, 2 * 60, "en", "Open now · closes 2:00", "Open until 2:00");
  assert_open (TILTAS_OPEN_NOW, 3, 2 * 60, "en", "Open now", "Open now");
  assert_open (TILTAS_OPEN_NOW, 0, 17 * 60, "ar", "Open now · closes ١٧:٠٠", "Open until ١٧:٠٠");
  assert_open (TILTAS_CLOSED, 0, 0, "en", "Closed", "Closed");
}

static void
test_closed (void)
{
  static const char *const DAYS[] = { "Closed · opens 9:00",          "Closed · opens tomorrow 9:00",
                                      "Closed · opens Thursday 9:00", "Closed · opens Friday 9:00",
                                      "Closed · opens Saturday 9:00", "Closed · opens Sunday 9:00",
                                      "Closed · opens Monday 9:00",   "Closed until 1 December 2026" };

  for (int i = 0; i < (int) G_N_ELEMENTS (DAYS); i++)
    assert_open (TILTAS_CLOSED_OPENS, i, 540, "en", DAYS[i], DAYS[i]);
}

static void
test_change (void)
{
  const struct
  {
    TiltasOpen open;
    gint64 minutes;
  } cases[] = {
    { { TILTAS_OPEN_ALWAYS, 0, 0 }, -1 },
    { { TILTAS_OPEN_NOW, tuesday (), 1020 }, 420 },
    { { TILTAS_OPEN_NOW, tuesday () + 1, 120 }, 840 }, /* midnight first */
    { { TILTAS_CLOSED_OPENS, tuesday (), 601 }, 1 },
    { { TILTAS_CLOSED_OPENS, tuesday () + 1, 540 }, 840 }, /* "tomorrow" ends */
    { { TILTAS_OPEN_UNKNOWN, 0, 0 }, 840 },
    { { TILTAS_CLOSED, 0, 0 }, 840 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (tiltas_open_minutes_to_change (&cases[i].open, tuesday (), 600), ==, cases[i].minutes);
}

static void
test_freshness (void)
{
  g_autofree char *dated = tiltas_sentence_hours_as_of (TILTAS_DATED, "2025-09", "en");
  g_autofree char *old = tiltas_sentence_hours_as_of (TILTAS_OLD, "2024", "en");
  g_autofree char *warning = tiltas_sentence_warning (TILTAS_UNVERIFIED);
  g_autofree char *old_warning = tiltas_sentence_warning (TILTAS_OLD);

  g_assert_cmpstr (dated, ==, "Hours as of September 2025");
  g_assert_cmpstr (old, ==, "Hours as of 2024");
  g_assert_null (tiltas_sentence_hours_as_of (TILTAS_FRESH, "2026-11-01", "en"));
  g_assert_null (tiltas_sentence_hours_as_of (TILTAS_UNVERIFIED, "2025", "en"));
  g_assert_null (tiltas_sentence_hours_as_of (TILTAS_UNDATED, NULL, "en"));
  g_assert_cmpstr (warning, ==, "Nobody has confirmed this yet. Call before you go.");
  g_assert_nonnull (strstr (old_warning, "over a year"));
  g_assert_null (tiltas_sentence_warning (TILTAS_FRESH));
  g_assert_null (tiltas_sentence_warning (TILTAS_DATED));
}

static void
test_checked (void)
{
  TiltasService service = { .verified = TRUE, .checked = (char *) "2026-10-12" };
  g_autofree char *both = tiltas_sentence_checked (&service, "Biblioteka", "en");
  g_autofree char *date = tiltas_sentence_checked (&service, NULL, "en");

  g_assert_cmpstr (both, ==, "Checked 12 October 2026 by \342\201\250Biblioteka\342\201\251");
  g_assert_cmpstr (date, ==, "Checked 12 October 2026");
  service.verified = FALSE;
  g_assert_null (tiltas_sentence_checked (&service, "Biblioteka", "en"));
}

static void
assert_phone (const char *number, const char *expected)
{
  g_autofree char *text = tiltas_phone_text (number);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_phones (void)
{
  assert_phone ("112", LTR ("112"));
  assert_phone ("116123", LTR ("116123"));
  assert_phone ("+37052322222", LTR ("+370 5 232 2222"));
  assert_phone ("+37046123456", LTR ("+370 46 123 456"));
  assert_phone ("+37038712345", LTR ("+370 387 12 345"));
  assert_phone ("+37080028888", LTR ("+370 800 28 888"));
  assert_phone ("+37061691119", LTR ("+370 616 91 119"));
  assert_phone ("+380441234567", LTR ("+380 441 234 567"));
  assert_phone ("+442071838750", LTR ("+44 207 183 8750"));
  assert_phone ("+74951234567", LTR ("+7 495 123 4567"));
  assert_phone ("+3705232222x", LTR ("+3705232222x"));
}

static void
test_spans (void)
{
  static const TiltasSpan SPANS[] = { { 480, 720 }, { 780, 1020 } }, WHOLE = { 0, 1440 };
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (TiltasSpan));
  g_autofree char *none = tiltas_sentence_spans (spans, "en");

  g_array_append_vals (spans, SPANS, 2);
  g_autofree char *two = tiltas_sentence_spans (spans, "en");
  g_array_set_size (spans, 0);
  g_array_append_val (spans, WHOLE);
  g_autofree char *whole = tiltas_sentence_spans (spans, "en");

  g_assert_cmpstr (none, ==, "Closed");
  g_assert_cmpstr (two, ==, "8:00–12:00, 13:00–17:00");
  g_assert_cmpstr (whole, ==, "Day and night");
}

static void
test_small (void)
{
  g_autofree char *fee = tiltas_sentence_fee (TILTAS_FEE_FREE);
  g_autofree char *near = tiltas_sentence_distance (1234, "en");
  g_autofree char *here = tiltas_sentence_distance_from_here (420, "lt");
  g_autofree char *closed = tiltas_sentence_status ("temporarily-closed");

  g_assert_cmpstr (fee, ==, "Free of charge");
  g_assert_null (tiltas_sentence_fee (TILTAS_FEE_UNKNOWN));
  g_assert_cmpstr (near, ==, "1.2 km");
  g_assert_cmpstr (here, ==, "0,4 km from this library");
  g_assert_null (tiltas_sentence_distance (-1, "en"));
  g_assert_cmpstr (closed, ==, "Closed for now");
  g_assert_null (tiltas_sentence_status ("active"));
  g_assert_null (tiltas_phone_type_text ("voice"));
}

static void
test_sources (void)
{
  g_autofree char *hosts =
    tiltas_sources_text ("https://www.tv3.lt/a/b (2025); amb.lt reader rules (undated); https://tv3.lt/c;");
  g_autofree char *web = tiltas_web_text ("https://www.epolicija.lt/");
  g_autofree char *path = tiltas_web_text ("http://amb.lt/lt/paslaugos");

  g_assert_cmpstr (hosts, ==, LTR ("tv3.lt, amb.lt"));
  g_assert_null (tiltas_sources_text (""));
  g_assert_null (tiltas_sources_text (" ; IFLA/UNESCO Manifesto"));
  g_assert_null (tiltas_sources_text (NULL));
  g_assert_cmpstr (web, ==, LTR ("epolicija.lt"));
  g_assert_cmpstr (path, ==, LTR ("amb.lt/lt/paslaugos"));
  g_assert_null (tiltas_web_text (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sentences/open", test_open);
  g_test_add_func ("/sentences/closed", test_closed);
  g_test_add_func ("/sentences/change", test_change);
  g_test_add_func ("/sentences/freshness", test_freshness);
  g_test_add_func ("/sentences/checked", test_checked);
  g_test_add_func ("/sentences/phones", test_phones);
  g_test_add_func ("/sentences/spans", test_spans);
  g_test_add_func ("/sentences/small", test_small);
  g_test_add_func ("/sentences/sources", test_sources);
  return g_test_run ();
}
