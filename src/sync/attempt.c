/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/attempt.h"

#include "sync/error.h"

/* After so many files in a row that the connection did not bring, it is taken for dead. */
#define CUTS_MAX 3

void
tiltas_attempt_clear (TiltasAttempt *self)
{
  tiltas_refresh_clear (&self->refresh);
  g_clear_pointer (&self->importer, tiltas_importer_free);
  g_clear_pointer (&self->refused, g_hash_table_unref);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  g_clear_pointer (&self->publishers, g_ptr_array_unref);
  g_clear_pointer (&self->editions, g_ptr_array_unref);
  g_clear_pointer (&self->downloads, g_free);
  g_clear_error (&self->first);
}

TiltasSignedFiles
tiltas_attempt_files (const TiltasAttempt *self)
{
  const TiltasUpdate *in = self->in;

  return (TiltasSignedFiles){
    .source = in->source, .mirrors = in->mirrors, .folder = self->downloads, .cancellable = in->context->cancellable
  };
}

gboolean
tiltas_attempt_open_importer (TiltasAttempt *self, GError **error)
{
  if (self->importer != NULL)
    return TRUE;
  self->importer = tiltas_importer_open (self->in->context->store, error);
  if (self->importer == NULL)
    return FALSE;
  tiltas_importer_obey (self->importer, self->in->context->cancellable);
  return TRUE;
}

/* TRUE for errors that every other publisher would meet as well. A disk too full for one edition may have room for
 * another. */
static gboolean
stops_all (const GError *error)
{
  return tiltas_sync_error_is_local (error) && tiltas_sync_error_code (error) != TILTAS_SYNC_ERROR_DISK_FULL;
}

/* Counts failures of the connection. TRUE when so many came in a row that the connection is dead for every publisher,
 * and not just slow for one. */
static gboolean
connection_is_dead (TiltasAttempt *self, const GError *error)
{
  gboolean transport =
    tiltas_sync_error_is_transport (error) && tiltas_sync_error_code (error) != TILTAS_SYNC_ERROR_MISSING;

  self->n_cut = transport ? self->n_cut + 1 : 0;
  return self->n_cut >= CUTS_MAX;
}

gboolean
tiltas_attempt_refuse (TiltasAttempt *self, const char *publisher, GError *error)
{
  gboolean goes_on = !stops_all (error) && !connection_is_dead (self, error);

  g_hash_table_add (self->refused, (gpointer) publisher);
  self->in->elsewhere = self->in->elsewhere || !tiltas_sync_error_is_local (error);
  if (!g_str_has_prefix (error->message, publisher))
    g_prefix_error (&error, "%s: ", publisher);
  g_autofree char *line = tiltas_sync_error_line (error, tiltas_source_origin (self->in->source));
  g_message ("%s", line);
  if (tiltas_sync_error_code (error) != TILTAS_SYNC_ERROR_CANCELLED)
    tiltas_publisher_report_set_result (tiltas_report_publisher (self->in->report, publisher), error);
  if (self->first == NULL)
    self->first = error;
  else
    g_error_free (error);
  return goes_on;
}

void
tiltas_attempt_propagate_refusal (TiltasAttempt *self, gboolean all_tried, GError **error)
{
  guint n = g_hash_table_size (self->refused), n_all = self->publishers->len;

  g_return_if_fail (self->first != NULL);
  if (all_tried && n < n_all)
    g_set_error (error, self->first->domain, self->first->code,
                 "%s; refused: %u of %u publishers, the others are up to date", self->first->message, n, n_all);
  else
    g_propagate_error (error, g_steal_pointer (&self->first));
}
