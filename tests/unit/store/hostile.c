/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hostile.h"

#include <jansson.h>
#include <string.h>
#include <zstd.h>

static const char *const kinds[] = { "note", "note-text", NULL };
const TiltasQuota hostile_quota = { kinds, 12, 3000, 100 };

static gboolean
chance (GRand *rand, int one_in)
{
  return g_rand_int_range (rand, 0, one_in) == 0;
}

/* ---- Lines ---- */

/* "kind/id[/lang]" of a line, or NULL when it has none. */
static char *
key_of (const char *line)
{
  json_t *record = json_loads (line, 0, NULL);
  const char *kind = json_string_value (json_object_get (record, "kind"));
  const char *id = json_string_value (json_object_get (record, "id"));
  const char *lang = json_string_value (json_object_get (record, "lang"));
  char *key = kind == NULL || id == NULL ? NULL
              : lang != NULL             ? g_strjoin ("/", kind, id, lang, NULL)
                                         : g_strjoin ("/", kind, id, NULL);

  json_decref (record);
  return key;
}

static char *
picture (GRand *rand)
{
  static const int lengths[] = { 10, 20, 40, 80 };
  int n = g_rand_int_range (rand, 0, G_N_ELEMENTS (lengths));

  return g_strdup_printf ("{\"length\":%d,\"media_type\":\"image/png\",\"sha256\":\"%064d\"}", lengths[n], n);
}

static char *
good_line (GRand *rand)
{
  g_autofree char *image = picture (rand);
  g_autofree char *words = g_strnfill ((gsize) g_rand_int_range (rand, 1, 60), 'a');
  int id = g_rand_int_range (rand, 0, 20);

  if (chance (rand, 4))
    return g_strdup_printf (
      "{\"id\":\"n%d\",\"kind\":\"note-text\",\"lang\":\"lt\",\"publisher\":\"rig\",\"words\":\"%s\"}", id, words);
  if (chance (rand, 6))
    return g_strdup_printf ("{\"id\":\"n%d\",\"kind\":\"note\",\"picture\":%s,\"publisher\":\"rig\",\"words\":\"%s\"}",
                            id, image, words);
  return g_strdup_printf ("{\"id\":\"n%d\",\"kind\":\"note\",\"publisher\":\"rig\",\"words\":\"%s\"}", id, words);
}

static char *
bad_line (GRand *rand)
{
  g_autofree char *much = g_strnfill (4000, 'a');
  g_autofree char *too_long = g_strnfill (262144, 'a');

  switch (g_rand_int_range (rand, 0, 16))
    {
    case 0: /* another publisher's record, in its place and with its words changed */
      return g_strdup ("{\"id\":\"v0\",\"kind\":\"note\",\"publisher\":\"lnb\",\"words\":\"stolen\"}");
    case 1:
      return g_strdup ("{\"id\":\"new\",\"kind\":\"note\",\"publisher\":\"lnb\",\"words\":\"added\"}");
    case 2:
      return g_strdup ("{\"id\":\"n1\",\"kind\":\"service\",\"publisher\":\"rig\"}");
    case 3:
      return g_strdup ("{\"id\":\"n1\",\"kind\":\"zz\",\"publisher\":\"rig\"}");
    case 4:
      return g_strdup_printf ("{\"id\":\"n1\",\"kind\":\"note\",\"publisher\":\"rig\",\"words\":\"%s\"}", much);
    case 5:
      return g_strdup_printf ("{\"id\":\"n1\",\"kind\":\"note\",\"publisher\":\"rig\",\"words\":\"%s\"}", too_long);
    case 6:
      return g_strdup_printf ("{\"id\":\"n1\",\"kind\":\"note\",\"picture\":{\"length\":101,\"media_type\":\"image/"
                              "png\",\"sha256\":\"%064d\"},\"publisher\":\"rig\"}",
                              7);
    case 7: /* one picture inside another */
      return g_strdup_printf ("{\"id\":\"n1\",\"kind\":\"note\",\"picture\":{\"in\":[{\"length\":91,\"media_type\":"
                              "\"image/png\",\"sha256\":\"%064d\"}],"
                              "\"length\":10,\"media_type\":\"image/png\",\"sha256\":\"%064d\"},\"publisher\":\"rig\"}",
                              8, 0);
    case 8: /* one picture with two lengths */
      return g_strdup_printf ("{\"id\":\"n1\",\"kind\":\"note\",\"picture\":{\"length\":1,\"media_type\":\"image/"
                              "png\",\"sha256\":\"%064d\"},\"publisher\":\"rig\"}",
                              3);
    case 9:
      return g_strdup_printf ("{\"id\":\"n1\",\"kind\":\"note\",\"picture\":{\"length\":-200,\"media_type\":\"image/"
                              "png\",\"sha256\":\"%064d\"},\"publisher\":\"rig\"}",
                              9);
    case 10:
      return g_strdup ("{\"id\":\"../v0\",\"kind\":\"note\",\"publisher\":\"rig\"}");
    case 11:
      return g_strdup ("{\"id\":\"n1\",\"kind\":\"note\",\"publisher\":\"rig/../lnb\"}");
    case 12: /* not in canonical form: two names of one member */
      return g_strdup ("{\"id\":\"n1\",\"kind\":\"note\",\"publisher\":\"rig\",\"publisher\":\"lnb\"}");
    case 13:
      return g_strdup ("{ \"id\":\"n1\",\"kind\":\"note\",\"publisher\":\"rig\"}");
    case 14:
      return g_strdup ("");
    default:
      return g_strdup ("\x1b[2J\xff\xfe");
    }
}

