/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-content"

#include "content/canonical.h"

#include "content/excerpt.h"

#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

G_DEFINE_QUARK (tiltas - canonical - error - quark, tiltas_canonical_error)

#define INTEGER_MAX (G_GINT64_CONSTANT (1) << 53)
/* Strings up to this many bytes are checked for NFC without an allocation. */
#define SHORT_TEXT 1024

static gboolean G_GNUC_PRINTF (2, 3) refuse (GError **error, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (TILTAS_CANONICAL_ERROR, 0, format, arguments));
  va_end (arguments);
  return FALSE;
}

/* text is UTF-8 (jansson has checked it). */
static gboolean
is_nfc (const char *text, gsize length)
{
  UChar on_stack[SHORT_TEXT];
  g_autofree UChar *on_heap = NULL;
  UChar *utf16 = on_stack;
  int32_t n_units = 0;
  UErrorCode status = U_ZERO_ERROR;
  if (length > SHORT_TEXT)
    utf16 = on_heap = g_new (UChar, length);
  u_strFromUTF8 (utf16, (int32_t) MAX (length, SHORT_TEXT), &n_units, text, (int32_t) length, &status);
  const UNormalizer2 *nfc = unorm2_getNFCInstance (&status);
  gboolean normal = unorm2_isNormalized (nfc, utf16, n_units, &status);
  return U_SUCCESS (status) && normal;
}

/* Appends the string in canonical form, in quotes. */
static gboolean
emit_string (GString *out, const char *text, gsize length, GError **error)
{
  /* Characters below U+0300 are always in NFC. The first byte of all others is 0xCC or more. */
  gboolean maybe_not_nfc = FALSE;
  gsize written = 0;
  g_string_append_c (out, '"');
  for (gsize i = 0; i < length; i++)
    {
      guint8 byte = (guint8) text[i];
      gboolean c1_control = byte == 0xC2 && (guint8) text[i + 1] < 0xA0;
      if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F || c1_control)
        return refuse (error, "a text holds the control character U+%04X", c1_control ? (guint8) text[i + 1] : byte);
      maybe_not_nfc |= byte >= 0xCC;
      if (byte >= 0x20 && byte != '"' && byte != '\\')
        continue;
      g_string_append_len (out, text + written, (gssize) (i - written));
      g_string_append_c (out, '\\');
      g_string_append_c (out, byte == '\n' ? 'n' : byte == '\t' ? 't' : (char) byte);
      written = i + 1;
    }
  g_string_append_len (out, text + written, (gssize) (length - written));
  g_string_append_c (out, '"');
  if (maybe_not_nfc && !is_nfc (text, length))
    {
      g_autofree char *excerpt = tiltas_excerpt (text, 60);
      return refuse (error, "a text is not in Unicode NFC: “%s”", excerpt);
    }
  return TRUE;
}

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean emit (GString *out, json_t *value, int depth, GError **error);

static gboolean
emit_object (GString *out, json_t *object, int depth, GError **error)
{
  const char *names[TILTAS_MEMBERS_MAX];
  gsize n_names = 0;
  if (json_object_size (object) > TILTAS_MEMBERS_MAX)
    return refuse (error, "an object has more than %d members", TILTAS_MEMBERS_MAX);
  for (void *i = json_object_iter (object); i != NULL; i = json_object_iter_next (object, i))
    names[n_names++] = json_object_iter_key (i);
  qsort (names, n_names, sizeof names[0], compare_names);
  g_string_append_c (out, '{');
  for (gsize i = 0; i < n_names; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      if (!emit_string (out, names[i], strlen (names[i]), error))
        return FALSE;
      g_string_append_c (out, ':');
      if (!emit (out, json_object_get (object, names[i]), depth, error))
        return FALSE;
    }
  g_string_append_c (out, '}');
  return TRUE;
}

static gboolean
emit_array (GString *out, json_t *array, int depth, GError **error)
{
  g_string_append_c (out, '[');
  for (gsize i = 0; i < json_array_size (array); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      if (!emit (out, json_array_get (array, i), depth, error))
        return FALSE;
    }
  g_string_append_c (out, ']');
  return TRUE;
}

