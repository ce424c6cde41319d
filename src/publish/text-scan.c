/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/text-scan.h"

#include "publish/sniff.h"

#include <string.h>

/* TRUE for what may stand in no text: controls, and characters that word processors or wrong encodings leave. A
 * zero-width space is right only in scripts that write no blanks; before is the character before c. */
static gboolean
is_refused (gunichar c, gunichar before)
{
  GUnicodeScript script = g_unichar_get_script (before);
  gboolean alphabet = script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_CYRILLIC ||
                      script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_COMMON;

  if (g_unichar_type (c) == G_UNICODE_CONTROL)
    return c != '\t';
  return c == 0xad || c == 0xfeff || c == 0x2060 || c == 0xfffc || c == 0xfffd || c == 0x2028 || c == 0x2029 ||
         g_unichar_type (c) == G_UNICODE_PRIVATE_USE || (c == 0x200b && alphabet);
}

/* Adds a fault for the first character of a line (up to end) that may not stand there. */
static void
scan_characters (TiltasFaults *faults, const char *file, int number, const char *line, const char *end)
{
  gunichar before = ' ';

  for (const char *p = line; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *start = p;
      g_autofree char *word = NULL;

      if (!is_refused (c, before) || (c == '\r' && p + 1 == end))
        {
          before = c;
          continue;
        }
      while (start > line && start[-1] != ' ' && start[-1] != ',' && start[-1] != '"' && p - start < 60)
        start = g_utf8_find_prev_char (line, start);
      word = g_strndup (start, (gsize) (p - start));
      tiltas_faults_add (faults, TILTAS_AT (file, number), "control",
                         c == 0xfffd ? "Write the lost letter again." : "Delete it.", "There is %s U+%04X after “%s”.",
                         c == 0xfffd                                   ? "a mark of a lost letter"
                         : g_unichar_type (c) == G_UNICODE_PRIVATE_USE ? "a character of one program alone"
                                                                       : "an invisible character",
                         c, word);
      return;
    }
}

/* FALSE when line is not in NFC: its letters have separate accents. */
static gboolean
is_composed (const char *line, gsize length)
{
  g_autofree char *composed = g_utf8_normalize (line, (gssize) length, G_NORMALIZE_NFC);

  return composed != NULL && strlen (composed) == length && memcmp (composed, line, length) == 0;
}

/* Adds the fault for text that is no UTF-8 from the byte at wrong on, with the encoding that it probably has. */
static void
tell_encoding (TiltasFaults *faults, const char *file, const char *text, const char *wrong, const char *end)
{
  const char *line = text;
  const char *stop = memchr (wrong, '\n', (gsize) (end - wrong));
  const char *encoding;
  g_autofree char *guess = NULL;
  int number = 1;

  for (const char *p = text; p < wrong; p++)
    if (*p == '\n')
      {
        number++;
        line = p + 1;
      }
  encoding = tiltas_sniff_encoding (line, (gsize) ((stop != NULL ? stop : end) - line));
  guess = encoding != NULL ? g_strdup_printf (" but probably %s", encoding) : g_strdup ("");
  tiltas_faults_add (faults, TILTAS_AT (file, number), "utf-8",
                     "Save the file as UTF-8: in Excel “CSV UTF-8”, in LibreOffice character set “Unicode (UTF-8)”.",
                     "This is not UTF-8%s.", guess);
}

gboolean
tiltas_text_scan (TiltasFaults *faults, const char *file, const char *text, gsize length)
{
  const char *end = text + length;
  const char *wrong = end;
  int number = 1;
  gboolean composed = TRUE;

  if (!g_utf8_validate_len (text, length, &wrong))
    {
      tell_encoding (faults, file, text, wrong, end);
      return FALSE;
    }
  for (const char *line = text; line < end; number++)
    {
      const char *stop = memchr (line, '\n', (gsize) (end - line));

      if (stop == NULL)
        stop = end;
      scan_characters (faults, file, number, line, stop);
      if (composed && !is_composed (line, (gsize) (stop - line)))
        {
          composed = FALSE; /* only the first such line is a fault */
          tiltas_faults_add (faults, TILTAS_AT (file, number), "nfc",
                             "Save the file in Unicode NFC (uconv -x nfc does it).",
                             "Letters are written with separate accents, here and perhaps further down.");
        }
      line = stop + 1;
    }
  return TRUE;
}
