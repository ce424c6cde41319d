/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-sync"

#include "base/descriptor.h"
#include "sync/source-folder.h"
#include "sync/part.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE (64 * 1024)
/* So many entries of a folder are searched for a repository. */
#define FOLDERS_MAX 1000

static gboolean
refuse (TiltasSource *self, const char *name, TiltasSyncError code, const char *why, GError **error)
{
  g_set_error (error, TILTAS_SYNC_ERROR, code, "%s/%s: %s", self->address, name, why);
  return FALSE;
}

static gboolean
segment_is_safe (const char *segment)
{
  return *segment != '\0' && !g_str_equal (segment, ".") && !g_str_equal (segment, "..");
}

/* Opens the file segment by segment, so that no symbolic link below folder is followed. O_NONBLOCK, because opening a
 * named pipe would wait for a writer. Returns -1 with errno. */
static int
open_below (const char *folder, const char *name)
{
  g_auto (GStrv) segments = g_strsplit (name, "/", -1);
  g_auto (TiltasDescriptor) at = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  for (guint i = 0; at >= 0 && segments[i] != NULL; i++)
    {
      int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | (segments[i + 1] != NULL ? O_DIRECTORY : 0);
      int below = segment_is_safe (segments[i]) ? openat (at, segments[i], flags) : -1;
      int code = segment_is_safe (segments[i]) ? errno : EINVAL;
      close (at);
      at = below;
      errno = code;
    }
  int result = at;
  at = -1;
  return result;
}

/* Opens a regular file of the repository. TRUE with *missing when there is no such file. */
static gboolean
open_file (TiltasSource *self, const char *name, int *fd, guint64 *size, gboolean *missing, GError **error)
{
  g_autofree char *inside = self->below != NULL ? g_strconcat (self->below, "/", name, NULL) : NULL;
  struct stat info;

  *missing = FALSE;
  *fd = open_below (self->top, inside != NULL ? inside : name);
  if (*fd < 0 && errno == ENOENT && g_file_test (self->address, G_FILE_TEST_IS_DIR))
    {
      *missing = TRUE;
      return TRUE;
    }
  if (*fd < 0 && (errno == ELOOP || errno == ENOTDIR || errno == ENXIO))
    return refuse (self, name, TILTAS_SYNC_ERROR_STICK_FILE, "not a regular file", error);
  if (*fd < 0)
    return refuse (self, name, TILTAS_SYNC_ERROR_STICK_GONE, g_strerror (errno), error);
  if (fstat (*fd, &info) == 0 && S_ISREG (info.st_mode))
    {
      *size = (guint64) info.st_size;
      return TRUE;
    }
  tiltas_descriptor_clear (fd);
  return refuse (self, name, TILTAS_SYNC_ERROR_STICK_FILE, "not a regular file", error);
}

/* Returns the number of bytes read, 0 at the end, -1 with errno. */
static ssize_t
read_piece (int fd, void *buffer, gsize length)
{
  ssize_t got;

  do
    got = read (fd, buffer, length);
  while (got < 0 && errno == EINTR);
  return got;
}

static gboolean
folder_get (TiltasSource *self, const TiltasGet *request, TiltasReply *reply, GError **error)
{
  const char *name = request->from;
  g_auto (TiltasDescriptor) fd = -1;
  guint64 size = 0;

  tiltas_reply_clear (reply);
  if (!open_file (self, name, &fd, &size, &reply->missing, error))
    return FALSE;
  if (reply->missing)
    return TRUE;
  if (size > request->max_length)
    return refuse (self, name, TILTAS_SYNC_ERROR_LENGTH, "larger than allowed", error);
  g_autofree char *buffer = g_malloc (size + 1);
  gsize used = 0;
  for (ssize_t got = 1; got > 0 && used < size; used += (gsize) MAX (got, 0))
    if ((got = read_piece (fd, buffer + used, size - used)) < 0)
      return refuse (self, name, TILTAS_SYNC_ERROR_STICK_GONE, g_strerror (errno), error);
  reply->body = g_bytes_new_take (g_steal_pointer (&buffer), used);
  return TRUE;
}

