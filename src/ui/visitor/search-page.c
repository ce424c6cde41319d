/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/search-page.h"

#include "base/language.h"
#include "base/trace.h"
#include "kiosk/search-worker.h"
#include "ui/visitor/search-results.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/scroll.h"
#include "ui/widgets/when-untouched.h"

#include <glib/gi18n.h>

#define MOST_HITS 12 /* of each kind */

struct _TiltasSearchPage
{
  TiltasPage parent_instance;

  GtkWidget *pill, *text, *count, *clear;
  GtkWidget *scroll, *results;
  TiltasSearchWorker *worker;
  const char *language; /* of the page, interned: when the page is freed, the session has another one */
  gboolean none;        /* the newest result was empty */
  gboolean found;       /* results were shown already; later ones begin at the top */
  guint block;          /* where the visitor was when the page was built, as block and fraction */
  double fraction;
};

G_DEFINE_FINAL_TYPE (TiltasSearchPage, tiltas_search_page, TILTAS_TYPE_PAGE)

static TiltasContext *
get_context (TiltasSearchPage *self)
{
  return tiltas_page_context (TILTAS_PAGE (self));
}

static void
settle (TiltasSearchPage *self)
{
  tiltas_scroll_set_position (TILTAS_SCROLL (self->scroll), self->found ? 0 : self->block,
                              self->found ? 0 : self->fraction);
  self->found = TRUE;
}

static void
show_count (TiltasSearchPage *self, guint n)
{
  g_autofree char *number = tiltas_number_format (tiltas_context_language (get_context (self)), n);
  g_autofree char *words = g_strdup_printf (ngettext ("%s result", "%s results", n), number);

  gtk_label_set_text (GTK_LABEL (self->count), n > 0 ? words : "");
}

static void
on_done (GPtrArray *hits, gpointer data)
{
  TiltasSearchPage *self = data;
  const char *query = tiltas_page_place (TILTAS_PAGE (self))->query;

  self->none = query != NULL && hits->len == 0;
  show_count (self, hits->len);
  if (query == NULL)
    tiltas_search_results_offer (GTK_BOX (self->results), get_context (self), _ ("Type a word, or choose:"));
  else if (hits->len > 0)
    tiltas_search_results_fill (GTK_BOX (self->results), get_context (self), hits);
  else
    {
      g_autofree char *isolated = tiltas_isolate (query);
      /* Translators: %s is what the visitor typed. */
      g_autofree char *heading = g_strdup_printf (_ ("Nothing found for “%s”. Try another word, or choose:"), isolated);

      tiltas_search_results_offer (GTK_BOX (self->results), get_context (self), heading);
    }
  settle (self);
  tiltas_trace ("page-bound", "page=TiltasSearchPage rows=%u", hits->len);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.note-change", NULL);
}

static void
ask (GtkWidget *widget)
{
  TiltasSearchPage *self = TILTAS_SEARCH_PAGE (widget);
  TiltasContext *context = get_context (self);
  TiltasPlace *place = tiltas_page_place (TILTAS_PAGE (self));
  g_autofree char *query = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text))));
  gboolean empty = query[0] == '\0';

  g_free (place->query);
  place->query = empty ? NULL : g_strdup (query);
  gtk_widget_set_visible (self->clear, !empty);
  tiltas_search_worker_query (self->worker, query, tiltas_context_ladder (context));
}

static void
on_changed (TiltasSearchPage *self)
{
  ask (GTK_WIDGET (self));
}

static void
on_clear_clicked (TiltasSearchPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->text), "");
  gtk_text_grab_focus_without_selecting (GTK_TEXT (self->text));
}

static void
on_pill_released (TiltasSearchPage *self)
{
  gtk_text_grab_focus_without_selecting (GTK_TEXT (self->text));
  gtk_widget_activate_action (self->text, "win.want-keyboard", NULL);
}

static void
on_map (TiltasSearchPage *self)
{
  gtk_text_grab_focus_without_selecting (GTK_TEXT (self->text));
  gtk_editable_set_position (GTK_EDITABLE (self->text), -1);
}

static void
tiltas_search_page_refresh (TiltasPage *page)
{
  tiltas_when_untouched_call (GTK_WIDGET (page), ask);
}

static void
leave (TiltasSearchPage *self)
{
  TiltasContext *context = get_context (self);

  g_clear_pointer (&self->worker, tiltas_search_worker_free);
  /* Counts that a visitor found nothing and gave up; the word itself is not kept. */
  if (self->none)
    tiltas_usage_count (context->usage, TILTAS_USAGE_SEARCH_EMPTY, self->language);
  g_signal_handlers_disconnect_by_data (self->text, self);
  gtk_editable_set_text (GTK_EDITABLE (self->text), "");
}

static void
tiltas_search_page_dispose (GObject *object)
{
  TiltasSearchPage *self = TILTAS_SEARCH_PAGE (object);

  if (self->worker != NULL)
    leave (self);
  G_OBJECT_CLASS (tiltas_search_page_parent_class)->dispose (object);
}

static void
tiltas_search_page_class_init (TiltasSearchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tiltas_search_page_dispose;
  TILTAS_PAGE_CLASS (klass)->refresh = tiltas_search_page_refresh;
  gtk_widget_class_set_template_from_resource (widget_class, "/lt/tiltas/Kiosk/visitor/search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TiltasSearchPage, clear);
  gtk_widget_class_bind_template_child (widget_class, TiltasSearchPage, count);
  gtk_widget_class_bind_template_child (widget_class, TiltasSearchPage, pill);
  gtk_widget_class_bind_template_child (widget_class, TiltasSearchPage, results);
  gtk_widget_class_bind_template_child (widget_class, TiltasSearchPage, scroll);
  gtk_widget_class_bind_template_child (widget_class, TiltasSearchPage, text);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_clicked);
}

static void
tiltas_search_page_init (TiltasSearchPage *self)
{
  GtkGesture *press = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->pill, tiltas_line_layout_new (2.2));
  tiltas_when_untouched_watch (GTK_WIDGET (self));
  /* The pill takes the touches, because the field's own gestures open menus and handles. The cursor stays where
   * typing left it. */
  gtk_widget_set_can_target (self->text, FALSE);
  g_signal_connect_swapped (press, "released", G_CALLBACK (on_pill_released), self);
  gtk_widget_add_controller (self->pill, GTK_EVENT_CONTROLLER (press));
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
}

TiltasPage *
tiltas_search_page_new (TiltasContext *context)
{
  TiltasPlace *place = tiltas_session_place (context->session);
  TiltasSearchPage *self = g_object_new (TILTAS_TYPE_SEARCH_PAGE, "context", context, NULL);

  self->worker =
    tiltas_search_worker_new (context->store, context->config->show_unverified,
                              (const char *const *) context->config->hidden_publishers, MOST_HITS, on_done, self);
  self->language = g_intern_string (tiltas_context_language (context));
  self->block = place->first_block;
  self->fraction = place->block_offset;
  if (place->query != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->text), place->query);
  g_signal_connect_swapped (self->text, "changed", G_CALLBACK (on_changed), self);
  if (place->query != NULL)
    ask (GTK_WIDGET (self));
  else
    tiltas_search_results_offer (GTK_BOX (self->results), context, _ ("Type a word, or choose:"));
  return TILTAS_PAGE (self);
}