/* ---- Packs ---- */

static gint
by_key (gconstpointer a, gconstpointer b)
{
  g_autofree char *one = key_of (*(const char *const *) a);
  g_autofree char *other = key_of (*(const char *const *) b);

  return g_strcmp0 (one, other);
}

/* Keeps one line of each key, in order, so that the order of the lines is valid. */
static void
make_right (GPtrArray *lines)
{
  g_ptr_array_sort (lines, by_key);
  for (guint i = lines->len; i > 1; i--)
    if (by_key (&lines->pdata[i - 2], &lines->pdata[i - 1]) == 0)
      g_ptr_array_remove_index (lines, i - 1);
}

static GPtrArray *
split (const char *pack)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  const char *end;

  for (; (end = strchr (pack, '\n')) != NULL; pack = end + 1)
    g_ptr_array_add (lines, g_strndup (pack, (gsize) (end - pack)));
  return lines;
}

static char *
join (GPtrArray *lines)
{
  GString *pack = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (pack, "%s\n", (const char *) lines->pdata[i]);
  return g_string_free (pack, FALSE);
}

char *
hostile_pack (GRand *rand)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  gboolean good = g_rand_boolean (rand);
  int n = g_rand_int_range (rand, 0, good ? 12 : 24);

  for (int i = 0; i < n; i++)
    g_ptr_array_add (lines, good_line (rand));
  for (int i = g_rand_int_range (rand, 0, 3); i > 0 && !good; i--)
    g_ptr_array_add (lines, bad_line (rand));
  if (good || !chance (rand, 4))
    make_right (lines);
  char *pack = join (lines);
  if (!good && chance (rand, 10) && *pack != '\0')
    pack[strlen (pack) - 1] = '\0'; /* the last line has no end */
  return pack;
}

static gint64
picture_bytes (json_t *value, GHashTable *seen)
{
  const char *sha256 = json_string_value (json_object_get (value, "sha256"));
  json_t *length = json_object_get (value, "length"), *child;
  gint64 sum = 0;
  const char *name;
  size_t i;

  if (sha256 != NULL && json_integer_value (length) > 0 && g_hash_table_add (seen, g_strdup (sha256)))
    sum += json_integer_value (length);
  json_object_foreach (value, name, child)
    sum += picture_bytes (child, seen);
  json_array_foreach (value, i, child)
    sum += picture_bytes (child, seen);
  return sum;
}

gboolean
hostile_is_allowed (const char *pack)
{
  g_autoptr (GPtrArray) lines = split (pack);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 sum = 0;
  gboolean good = lines->len <= hostile_quota.records && strlen (pack) <= hostile_quota.bytes;

  for (guint i = 0; good && i < lines->len; i++)
    {
      json_t *record = json_loads (lines->pdata[i], JSON_REJECT_DUPLICATES, NULL);
      const char *kind = json_string_value (json_object_get (record, "kind"));

      good = g_strcmp0 (json_string_value (json_object_get (record, "publisher")), HOSTILE_PUBLISHER) == 0 &&
             kind != NULL && g_strv_contains (kinds, kind) &&
             (i == 0 || by_key (&lines->pdata[i - 1], &lines->pdata[i]) < 0);
      sum += picture_bytes (record, seen);
      json_decref (record);
    }
  return good && sum <= (gint64) hostile_quota.blobs;
}

