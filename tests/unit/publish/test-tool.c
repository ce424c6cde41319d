/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <glib/gstdio.h>
#include <jansson.h>
#include <pty.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* tiltas-publish as people start it: exit codes, dry runs, files. */

typedef struct
{
  char *folder; /* holds content/, icons/, keys/, repo/, work/ */
  char *out, *err;
} Bench;

static void
bench_clear (Bench *bench)
{
  fixture_remove (bench->folder);
  g_free (bench->folder);
  g_free (bench->out);
  g_free (bench->err);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_clear)

/* Runs "tiltas-publish COMMAND" in the bench's folder; returns the exit code. */
static int
run (Bench *bench, const char *command)
{
  g_autofree char *line = g_strdup_printf ("%s %s", g_getenv ("TILTAS_PUBLISH"), command);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_clear_pointer (&bench->out, g_free);
  g_clear_pointer (&bench->err, g_free);
  g_assert_true (g_shell_parse_argv (line, NULL, &argv, &error));
  g_spawn_sync (bench->folder, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &bench->out, &bench->err, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL) || WIFEXITED (status));
  return WEXITSTATUS (status);
}

static void
must (Bench *bench, const char *command)
{
  if (run (bench, command) != 0)
    g_error ("tiltas-publish %s: %s%s", command, bench->out, bench->err);
}

static void
open_bench (Bench *bench)
{
  bench->folder = fixture_good ();
}

static void
with_repository (Bench *bench)
{
  open_bench (bench);
  must (bench, "init repo --keys keys --now 1795305600");
  must (bench, "keygen keys/lib.pem");
  must (bench, "keygen keys/par.pem --type ecdsa");
}

static void
test_dry_runs (void)
{
  static const char *const commands[] = {
    "check content",
    "build content out --dry-run",
    "build content --store work/bundled.db --depfile work/d --date 2026-11-22 --dry-run",
    "keygen keys/new.pem --dry-run",
    "init other --keys keys-other --dry-run",
    "delegate repo par --keys keys --dry-run",
    "delegate repo other --public keys/par.pub.json --keys keys --dry-run",
    "publish repo --keys keys --content content --dry-run",
    "publish repo --keys keys --content content --publisher lib --role-only --dry-run",
    "refresh repo --keys keys --dry-run",
    "delegate repo lib --keys keys --quota records=9 --name lt=Kita --dry-run",
    "hand-over out --publisher par --keys keys --content content --dry-run",
    "rotate-key repo timestamp --add keys/par.pub.json --keys keys --dry-run",
    "rotate-key repo timestamp --add keys/par.pub.json --keys keys --out 2.root.json --dry-run",
    "sign repo/metadata/1.root.json --keys keys --dry-run",
    "recover repo --keys keys --past 40 --dry-run",
    "prune repo --dry-run",
    "show repo --now 1795305600",
    NULL
  };
  g_auto (Bench) bench = { 0 };
  g_autofree char *before = NULL;

  with_repository (&bench);
  must (&bench, "delegate repo lib --keys keys --now 1795305600");
  before = fixture_listing (bench.folder);
  for (guint i = 0; commands[i] != NULL; i++)
    {
      g_autofree char *after = NULL;
      int code = run (&bench, commands[i]);

      if (code != 0 && strstr (commands[i], "show") == NULL)
        g_error ("tiltas-publish %s: %s%s", commands[i], bench.out, bench.err);
      after = fixture_listing (bench.folder);
      g_assert_cmpstr (before, ==, after);
      if (strstr (commands[i], "--dry-run") != NULL)
        g_assert_nonnull (strstr (bench.out, "would "));
    }
}

