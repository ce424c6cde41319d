/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/list-anchor.h"

#define GUESS 100
#define HEADER 50

typedef struct
{
  TiltasListAnchor at;
  guint measured;
} Fixture;

/* Rows are 100, 110, 120, 100, … px high. */
static int
true_height (guint row)
{
  return 100 + 10 * (int) (row % 3);
}

static int
measure (guint row, gpointer data)
{
  ((Fixture *) data)->measured++;
  return true_height (row);
}

static void
set_up (Fixture *fixture, gconstpointer n)
{
  tiltas_row_heights_init (&fixture->at.heights, GUESS);
  tiltas_row_heights_reset (&fixture->at.heights, GPOINTER_TO_UINT (n));
  fixture->at.header = HEADER;
  fixture->at.measure = measure;
  fixture->at.data = fixture;
}

static void
tear_down (Fixture *fixture, gconstpointer n)
{
  tiltas_row_heights_clear (&fixture->at.heights);
}

static void
test_heights (Fixture *fixture, gconstpointer n)
{
  TiltasRowHeights *heights = &fixture->at.heights;
  int offset;

  g_assert_cmpint (tiltas_row_heights_above (heights, 30), ==, 30 * GUESS);
  tiltas_row_heights_set (heights, 0, 200);
  tiltas_row_heights_set (heights, 5, 100);
  /* The other heights are estimated as the mean. */
  g_assert_cmpint (tiltas_row_heights_get (heights, 1), ==, 150);
  g_assert_cmpint (tiltas_row_heights_above (heights, 2), ==, 350);
  g_assert_cmpuint (tiltas_row_heights_find (heights, 349, &offset), ==, 1);
  g_assert_cmpint (offset, ==, 149);
  g_assert_cmpuint (tiltas_row_heights_find (heights, 1000000, &offset), ==, 29);
  tiltas_row_heights_set (heights, 0, 0);
  g_assert_false (tiltas_row_heights_is_known (heights, 0));
  g_assert_cmpint (tiltas_row_heights_get (heights, 0), ==, 100);
}

static void
test_splice (Fixture *fixture, gconstpointer n)
{
  TiltasRowHeights *heights = &fixture->at.heights;

  tiltas_row_heights_set (heights, 2, 70);
  tiltas_row_heights_set (heights, 9, 90);
  tiltas_row_heights_splice (heights, 1, 3, 5);
  g_assert_cmpuint (heights->known->len, ==, 32);
  g_assert_false (tiltas_row_heights_is_known (heights, 2));
  g_assert_cmpint (tiltas_row_heights_get (heights, 11), ==, 90);
  g_assert_cmpuint (heights->n_known, ==, 1);
  tiltas_row_heights_splice (heights, 0, 32, 0);
  g_assert_cmpuint (heights->known->len, ==, 0);
  g_assert_cmpint (heights->sum, ==, 0);
}

/* The anchor moves by exactly the px of the scroll, whatever heights were estimated on the way. */
static void
test_exact (Fixture *fixture, gconstpointer n)
{
  TiltasListAnchor *at = &fixture->at;
  static const int steps[] = { 7, 300, 333, -12, 900, -450, 1, -1, 77, -600 };
  gint64 wanted = 0, real = 0;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      at->offset += steps[i];
      wanted += steps[i];
      tiltas_list_anchor_settle (at);
      real = at->offset + (at->block > 0 ? HEADER : 0);
      for (guint row = 0; row + 1 < at->block; row++)
        real += true_height (row);
      g_assert_cmpint (real, ==, wanted);
    }
  g_assert_cmpuint (fixture->measured, <=, 20);
}

static void
test_edges (Fixture *fixture, gconstpointer n)
{
  TiltasListAnchor *at = &fixture->at;

  at->offset = -500;
  tiltas_list_anchor_settle (at);
  g_assert_cmpuint (at->block, ==, 0);
  g_assert_cmpint (at->offset, ==, 0);
  /* The last row ends at the lower edge. */
  tiltas_list_anchor_jump (at, 1000000);
  tiltas_list_anchor_fill (at, 400);
  g_assert_cmpint (tiltas_list_anchor_total (at) - tiltas_list_anchor_position (at), ==, 400);
  /* Fewer rows than the view has room for stay at the top. */
  tiltas_row_heights_splice (&at->heights, 0, 29, 0);
  tiltas_list_anchor_settle (at);
  tiltas_list_anchor_fill (at, 400);
  g_assert_cmpuint (at->block, ==, 0);
  g_assert_cmpint (at->offset, ==, 0);
}

static void
test_show (Fixture *fixture, gconstpointer n)
{
  TiltasListAnchor *at = &fixture->at;

  /* Rows 0 and 1 fill 50 + 100 + 110 px; block 3 is row 2 with 120. */
  tiltas_list_anchor_fill (at, 300);
  tiltas_list_anchor_show (at, 3, 300);
  g_assert_cmpint (tiltas_list_anchor_position (at), ==, 80);
  tiltas_list_anchor_show (at, 1, 300);
  g_assert_cmpint (tiltas_list_anchor_position (at), ==, HEADER);
  tiltas_list_anchor_show (at, 2, 300);
  g_assert_cmpint (tiltas_list_anchor_position (at), ==, HEADER);
}

static void
test_empty (Fixture *fixture, gconstpointer n)
{
  TiltasListAnchor *at = &fixture->at;

  at->block = 7;
  tiltas_list_anchor_jump (at, 5000);
  tiltas_list_anchor_fill (at, 400);
  g_assert_cmpuint (at->block, ==, 0);
  g_assert_cmpint (at->offset, ==, 0);
  g_assert_cmpint (tiltas_list_anchor_total (at), ==, HEADER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, n, test) g_test_add ("/list-anchor/" name, Fixture, GUINT_TO_POINTER (n), set_up, test, tear_down)
  ADD ("heights", 30, test_heights);
  ADD ("splice", 30, test_splice);
  ADD ("exact", 30, test_exact);
  ADD ("edges", 30, test_edges);
  ADD ("show", 30, test_show);
  ADD ("empty", 0, test_empty);
  return g_test_run ();
}
