/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/mirrors.h"

#include "sync/error.h"
#include "sync/fetch.h"
#include "sync/part.h"
#include "sync/url.h"

#include <string.h>

/* Shorter than those of the repository: a mirror is only worth asking while it is faster. */
#define MIRROR_LIMITS ((TiltasFetchLimits){ 5, 1000, 10, 20, 900, 1000 })

typedef struct
{
  char *address;
  TiltasFetcher *fetcher;
  gboolean resting; /* not asked again in this run */
  char *word;       /* the result so far: "ok", an error word, or NULL when it was not asked */
  char *detail;     /* of an error, or NULL */
} Mirror;

struct _TiltasMirrors
{
  GPtrArray *mirrors;
};

static void
mirror_free (gpointer data)
{
  Mirror *self = data;

  tiltas_fetcher_free (self->fetcher);
  g_free (self->address);
  g_free (self->word);
  g_free (self->detail);
  g_free (self);
}

static Mirror *
mirror_new (const char *address, const char *proxy)
{
  Mirror *self = g_new0 (Mirror, 1);
  gboolean plain = g_ascii_strncasecmp (address, "http:", strlen ("http:")) == 0;

  self->address = g_strdup (address);
  self->fetcher = tiltas_fetcher_new (plain ? NULL : proxy);
  tiltas_fetcher_set_limits (self->fetcher, &MIRROR_LIMITS);
  tiltas_fetcher_set_plain_allowed (self->fetcher, TRUE);
  return self;
}

TiltasMirrors *
tiltas_mirrors_new (const TiltasSyncConfig *config)
{
  TiltasMirrors *self = g_new0 (TiltasMirrors, 1);

  self->mirrors = g_ptr_array_new_with_free_func (mirror_free);
  for (guint i = 0; config->mirrors != NULL && config->mirrors[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      if (tiltas_url_check_mirror (config->mirrors[i], &error))
        g_ptr_array_add (self->mirrors, mirror_new (config->mirrors[i], config->proxy));
      else
        g_warning ("the mirror is left out: %s", error->message);
    }
  return self;
}

void
tiltas_mirrors_free (TiltasMirrors *self)
{
  g_ptr_array_unref (self->mirrors);
  g_free (self);
}

void
tiltas_mirrors_note (const TiltasMirrors *self, TiltasReport *report)
{
  g_ptr_array_set_size (report->mirrors, 0);
  for (guint i = 0; i < self->mirrors->len; i++)
    {
      const Mirror *mirror = g_ptr_array_index (self->mirrors, i);
      tiltas_report_add_mirror (report, mirror->address, mirror->word, mirror->detail);
    }
}

/* TRUE for faults that no other server can help with. */
static gboolean
is_own_fault (const GError *error)
{
  return g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_CANCELLED) ||
         g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_DISK_FULL) ||
         g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_READ_ONLY);
}

/* fault NULL: the mirror had the file. */
static void
note_result (Mirror *self, const GError *fault)
{
  /* A later success does not hide an earlier fault of the same run: staff want to know of it. */
  if (fault == NULL && self->word != NULL)
    return;
  g_free (self->word);
  g_free (self->detail);
  self->word = g_strdup (fault != NULL ? tiltas_sync_error_word (fault) : "ok");
  self->detail = fault != NULL ? g_strdup (fault->message) : NULL;
  if (fault == NULL)
    return;
  self->resting = !g_error_matches (fault, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_MISSING);
  g_autofree char *line = tiltas_sync_error_line (fault, TILTAS_ORIGIN_MIRROR);
  g_message ("%s", line);
}

static gboolean
download (Mirror *self, const TiltasDownload *request, GError **error)
{
  g_autofree char *url = tiltas_url_join (self->address, request->from);
  TiltasDownload download = *request;

  download.from = url;
  return tiltas_fetcher_download (self->fetcher, &download, error) &&
         tiltas_part_verify (request->to, request->sha256, request->sha512, request->cancellable, error);
}

gboolean
tiltas_mirrors_download (TiltasMirrors *self, const TiltasDownload *request, gboolean *done, GError **error)
{
  *done = FALSE;
  for (guint i = 0; i < self->mirrors->len && !*done; i++)
    {
      Mirror *mirror = g_ptr_array_index (self->mirrors, i);
      g_autoptr (GError) fault = NULL;
      if (mirror->resting)
        continue;
      *done = download (mirror, request, &fault);
      if (!*done && is_own_fault (fault))
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
      note_result (mirror, fault);
    }
  return TRUE;
}

/* NULL with an error when this mirror does not have the target. */
static GBytes *
read_target (Mirror *self, const TiltasTarget *target, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_strconcat ("targets/", target->url, NULL);
  g_autofree char *url = tiltas_url_join (self->address, name);
  g_auto (TiltasReply) reply = { 0 };
  TiltasGet request = { .from = url, .max_length = target->length, .cancellable = cancellable };

  if (!tiltas_fetcher_get (self->fetcher, &request, &reply, error))
    return NULL;
  if (reply.missing)
    {
      g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_MISSING, "%s is missing", url);
      return NULL;
    }
  return tiltas_target_check (target, reply.body, error) ? g_steal_pointer (&reply.body) : NULL;
}

GBytes *
tiltas_mirrors_read (TiltasMirrors *self, const TiltasTarget *target, GCancellable *cancellable)
{
  for (guint i = 0; i < self->mirrors->len; i++)
    {
      Mirror *mirror = g_ptr_array_index (self->mirrors, i);
      g_autoptr (GError) fault = NULL;
      if (mirror->resting)
        continue;
      GBytes *bytes = read_target (mirror, target, cancellable, &fault);
      if (bytes == NULL && is_own_fault (fault))
        return NULL;
      note_result (mirror, fault);
      if (bytes != NULL)
        return bytes;
    }
  return NULL;
}
