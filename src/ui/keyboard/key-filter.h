/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Which keys of a hardware keyboard reach the program. Text (also with AltGr and after dead keys), Tab, arrows, Home,
 * End, page keys, Enter, Escape, Backspace and Delete do. Whatever is pressed with Ctrl, Alt, Super, Meta or Hyper does
 * not, nor do Shift with arrows, Home, End and page keys (they select), function keys, Menu, Print, Insert
 * (Shift+Insert pastes) and keys of media and power. keyval is what the key gives in the layout that is active, so that
 * a shortcut is the same under each of them. */
gboolean tiltas_key_is_allowed (guint keyval, GdkModifierType state);

G_END_DECLS
