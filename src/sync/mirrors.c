/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/mirrors.h"

#include "sync/error.h"
#include "sync/part.h"
#include "sync/url.h"

#include <glib/gstdio.h>
#include <string.h>

/* A mirror has to be better than the repository, else it is not worth waiting for. */
#define MIRROR_LIMITS ((TiltasFetchLimits){ 5, 1000, 10, 20, 900, 1000 })

typedef struct
{
  char *address;
  TiltasFetcher *fetcher;
  gboolean resting; /* for the rest of the run */
  char *word;
  char *detail;
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

/* After these no other place can help. */
static gboolean
is_own_fault (const GError *error)
{
  return g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_CANCELLED) ||
         g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_DISK_FULL) ||
         g_error_matches (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_READ_ONLY);
}

static void
note_result (Mirror *self, const GError *fault)
{
  if (fault == NULL && self->word != NULL) /* an earlier fault of this run is what staff want to know */
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

/* One file and where it is wanted. */
typedef struct
{
  const char *name, *part;
  guint64 length;
  const char *sha256, *sha512;
  TiltasProgress progress;
  gpointer data;
  GCancellable *cancellable;
} Wanted;

static gboolean
is_begun (const Wanted *wanted)
{
  GStatBuf info;

  return g_lstat (wanted->part, &info) == 0 && info.st_size > 0;
}

static gboolean
verify (const Wanted *wanted, GError **error)
{
  return tiltas_part_verify (wanted->part, wanted->sha256, wanted->sha512, wanted->cancellable, error);
}

static gboolean
from_mirror (Mirror *self, const Wanted *wanted, GError **error)
{
  g_autofree char *url = tiltas_url_join (self->address, wanted->name);

  return tiltas_fetcher_download (self->fetcher, url, wanted->part, wanted->length, wanted->progress, wanted->data,
                                  wanted->cancellable, error) &&
         verify (wanted, error);
}

static gboolean
from_source (TiltasSource *source, const Wanted *wanted, GError **error)
{
  return tiltas_source_download (source, wanted->name, wanted->part, wanted->length, wanted->progress, wanted->data,
                                 wanted->cancellable, error) &&
         verify (wanted, error);
}

gboolean
tiltas_mirrors_download (TiltasSource *source,
                         const char *name,
                         const char *part,
                         guint64 length,
                         const char *sha256,
                         const char *sha512,
                         TiltasProgress progress,
                         gpointer data,
                         GCancellable *cancellable,
                         GError **error)
{
  Wanted wanted = { name, part, length, sha256, sha512, progress, data, cancellable };
  GError *fault = NULL;

  for (guint i = 0; source->mirrors != NULL && i < source->mirrors->mirrors->len; i++)
    {
      Mirror *mirror = g_ptr_array_index (source->mirrors->mirrors, i);
      if (mirror->resting)
        continue;
      gboolean ok = from_mirror (mirror, &wanted, &fault);
      if (!ok && is_own_fault (fault))
        {
          g_propagate_error (error, fault);
          return FALSE;
        }
      note_result (mirror, fault);
      if (ok)
        return TRUE;
      g_clear_error (&fault);
    }
  gboolean begun_elsewhere = is_begun (&wanted);
  if (from_source (source, &wanted, &fault))
    return TRUE;
  if (begun_elsewhere && g_error_matches (fault, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_HASH))
    {
      g_clear_error (&fault);
      return from_source (source, &wanted, error);
    }
  g_propagate_error (error, fault);
  return FALSE;
}

GBytes *
tiltas_mirrors_read (TiltasSource *source, const TiltasTarget *target, GCancellable *cancellable)
{
  g_autofree char *name = g_strconcat ("targets/", target->url, NULL);

  for (guint i = 0; source->mirrors != NULL && i < source->mirrors->mirrors->len; i++)
    {
      Mirror *mirror = g_ptr_array_index (source->mirrors->mirrors, i);
      g_autofree char *url = tiltas_url_join (mirror->address, name);
      g_auto (TiltasReply) reply = { 0 };
      g_autoptr (GError) fault = NULL;
      if (mirror->resting)
        continue;
      if (tiltas_fetcher_get (mirror->fetcher, url, target->length, NULL, &reply, cancellable, &fault) &&
          !reply.missing && tiltas_target_check (target, reply.body, &fault))
        {
          note_result (mirror, NULL);
          return g_steal_pointer (&reply.body);
        }
      if (fault == NULL)
        g_set_error (&fault, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_MISSING, "%s is missing", url);
      if (is_own_fault (fault))
        return NULL;
      note_result (mirror, fault);
    }
  return NULL;
}
