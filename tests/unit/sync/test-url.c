/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/url.h"

#include "sync/error.h"

static void
test_check (void)
{
  static const char *const good[] = {
    "https://updates.example/tiltas",
    "https://updates.example:8443",
    "http://127.0.0.1:8080/x",
    "http://127.9.9.9/",
    "http://[::1]:80/",
    "http://localhost/repo",
    "HTTPS://UPDATES.EXAMPLE/",
  };
  static const char *const bad[] = {
    "",
    "updates.example",
    "http://updates.example/",
    "http://127.0.0.1.example/",
    "http://localhost.example/",
    "http://10.0.0.1/",
    "http://[::2]/",
    "ftp://updates.example/",
    "file:///etc/passwd",
    "https://user@updates.example/",
    "https://user:word@updates.example/",
    "https://updates.example/?a=b",
    "https://updates.example/#x",
    "https:///x",
    "http://127.0.0.1@updates.example/",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      tiltas_url_check (good[i], &error);
      g_assert_no_error (error);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      if (tiltas_url_check (bad[i], &error))
        g_error ("%s was allowed", bad[i]);
      g_assert_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_OFF_ADDRESS);
    }
}

static void
test_mirror (void)
{
  g_assert_true (tiltas_url_check_mirror ("http://mirror.library.example/tiltas", NULL));
  g_assert_true (tiltas_url_check_mirror ("https://mirror.library.example/tiltas", NULL));
  g_assert_false (tiltas_url_check_mirror ("ftp://mirror.library.example/tiltas", NULL));
  g_assert_false (tiltas_url_check_mirror ("http://me@mirror.library.example/tiltas", NULL));
}

static void
test_same_origin (void)
{
  g_assert_true (tiltas_url_same_origin ("https://a.example/x", "https://a.example/y"));
  g_assert_true (tiltas_url_same_origin ("https://a.example/x", "https://A.example/y?token=1"));
  g_assert_false (tiltas_url_same_origin ("https://a.example/x", "https://b.example/x"));
  g_assert_false (tiltas_url_same_origin ("https://a.example/x", "http://a.example/x"));
  g_assert_false (tiltas_url_same_origin ("https://a.example/x", "https://a.example:444/x"));
  g_assert_false (tiltas_url_same_origin ("https://a.example/x", "https://me@a.example/x"));
  g_assert_false (tiltas_url_same_origin ("http://127.0.0.1:80/", "http://127.0.0.1:631/"));
}

static void
test_join (void)
{
  g_autofree char *one = tiltas_url_join ("https://a.example/repo", "metadata/2.a%2Fb.json");
  g_autofree char *two = tiltas_url_join ("https://a.example/repo//", "x");

  g_assert_cmpstr (one, ==, "https://a.example/repo/metadata/2.a%2Fb.json");
  g_assert_cmpstr (two, ==, "https://a.example/repo/x");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/url/check", test_check);
  g_test_add_func ("/sync/url/mirror", test_mirror);
  g_test_add_func ("/sync/url/same-origin", test_same_origin);
  g_test_add_func ("/sync/url/join", test_join);
  return g_test_run ();
}
