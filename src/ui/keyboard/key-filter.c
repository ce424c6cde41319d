/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keyboard/key-filter.h"

#define SHORTCUT_MODIFIERS (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK | GDK_HYPER_MASK)

static gboolean
is_editing_key (guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
    case GDK_KEY_KP_Tab:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_Escape:
    case GDK_KEY_BackSpace:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_moving_key (guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
    case GDK_KEY_Up:
    case GDK_KEY_Down:
    case GDK_KEY_KP_Left:
    case GDK_KEY_KP_Right:
    case GDK_KEY_KP_Up:
    case GDK_KEY_KP_Down:
    case GDK_KEY_Home:
    case GDK_KEY_End:
    case GDK_KEY_KP_Home:
    case GDK_KEY_KP_End:
    case GDK_KEY_Page_Up:
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Up:
    case GDK_KEY_KP_Page_Down:
      return TRUE;
    default:
      return FALSE;
    }
}

/* TRUE for keys that change what other keys give. Alone they do nothing. */
static gboolean
is_shift (guint keyval)
{
  return keyval == GDK_KEY_Shift_L || keyval == GDK_KEY_Shift_R || keyval == GDK_KEY_Caps_Lock ||
         keyval == GDK_KEY_Num_Lock || keyval == GDK_KEY_ISO_Level3_Shift || keyval == GDK_KEY_ISO_Level5_Shift ||
         keyval == GDK_KEY_Mode_switch;
}

/* TRUE for Compose and for dead keys (dead_grave … dead_longsolidusoverlay), whose accent waits for its letter. */
static gboolean
is_compose (guint keyval)
{
  return keyval == GDK_KEY_Multi_key || (keyval >= GDK_KEY_dead_grave && keyval <= GDK_KEY_dead_longsolidusoverlay);
}

gboolean
tiltas_key_is_allowed (guint keyval, GdkModifierType state)
{
  if ((state & SHORTCUT_MODIFIERS) != 0)
    return FALSE;
  if (is_editing_key (keyval) || is_shift (keyval) || is_compose (keyval))
    return TRUE;
  /* Shift+Delete cuts to the clipboard. Shift with a moving key selects, and other programs can read what is
   * selected in the primary selection. */
  if (is_moving_key (keyval) || keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete)
    return (state & GDK_SHIFT_MASK) == 0;
  return g_unichar_isprint (gdk_keyval_to_unicode (keyval));
}
