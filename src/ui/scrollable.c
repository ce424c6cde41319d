/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/scrollable.h"

void
tiltas_scrollable_install (GObjectClass *klass)
{
  g_object_class_override_property (klass, TILTAS_SCROLLABLE_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (klass, TILTAS_SCROLLABLE_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (klass, TILTAS_SCROLLABLE_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (klass, TILTAS_SCROLLABLE_VSCROLL_POLICY, "vscroll-policy");
}

void
tiltas_scrollable_get (const TiltasScrollable *self, guint id, GValue *value)
{
  if (id == TILTAS_SCROLLABLE_HADJUSTMENT)
    g_value_set_object (value, self->horizontal);
  else if (id == TILTAS_SCROLLABLE_VADJUSTMENT)
    g_value_set_object (value, self->vertical);
  else
    g_value_set_enum (value, GTK_SCROLL_MINIMUM);
}

void
tiltas_scrollable_set (TiltasScrollable *self, guint id, const GValue *value, GtkWidget *widget, GCallback on_moved)
{
  if (id == TILTAS_SCROLLABLE_HADJUSTMENT)
    g_set_object (&self->horizontal, g_value_get_object (value));
  if (id != TILTAS_SCROLLABLE_VADJUSTMENT)
    return;
  if (self->vertical != NULL)
    g_signal_handlers_disconnect_by_data (self->vertical, widget);
  g_set_object (&self->vertical, g_value_get_object (value));
  if (self->vertical != NULL)
    g_signal_connect_object (self->vertical, "value-changed", on_moved, widget, G_CONNECT_SWAPPED);
}

void
tiltas_scrollable_clear (TiltasScrollable *self)
{
  g_clear_object (&self->horizontal);
  g_clear_object (&self->vertical);
}
