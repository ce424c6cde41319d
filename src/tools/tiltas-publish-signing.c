/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "tools/tiltas-publish-signing.h"

#include <stdio.h>
#include <unistd.h>

#define PERIOD_MAX (20LL * 365 * 86400) /* seconds */

void
tiltas_signing_clear (TiltasSigning *self)
{
  g_clear_pointer (&self->keyring, tiltas_keyring_free);
  tiltas_passphrases_clear (&self->passphrases);
  g_clear_pointer (&self->keys, g_free);
  g_clear_pointer (&self->expires, g_strfreev);
}

/* Seconds of "7" (days), "7d", "12h" or "90s"; 0 for anything else. */
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
set_period (TiltasValidity *validity, const char *setting)
{
  g_auto (GStrv) parts = g_strsplit (setting, "=", 2);
  gint64 *const fields[] = { &validity->root, &validity->targets, &validity->snapshot, &validity->timestamp };
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

static gboolean
set_validity (TiltasSigning *self)
{
  self->validity = tiltas_validity_default (self->now > 0 ? self->now : g_get_real_time () / G_USEC_PER_SEC);
  for (guint i = 0; self->expires != NULL && self->expires[i] != NULL; i++)
    if (!set_period (&self->validity, self->expires[i]))
      return FALSE;
  if (self->keys != NULL)
    return TRUE;
  fputs ("tiltas-publish: name the folder of the keys with --keys DIR.\n", stderr);
  return FALSE;
}

gboolean
tiltas_signing_options (TiltasSigning *self, const TiltasUsage *usage, char **argv, GStrv *words)
{
  return tiltas_publish_options (usage, argv, words) && set_validity (self);
}

TiltasKeyring *
tiltas_signing_keyring (TiltasSigning *self)
{
  if (self->keyring == NULL)
    self->keyring = tiltas_keyring_new (self->keys, tiltas_passphrases_give, &self->passphrases);
  return self->keyring;
}

/* Records that are lost disappear from every terminal: somebody must agree, with --yes or at the terminal. */
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

/* Prints the notes, then writes the plan, or in a dry run prints it. */
static gboolean
write_edit (const TiltasSigning *self, TiltasEdit *edit, GError **error)
{
  g_autofree char *text = NULL;

  tiltas_publish_print_lines (edit->notes);
  if (!may_lose (self, edit, error))
    return FALSE;
  if (!self->dry_run)
    return tiltas_plan_write (edit->plan, error);
  text = tiltas_plan_text (edit->plan);
  fputs (text, stdout);
  return TRUE;
}

int
tiltas_signing_edit (TiltasSigning *self,
                     TiltasRepository *repository,
                     const char *path,
                     TiltasEditFunc change,
                     gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasEdit) edit = tiltas_edit_new (repository, path, tiltas_signing_keyring (self), &self->validity);

  if (!change (edit, data, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
        return tiltas_publish_failed (error);
      tiltas_publish_print_lines (edit->notes);
      puts (error->message);
      return TILTAS_EXIT_OK;
    }
  if (!tiltas_edit_finish (edit, self->own_roles_only, &error) || !write_edit (self, edit, &error))
    return tiltas_publish_failed (error);
  return TILTAS_EXIT_OK;
}

int
tiltas_signing_run (TiltasSigning *self, const char *path, TiltasEditFunc change, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasRepository) repository = tiltas_repository_open (path, !self->dry_run, &error);

  if (repository == NULL)
    return tiltas_publish_failed (error);
  return tiltas_signing_edit (self, repository, path, change, data);
}
