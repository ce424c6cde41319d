/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-tools"

#include "tools/tiltasctl-verify.h"

#include "sync/error.h"
#include "sync/local-repository.h"
#include "sync/verify.h"

#include <glib/gprintf.h>

static gboolean
is_good (const TiltasVerdict *verdict)
{
  return verdict->same_state && verdict->damaged_blobs == 0;
}

static json_t *
verdict_json (const TiltasVerdict *verdict)
{
  return json_pack ("{s:s, s:I, s:s, s:b, s:i, s:i, s:i}", "id", verdict->edition->publisher, "seq",
                    (json_int_t) verdict->edition->seq, "state", verdict->edition->state, "ok", is_good (verdict),
                    "blobs", (int) verdict->blobs, "damaged_blobs", (int) verdict->damaged_blobs, "missing_blobs",
                    (int) verdict->missing_blobs);
}

static void
print_text (const TiltasVerdict *verdict)
{
  g_printf ("  %-12s edition %" G_GINT64_FORMAT ": %s", verdict->edition->publisher, verdict->edition->seq,
            verdict->same_state ? "as signed" : "NOT what was signed");
  if (verdict->blobs > 0)
    g_printf ("; %u pictures and sounds", verdict->blobs);
  if (verdict->damaged_blobs > 0)
    g_printf (", %u DAMAGED and removed", verdict->damaged_blobs);
  if (verdict->missing_blobs > 0)
    g_printf ("; %u not fetched yet", verdict->missing_blobs);
  g_printf ("\n");
}

static gboolean
any_offer (const TiltasOffer *offer,
           const TiltasEdition *stored,
           const TiltasSignedFiles *files,
           gpointer data,
           GError **error)
{
  return TRUE;
}

/* The word for the kept metadata: "ok", "nothing-verified" before the first update, or what is wrong. */
static const char *
trust_word (Ctl *self, TiltasStore *store, GError **error)
{
  TiltasSyncContext context = ctl_context (self, store, NULL);
  GError *local = NULL;

  if (tiltas_local_repository_check (&context, any_offer, NULL, &local))
    return "ok";
  const char *word = tiltas_sync_error_word (local);
  g_propagate_error (error, local);
  return word;
}

/* TRUE for words that mean damage. The harmless ones: there is no root.json or no update yet, the metadata are old, or
 * an update was cut off and its next run brings the rest. */
static gboolean
is_damage (const char *word)
{
  static const char *const harmless[] = { "ok", "nothing-verified", "off-no-root", "expired", "missing", NULL };

  return !g_strv_contains (harmless, word);
}

CtlExit
ctl_verify (Ctl *self)
{
  CtlExit code = CTL_OK;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (TiltasStore) store = ctl_open_store (self, &code);
  gboolean good = TRUE;

  if (store == NULL)
    return code;
  verdicts = tiltas_verify (self->config->state_dir, store, &error);
  if (verdicts == NULL)
    return ctl_fail (self, error);
  g_autoptr (GError) fault = NULL;
  const char *trust = trust_word (self, store, &fault);
  good = !is_damage (trust);
  json_t *array = json_array ();
  for (guint i = 0; i < verdicts->len; i++)
    {
      const TiltasVerdict *verdict = g_ptr_array_index (verdicts, i);
      good = good && is_good (verdict);
      json_array_append_new (array, verdict_json (verdict));
      if (!self->json)
        print_text (verdict);
    }
  if (self->json)
    ctl_print_json (json_pack ("{s:s, s:s, s:s, s:o}", "result", good ? "ok" : "store-damaged", "trust", trust,
                               "trust_detail", fault != NULL ? fault->message : "", "editions", array));
  else
    {
      json_decref (array);
      if (fault == NULL)
        g_printf ("The signatures are good.\n");
      else
        ctl_print_words ("Signatures:", trust, TILTAS_ORIGIN_SERVER, fault->message);
      g_printf ("%s\n", good ? "The stored content is what was signed."
                             : "The stored content is damaged. Run “tiltasctl sync” with a connection.");
    }
  return good ? CTL_OK : CTL_DAMAGED;
}