static void
test_help_and_usage (void)
{
  static const char *const verbs[] = { "check",   "build",   "keygen",     "init", "delegate", "hand-over",
                                       "accept",  "publish", "rotate-key", "sign", "adopt",    "refresh",
                                       "recover", "prune",   "show",       NULL };
  static const char *const wrong[] = { "",
                                       "nonsense",
                                       "check",
                                       "check missing-folder",
                                       "check content --colour",
                                       "build content",
                                       "build content out --date yesterday",
                                       "build content out --publisher nobody",
                                       "keygen",
                                       "keygen keys/a.pem --type dsa",
                                       "init repo",
                                       "init repo --keys k --threshold root=0",
                                       "init repo --keys k --expires root=never",
                                       "publish repo --keys keys",
                                       "publish repo --keys keys --content content --packs out",
                                       "publish repo --keys keys --content content --role-only",
                                       "delegate repo --keys keys",
                                       "refresh repo",
                                       "recover repo --keys keys",
                                       "show",
                                       "delegate repo par --keys keys --quota pages=3",
                                       "delegate repo par --keys keys --quota records=-1",
                                       "hand-over out --keys keys --content content",
                                       "hand-over out --publisher par --keys keys",
                                       "accept repo par --keys keys",
                                       "rotate-key repo root --keys keys",
                                       "sign --keys keys",
                                       "adopt repo --keys keys",
                                       "prune repo --keep 0",
                                       NULL };
  g_auto (Bench) bench = { 0 };

  open_bench (&bench);
  g_assert_cmpint (run (&bench, "--help"), ==, 0);
  g_assert_cmpint (run (&bench, "--version"), ==, 0);
  for (guint i = 0; verbs[i] != NULL; i++)
    {
      g_autofree char *command = g_strconcat (verbs[i], " --help", NULL);

      g_assert_cmpint (run (&bench, command), ==, 0);
      g_assert_nonnull (strstr (bench.out, verbs[i]));
    }
  for (guint i = 0; wrong[i] != NULL; i++)
    {
      if (run (&bench, wrong[i]) != 2)
        g_error ("“%s” should be wrong usage: %s%s", wrong[i], bench.out, bench.err);
      g_assert_cmpstr (bench.err, !=, "");
    }
}

static void
test_check (void)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *file = NULL;
  json_t *faults;

  open_bench (&bench);
  g_assert_cmpint (run (&bench, "check content"), ==, 0);
  g_assert_true (g_str_has_suffix (bench.out, "\n48 records, 0 faults, 1 warnings\n")); /* of a picture */
  file = g_build_filename (bench.folder, "content/lib/services/services.csv", NULL);
  fixture_replace (file, "112 short", "999 short");
  g_assert_cmpint (run (&bench, "check content"), ==, 1);
  g_assert_nonnull (strstr (bench.out, "content/lib/services/services.csv:2: error: “999”"));
  g_assert_cmpint (run (&bench, "check --json content"), ==, 1);
  faults = json_loads (bench.out, 0, NULL);
  g_assert_cmpint (json_integer_value (json_object_get (faults, "errors")), ==, 1);
  json_decref (faults);
  g_assert_cmpint (run (&bench, "build content out"), ==, 1);
  g_assert_cmpint (run (&bench, "publish repo --keys keys --content content"), ==, 1);
}

static void
test_build (void)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *out = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  open_bench (&bench);
  must (&bench, "build content out");
  out = g_build_filename (bench.folder, "out", NULL);
  first = fixture_listing (out);
  g_assert_nonnull (strstr (first, "blobs/a4/a4d4c009"));
  g_assert_nonnull (strstr (first, "lib/pack.jsonl "));
  g_assert_nonnull (strstr (first, "par/pack.jsonl "));
  g_assert_nonnull (strstr (first, "publishers.json "));
  fixture_remove (out);
  must (&bench, "build content out --publisher par");
  second = fixture_listing (out);
  g_assert_null (strstr (second, "lib/pack.jsonl "));
  g_assert_nonnull (strstr (second, "par/pack.jsonl "));
}

