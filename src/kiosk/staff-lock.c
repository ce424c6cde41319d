/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/staff-lock.h"

#include "base/boot.h"
#include "base/files.h"
#include "base/hash.h"

#include <pthread.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_MAX 4096
#define FIRST_LOCK 60
#define LONGEST_LOCK 3600

struct _TiltasStaffLock
{
  gatomicrefcount references;
  char *pin_path;   /* the file with the scrypt hash */
  char *tries_path; /* the file "WRONG SECOND BOOT", see read_tries */
  TiltasClock *clock;
  char *boot;            /* base/boot.h */
  pthread_mutex_t mutex; /* guards what follows; not GMutex, which ThreadSanitizer does not know */
  /* When the last count could not be written: its line, and the stamp of the old file. A file with another stamp was
   * written since (tiltasctl set-pin) and counts instead. */
  char *unwritten;
  guint64 old_stamp;
};

/* Seconds since the machine started; this clock never jumps. */
static gint64
seconds_now (TiltasStaffLock *self)
{
  return tiltas_clock_monotonic (self->clock) / G_USEC_PER_SEC;
}

TiltasStaffLock *
tiltas_staff_lock_new (const char *state_dir, TiltasClock *clock)
{
  TiltasStaffLock *self = g_new0 (TiltasStaffLock, 1);
  g_atomic_ref_count_init (&self->references);
  self->pin_path = g_build_filename (state_dir, "staff-pin", NULL);
  self->tries_path = g_build_filename (state_dir, "staff-tries", NULL);
  self->clock = tiltas_clock_ref (clock);
  self->boot = tiltas_boot_id ();
  if (self->boot == NULL)
    self->boot = g_strdup ("unknown");
  pthread_mutex_init (&self->mutex, NULL);
  return self;
}

TiltasStaffLock *
tiltas_staff_lock_ref (TiltasStaffLock *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
tiltas_staff_lock_unref (TiltasStaffLock *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->pin_path);
  g_free (self->tries_path);
  tiltas_clock_unref (self->clock);
  g_free (self->boot);
  pthread_mutex_destroy (&self->mutex);
  g_free (self->unwritten);
  g_free (self);
}

/* The first line of a small file, or NULL. */
static char *
read_line (const char *path)
{
  g_autoptr (GBytes) bytes = tiltas_file_read (path, FILE_MAX, NULL);
  if (bytes == NULL)
    return NULL;
  char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return g_strchomp (text);
}

static gboolean
write_line (const char *path, const char *text, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *line = g_strconcat (text, "\n", NULL);
  return tiltas_folder_make (folder, error) && tiltas_file_replace_with_mode (path, line, strlen (line), 0600, error);
}

/* A number that is another one for each file that ever had this name; 0: there is no file. */
static guint64
stamp_of (const char *path)
{
  struct stat facts;

  if (lstat (path, &facts) != 0)
    return 0;
  return (guint64) facts.st_ino * 1000003 + (guint64) facts.st_mtim.tv_sec * G_USEC_PER_SEC +
         (guint64) facts.st_mtim.tv_nsec;
}

/* Writes the count to the disk. When the disk is full, read-only or failing, the count is kept in memory as long as
 * this program runs: the staff area can still be opened. */
static void
write_tries (TiltasStaffLock *self, guint64 wrong)
{
  g_autofree char *text =
    g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %s", wrong, seconds_now (self), self->boot);
  g_autoptr (GError) error = NULL;

  pthread_mutex_lock (&self->mutex);
  g_clear_pointer (&self->unwritten, g_free);
  if (!write_line (self->tries_path, text, &error))
    {
      g_warning ("wrong tries are only counted in memory: %s", error->message);
      self->unwritten = g_steal_pointer (&text);
      self->old_stamp = stamp_of (self->tries_path);
    }
  pthread_mutex_unlock (&self->mutex);
}

/* The line with the newest count: the one that could not be written, or that of the file. Transfer full, or NULL. */
static char *
tries_line (TiltasStaffLock *self)
{
  char *line = read_line (self->tries_path);

  pthread_mutex_lock (&self->mutex);
  if (self->unwritten != NULL && self->old_stamp == stamp_of (self->tries_path))
    {
      g_free (line);
      line = g_strdup (self->unwritten);
    }
  pthread_mutex_unlock (&self->mutex);
  return line;
}

