/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-tools"

#include "tools/tiltasctl-export.h"

#include "sync/export.h"

#include <glib/gprintf.h>

static json_t *
names_to_json (const GPtrArray *names)
{
  json_t *array = json_array ();

  for (guint i = 0; i < names->len; i++)
    json_array_append_new (array, json_string (g_ptr_array_index (names, i)));
  return array;
}

CtlExit
ctl_export (Ctl *self)
{
  CtlExit code = CTL_OK;
  g_autofree char *folder = g_canonicalize_filename (self->arguments[0], NULL);
  g_autoptr (TiltasStore) store = ctl_open_store (self, &code);
  g_autoptr (GError) error = NULL;

  if (store == NULL)
    return code;
  TiltasSyncContext context = ctl_context (self, store, NULL);
  g_autoptr (TiltasExport) done = tiltas_export_run (&context, folder, &error);
  if (done == NULL)
    return ctl_fail_at (self, TILTAS_ORIGIN_NEW_STICK, error);
  if (self->json)
    {
      ctl_print_json (json_pack ("{s:s, s:o, s:o, s:I}", "result", "ok", "publishers", names_to_json (done->publishers),
                                 "left_out", names_to_json (done->left_out), "bytes", (json_int_t) done->bytes));
      return CTL_OK;
    }
  for (guint i = 0; i < done->publishers->len; i++)
    g_printf ("%s: written\n", (const char *) g_ptr_array_index (done->publishers, i));
  for (guint i = 0; i < done->left_out->len; i++)
    g_printf ("%s: left out, what is shown is not what is signed now, or is not whole\n",
              (const char *) g_ptr_array_index (done->left_out, i));
  return CTL_OK;
}
