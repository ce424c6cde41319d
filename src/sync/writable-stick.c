/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "sync/writable-stick.h"

#include "base/files.h"
#include "sync/error.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define WAIT_SECONDS 20
#define STEP_MICROSECONDS (100 * 1000)

struct _TiltasWritableStick
{
  char *folder;
  GCancellable *cancellable; /* or NULL */
  char *request;             /* path of the file that asks the system, or NULL when the folder was writable already */
  dev_t device;              /* of the stick: while it is mounted anew, folder is an empty one of another device */
};

static gboolean
is_mounted (const TiltasWritableStick *self, gboolean writable)
{
  struct stat facts;
  struct statvfs system;

  return stat (self->folder, &facts) == 0 && facts.st_dev == self->device && statvfs (self->folder, &system) == 0 &&
         ((system.f_flag & ST_RDONLY) == 0) == writable &&
         (!writable || faccessat (AT_FDCWD, self->folder, W_OK, AT_EACCESS) == 0);
}

/* RUN/ask/NAME for the folder RUN/sticks/NAME or one below it; NULL for another folder. Transfer full. */
static char *
request_path (const char *folder)
{
  g_auto (GStrv) parts = g_strsplit (folder, "/", -1);
  guint n = g_strv_length (parts);

  for (guint i = n; i-- > 0;)
    if (g_str_equal (parts[i], "sticks") && i + 1 < n)
      {
        g_autofree char *name = g_strdup (parts[i + 1]);
        g_clear_pointer (&parts[i], g_free);
        for (guint j = i + 1; j < n; j++)
          g_clear_pointer (&parts[j], g_free);
        g_autofree char *run = g_strjoinv ("/", parts);
        return g_build_filename (run, "ask", name, NULL);
      }
  return NULL;
}

/* Waits until the folder is mounted as wanted. FALSE after WAIT_SECONDS, or when cancelled. */
static gboolean
wait_for (const TiltasWritableStick *self, gboolean writable, GCancellable *cancellable)
{
  for (gint64 end = g_get_monotonic_time () + WAIT_SECONDS * G_USEC_PER_SEC; g_get_monotonic_time () < end;)
    {
      if (is_mounted (self, writable))
        return TRUE;
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      g_usleep (STEP_MICROSECONDS);
    }
  return FALSE;
}

TiltasWritableStick *
tiltas_writable_stick_new (const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (TiltasWritableStick) self = g_new0 (TiltasWritableStick, 1);
  g_autofree char *request = NULL;
  struct stat facts;

  self->folder = g_strdup (folder);
  g_set_object (&self->cancellable, cancellable);
  if (stat (folder, &facts) == 0)
    self->device = facts.st_dev;
  if (is_mounted (self, TRUE))
    return g_steal_pointer (&self);
  request = request_path (folder);
  if (request != NULL && tiltas_file_replace (request, "", 0, NULL))
    {
      self->request = g_steal_pointer (&request);
      if (wait_for (self, TRUE, cancellable))
        return g_steal_pointer (&self);
    }
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_READ_ONLY, "%s cannot be written", folder);
  return NULL;
}

void
tiltas_writable_stick_free (TiltasWritableStick *self)
{
  if (self->request != NULL)
    {
      g_unlink (self->request);
      wait_for (self, FALSE, self->cancellable);
    }
  g_clear_object (&self->cancellable);
  g_free (self->folder);
  g_free (self->request);
  g_free (self);
}
