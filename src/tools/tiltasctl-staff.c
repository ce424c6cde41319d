/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-tools"

#include "tools/tiltasctl.h"

#include "base/files.h"
#include "kiosk/staff-lock.h"
#include "kiosk/support.h"
#include "kiosk/usage.h"
#include "sync/lend.h"

#include <errno.h>
#include <glib/gprintf.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* ---- set-pin ---- */

/* A line from standard input without its end, into buffer; FALSE at its end or when it is too long. */
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

/* On a terminal the digits are not shown. */
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
set_pin (Ctl *self, const char *pin)
{
  TiltasStaffLock *lock = tiltas_staff_lock_new (self->config->state_dir, self->clock);
  g_autoptr (GError) error = NULL;
  gboolean set = tiltas_staff_lock_set_pin (lock, pin, &error);

  tiltas_staff_lock_unref (lock);
  if (!set && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT))
    {
      g_fprintf (stderr, "tiltasctl: %s\n", error->message);
      return CTL_USAGE;
    }
  if (!set)
    return ctl_fail (self, error);
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
    g_fprintf (stderr, "tiltasctl: no PIN was given\n");
  else if (isatty (STDIN_FILENO) && (!ask ("Once more: ", again, sizeof again) || !g_str_equal (pin, again)))
    g_fprintf (stderr, "tiltasctl: the two are not the same; nothing was changed\n");
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

CtlExit
ctl_support_bundle (Ctl *self)
{
  g_autofree char *text = tiltas_support_bundle (self->config, self->clock);
  const char *name = self->arguments[0];
  g_autoptr (GError) error = NULL;

  if (g_str_equal (name, "-"))
    {
      g_printf ("%s", text);
      return CTL_OK;
    }
  g_autofree char *path = g_canonicalize_filename (name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  TiltasLend *lend = tiltas_lend_take (folder, NULL, &error);
  gboolean written = lend != NULL && tiltas_file_replace (path, text, strlen (text), &error);
  if (lend != NULL)
    tiltas_lend_free (lend);
  if (!written)
    return ctl_fail (self, error);
  if (self->json)
    ctl_print_json (json_pack ("{s:s, s:s}", "result", "ok", "file", path));
  else
    g_printf ("Written: %s\n", path);
  return CTL_OK;
}
