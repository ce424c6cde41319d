/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-tools"

#include "tools/tiltasctl-staff.h"

#include "base/descriptor.h"
#include "base/files.h"
#include "kiosk/config-file.h"
#include "kiosk/staff-lock.h"
#include "kiosk/support.h"
#include "kiosk/usage.h"
#include "sync/error.h"
#include "sync/report.h"
#include "sync/writable-stick.h"
#include "tools/tiltasctl-user.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gprintf.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

/* ---- set-pin ---- */

/* Reads a line from standard input into buffer, without its line break. FALSE at the end of input, and for a line that
 * is too long. */
static gboolean
read_line (char *buffer, gsize size)
{
  gsize length;

  if (fgets (buffer, (int) size, stdin) == NULL)
    return FALSE;
  length = strcspn (buffer, "\r\n");
  if (buffer[length] == '\0' && length + 1 == size)
    return FALSE;
  buffer[length] = '\0';
  return TRUE;
}

/* Asks for a line; on a terminal the digits are not shown. */
static gboolean
ask (const char *prompt, char *buffer, gsize size)
{
  struct termios shown, hidden;
  gboolean terminal = isatty (STDIN_FILENO) && tcgetattr (STDIN_FILENO, &shown) == 0, got;

  if (!terminal)
    return read_line (buffer, size);
  hidden = shown;
  hidden.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
  g_fprintf (stderr, "%s", prompt);
  got = read_line (buffer, size);
  tcsetattr (STDIN_FILENO, TCSANOW, &shown);
  g_fprintf (stderr, "\n");
  return got;
}

static CtlExit
refuse_pin (Ctl *self, const char *why)
{
  return ctl_refuse (self, CTL_USAGE, "failed",
                     "The PIN was not set; one that was set before is still in force. Type it again.", why);
}

static CtlExit
set_pin (Ctl *self, const char *pin)
{
  TiltasStaffLock *lock = tiltas_staff_lock_new (self->config->state_dir, self->clock);
  g_autoptr (GError) error = NULL;
  gboolean set = tiltas_staff_lock_set_pin (lock, pin, &error);

  tiltas_staff_lock_unref (lock);
  if (!set && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT))
    return refuse_pin (self, error->message);
  if (!set)
    return ctl_refuse (
      self, ctl_exit_of_word (tiltas_sync_error_word (error)), tiltas_sync_error_word (error),
      "The PIN was not set: the state folder cannot be written. Mend what is named below, then set it again.",
      error->message);
  if (self->json)
    ctl_print_json (json_pack ("{s:s}", "result", "ok"));
  else
    g_printf ("The PIN is set. It is valid at once.\n");
  return CTL_OK;
}

CtlExit
ctl_set_pin (Ctl *self)
{
  char pin[64] = "", again[64] = "";
  CtlExit code = CTL_USAGE;

  if (!ask ("New PIN (4 to 12 digits): ", pin, sizeof pin))
    refuse_pin (self, "no PIN of 4 to 12 digits was given");
  else if (isatty (STDIN_FILENO) && (!ask ("Once more: ", again, sizeof again) || !g_str_equal (pin, again)))
    refuse_pin (self, "what was typed the second time is not the same");
  else
    code = set_pin (self, pin);
  explicit_bzero (pin, sizeof pin);
  explicit_bzero (again, sizeof again);
  return code;
}

/* ---- stats ---- */

static json_t *
rows_to_json (GPtrArray *rows)
{
  json_t *array = json_array ();

  for (guint i = 0; i < rows->len; i++)
    {
      const TiltasUsageRow *row = g_ptr_array_index (rows, i);
      json_array_append_new (array,
                             json_pack ("{s:s, s:s, s:s, s:i}", "day", row->day, "kind",
                                        tiltas_usage_kind_word (row->kind), "id", row->id, "count", (int) row->count));
    }
  return array;
}

