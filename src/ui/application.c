/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/application.h"

#include "base/language.h"
#include "base/trace.h"
#include "kiosk/config-file.h"
#include "kiosk/language-runtime.h"
#include "kiosk/updates.h"
#include "kiosk/watchdog.h"
#include "store/reader-branches.h"
#include "store/reader-editions.h"
#include "store/reader-hidden.h"
#include "sync/sync.h"
#include "ui/page-factory.h"
#include "ui/preload.h"
#include "ui/staff/chronicle.h"
#include "ui/ui-resources.h"
#include "ui/visit-watch.h"
#include "ui/visitor/preparing.h"
#include "ui/widgets/style.h"
#include "ui/window-guard.h"
#include "ui/window.h"

#include <glib-unix.h>
#include <unistd.h>

/* How often the program looks for content while there is none. */
#define STORE_SECONDS 10

typedef struct
{
  TiltasApplicationOptions *options;
  TiltasContext context;
  TiltasConfig *config; /* in force; owned */
  GStrv languages;      /* offered by config, when it was read again before there was content; else NULL */
  GtkWindow *window;
  GMainLoop *loop;
  TiltasChronicle *chronicle; /* NULL while the sync thread does not run */
  gulong first_report;        /* handler, until the first report came; else 0 */
  gboolean covered;           /* the store is damaged and not repaired yet */
  guint sync_source;
  guint store_source; /* looks for content; 0 when there is some */
} Application;