/* ---- Deltas (content/delta.h) ---- */

static void
put_number (GByteArray *bytes, gsize number)
{
  for (; number >= 0x80; number >>= 7)
    g_byte_array_append (bytes, (const guint8[]){ (guint8) (number & 0x7F) | 0x80 }, 1);
  g_byte_array_append (bytes, (const guint8[]){ (guint8) number }, 1);
}

static void
put_keys (GByteArray *bytes, GPtrArray *keys)
{
  for (guint i = 0; i < keys->len; i++)
    {
      put_number (bytes, 0);
      put_number (bytes, strlen (keys->pdata[i]));
      g_byte_array_append (bytes, keys->pdata[i], (guint) strlen (keys->pdata[i]));
    }
}

static void
put_frame (GByteArray *bytes, const GString *lines)
{
  gsize room = ZSTD_compressBound (lines->len);
  g_autofree guint8 *frame = g_malloc (room);
  gsize length = ZSTD_compress (frame, room, lines->str, lines->len, 3);

  g_assert_false (ZSTD_isError (length));
  g_byte_array_append (bytes, frame, (guint) length);
}

static const char *
find_line (GPtrArray *lines, const char *key)
{
  for (guint i = 0; i < lines->len; i++)
    {
      g_autofree char *other = key_of (lines->pdata[i]);

      if (g_strcmp0 (other, key) == 0)
        return lines->pdata[i];
    }
  return NULL;
}

typedef struct
{
  GPtrArray *removed, *changed; /* keys */
  gsize before;
  GString *after;
} Change;

static void
change_clear (Change *self)
{
  g_ptr_array_unref (self->removed);
  g_ptr_array_unref (self->changed);
  g_string_free (self->after, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Change, change_clear)

static void
compare (Change *change, GPtrArray *old, GPtrArray *new)
{
  for (guint i = 0; i < old->len; i++)
    {
      g_autofree char *key = key_of (old->pdata[i]);

      if (key != NULL && find_line (new, key) == NULL)
        g_ptr_array_add (change->removed, g_steal_pointer (&key));
    }
  for (guint i = 0; i < new->len; i++)
    {
      g_autofree char *key = key_of (new->pdata[i]);
      const char *before = key != NULL ? find_line (old, key) : NULL;

      if (before != NULL && g_str_equal (before, new->pdata[i]))
        continue;
      g_string_append_printf (change->after, "%s\n", (const char *) new->pdata[i]);
      if (before == NULL)
        continue;
      change->before += strlen (before) + 1;
      g_ptr_array_add (change->changed, g_steal_pointer (&key));
    }
}

static void
spoil (Change *change, GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 6))
    {
    case 0:
      g_ptr_array_add (change->removed, g_strdup ("note/nothing"));
      break;
    case 1:
      g_ptr_array_add (change->removed, g_strdup ("../lnb/note/v0"));
      break;
    case 2:
      g_ptr_array_add (change->changed, g_strdup ("note/v0"));
      break;
    case 3:
      change->before++;
      break;
    case 4:
      g_string_append (change->after, "{\"id\":\"v0\",\"kind\":\"note\",\"publisher\":\"lnb\",\"words\":\"stolen\"}\n");
      break;
    default:
      g_ptr_array_set_size (change->removed, 0);
      break;
    }
}

GBytes *
hostile_delta (GRand *rand, const char *from, const char *to)
{
  g_autoptr (GPtrArray) old = split (from);
  g_autoptr (GPtrArray) new = split (to);
  g_auto (Change) change = { g_ptr_array_new_with_free_func (g_free), g_ptr_array_new_with_free_func (g_free), 0,
                             g_string_new (NULL) };
  GByteArray *bytes = g_byte_array_new ();
  gboolean good = g_rand_boolean (rand);

  compare (&change, old, new);
  if (!good)
    spoil (&change, rand);
  g_byte_array_append (bytes, (const guint8 *) "TLD\001", 4);
  put_number (bytes, change.removed->len);
  put_number (bytes, change.changed->len);
  put_number (bytes, change.before);
  put_number (bytes, change.after->len);
  put_keys (bytes, change.removed);
  put_keys (bytes, change.changed);
  if (change.after->len > 0)
    put_frame (bytes, change.after);
  if (!good && chance (rand, 3))
    bytes->data[g_rand_int_range (rand, 0, (gint32) bytes->len)] ^= (guint8) (1 << g_rand_int_range (rand, 0, 8));
  return g_byte_array_free_to_bytes (bytes);
}
