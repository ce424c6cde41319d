/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/staff/words.h"

#include "base/language.h"
#include "store/reader-branches.h"
#include "sync/error.h"

#include <glib/gi18n.h>
#include <string.h>

char *
tiltas_staff_duration (TiltasContext *context, int seconds)
{
  gboolean minutes = seconds >= 120;
  int n = minutes ? (seconds + 59) / 60 : seconds;
  g_autofree char *number = tiltas_number_format (tiltas_context_language (context), n);

  return g_strdup_printf (minutes ? ngettext ("%s minute", "%s minutes", (gulong) n)
                                  : ngettext ("%s second", "%s seconds", (gulong) n),
                          number);
}

char *
tiltas_staff_moment (gint64 unix_seconds)
{
  TiltasLocalTime time = tiltas_local_time (unix_seconds);
  g_autofree char *text =
    g_strdup_printf ("%04d-%02d-%02d %02d:%02d", time.year, time.month, time.day, time.minute / 60, time.minute % 60);

  return tiltas_isolate_ltr (text);
}

char *
tiltas_staff_age (TiltasContext *context, gint64 unix_seconds)
{
  gint64 minutes = (tiltas_clock_now (context->clock) - unix_seconds) / 60;
  const char *language = tiltas_context_language (context);

  if (unix_seconds <= 0)
    return g_strdup (_ ("never"));
  if (minutes < 1)
    return g_strdup (_ ("just now"));
  gint64 n = minutes < 60 ? minutes : minutes < 60 * 48 ? minutes / 60 : minutes / (24 * 60);
  g_autofree char *number = tiltas_number_format (language, n);

  if (minutes < 60)
    return g_strdup_printf (ngettext ("%s minute ago", "%s minutes ago", (gulong) n), number);
  if (minutes < 60 * 48)
    return g_strdup_printf (ngettext ("%s hour ago", "%s hours ago", (gulong) n), number);
  return g_strdup_printf (ngettext ("%s day ago", "%s days ago", (gulong) n), number);
}

char *
tiltas_staff_size (TiltasContext *context, guint64 bytes)
{
  static const char *const UNITS[] = { "B", "KB", "MB", "GB", "TB" };
  guint unit = 0;

  for (; bytes >= 10000 && unit + 1 < G_N_ELEMENTS (UNITS); unit++)
    bytes /= 1000;
  g_autofree char *number = tiltas_number_format (tiltas_context_language (context), (gint64) bytes);
  return g_strdup_printf ("%s %s", number, UNITS[unit]);
}

char *
tiltas_staff_publisher_name (TiltasContext *context, const char *publisher)
{
  g_autoptr (GPtrArray) branches = tiltas_reader_branches (context->reader, NULL);
  const TiltasBranch *first = NULL;

  for (guint i = 0; branches != NULL && i < branches->len; i++)
    {
      const TiltasBranch *branch = g_ptr_array_index (branches, i);
      if (g_str_equal (branch->publisher, publisher) && (first == NULL || strcmp (branch->id, first->id) < 0))
        first = branch;
    }
  return g_strdup (first != NULL ? first->name : publisher);
}

char *
tiltas_staff_words (const char *word, TiltasOrigin origin)
{
  const char *sentence = tiltas_word_sentence (word, origin), *advice = tiltas_word_advice (word, origin);

  if (sentence == NULL)
    return NULL;
  return advice != NULL ? g_strdup_printf ("%s %s", _ (sentence), _ (advice)) : g_strdup (_ (sentence));
}

gboolean
tiltas_staff_is_refusal (const char *word)
{
  if (tiltas_sync_sentence (word) == NULL)
    return FALSE;
  switch (tiltas_sync_error_of_word (word))
    {
    case TILTAS_SYNC_ERROR_SIGNATURE:
    case TILTAS_SYNC_ERROR_EXPIRED:
    case TILTAS_SYNC_ERROR_ROLLBACK:
    case TILTAS_SYNC_ERROR_FORMAT:
    case TILTAS_SYNC_ERROR_HASH:
    case TILTAS_SYNC_ERROR_LENGTH:
    case TILTAS_SYNC_ERROR_REFUSED:
    case TILTAS_SYNC_ERROR_QUOTA:
    case TILTAS_SYNC_ERROR_STICK_FILE:
      return TRUE;
    default:
      return FALSE;
    }
}

char *
tiltas_staff_edition (TiltasContext *context, gint64 seq)
{
  g_autofree char *number = tiltas_number_format (tiltas_context_language (context), seq);

  /* Translators: %s is the number of an edition of the content. */
  return g_strdup_printf (_ ("Edition %s"), number);
}