static void
test_build_store (void)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *work = NULL;
  g_autofree char *depfile = NULL;
  g_autofree char *dependencies = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *file = NULL;
  g_autofree char *broken = NULL;

  open_bench (&bench);
  work = g_build_filename (bench.folder, "work", NULL);
  must (&bench, "build content --store work/bundled.db --date 2026-11-22");
  first = fixture_listing (work);
  fixture_remove (work);
  must (&bench, "build content --store work/bundled.db --epoch 1795305600");
  second = fixture_listing (work);
  g_assert_cmpstr (first, ==, second); /* reproducible */
  must (&bench, "build content --store work/bundled.db --date 2026-11-22 --depfile work/d");
  depfile = g_build_filename (work, "d", NULL);
  g_assert_true (g_file_get_contents (depfile, &dependencies, NULL, NULL));
  g_assert_true (g_str_has_prefix (dependencies, "work/bundled.db:"));
  g_assert_nonnull (strstr (dependencies, " content/lib/lessons/first/ar.md"));
  g_assert_nonnull (strstr (dependencies, " content/lib/lessons \\"));
  g_unlink (depfile);
  file = g_build_filename (bench.folder, "content/lib/units.csv", NULL);
  fixture_replace (file, "safe,1", "Safe,1");
  g_assert_cmpint (run (&bench, "build content --store work/bundled.db --date 2026-11-22"), ==, 1);
  broken = fixture_listing (work);
  g_assert_cmpstr (broken, ==, second); /* the old store is still there */
  must (&bench, "build content --store work/bundled.db --date 2026-11-22 --lenient");
  g_assert_nonnull (strstr (bench.err, "units.csv:2"));
}

static void
test_keys (void)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *pem = NULL;
  g_autofree char *again = NULL;
  g_autofree char *secret = NULL;
  GStatBuf info;

  open_bench (&bench);
  path = g_build_filename (bench.folder, "keys", "lib.pem", NULL);
  secret = g_build_filename (bench.folder, "secret", NULL);
  g_assert_true (g_file_set_contents (secret, "labai ilgas sakinys\n", -1, NULL));
  must (&bench, "keygen keys/lib.pem --protect --passphrase-file secret");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (path, &pem, NULL, NULL));
  g_assert_true (g_str_has_prefix (pem, "-----BEGIN ENCRYPTED "
                                        "PRIVATE KEY-----"));
  g_assert_cmpint (run (&bench, "keygen keys/lib.pem"), ==, 1); /* never overwritten */
  g_assert_true (g_file_get_contents (path, &again, NULL, NULL));
  g_assert_cmpstr (pem, ==, again);
  must (&bench, "init repo --keys keys --protect --passphrase-file secret");
  must (&bench, "keygen keys/par.pem");
  must (&bench, "publish repo --keys keys --content content --passphrase-file secret");
  g_assert_true (g_file_set_contents (secret, "kitas\n", -1, NULL));
  g_assert_cmpint (run (&bench, "refresh repo --keys keys --passphrase-file secret"), ==, 1);
  must (&bench, "show repo");
}

static void
test_publish_packs (void)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *pack = NULL;

  with_repository (&bench);
  must (&bench, "build content out");
  must (&bench, "publish repo --keys keys --packs out --now 1795305600");
  must (&bench, "show repo --now 1795305600");
  g_assert_nonnull (strstr (bench.out, "par"));
  must (&bench, "publish repo --keys keys --content content --now 1795305600");
  g_assert_cmpstr (bench.out, ==, "nothing has changed\n"); /* both ways lead to the same bytes */
  pack = g_build_filename (bench.folder, "out", "lib", "pack.jsonl", NULL);
  fixture_replace (pack, "Slaptažodis", "Slaptažodis ");
  must (&bench, "publish repo --keys keys --packs out --now 1795305700");
  g_assert_nonnull (strstr (bench.out, "edition 3"));
}