static gboolean
on_signal (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

/* Opens a reader on the store in the place of the one before. On failure that one stays. */
static gboolean
open_reader (Application *self, GError **error)
{
  TiltasContext *context = &self->context;
  const TiltasConfig *config = context->config;
  g_autoptr (TiltasReader) reader = tiltas_reader_open (context->store, config->show_unverified, error);

  if (reader == NULL || !tiltas_reader_hide (reader, (const char *const *) config->hidden_publishers, error))
    return FALSE;
  g_clear_pointer (&context->reader, tiltas_reader_free);
  context->reader = g_steal_pointer (&reader);
  return TRUE;
}

static void
read_facts (Application *self)
{
  TiltasContext *context = &self->context;
  g_autoptr (GError) error = NULL;

  tiltas_clock_raise_floor (context->clock, tiltas_reader_published (context->reader));
  g_clear_pointer (&context->branch, tiltas_branch_unref);
  if (context->config->branch == NULL)
    return;
  context->branch = tiltas_reader_branch (context->reader, context->config->branch, &error);
  if (context->branch == NULL)
    g_warning ("The branch %s of the configuration is not in the content%s%s", context->config->branch,
               error != NULL ? ": " : "", error != NULL ? error->message : "");
}

static gboolean
open_store (Application *self, GError **error)
{
  const TiltasConfig *config = self->context.config;
  g_autofree char *repaired = NULL;

  self->context.store = tiltas_store_open (config->state_dir, config->bundled_path, &repaired, error);
  if (self->context.store == NULL || !open_reader (self, error))
    return FALSE;
  if (repaired != NULL)
    g_warning ("The store was damaged; it was set aside as %s and made anew", repaired);
  read_facts (self);
  tiltas_trace ("store-open", "published=%" G_GINT64_FORMAT, tiltas_reader_published (self->context.reader));
  return TRUE;
}

/* Visitors see the calm screen until the store is repaired, because a damaged store would show only a part of the
 * library. */
static void
on_store_damaged (Application *self)
{
  GtkWidget *cover = tiltas_preparing_new (tiltas_session_languages (self->context.session));

  g_warning ("The store was found damaged while it was read. It is repaired; visitors see the calm screen until then");
  gtk_widget_add_css_class (cover, "welcome");
  tiltas_window_cover (TILTAS_WINDOW (self->window), cover);
  self->covered = TRUE;
}

static void
on_content_changed (Application *self)
{
  g_autoptr (GError) error = NULL;

  if ((self->covered || tiltas_reader_is_stale (self->context.reader)) && !open_reader (self, &error))
    {
      g_warning ("The store cannot be opened again: %s", error->message);
      return;
    }
  read_facts (self);
  if (self->covered)
    {
      self->covered = FALSE;
      tiltas_window_cover (TILTAS_WINDOW (self->window), NULL);
    }
  tiltas_window_refresh (TILTAS_WINDOW (self->window));
}

/* Builds the staff page again that was opened before the first report: it says nothing of it. */
static void
on_first_report (Application *self)
{
  g_clear_signal_handler (&self->first_report, self->context.sync);
  if (tiltas_session_is_unlocked (self->context.session))
    tiltas_window_refresh (TILTAS_WINDOW (self->window));
}

/* Starts the sync thread: after the first frame, so that it does not slow down the start. */
static gboolean
start_sync (gpointer data)
{
  Application *self = data;
  g_autoptr (TiltasSyncConfig) sync_config = tiltas_updates_config (self->context.config);

  self->sync_source = 0;
  self->context.sync = tiltas_sync_new (sync_config, self->context.store, self->context.clock);
  g_signal_connect_swapped (self->context.sync, "content-changed", G_CALLBACK (on_content_changed), self);
  g_signal_connect_swapped (self->context.sync, "store-damaged", G_CALLBACK (on_store_damaged), self);
  self->first_report = g_signal_connect_swapped (self->context.sync, "reported", G_CALLBACK (on_first_report), self);
  self->chronicle = tiltas_chronicle_new (&self->context);
  tiltas_sync_request_check (self->context.sync);
  return G_SOURCE_REMOVE;
}

static void
start_session (Application *self)
{
  TiltasApplicationOptions *options = self->options;
  GStrv languages = self->languages != NULL ? self->languages : options->languages;
  TiltasSession *session = tiltas_session_new (self->config, (const char *const *) languages);
  const char *language;

  self->context.session = session;
  if (options->language != NULL)
    tiltas_session_set_language (session, options->language);
  if (options->text_size != 0)
    tiltas_session_set_text_step (session, options->text_size);
  tiltas_session_set_high_contrast (session, options->high_contrast);
  if (options->place != NULL && options->place->kind != TILTAS_PLACE_WELCOME)
    {
      /* Home stands below the page, as if the visitor had come that way. */
      if (options->place->kind != TILTAS_PLACE_HOME)
        tiltas_session_go (session, tiltas_place_new (TILTAS_PLACE_HOME, NULL));
      if (options->place->kind == TILTAS_PLACE_STAFF)
        tiltas_session_open_staff (session, options->place->ref);
      else
        tiltas_session_go (session, g_steal_pointer (&options->place));
    }
  language = tiltas_session_language (session);
  tiltas_language_switch (language);
  gtk_widget_set_default_direction (tiltas_language_is_rtl (language) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
}

static void
on_first_frame (Application *self)
{
  tiltas_preload_start (&self->context, GTK_WIDGET (self->window));
}

static void
show_kiosk (Application *self)
{
  TiltasApplicationOptions *options = self->options;

  start_session (self);
  tiltas_visit_watch (&self->context);
  self->window =
    GTK_WINDOW (tiltas_window_new (&self->context, tiltas_page_factory_build, options->width, options->height));
  g_signal_connect_swapped (self->window, "first-frame", G_CALLBACK (on_first_frame), self);
  tiltas_window_start (TILTAS_WINDOW (self->window));
  self->sync_source = g_timeout_add_full (G_PRIORITY_LOW, 500, start_sync, self, NULL);
}

/* Tries to open the store. There may be one now: somebody installed the package again, a disk was mounted, or
 * tiltasctl made a store. Then nobody has to restart the terminal. */
static gboolean
look_for_store (gpointer data)
{
  Application *self = data;
  GtkWindow *preparing = self->window;

  if (!open_store (self, NULL))
    {
      g_clear_pointer (&self->context.store, tiltas_store_unref);
      return G_SOURCE_CONTINUE;
    }
  self->store_source = 0;
  show_kiosk (self);
  gtk_window_destroy (preparing);
  g_message ("There is content now");
  return G_SOURCE_REMOVE;
}

/* Shows the kiosk when there is a store, else the calm screen. The log says what is wrong. */
static void
show_first_screen (Application *self)
{
  TiltasApplicationOptions *options = self->options;
  g_autoptr (GError) error = NULL;

  tiltas_style_load (gdk_display_get_default (), 1);
  if (open_store (self, &error))
    {
      show_kiosk (self);
      return;
    }
  g_clear_pointer (&self->context.store, tiltas_store_unref);
  g_warning ("No content can be shown: %s. Visitors are told that the terminal is being prepared. "
             "Install the package again or name a readable store in [paths] of tiltas.conf.",
             error->message);
  self->window =
    tiltas_preparing_window_new ((const char *const *) options->languages, options->width, options->height);
  gtk_window_present (self->window);
  self->store_source = g_timeout_add_seconds (STORE_SECONDS, look_for_store, self);
}

/* Returns FALSE when the thread did not end in time and still runs. */
static gboolean
stop_sync (Application *self)
{
  gboolean ended;

  g_clear_handle_id (&self->sync_source, g_source_remove);
  if (self->context.sync == NULL)
    return TRUE;
  g_signal_handlers_disconnect_by_data (self->context.sync, self);
  g_clear_pointer (&self->chronicle, tiltas_chronicle_free);
  ended = tiltas_sync_stop (self->context.sync);
  g_clear_object (&self->context.sync);
  return ended;
}

static gboolean
same_updates (const TiltasConfig *a, const TiltasConfig *b)
{
  return g_strv_equal ((const char *const *) a->repositories, (const char *const *) b->repositories) &&
         g_strv_equal ((const char *const *) a->mirrors, (const char *const *) b->mirrors) &&
         g_strcmp0 (a->proxy, b->proxy) == 0 && a->interval == b->interval &&
         g_strcmp0 (a->root_path, b->root_path) == 0;
}

/* TRUE when both configurations leave out the same records for visitors. */
static gboolean
same_view (const TiltasConfig *a, const TiltasConfig *b)
{
  return a->show_unverified == b->show_unverified &&
         g_strv_equal ((const char *const *) a->hidden_publishers, (const char *const *) b->hidden_publishers);
}

/* Puts self->config in force in the session, the reader and the sync thread. */
static void
take_config (Application *self, const TiltasConfig *old, GStrv languages)
{
  TiltasContext *context = &self->context;
  g_autoptr (GError) error = NULL;

  if (!same_view (old, self->config) && !open_reader (self, &error))
    g_warning ("The store cannot be opened again: %s", error->message);
  read_facts (self);
  tiltas_session_set_config (context->session, self->config, (const char *const *) languages);
  if (!same_updates (old, self->config))
    {
      stop_sync (self);
      start_sync (self);
    }
}

/* TRUE when the new configuration has a fault that the old one did not have. */
static gboolean
is_worse (const TiltasConfig *old, const TiltasConfig *new)
{
  for (guint i = 0; i < new->faults->len; i++)
    if (!g_ptr_array_find_with_equal_func (old->faults, g_ptr_array_index (new->faults, i), g_str_equal, NULL))
      return TRUE;
  return FALSE;
}

/* Reads the configuration again. With a new fault in it everything stays as it was: half a file must not change the
 * terminal. */
static gboolean
reload (gpointer data)
{
  Application *self = data;
  g_autoptr (TiltasConfig) old = NULL;
  TiltasConfig *config = tiltas_config_load_with_settings (self->options->config_path, self->config->state_dir);
  g_auto (GStrv) languages = tiltas_language_offered (config->languages);

  if (is_worse (self->config, config))
    {
      for (guint i = 0; i < config->faults->len; i++)
        {
          g_warning ("%s", (char *) g_ptr_array_index (config->faults, i));
          tiltas_events_add (self->context.events, TILTAS_EVENT_CONFIG_FAULT, g_ptr_array_index (config->faults, i));
        }
      g_warning ("The configuration is not read again: what was in force stays");
      tiltas_config_free (config);
      return FALSE;
    }
  old = self->config;
  self->config = config;
  self->context.config = config;
  if (self->context.session != NULL)
    take_config (self, old, languages);
  else
    {
      g_strfreev (self->languages);
      self->languages = g_steal_pointer (&languages);
    }
  g_message ("The configuration was read again");
  return TRUE;
}

static gboolean
on_hangup (gpointer data)
{
  Application *self = data;

  if (reload (self))
    tiltas_events_add (self->context.events, TILTAS_EVENT_CONFIG, NULL);
  return G_SOURCE_CONTINUE;
}

/* Returns FALSE when the sync thread did not end and still runs. */
static gboolean
stop (Application *self)
{
  gboolean ended;

  g_clear_handle_id (&self->store_source, g_source_remove);
  ended = stop_sync (self);
  gtk_window_destroy (self->window);
  g_clear_object (&self->context.session);
  g_clear_pointer (&self->context.branch, tiltas_branch_unref);
  g_clear_pointer (&self->context.reader, tiltas_reader_free);
  g_clear_pointer (&self->context.store, tiltas_store_unref);
  g_clear_pointer (&self->context.usage, tiltas_usage_free);
  g_clear_pointer (&self->context.events, tiltas_events_free);
  g_clear_pointer (&self->context.lock, tiltas_staff_lock_unref);
  g_clear_pointer (&self->context.clock, tiltas_clock_unref);
  g_clear_pointer (&self->config, tiltas_config_free);
  g_clear_pointer (&self->languages, g_strfreev);
  return ended;
}

static void
make_context (Application *self, TiltasConfig *config)
{
  TiltasContext *context = &self->context;

  self->config = config;
  context->config = config;
  context->unit = 1;
  context->clock = tiltas_clock_new_system ();
  context->lock = tiltas_staff_lock_new (config->state_dir, context->clock);
  context->usage = tiltas_usage_new (config->state_dir, context->clock);
  context->events = tiltas_events_new (config->state_dir, context->clock);
  tiltas_events_add (context->events, TILTAS_EVENT_START, NULL);
  for (guint i = 0; i < config->faults->len; i++)
    tiltas_events_add (self->context.events, TILTAS_EVENT_CONFIG_FAULT, g_ptr_array_index (config->faults, i));
  context->reload = reload;
  context->reload_data = self;
}

int
tiltas_application_run (TiltasApplicationOptions *options)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (TiltasWatchdog) watchdog = NULL;
  Application self = { .options = options, .loop = loop };
  guint sources[] = { g_unix_signal_add (SIGTERM, on_signal, loop), g_unix_signal_add (SIGINT, on_signal, loop),
                      g_unix_signal_add (SIGHUP, on_hangup, &self) };

  make_context (&self, g_steal_pointer (&options->config));
  /* The resources are registered by hand: the linker leaves out what nothing in a static library refers to. */
  g_resources_register (tiltas_ui_get_resource ());
  tiltas_window_guard_actions ();
  tiltas_page_factory_ensure_types ();
  show_first_screen (&self);
  watchdog = tiltas_watchdog_new ();
  g_main_loop_run (loop);
  /* Returning would run the exit handlers of libraries that the running thread still uses. */
  if (!stop (&self))
    _exit (0);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
  return 0;
}
