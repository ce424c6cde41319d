/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* TRUE when a key of a hardware keyboard may reach the program. Text (also with AltGr and after dead keys), Tab,
 * arrows, Home, End, page keys, Enter, Escape, Backspace and Delete may. Nothing that is pressed with Ctrl, Alt,
 * Super, Meta or Hyper may, nor Shift with arrows, Home, End and page keys (they select), function keys, Menu,
 * Print, Insert (Shift+Insert pastes), and keys for media and power. keyval: what the key gives in the active
 * layout, so that a shortcut is the same in each of them. */
gboolean tiltas_key_is_allowed (guint keyval, GdkModifierType state);

G_END_DECLS