/* The same at a terminal at which somebody types the line answer; out is what stood there. */
static int
run_typed (Bench *bench, const char *command, const char *answer)
{
  g_autofree char *line = g_strdup_printf ("%s %s", g_getenv ("TILTAS_PUBLISH"), command);
  g_autoptr (GString) shown = g_string_new (NULL);
  g_auto (GStrv) argv = NULL;
  char buffer[4096];
  gboolean typed = FALSE;
  int terminal = -1;
  int status = 0;
  ssize_t n;
  pid_t pid;

  g_assert_true (g_shell_parse_argv (line, NULL, &argv, NULL));
  pid = forkpty (&terminal, NULL, NULL, NULL);
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      if (chdir (bench->folder) == 0)
        execv (argv[0], argv);
      _exit (127);
    }
  while ((n = read (terminal, buffer, sizeof buffer)) > 0)
    {
      g_string_append_len (shown, buffer, n);
      if (typed || strstr (shown->str, "Type yes") == NULL)
        continue;
      g_assert_cmpint (write (terminal, answer, strlen (answer)), ==, strlen (answer));
      typed = TRUE;
    }
  close (terminal);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_free (bench->out);
  bench->out = g_strdup (shown->str);
  return WEXITSTATUS (status);
}

static void
published (Bench *bench)
{
  with_repository (bench);
  must (bench, "publish repo --keys keys --content content --now 1795305600");
}

/* Removes a file from the content: a mistake that check cannot see. */
static void
take (Bench *bench, const char *file)
{
  g_autofree char *path = g_build_filename (bench->folder, "content", file, NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_publish_tells_changes (void)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *path = NULL;

  with_repository (&bench);
  must (&bench, "publish repo --keys keys --content content --now 1795305600");
  g_assert_nonnull (strstr (bench.out, "“lib”: 44 added (before: 0 records)\n"));
  g_assert_nonnull (strstr (bench.out, "    lesson-text ar: 2 added\n"));
  path = g_build_filename (bench.folder, "content/lib/glossary/en.csv", NULL);
  fixture_replace (path, "Secret", "Very secret");
  must (&bench, "publish repo --keys keys --content content --dry-run");
  g_assert_nonnull (strstr (bench.out, "“lib”: 1 changed (before: 44 records)\n    term-text en: 1 changed\n"));
  g_assert_null (strstr (bench.out, "--yes"));
}

static void
test_publish_asks_before_a_loss (void)
{
  static const char publish[] = "publish repo --keys keys --content content --now 1795305700";
  g_auto (Bench) bench = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  published (&bench);
  take (&bench, "lib/holidays.csv"); /* 4 of 44 records */
  before = fixture_listing (bench.folder);
  g_assert_cmpint (run (&bench, publish), ==, 1);
  g_assert_nonnull (strstr (bench.err,
                            "nothing was written: on every terminal “lib” loses 4 of 44 records (1 holiday, 1 "
                            "holiday-text ar, 1 holiday-text en, 1 holiday-text lt); say --yes"));
  g_assert_nonnull (strstr (bench.out, "“lib”: 4 removed"));
  g_assert_cmpint (run_typed (&bench, publish, "y\n"), ==, 1);
  must (&bench, "publish repo --keys keys --content content --dry-run");
  g_assert_nonnull (strstr (bench.out, "needs --yes: on every terminal “lib” loses 4 of 44 records"));
  after = fixture_listing (bench.folder);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (run_typed (&bench, publish, "yes\n"), ==, 0);
  must (&bench, "show repo --now 1795305700");
  must (&bench, publish);
  g_assert_cmpstr (bench.out, ==, "nothing has changed\n");
}

static void
test_publish_with_yes (void)
{
  g_auto (Bench) bench = { 0 };

  published (&bench);
  take (&bench, "lib/holidays.csv");
  must (&bench, "publish repo --keys keys --content content --now 1795305700 --yes");
  g_assert_nonnull (strstr (bench.out, "    holiday: 1 removed\n"));
}

/* The same for a partner that signs alone, and for a publisher that is removed. */
static void
test_other_losses (void)
{
  static const char hand_over[] = "hand-over out --publisher lib --keys keys --content content";
  g_auto (Bench) bench = { 0 };
  g_autofree char *par = NULL;
  g_autofree char *path = NULL;

  published (&bench);
  must (&bench, hand_over);
  must (&bench, "hand-over other --publisher par --keys keys --content content");
  take (&bench, "lib/holidays.csv");
  g_assert_cmpint (run (&bench, hand_over), ==, 1);
  g_assert_nonnull (strstr (bench.err, "“lib” loses 4 of 44 records"));
  g_assert_cmpint (run (&bench, "hand-over out --publisher lib --keys keys --content content --yes --above 9"), ==, 0);
  g_assert_cmpint (run (&bench, "accept repo lib out --keys keys"), ==, 1);
  g_assert_nonnull (strstr (bench.err, "“lib” loses 4 of 44 records"));
  must (&bench, "accept repo lib out --keys keys --yes");
  par = g_build_filename (bench.folder, "content", "par", NULL);
  fixture_remove (par);
  path = g_build_filename (bench.folder, "content", "publishers.json", NULL);
  fixture_replace (path, "\"id\": \"par\"", "\"id\": \"pal\"");
  g_assert_cmpint (run (&bench, "publish repo --keys keys --content content"), ==, 1);
  g_assert_nonnull (strstr (bench.err, "“par” loses 4 of 4 records"));
}

static void
test_init_does_not_overwrite (void)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  with_repository (&bench);
  before = fixture_listing (bench.folder);
  g_assert_cmpint (run (&bench, "init repo --keys keys"), ==, 1);
  after = fixture_listing (bench.folder);
  g_assert_cmpstr (before, ==, after);
}