/* Reads "WRONG SECOND BOOT": the number of wrong tries in a row, the second of this machine's run when the last one
 * was, and the boot id of that run. *ago: seconds since the last one. When it was in another run, nobody knows how long
 * ago it was, but at least as long as this run lasts. The wall clock is not used: it may jump, which must neither open
 * the lock nor keep it closed. */
static void
read_tries (TiltasStaffLock *self, guint64 *wrong, gint64 *ago)
{
  gint64 last = 0;

  *wrong = 0;
  *ago = seconds_now (self);
  g_autofree char *line = tries_line (self);
  if (line == NULL)
    return;
  g_auto (GStrv) parts = g_strsplit (line, " ", 3);
  gboolean sound = g_strv_length (parts) == 3 && g_ascii_string_to_unsigned (parts[0], 10, 0, 1000000, wrong, NULL) &&
                   g_ascii_string_to_signed (parts[1], 10, 0, G_MAXINT64, &last, NULL);
  /* When this clock stands before the last try, the machine was started again since, even if both boot ids are
   * "unknown". */
  if (sound && g_str_equal (parts[2], self->boot) && last <= seconds_now (self))
    *ago = seconds_now (self) - last;
  if (sound)
    return;
  /* The file is damaged: lock once, from now on. */
  *wrong = TILTAS_PIN_TRIES;
  *ago = 0;
  write_tries (self, *wrong);
}

static gint64
lock_length (guint64 wrong)
{
  if (wrong < TILTAS_PIN_TRIES)
    return 0;
  guint64 doublings = MIN (wrong - TILTAS_PIN_TRIES, 6);
  return MIN ((gint64) FIRST_LOCK << doublings, LONGEST_LOCK);
}

int
tiltas_staff_lock_seconds (TiltasStaffLock *self)
{
  guint64 wrong;
  gint64 ago;
  read_tries (self, &wrong, &ago);
  return (int) MAX (0, lock_length (wrong) - ago);
}

int
tiltas_staff_lock_tries_left (TiltasStaffLock *self)
{
  guint64 wrong;
  gint64 ago;

  read_tries (self, &wrong, &ago);
  return wrong >= TILTAS_PIN_TRIES ? 0 : (int) (TILTAS_PIN_TRIES - wrong);
}

static gboolean
is_pin (const char *pin)
{
  gsize length = strlen (pin);
  return length >= TILTAS_PIN_MIN && length <= TILTAS_PIN_MAX && strspn (pin, "0123456789") == length;
}

gboolean
tiltas_staff_lock_set_pin (TiltasStaffLock *self, const char *pin, GError **error)
{
  if (!is_pin (pin))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "a PIN has %d to %d digits and nothing else",
                   TILTAS_PIN_MIN, TILTAS_PIN_MAX);
      return FALSE;
    }
  g_autofree char *hash = tiltas_secret_hash (pin, error);
  return hash != NULL && write_line (self->pin_path, hash, error) && write_line (self->tries_path, "0 0 -", error);
}

gboolean
tiltas_staff_lock_has_pin (TiltasStaffLock *self)
{
  g_autofree char *stored = read_line (self->pin_path);
  return stored != NULL && *stored != '\0';
}

TiltasPinResult
tiltas_staff_lock_try (TiltasStaffLock *self, const char *pin)
{
  g_autofree char *stored = read_line (self->pin_path);
  if (stored == NULL || *stored == '\0')
    return TILTAS_PIN_UNSET;
  if (tiltas_staff_lock_seconds (self) > 0)
    return TILTAS_PIN_LOCKED;

  guint64 wrong;
  gint64 ago;
  read_tries (self, &wrong, &ago);
  /* The try is counted as a wrong one first, so that pulling the plug does not help. */
  write_tries (self, wrong + 1);
  if (!is_pin (pin) || !tiltas_secret_verify (pin, stored))
    return TILTAS_PIN_WRONG;
  write_tries (self, 0);
  return TILTAS_PIN_RIGHT;
}