static gboolean
copy_all (TiltasSource *self, const TiltasDownload *request, int fd, TiltasPart *file, GError **error)
{
  g_autofree char *buffer = g_malloc (PIECE);

  while (tiltas_part_length (file) < request->length)
    {
      ssize_t got = read_piece (fd, buffer, MIN (PIECE, request->length - tiltas_part_length (file)));
      if (g_cancellable_is_cancelled (request->cancellable))
        return refuse (self, request->from, TILTAS_SYNC_ERROR_CANCELLED, "cancelled", error);
      if (got <= 0)
        return refuse (self, request->from, TILTAS_SYNC_ERROR_STICK_GONE, got == 0 ? "cut off" : g_strerror (errno),
                       error);
      if (!tiltas_part_append (file, buffer, (gsize) got, error))
        return FALSE;
      if (request->progress != NULL)
        request->progress (tiltas_part_length (file), request->length, request->data);
    }
  return tiltas_part_sync (file, error);
}

static gboolean
folder_download (TiltasSource *self, const TiltasDownload *request, GError **error)
{
  const char *name = request->from;
  g_auto (TiltasDescriptor) fd = -1;
  gboolean missing;
  guint64 size = 0;

  if (!open_file (self, name, &fd, &size, &missing, error))
    return FALSE;
  if (missing)
    return refuse (self, name, TILTAS_SYNC_ERROR_MISSING, "there is no such file", error);
  if (size != request->length)
    return refuse (self, name, TILTAS_SYNC_ERROR_LENGTH, "not the length that was signed", error);
  g_autoptr (TiltasPart) file = tiltas_part_open (request->to, request->length, error);
  if (file == NULL)
    return FALSE;
  if (tiltas_part_length (file) == request->length)
    return TRUE;
  return tiltas_part_restart (file, NULL, NULL, error) && copy_all (self, request, fd, file, error);
}

static const TiltasSourceKind folder_kind = { folder_get, folder_download };

TiltasSource *
tiltas_source_new_folder (const char *folder)
{
  TiltasSource *self = g_new0 (TiltasSource, 1);

  self->kind = &folder_kind;
  self->address = g_strdup (folder);
  self->top = g_strdup (folder);
  return self;
}

/* TRUE when metadata/timestamp.json stands in folder, or in its folder below (may be NULL). A link or a pipe of that
 * name counts too: reading it refuses it by name. */
static gboolean
has_timestamp (const char *folder, const char *below)
{
  g_autofree char *path = g_build_filename (folder, below != NULL ? below : ".", "metadata", "timestamp.json", NULL);
  struct stat facts;

  return lstat (path, &facts) == 0;
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The names of the folders right below folder that hold a repository, sorted. Links do not count, because they may lead
 * out of the stick. */
static GPtrArray *
find_below (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  guint n = 0;

  while (dir != NULL && n++ < FOLDERS_MAX && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat facts;
      if (lstat (path, &facts) == 0 && S_ISDIR (facts.st_mode) && has_timestamp (folder, name))
        g_ptr_array_add (found, g_strdup (name));
    }
  g_ptr_array_sort (found, by_name);
  return found;
}

static gboolean
refuse_several (TiltasSource *self, GPtrArray *found, GError **error)
{
  g_ptr_array_add (found, NULL);
  g_autofree char *names = g_strjoinv (", ", (char **) found->pdata);
  g_autofree char *text = g_utf8_make_valid (names, -1);

  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_STICK_SEVERAL, "%s: repositories lie in %s", self->address,
               text);
  return FALSE;
}

gboolean
tiltas_source_find_repository (TiltasSource *self, GError **error)
{
  if (!g_file_test (self->top, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_STICK_GONE, "%s is no folder", self->top);
      return FALSE;
    }
  if (has_timestamp (self->top, NULL))
    return TRUE;
  g_autoptr (GPtrArray) found = find_below (self->top);
  if (found->len > 1)
    return refuse_several (self, found, error);
  if (found->len == 0)
    {
      g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_STICK_EMPTY,
                   "%s: neither it nor a folder in it holds metadata/timestamp.json", self->top);
      return FALSE;
    }
  self->below = g_strdup (g_ptr_array_index (found, 0));
  g_free (self->address);
  self->address = g_build_filename (self->top, self->below, NULL);
  return TRUE;
}
