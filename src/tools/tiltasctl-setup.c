/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-tools"

#include "tools/tiltasctl-setup.h"

#include "base/hash.h"
#include "base/owner.h"
#include "sync/error.h"
#include "sync/trust-install.h"
#include "tools/tiltasctl-user.h"

#include <glib/gprintf.h>
#include <unistd.h>

/* Says why the file that was given is not installed. */
static CtlExit
refuse_file (Ctl *self, const GError *error)
{
  const char *word = tiltas_sync_error_word (error);

  if (g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_HASH))
    return ctl_refuse (
      self, CTL_REFUSED, word,
      "Nothing was installed: this file is not the one that the hash belongs to. Compare the hash with "
      "the National Library's letter. When it is right, ask for the file again.",
      error->message);
  if (g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_SIGNATURE))
    return ctl_refuse (self, CTL_REFUSED, word,
                       "Nothing was installed: the file has the right hash, but its own keys did not sign it. Tell the "
                       "National Library.",
                       error->message);
  if (error->domain == TILTAS_SYNC_ERROR)
    return ctl_refuse (
      self, CTL_REFUSED, word,
      "Nothing was installed: the file has the right hash, but is no root.json. Ask the National Library "
      "for its root.json.",
      error->message);
  return ctl_refuse (self, CTL_REFUSED, "failed",
                     g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
                       ? "Nothing was installed: the file is too large for a root.json. Check its name."
                       : "Nothing was installed: the file cannot be read. Check its name, and whether you may read it.",
                     error->message);
}

static CtlExit
refuse_to_write (Ctl *self, const GError *error)
{
  const char *word = tiltas_sync_error_word (error);
  gboolean rights = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);

  return ctl_refuse (
    self, ctl_exit_of_word (word), word,
    rights && geteuid () != 0
      ? "Nothing was installed: you may not write there. Run this as root."
      : "Nothing was installed: the place for root.json cannot be written. What was installed before is "
        "still in force. See what is wrong with the disk, then run this again.",
    error->message);
}

/* Installs root.json. Its folder is root's as a rule, and everybody may read it; into a folder of another user, root
 * writes as that user. */
static gboolean
put (Ctl *self, GBytes *root, gboolean *another, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->sync->root_path);
  g_auto (TiltasOwner) owner = { .fd = -1 };

  return tiltas_owner_find (folder, 0755, &owner, error) && ctl_become (CTL_AS_OWNER, folder, FALSE, error) &&
         tiltas_trust_put (self->sync, root, another, error);
}

CtlExit
ctl_trust (Ctl *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = self->sha256 != NULL ? g_ascii_strdown (self->sha256, -1) : NULL;
  gboolean another = TRUE;

  if (hash == NULL || !tiltas_is_sha256_hex (hash))
    return ctl_refuse (self, CTL_USAGE, "failed",
                       "Nothing was installed: “trust” needs --sha256 with the 64 digits (0-9, a-f) that the National "
                       "Library told you by another way than the file.",
                       hash == NULL ? "--sha256 is missing" : self->sha256);
  g_autoptr (GBytes) root = tiltas_trust_read (self->arguments[0], hash, &error);
  if (root == NULL)
    return refuse_file (self, error);
  if (!put (self, root, &another, &error))
    return refuse_to_write (self, error);
  /* From here on as the owner of the state folder. When an update runs now, the next update forgets the old trust. */
  if ((!ctl_become (CTL_AS_OWNER, self->config->state_dir, self->installed, &error) ||
       !tiltas_trust_forget (self->sync, root, another, &error)) &&
      !g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_BUSY))
    return ctl_refuse (self, ctl_exit_of_word (tiltas_sync_error_word (error)), tiltas_sync_error_word (error),
                       "The new root.json is installed, but the state folder cannot be used, and no update will come. "
                       "Mend what is named below, then run “tiltasctl sync”.",
                       error->message);
  if (self->json)
    ctl_print_json (json_pack ("{s:s, s:s, s:s}", "result", "ok", "root", self->sync->root_path, "sha256", hash));
  else
    g_printf ("Installed as %s\n", self->sync->root_path);
  return CTL_OK;
}

CtlExit
ctl_config_check (Ctl *self)
{
  const GPtrArray *faults = self->config->faults;
  json_t *array = json_array ();

  if (!g_str_equal (self->arguments[0], "check"))
    {
      json_decref (array);
      g_fprintf (stderr, "tiltasctl: write “tiltasctl config check”\n");
      return CTL_USAGE;
    }
  for (guint i = 0; i < faults->len; i++)
    {
      json_array_append_new (array, json_string (g_ptr_array_index (faults, i)));
      if (!self->json)
        g_printf ("%s\n", (const char *) g_ptr_array_index (faults, i));
    }
  if (self->json)
    ctl_print_json (json_pack ("{s:s, s:o}", "result", faults->len > 0 ? "config" : "ok", "faults", array));
  else
    {
      json_decref (array);
      if (faults->len == 0)
        g_printf ("The configuration has no faults.\n");
    }
  return faults->len > 0 ? CTL_CONFIG : CTL_OK;
}
