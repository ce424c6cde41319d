/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/sniff.h"

#include <string.h>

#define SAVE_TABLE "Open it in the program that made it and save it as CSV in UTF-8, with commas between the cells."
#define SAVE_TEXT "Save it as UTF-8: in Excel “CSV UTF-8”, in LibreOffice character set “Unicode (UTF-8)”."
#define GUESS_LENGTH 256

/* TRUE with a byte-order mark, or when more than a quarter of the bytes are 0 and all of these at even or all at odd
 * places: Latin letters have one byte 0 in UTF-16. */
static gboolean
is_utf16 (const char *data, gsize length)
{
  gsize zeros[2] = { 0, 0 };
  gsize n = MIN (length, GUESS_LENGTH) & ~(gsize) 1;

  if (length >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0))
    return TRUE;
  for (gsize i = 0; i < n; i++)
    zeros[i & 1] += data[i] == '\0';
  return n >= 4 && (zeros[0] * 4 > n || zeros[1] * 4 > n) && (zeros[0] == 0 || zeros[1] == 0);
}

const char *
tiltas_sniff (const char *data, gsize length, const char **advice)
{
  static const struct
  {
    const char *start, *what;
  } known[] = {
    { "PK\x03\x04", "a spreadsheet or document (.xlsx, .ods, .docx, .zip) under another name" },
    { "\xd0\xcf\x11\xe0", "a spreadsheet or document of an old Office (.xls, .doc) under another name" },
    { "{\\rtf", "a document of a word processor (.rtf) under another name" },
    { "%PDF-", "a PDF under another name" },
    { "\x1f\x8b", "a compressed file (.gz)" },
    { "<!DOCTYPE html", "a web page" },
    { "<html", "a web page" },
    { "version https://git-lfs", "a place holder of Git LFS; the file itself was not fetched" },
  };

  *advice = SAVE_TABLE;
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (length >= strlen (known[i].start) && g_ascii_strncasecmp (data, known[i].start, strlen (known[i].start)) == 0)
      return known[i].what;
  *advice = SAVE_TEXT;
  if (is_utf16 (data, length))
    return "UTF-16 (“Unicode text”)";
  *advice = "Take the file from its source again.";
  return length > 0 && memchr (data, '\0', length) != NULL ? "damaged or binary (it holds bytes 0)" : NULL;
}

/* TRUE when line, read in encoding, has characters beyond ASCII and all of them stand in letters. */
static gboolean
fits (const char *line, gsize length, const char *encoding, const char *letters)
{
  g_autofree char *text = g_convert (line, (gssize) length, "UTF-8", encoding, NULL, NULL, NULL);
  guint n = 0;

  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      if ((guchar) *p >= 0x80 && g_utf8_strchr (letters, -1, g_utf8_get_char (p)) == NULL)
        return FALSE;
      n += (guchar) *p >= 0x80;
    }
  return n > 0;
}

const char *
tiltas_sniff_encoding (const char *line, gsize length)
{
  static const char lithuanian[] = "ąčęėįšųūžĄČĘĖĮŠŲŪŽ„“”–—’…€°§«»\u00a0";
  static const char russian[] = "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ"
                                "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁІЇЄҐ„“”–—’…€°§«»№\u00a0";

  if (fits (line, length, "WINDOWS-1257", lithuanian))
    return "Windows-1257";
  return fits (line, length, "WINDOWS-1251", russian) ? "Windows-1251" : NULL;
}
