/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-tools"

#include "tools/tiltasctl-command.h"

#include "sync/error.h"
#include "sync/repair.h"

#include <glib/gprintf.h>
#include <stdlib.h>

void
ctl_print_json (json_t *object)
{
  char *text = json_dumps (object, JSON_INDENT (2));

  g_printf ("%s\n", text);
  free (text);
  json_decref (object);
}

char *
ctl_time (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = unix_seconds > 0 ? g_date_time_new_from_unix_utc (unix_seconds) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M UTC") : g_strdup ("never");
}

CtlExit
ctl_exit_of_word (const char *word)
{
  if (tiltas_sync_sentence (word) == NULL)
    return CTL_OK;
  switch (tiltas_sync_error_of_word (word))
    {
    case TILTAS_SYNC_ERROR_OFF_NO_ROOT:
    case TILTAS_SYNC_ERROR_OFF_NO_REPOSITORY:
    case TILTAS_SYNC_ERROR_OFF_ADDRESS:
      return CTL_OFF;
    case TILTAS_SYNC_ERROR_NETWORK:
    case TILTAS_SYNC_ERROR_DNS:
    case TILTAS_SYNC_ERROR_UNREACHABLE:
    case TILTAS_SYNC_ERROR_SLOW:
    case TILTAS_SYNC_ERROR_PROXY:
    case TILTAS_SYNC_ERROR_TLS:
    case TILTAS_SYNC_ERROR_CERTIFICATE_DATE:
    case TILTAS_SYNC_ERROR_CERTIFICATE_NAME:
    case TILTAS_SYNC_ERROR_CERTIFICATE:
    case TILTAS_SYNC_ERROR_CAPTIVE_PORTAL:
    case TILTAS_SYNC_ERROR_WEB_PAGE:
    case TILTAS_SYNC_ERROR_MOVED:
    case TILTAS_SYNC_ERROR_SERVER:
    case TILTAS_SYNC_ERROR_NO_REPOSITORY:
    case TILTAS_SYNC_ERROR_FORBIDDEN:
    case TILTAS_SYNC_ERROR_MISSING:
    case TILTAS_SYNC_ERROR_STICK_GONE:
      return CTL_NETWORK;
    case TILTAS_SYNC_ERROR_BUSY:
      return CTL_BUSY;
    case TILTAS_SYNC_ERROR_DISK_FULL:
    case TILTAS_SYNC_ERROR_DISK_FAULT:
    case TILTAS_SYNC_ERROR_READ_ONLY:
      return CTL_DISK;
    case TILTAS_SYNC_ERROR_STORE_DAMAGED:
      return CTL_DAMAGED;
    default:
      return CTL_REFUSED;
    }
}

void
ctl_set_words (json_t *object, const char *word, TiltasOrigin origin)
{
  const char *sentence = tiltas_word_sentence (word, origin), *advice = tiltas_word_advice (word, origin);

  if (sentence != NULL)
    json_object_set_new (object, "sentence", json_string (sentence));
  if (advice != NULL)
    json_object_set_new (object, "advice", json_string (advice));
}

void
ctl_print_words (const char *label, const char *word, TiltasOrigin origin, const char *detail)
{
  const char *sentence = tiltas_word_sentence (word, origin), *advice = tiltas_word_advice (word, origin);

  g_printf ("%-14s %s\n", label, sentence != NULL ? sentence : "ok");
  if (advice != NULL)
    g_printf ("%-14s %s\n", "", advice);
  if (sentence != NULL && detail != NULL)
    g_printf ("%-14s (%s: %s)\n", "", word, detail);
}

CtlExit
ctl_refuse (Ctl *self, CtlExit code, const char *word, const char *sentence, const char *detail)
{
  g_autofree char *valid = g_utf8_make_valid (detail, -1);

  if (self->json)
    ctl_print_json (json_pack ("{s:s, s:s, s:s}", "result", word, "sentence", sentence, "detail", valid));
  else
    g_fprintf (stderr, "tiltasctl: %s\n  %s: %s\n", sentence, word, valid);
  return code;
}

CtlExit
ctl_fail (Ctl *self, const GError *error)
{
  return ctl_fail_at (self, TILTAS_ORIGIN_SERVER, error);
}

CtlExit
ctl_fail_at (Ctl *self, TiltasOrigin origin, const GError *error)
{
  const char *word = tiltas_sync_error_word (error), *advice = tiltas_word_advice (word, origin);
  g_autofree char *detail = g_utf8_make_valid (error->message, -1);

  if (self->json)
    {
      json_t *object = json_pack ("{s:s, s:s}", "result", word, "detail", detail);
      ctl_set_words (object, word, origin);
      ctl_print_json (object);
    }
  else
    g_fprintf (stderr, "tiltasctl: %s\n  %s\n  (%s: %s)\n", tiltas_word_sentence (word, origin),
               advice != NULL ? advice : "", word, detail);
  return ctl_exit_of_word (word);
}

TiltasStore *
ctl_open_store (Ctl *self, CtlExit *code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *repaired = NULL;
  gboolean changed;
  TiltasStore *store = tiltas_store_open (self->config->state_dir, self->config->bundled_path, &repaired, &error);

  if (repaired != NULL)
    g_fprintf (stderr, "tiltasctl: the damaged store was set aside as %s\n", repaired);
  if (store == NULL)
    {
      *code = ctl_fail (self, error);
      return NULL;
    }
  TiltasSyncContext context = ctl_context (self, store, NULL);
  gboolean caught_up = tiltas_store_catch_up (store, NULL, &changed, &error);
  tiltas_repair_note (&context);
  if (caught_up)
    return store;
  /* There is a store that cannot be read. The bundled one must not be taken for it. */
  if (tiltas_store_is_read_only (store) && !g_error_matches (error, TILTAS_STORE_ERROR, TILTAS_STORE_ERROR_FAILED))
    {
      *code = ctl_fail (self, error);
      tiltas_store_unref (store);
      return NULL;
    }
  g_message ("what a newer package brings is not taken over yet: %s", error->message);
  return store;
}

TiltasSyncContext
ctl_context (const Ctl *self, TiltasStore *store, GCancellable *cancellable)
{
  return (TiltasSyncContext){ .config = self->sync, .store = store, .clock = self->clock, .cancellable = cancellable };
}
