/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-tools"

#include "tools/tiltasctl.h"

#include "base/hash.h"
#include "sync/run.h"

#include <glib/gprintf.h>

CtlExit
ctl_trust (Ctl *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = self->sha256 != NULL ? g_ascii_strdown (self->sha256, -1) : NULL;

  if (hash == NULL || !tiltas_is_sha256_hex (hash))
    {
      g_fprintf (stderr, "tiltasctl: trust needs --sha256 with the 64 digits that the National Library told you\n");
      return CTL_USAGE;
    }
  if (!tiltas_trust_install (self->sync, self->arguments[0], hash, &error))
    return ctl_fail (self, error);
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