static void
test_init_prints_hash (void)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *root = NULL;
  g_autofree char *data = NULL;
  g_autofree char *hash = NULL;
  gsize length = 0;

  open_bench (&bench);
  must (&bench, "init repo --keys keys --threshold root=2");
  root = g_build_filename (bench.folder, "repo", "metadata", "1.root.json", NULL);
  g_assert_true (g_file_get_contents (root, &data, &length, NULL));
  hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, length);
  g_assert_nonnull (strstr (bench.out, hash));
  must (&bench, "show repo");
  g_assert_nonnull (strstr (bench.out, "2 of 2"));
}

static void
test_unknown_publisher_key (void)
{
  g_auto (Bench) bench = { 0 };

  open_bench (&bench);
  must (&bench, "init repo --keys keys");
  g_assert_cmpint (run (&bench, "publish repo --keys keys --content content"), ==, 1);
  g_assert_nonnull (strstr (bench.err, "keys/lib.pem"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("TILTAS_PASSPHRASE");
  g_assert_nonnull (g_getenv ("TILTAS_PUBLISH"));
  g_test_add_func ("/publish/tool/dry-runs", test_dry_runs);
  g_test_add_func ("/publish/tool/help-and-usage", test_help_and_usage);
  g_test_add_func ("/publish/tool/check", test_check);
  g_test_add_func ("/publish/tool/build", test_build);
  g_test_add_func ("/publish/tool/build-store", test_build_store);
  g_test_add_func ("/publish/tool/keys", test_keys);
  g_test_add_func ("/publish/tool/publish-packs", test_publish_packs);
  g_test_add_func ("/publish/tool/publish-tells-changes", test_publish_tells_changes);
  g_test_add_func ("/publish/tool/publish-asks-before-a-loss", test_publish_asks_before_a_loss);
  g_test_add_func ("/publish/tool/publish-with-yes", test_publish_with_yes);
  g_test_add_func ("/publish/tool/other-losses", test_other_losses);
  g_test_add_func ("/publish/tool/init-does-not-overwrite", test_init_does_not_overwrite);
  g_test_add_func ("/publish/tool/init-prints-hash", test_init_prints_hash);
  g_test_add_func ("/publish/tool/unknown-publisher-key", test_unknown_publisher_key);
  return g_test_run ();
}
