/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/keyboard/keymap-build.h"

G_BEGIN_DECLS

/* The keymaps that were built so far, by language and kind. One thread uses it: the main thread. */
typedef GHashTable TiltasKeymapCache;

/* The language whose layout is always there. */
#define TILTAS_KEYMAP_FALLBACK "lt"

/* Free it with g_hash_table_unref (). */
TiltasKeymapCache *tiltas_keymap_cache_new (void);
/* The keymap, built now (keymap-build.h) when it is not there yet. A language whose layout is not installed gets the
 * Lithuanian one. Never NULL; borrowed from the cache. */
TiltasKeymap *tiltas_keymap_cache_get (TiltasKeymapCache *self, const char *language, TiltasKeymapKind kind);
/* Builds the letters of the languages in threads of their own. Returns at once. */
void tiltas_keymap_cache_preload (TiltasKeymapCache *self, const char *const *languages);

G_END_DECLS