static gboolean
emit_integer (GString *out, json_int_t number, GError **error)
{
  if (number > INTEGER_MAX || number < -INTEGER_MAX)
    return refuse (error, "an integer is beyond ±2^53: %" JSON_INTEGER_FORMAT, number);
  g_string_append_printf (out, "%" JSON_INTEGER_FORMAT, number);
  return TRUE;
}

/* Writes a value, and refuses what no record may hold. Only this function knows these rules. */
static gboolean
emit (GString *out, json_t *value, int depth, GError **error)
{
  if (out->len > TILTAS_LINE_MAX)
    return refuse (error, "longer than %d bytes", TILTAS_LINE_MAX);
  switch (json_typeof (value))
    {
    case JSON_OBJECT:
    case JSON_ARRAY:
      if (depth >= TILTAS_DEPTH_MAX)
        return refuse (error, "deeper than %d levels", TILTAS_DEPTH_MAX);
      return json_is_object (value) ? emit_object (out, value, depth + 1, error)
                                    : emit_array (out, value, depth + 1, error);
    case JSON_STRING:
      return emit_string (out, json_string_value (value), json_string_length (value), error);
    case JSON_INTEGER:
      return emit_integer (out, json_integer_value (value), error);
    case JSON_TRUE:
      g_string_append (out, "true");
      return TRUE;
    case JSON_FALSE:
      g_string_append (out, "false");
      return TRUE;
    case JSON_REAL:
      return refuse (error, "a number is no integer");
    case JSON_NULL:
    default:
      return refuse (error, "null is not allowed: leave the member out");
    }
}

static GString *
write_value (json_t *value, gsize expected, GError **error)
{
  GString *out = g_string_sized_new (expected + 1);
  gboolean ok = FALSE;
  if (!json_is_object (value) && !json_is_array (value))
    refuse (error, "neither an object nor an array");
  else
    ok = emit (out, value, 0, error) &&
         (out->len <= TILTAS_LINE_MAX || refuse (error, "longer than %d bytes", TILTAS_LINE_MAX));
  if (ok)
    return out;
  g_string_free (out, TRUE);
  return NULL;
}

/* Parses a line; *canonical gets its canonical bytes. */
static json_t *
parse (const char *line, gsize length, GString **canonical, GError **error)
{
  json_error_t fault;
  if (length > TILTAS_LINE_MAX)
    {
      refuse (error, "longer than %d bytes", TILTAS_LINE_MAX);
      return NULL;
    }
  g_autoptr (json_t) value = json_loadb (line, length, JSON_REJECT_DUPLICATES, &fault);
  if (value == NULL)
    {
      refuse (error, "no JSON: %s (byte %d)", fault.text, fault.position);
      return NULL;
    }
  *canonical = write_value (value, length, error);
  return *canonical != NULL ? g_steal_pointer (&value) : NULL;
}

json_t *
tiltas_canonical_parse (const char *line, gsize length, GError **error)
{
  g_return_val_if_fail (line != NULL || length == 0, NULL);
  GString *canonical = NULL;
  json_t *value = parse (line != NULL ? line : "", length, &canonical, error);
  if (canonical != NULL)
    g_string_free (canonical, TRUE);
  return value;
}

GBytes *
tiltas_canonical_write (json_t *value, GError **error)
{
  g_return_val_if_fail (value != NULL, NULL);
  GString *canonical = write_value (value, 512, error);
  return canonical != NULL ? g_string_free_to_bytes (canonical) : NULL;
}

json_t *
tiltas_canonical_check (const char *line, gsize length, GError **error)
{
  g_return_val_if_fail (line != NULL || length == 0, NULL);
  GString *canonical = NULL;
  g_autoptr (json_t) value = parse (line != NULL ? line : "", length, &canonical, error);
  if (value == NULL)
    return NULL;
  gboolean equal = canonical->len == length && memcmp (canonical->str, line, length) == 0;
  gsize at = 0;
  while (!equal && at < length && at < canonical->len && canonical->str[at] == line[at])
    at++;
  g_string_free (canonical, TRUE);
  if (!equal)
    {
      refuse (error, "not in canonical form, from byte %" G_GSIZE_FORMAT, at + 1);
      return NULL;
    }
  return g_steal_pointer (&value);
}
