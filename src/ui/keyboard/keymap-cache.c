/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keyboard/keymap-cache.h"

#include <gio/gio.h>

TiltasKeymapCache *
tiltas_keymap_cache_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) tiltas_keymap_unref);
}

static char *
name_of (const char *language, TiltasKeymapKind kind)
{
  return g_strdup_printf ("%s/%d", language, (int) kind);
}

TiltasKeymap *
tiltas_keymap_cache_get (TiltasKeymapCache *self, const char *language, TiltasKeymapKind kind)
{
  g_autofree char *name = name_of (language, kind);
  TiltasKeymap *keymap = g_hash_table_lookup (self, name);

  if (keymap != NULL)
    return keymap;
  keymap = tiltas_keymap_build (language, kind);
  if (keymap == NULL && !g_str_equal (language, TILTAS_KEYMAP_FALLBACK))
    {
      g_warning ("Keyboard: xkeyboard-config has no layout for “%s”, the Lithuanian one stands in", language);
      keymap = tiltas_keymap_ref (tiltas_keymap_cache_get (self, TILTAS_KEYMAP_FALLBACK, kind));
    }
  g_hash_table_insert (self, g_steal_pointer (&name), keymap);
  return keymap;
}

static void
build (GTask *task, gpointer source, gpointer language, GCancellable *cancellable)
{
  g_task_return_pointer (task, tiltas_keymap_build (language, TILTAS_KEYMAP_LETTERS),
                         (GDestroyNotify) tiltas_keymap_unref);
}

static void
on_built (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GHashTable) self = data;
  TiltasKeymap *keymap = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *name = name_of (g_task_get_task_data (G_TASK (result)), TILTAS_KEYMAP_LETTERS);

  if (keymap != NULL && !g_hash_table_contains (self, name))
    g_hash_table_insert (self, g_steal_pointer (&name), keymap);
  else
    tiltas_keymap_unref (keymap);
}

void
tiltas_keymap_cache_preload (TiltasKeymapCache *self, const char *const *languages)
{
  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, on_built, g_hash_table_ref (self));
      g_task_set_task_data (task, g_strdup (languages[i]), g_free);
      g_task_run_in_thread (task, build);
    }
}
