/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "tools/tiltas-publish-common.h"

#include "publish/compile.h"
#include "tools/tiltas-publish.h"

#include <stdio.h>
#include <unistd.h>

#define PERIOD_MAX (20LL * 365 * 86400)

void
tiltas_signing_clear (TiltasSigning *self)
{
  g_clear_pointer (&self->passphrases, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_free);
  g_clear_pointer (&self->keys, g_free);
  g_clear_pointer (&self->passphrase_file, g_free);
  g_clear_pointer (&self->expires, g_strfreev);
}

/* "7" days, "12h", "90s"; 0 when it is none of these. */
static gint64
parse_period (const char *text)
{
  char *end = NULL;
  gint64 number = g_ascii_strtoll (text, &end, 10);
  gint64 unit = *end == '\0' || g_str_equal (end, "d") ? 86400
                : g_str_equal (end, "h")               ? 3600
                : g_str_equal (end, "s")               ? 1
                                                       : 0;

  if (end == text || number < 1 || unit == 0 || number > PERIOD_MAX / unit)
    return 0;
  return number * unit;
}

static gboolean
set_period (TiltasTerms *terms, const char *setting)
{
  g_auto (GStrv) parts = g_strsplit (setting, "=", 2);
  gint64 *const fields[] = { &terms->root, &terms->targets, &terms->snapshot, &terms->timestamp };
  static const char *const names[] = { "root", "targets", "snapshot", "timestamp" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (parts[0], names[i]) == 0 && parts[1] != NULL && parse_period (parts[1]) > 0)
      {
        *fields[i] = parse_period (parts[1]);
        return TRUE;
      }
  fprintf (stderr, "tiltas-publish: --expires %s: write ROLE=TIME such as timestamp=5, snapshot=7d or timestamp=12h.\n",
           setting);
  return FALSE;
}

gboolean
tiltas_signing_terms (TiltasSigning *self, TiltasTerms *terms)
{
  *terms = tiltas_terms_default (self->now > 0 ? self->now : g_get_real_time () / G_USEC_PER_SEC);
  for (guint i = 0; self->expires != NULL && self->expires[i] != NULL; i++)
    if (!set_period (terms, self->expires[i]))
      return FALSE;
  if (self->keys != NULL)
    return TRUE;
  fputs ("tiltas-publish: name the folder of the keys with --keys DIR.\n", stderr);
  return FALSE;
}

gboolean
tiltas_signing_counts (char **settings, const char *const *names, guint *values)
{
  for (guint i = 0; settings != NULL && settings[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (settings[i], "=", 2);
      guint64 number = 0;
      gboolean known = FALSE;

      if (parts[0] != NULL && parts[1] == NULL && g_ascii_string_to_unsigned (parts[0], 10, 1, 16, &number, NULL))
        {
          values[0] = (guint) number;
          continue;
        }
      for (guint j = 0; names[j] != NULL; j++)
        if (g_strcmp0 (parts[0], names[j]) == 0 && parts[1] != NULL &&
            g_ascii_string_to_unsigned (parts[1], 10, 1, 16, &number, NULL))
          {
            values[j] = (guint) number;
            known = TRUE;
          }
      if (!known)
        {
          fprintf (stderr, "tiltas-publish: --threshold %s: write ROLE=N such as root=2.\n", settings[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static void
print_notes (TiltasEdit *edit)
{
  for (guint i = 0; i < edit->notes->len; i++)
    printf ("%s\n", (const char *) edit->notes->pdata[i]);
}

/* What goes is gone from every terminal: somebody who sees how much says yes, with --yes or at the terminal. */
static gboolean
may_lose (const TiltasSigning *self, TiltasEdit *edit, GError **error)
{
  g_autofree char *losses = NULL;
  char answer[16] = "";

  if (edit->losses->len == 0 || self->yes)
    return TRUE;
  g_ptr_array_add (edit->losses, NULL);
  losses = g_strjoinv ("; ", (GStrv) edit->losses->pdata);
  g_ptr_array_set_size (edit->losses, (int) edit->losses->len - 1);
  fflush (stdout);
  if (self->dry_run)
    {
      printf ("needs --yes: on every terminal %s\n", losses);
      return TRUE;
    }
  if (isatty (STDIN_FILENO) && isatty (STDERR_FILENO))
    {
      fprintf (stderr, "On every terminal %s.\nType yes when that is meant: ", losses);
      if (fgets (answer, sizeof answer, stdin) != NULL && g_str_equal (g_strstrip (answer), "yes"))
        return TRUE;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
               "nothing was written: on every terminal %s; say --yes when that is meant", losses);
  return FALSE;
}

gboolean
tiltas_signing_write (TiltasSigning *self, TiltasEdit *edit, GError **error)
{
  g_autofree char *text = NULL;

  print_notes (edit);
  if (!may_lose (self, edit, error))
    return FALSE;
  if (!self->dry_run)
    return tiltas_plan_write (edit->plan, error);
  text = tiltas_plan_text (edit->plan);
  fputs (text, stdout);
  return TRUE;
}

int
tiltas_signing_run (TiltasSigning *self,
                    const TiltasTerms *terms,
                    const char *path,
                    gboolean role_only,
                    TiltasChange change,
                    gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasKeyring) keys = tiltas_signing_keyring (self);
  g_autoptr (TiltasRepository) repository = tiltas_repository_open (path, !self->dry_run, &error);
  g_autoptr (TiltasEdit) edit = NULL;

  if (repository == NULL)
    return tiltas_publish_failed (error);
  edit = tiltas_edit_new (repository, path, keys, terms);
  if (!change (edit, data, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
        return tiltas_publish_failed (error);
      print_notes (edit);
      puts (error->message);
      return TILTAS_EXIT_OK;
    }
  if (!tiltas_edit_finish (edit, role_only, &error) || !tiltas_signing_write (self, edit, &error))
    return tiltas_publish_failed (error);
  return TILTAS_EXIT_OK;
}

TiltasPackages *
tiltas_publish_packages (const char *content, const char *packs, const char *icons, GError **error)
{
  g_autoptr (TiltasTree) tree = NULL;
  g_autofree char *faults = NULL;
  g_autofree char *prefix = NULL;

  if (packs != NULL)
    return tiltas_packages_read (packs, error);
  tree = tiltas_compile (content, icons);
  if (tiltas_faults_count (tree->faults, TILTAS_FAULT_ERROR) == 0)
    return tiltas_packages_of (tree, error);
  prefix = g_strconcat (content, "/", NULL);
  faults = tiltas_faults_text (tree->faults, prefix);
  fputs (faults, stderr);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s has %u fault(s); nothing was published", content,
               tiltas_faults_count (tree->faults, TILTAS_FAULT_ERROR));
  return NULL;
}
