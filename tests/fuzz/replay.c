/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

/* Replays every file of a folder through a fuzz target: as it is, cut at some places, and with some bytes changed. The
 * mutations are the same in every run. Prints TAP. */

#define CUTS 64
#define CHANGES 256

static const char interesting[] = {
  0, '\n', '"', '\\', '{', '}', '[', ']', '-', '0', '9', ' ', (char) 0x7F, (char) 0xFF
};

/* Uses an exact copy, so that a sanitizer notices a read of one byte too many. */
static void
run (const char *content, gsize length)
{
  g_autofree guint8 *copy = g_malloc (MAX (length, 1));
  memcpy (copy, content, length);
  LLVMFuzzerTestOneInput (copy, length);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
replay (char *content, gsize length)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  run (content, length);
  for (int i = 0; i < CUTS && length > 0; i++)
    run (content, (gsize) g_rand_int_range (rand, 0, (gint32) length));
  for (int i = 0; i < CHANGES && length > 0; i++)
    {
      gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) length);
      char before = content[at];
      content[at] = g_rand_boolean (rand) ? interesting[g_rand_int_range (rand, 0, G_N_ELEMENTS (interesting))]
                                          : (char) (before ^ 1 << g_rand_int_range (rand, 0, 8));
      run (content, length);
      content[at] = before;
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = argc == 2 ? g_dir_open (argv[1], 0, &error) : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name = NULL;
  if (folder == NULL)
    {
      fprintf (stderr, "Usage: %s FOLDER%s%s\n", argv[0], error != NULL ? ": " : "",
               error != NULL ? error->message : "");
      return 2;
    }
  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  printf ("1..%u\n", names->len);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (argv[1], g_ptr_array_index (names, i), NULL);
      g_autofree char *content = NULL;
      gsize length = 0;
      gboolean ok = g_file_get_contents (path, &content, &length, NULL);
      if (ok)
        replay (content, length);
      printf ("%s %u - %s\n", ok ? "ok" : "not ok", i + 1, (char *) g_ptr_array_index (names, i));
      fflush (stdout);
    }
  return names->len > 0 ? 0 : 1;
}
