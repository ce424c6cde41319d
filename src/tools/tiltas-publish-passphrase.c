/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "tools/tiltas-publish-passphrase.h"

#include "base/files.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define PASSPHRASE_MAX 1024
#define TRIES 3
#define LENGTH_MIN 12 /* characters of a new passphrase */

static void
wipe_free (gpointer passphrase)
{
  explicit_bzero (passphrase, strlen (passphrase));
  g_free (passphrase);
}

static void
read_file (TiltasPassphrases *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = tiltas_file_read (self->file, PASSPHRASE_MAX, &error);
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (bytes == NULL)
    fprintf (stderr, "tiltas-publish: %s\n", error->message);
  for (gsize start = 0; start < length;)
    {
      const char *end = memchr (data + start, '\n', length - start);
      gsize n = end != NULL ? (gsize) (end - data) - start : length - start;
      char *line = g_strchomp (g_strndup (data + start, n));

      if (*line != '\0')
        g_ptr_array_add (self->known, line);
      else
        g_free (line);
      start += n + 1;
    }
}

/* Fills ->known from the file or else the environment, once. */
static void
look_for (TiltasPassphrases *self)
{
  const char *environment = g_getenv ("TILTAS_PASSPHRASE");

  if (self->known != NULL)
    return;
  self->known = g_ptr_array_new_with_free_func (wipe_free);
  if (self->file != NULL)
    read_file (self);
  else if (environment != NULL && *environment != '\0')
    g_ptr_array_add (self->known, g_strdup (environment));
}

/* Asks at the terminal, without showing what is typed. NULL when there is no terminal, or when nothing is typed.
 * Transfer full. */
static char *
ask (const char *prompt)
{
  FILE *terminal = fopen ("/dev/tty", "r+e");
  struct termios shown;
  struct termios hidden;
  char line[PASSPHRASE_MAX] = "";
  char *passphrase = NULL;

  if (terminal == NULL)
    return NULL;
  if (tcgetattr (fileno (terminal), &shown) == 0)
    {
      hidden = shown;
      hidden.c_lflag &= ~(tcflag_t) ECHO;
      /* Before the prompt, so that an answer that is typed fast is neither shown nor lost. */
      tcsetattr (fileno (terminal), TCSAFLUSH, &hidden);
      fprintf (terminal, "%s: ", prompt);
      fflush (terminal);
      if (fgets (line, sizeof line, terminal) != NULL && *g_strchomp (line) != '\0')
        passphrase = g_strdup (line);
      tcsetattr (fileno (terminal), TCSAFLUSH, &shown);
      fputc ('\n', terminal);
    }
  explicit_bzero (line, sizeof line);
  fclose (terminal);
  return passphrase;
}

/* Asks twice, because nobody could use a key whose passphrase was mistyped. Transfer full. */
static char *
ask_twice (const char *what)
{
  g_autofree char *prompt = g_strdup_printf ("Passphrase of %s", what);

  for (guint i = 0; i < TRIES; i++)
    {
      char *passphrase = ask (prompt);
      char *again = passphrase != NULL ? ask ("The same once more") : NULL;
      gboolean same = again != NULL && strcmp (passphrase, again) == 0;

      if (again != NULL)
        wipe_free (again);
      if (same)
        return passphrase;
      if (passphrase == NULL)
        return NULL;
      wipe_free (passphrase);
      fputs ("tiltas-publish: the two differ; nothing was made yet.\n", stderr);
    }
  return NULL;
}

/* Refuses a short passphrase, and prints why: who has the key file can try passphrases without limit. */
static gboolean
is_long (const char *passphrase)
{
  if (g_utf8_strlen (passphrase, -1) >= LENGTH_MIN)
    return TRUE;
  fprintf (stderr,
           "tiltas-publish: the passphrase is too short: take at least %d characters, best four or five words that do "
           "not belong together. No key was made.\n",
           LENGTH_MIN);
  return FALSE;
}

const char *
tiltas_passphrases_choose (TiltasPassphrases *self, const char *what)
{
  look_for (self);
  if (self->known->len == 0 && self->file == NULL)
    {
      char *typed = ask_twice (what);

      if (typed != NULL)
        g_ptr_array_add (self->known, typed);
    }
  if (self->known->len > 0)
    return is_long (self->known->pdata[0]) ? self->known->pdata[0] : NULL;
  fputs ("tiltas-publish: --protect needs a passphrase: --passphrase-file, TILTAS_PASSPHRASE, or typed twice at a "
         "terminal.\n",
         stderr);
  return NULL;
}

/* Asks at the terminal for the passphrase of the key at path, at most TRIES times for each key. NULL when none is
 * typed. Transfer full. */
static char *
ask_for_key (TiltasPassphrases *self, const char *path)
{
  g_autofree char *prompt = NULL;
  char *typed;

  if (g_strcmp0 (self->asked, path) != 0)
    {
      g_free (self->asked);
      self->asked = g_strdup (path);
      self->n_asked = 0;
    }
  if (self->n_asked == TRIES)
    return NULL;
  prompt = g_strdup_printf ("%sassphrase of %s", self->n_asked > 0 ? "That was not it. P" : "P", path);
  self->n_asked++;
  typed = ask (prompt);
  if (typed != NULL)
    g_ptr_array_add (self->known, g_strdup (typed));
  return typed;
}

char *
tiltas_passphrases_give (const char *path, guint attempt, gpointer passphrases)
{
  TiltasPassphrases *self = passphrases;

  look_for (self);
  if (attempt < self->known->len)
    return g_strdup (self->known->pdata[attempt]);
  return self->file == NULL && g_getenv ("TILTAS_PASSPHRASE") == NULL ? ask_for_key (self, path) : NULL;
}

void
tiltas_passphrases_clear (TiltasPassphrases *self)
{
  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_free);
}
