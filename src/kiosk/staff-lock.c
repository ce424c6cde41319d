/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/staff-lock.h"

#include "base/files.h"
#include "base/hash.h"

#include <string.h>

#define FILE_MAX 4096
#define FIRST_LOCK 60
#define LONGEST_LOCK 3600

struct _TiltasStaffLock
{
  char *pin_path;   /* the scrypt hash */
  char *tries_path; /* "WRONG LAST": wrong tries in a row, and unix seconds of the last one */
  TiltasClock *clock;
};

TiltasStaffLock *
tiltas_staff_lock_new (const char *state_dir, TiltasClock *clock)
{
  TiltasStaffLock *self = g_new0 (TiltasStaffLock, 1);
  self->pin_path = g_build_filename (state_dir, "staff-pin", NULL);
  self->tries_path = g_build_filename (state_dir, "staff-tries", NULL);
  self->clock = tiltas_clock_ref (clock);
  return self;
}

void
tiltas_staff_lock_free (TiltasStaffLock *self)
{
  if (self == NULL)
    return;
  g_free (self->pin_path);
  g_free (self->tries_path);
  tiltas_clock_unref (self->clock);
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

static gboolean
write_tries (TiltasStaffLock *self, guint64 wrong)
{
  g_autofree char *text =
    g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GINT64_FORMAT, wrong, tiltas_clock_now (self->clock));
  g_autoptr (GError) error = NULL;
  if (write_line (self->tries_path, text, &error))
    return TRUE;
  g_warning ("%s", error->message);
  return FALSE;
}

static void
read_tries (TiltasStaffLock *self, guint64 *wrong, gint64 *last)
{
  *wrong = 0;
  *last = 0;
  g_autofree char *line = read_line (self->tries_path);
  if (line == NULL)
    return;
  g_auto (GStrv) parts = g_strsplit (line, " ", 2);
  gboolean sound = g_strv_length (parts) == 2 && g_ascii_string_to_unsigned (parts[0], 10, 0, 1000000, wrong, NULL) &&
                   g_ascii_string_to_signed (parts[1], 10, 0, G_MAXINT64, last, NULL);
  if (!sound)
    *wrong = TILTAS_PIN_TRIES;
  /* Damaged, or written before the clock jumped back: the lock begins now, once. */
  if (!sound || *last > tiltas_clock_now (self->clock))
    {
      *last = tiltas_clock_now (self->clock);
      write_tries (self, *wrong);
    }
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
  gint64 last;
  read_tries (self, &wrong, &last);
  gint64 length = lock_length (wrong);
  return (int) CLAMP (last + length - tiltas_clock_now (self->clock), 0, length);
}

int
tiltas_staff_lock_tries_left (TiltasStaffLock *self)
{
  guint64 wrong;
  gint64 last;

  read_tries (self, &wrong, &last);
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
  return hash != NULL && write_line (self->pin_path, hash, error) && write_line (self->tries_path, "0 0", error);
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
  gint64 last;
  read_tries (self, &wrong, &last);
  /* Counted as wrong before it is looked at. */
  if (!write_tries (self, wrong + 1))
    return TILTAS_PIN_LOCKED;
  if (!is_pin (pin) || !tiltas_secret_verify (pin, stored))
    return TILTAS_PIN_WRONG;
  write_tries (self, 0);
  return TILTAS_PIN_RIGHT;
}
