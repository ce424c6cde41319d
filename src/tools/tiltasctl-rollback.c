/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-tools"

#include "tools/tiltasctl-rollback.h"

#include "sync/rollback.h"

#include <glib/gprintf.h>

static CtlExit
undo (Ctl *self, const TiltasSyncContext *context, const char *publisher)
{
  g_autoptr (GError) error = NULL;
  gint64 held = 0;

  if (!tiltas_rollback_undo (context, publisher, &held, &error))
    return ctl_fail (self, error);
  if (self->json)
    ctl_print_json (
      json_pack ("{s:s, s:s, s:I}", "result", "ok", "publisher", publisher, "released", (json_int_t) held));
  else
    g_printf ("%s: edition %" G_GINT64_FORMAT
              " is let in again. The next update brings it: “tiltasctl sync”, or a stick that holds it.\n",
              publisher, held);
  return CTL_OK;
}

CtlExit
ctl_rollback (Ctl *self)
{
  const char *publisher = self->arguments[0];
  CtlExit code = CTL_OK;
  g_autoptr (GError) error = NULL;
  g_autoptr (TiltasEdition) edition = NULL;
  g_autoptr (TiltasStore) store = ctl_open_store (self, &code);

  if (store == NULL)
    return code;
  TiltasSyncContext context = ctl_context (self, store, NULL);
  if (self->undo)
    return undo (self, &context, publisher);
  if (!tiltas_rollback (&context, publisher, &edition, &error))
    return ctl_fail (self, error);
  if (self->json)
    ctl_print_json (json_pack ("{s:s, s:s, s:I, s:s}", "result", "ok", "publisher", publisher, "seq",
                               (json_int_t) edition->seq, "state", edition->state));
  else
    g_printf ("%s: edition %" G_GINT64_FORMAT
              " is shown again. It stays until a newer edition is published than the one "
              "that was left, or until “tiltasctl rollback --undo %s”.\n",
              publisher, edition->seq, publisher);
  return CTL_OK;
}
