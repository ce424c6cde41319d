/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visit-watch.h"

#include <string.h>

/* Counts the place once, if it shows a lesson or a service. Places opened by hand may name it without PUBLISHER/ and
 * are not counted. */
static void
count_place (TiltasContext *context, TiltasPlace *place)
{
  TiltasUsageKind kind = place->kind == TILTAS_PLACE_LESSON ? TILTAS_USAGE_LESSON : TILTAS_USAGE_SERVICE;

  if ((place->kind != TILTAS_PLACE_LESSON && place->kind != TILTAS_PLACE_SERVICE) || place->counted)
    return;
  place->counted = TRUE;
  if (place->ref != NULL && strchr (place->ref, '/') != NULL)
    tiltas_usage_count (context->usage, kind, place->ref);
}

static void
on_navigated (TiltasContext *context)
{
  count_place (context, tiltas_session_place (context->session));
}

static void
empty (GdkClipboard *clipboard)
{
  /* Only our own text can be in it: no other program runs on the terminal. */
  gdk_clipboard_set_text (clipboard, "");
  gdk_clipboard_set_content (clipboard, NULL);
}

/* Runs after the pages are freed, because they count too. */
static gboolean
on_save (gpointer data)
{
  TiltasContext *context = data;
  g_autoptr (GError) error = NULL;

  if (!tiltas_usage_save (context->usage, &error))
    g_warning ("use counts: %s", error->message);
  return G_SOURCE_REMOVE;
}

static void
on_ending (TiltasContext *context)
{
  GdkDisplay *display = gdk_display_get_default ();

  if (display != NULL)
    {
      empty (gdk_display_get_clipboard (display));
      empty (gdk_display_get_primary_clipboard (display));
    }
  if (tiltas_session_visitor_place (context->session)->kind == TILTAS_PLACE_WELCOME)
    return;
  tiltas_usage_count (context->usage, TILTAS_USAGE_VISIT, "-");
  tiltas_usage_count (context->usage, TILTAS_USAGE_LANGUAGE, tiltas_session_visitor_language (context->session));
  g_idle_add_full (G_PRIORITY_LOW, on_save, context, NULL);
}

void
tiltas_visit_watch (TiltasContext *context)
{
  g_signal_connect_swapped (context->session, "navigated", G_CALLBACK (on_navigated), context);
  g_signal_connect_swapped (context->session, "ending", G_CALLBACK (on_ending), context);
}
