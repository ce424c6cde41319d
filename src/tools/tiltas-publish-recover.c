/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "tools/tiltas-publish-recover.h"

#include "publish/recover.h"
#include "tools/tiltas-publish-signing.h"

#include <stdio.h>

/* --- recover --- */

typedef struct
{
  TiltasSeen seen;
  guint n_waiting; /* publishers that must sign again themselves */
} Recover;

static void
recover_clear (Recover *self)
{
  tiltas_seen_clear (&self->seen);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Recover, recover_clear)

static gboolean
recover_edit (TiltasEdit *edit, gpointer data, GError **error)
{
  Recover *self = data;

  return tiltas_recover (edit, &self->seen, &self->n_waiting, error);
}

static gboolean
read_seen (TiltasSeen *seen, char **paths, GError **error)
{
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    if (!tiltas_seen_add (seen, paths[i], error))
      return FALSE;
  return TRUE;
}

static int
recover (TiltasSigning *signing, const char *path, gint64 past, char **paths)
{
  g_autoptr (GError) error = NULL;
  g_auto (Recover) self = { 0 };
  int code;

  tiltas_seen_init (&self.seen);
  self.seen.past = past;
  if (!read_seen (&self.seen, paths, &error))
    return tiltas_publish_failed (error);
  code = tiltas_signing_run (signing, path, recover_edit, &self);
  return code == TILTAS_EXIT_OK && self.n_waiting > 0 ? TILTAS_EXIT_SOON : code;
}

int
tiltas_publish_recover (char **argv)
{
  g_auto (TiltasSigning) signing = { 0 };
  g_auto (GStrv) seen = NULL;
  gint64 past = 0;
  const GOptionEntry entries[] = {
    { "past", 0, 0, G_OPTION_ARG_INT64, &past, "No lost version or edition number was above VERSION", "VERSION" },
    { "seen", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &seen,
      "What a terminal has: a folder of “tiltasctl export”, or a file with what “tiltasctl status --json” printed (may "
      "be repeated)",
      "PATH" },
    TILTAS_SIGNING_ENTRIES (&signing),
    G_OPTION_ENTRY_NULL
  };
  const TiltasUsage usage = {
    entries, "REPO",
    "After REPO was restored from a backup: terminals have seen newer versions, and take nothing\n"
    "from it until it has passed them. Signs timestamp, snapshot, targets and all publishers whose\n"
    "keys are here with versions and edition numbers above what was lost. Then publish as usual.\n"
    "Exit code 3: done, but a publisher that signs for itself has to be asked.",
    1, 1
  };
  g_auto (GStrv) words = NULL;

  if (!tiltas_signing_options (&signing, &usage, argv, &words))
    return TILTAS_EXIT_USAGE;
  if (past < 0 || (past == 0 && seen == NULL))
    {
      fputs (
        "tiltas-publish: say how far to jump: --seen FOLDER, a stick that a terminal with the newest content wrote\n"
        "(tiltasctl export), --seen FILE, what its “tiltasctl status --json” printed, or --past VERSION, a number\n"
        "that no version was above.\n",
        stderr);
      return TILTAS_EXIT_USAGE;
    }
  return recover (&signing, words[0], past, seen);
}