CtlExit
ctl_stats (Ctl *self)
{
  g_autoptr (TiltasUsage) usage = tiltas_usage_new (self->config->state_dir, self->clock);
  g_autoptr (GPtrArray) rows = tiltas_usage_rows (usage);
  g_autofree char *csv = tiltas_usage_to_csv (usage);

  if (self->json)
    ctl_print_json (json_pack ("{s:s, s:o}", "result", "ok", "counts", rows_to_json (rows)));
  else if (self->csv)
    g_printf ("%s", csv);
  else if (rows->len == 0)
    g_printf ("Nothing was counted yet.\n");
  else
    for (guint i = 0; i < rows->len; i++)
      {
        const TiltasUsageRow *row = g_ptr_array_index (rows, i);
        g_printf ("%s  %-12s %6u  %s\n", row->day, tiltas_usage_kind_word (row->kind), row->count, row->id);
      }
  return CTL_OK;
}

/* ---- support-bundle ---- */

#define BUNDLE_MAX (16 * 1024 * 1024)

/* The whole text that a child process writes. NULL when the child failed: the text is the reason then. Transfer full.
 */
static char *
read_child (int fd, pid_t child, GError **error)
{
  GString *text = g_string_new (NULL);
  char piece[4096];
  ssize_t got;
  int status = -1;

  while ((got = read (fd, piece, sizeof piece)) > 0 || (got < 0 && errno == EINTR))
    if (got > 0 && text->len < BUNDLE_MAX)
      g_string_append_len (text, piece, got);
  close (fd);
  while (waitpid (child, &status, 0) < 0 && errno == EINTR)
    ;
  if (WIFEXITED (status) && WEXITSTATUS (status) == 0)
    return g_string_free (text, FALSE);
  g_set_error (error, TILTAS_SYNC_ERROR, TILTAS_SYNC_ERROR_FAILED, "%s",
               text->len > 0 ? text->str : "what stands in the state folder could not be gathered");
  g_string_free (text, TRUE);
  return NULL;
}

/* Makes the text as the owner of the state folder. *done is FALSE on failure: the text is the reason then. Transfer
 * full. */
static char *
gather (Ctl *self, gboolean *done)
{
  g_autoptr (GError) error = NULL;

  *done = ctl_become (CTL_AS_OWNER_LOOKING, self->config->state_dir, self->installed, &error);
  if (!*done)
    return g_strdup (error->message);
  tiltas_config_add_settings (self->config);
  g_autofree char *status = tiltas_report_read_text (self->config->state_dir);
  return tiltas_support_bundle (self->config, self->clock, status);
}

/* Root will write the file where the caller wants it; but the state folder is read as its owner, in a child process. */
static char *
make_bundle (Ctl *self, GError **error)
{
  gboolean done;
  int ends[2];

  if (geteuid () != 0)
    return gather (self, &done);
  if (!g_unix_open_pipe (ends, FD_CLOEXEC, error))
    return NULL;
  pid_t child = fork ();
  if (child == 0)
    {
      g_autofree char *text = gather (self, &done);
      gboolean written = tiltas_write_all (ends[1], text, strlen (text));
      _exit (done && written ? 0 : 1);
    }
  close (ends[1]);
  if (child > 0)
    return read_child (ends[0], child, error);
  close (ends[0]);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "fork: %s", g_strerror (errno));
  return NULL;
}

static gboolean
write_bundle (const char *path, const char *text, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (TiltasWritableStick) stick = tiltas_writable_stick_new (folder, NULL, error);

  return stick != NULL && tiltas_file_replace (path, text, strlen (text), error);
}

CtlExit
ctl_support_bundle (Ctl *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = make_bundle (self, &error);
  const char *name = self->arguments[0];

  if (text == NULL)
    return ctl_fail (self, error);
  if (g_str_equal (name, "-"))
    {
      g_printf ("%s", text);
      return CTL_OK;
    }
  g_autofree char *path = g_canonicalize_filename (name, NULL);
  if (!write_bundle (path, text, &error))
    return ctl_refuse (self, ctl_exit_of_word (tiltas_sync_error_word (error)), tiltas_sync_error_word (error),
                       "The support file was not written: its place cannot be written. Name another one.",
                       error->message);
  if (self->json)
    ctl_print_json (json_pack ("{s:s, s:s}", "result", "ok", "file", path));
  else
    g_printf ("Written: %s\n", path);
  return CTL_OK;
}
