/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-kiosk"

#include "kiosk/session.h"

#define PLACES_MAX 32

struct _TiltasSession
{
  GObject parent_instance;

  const TiltasConfig *config;
  GStrv languages;
  char *language;         /* of the page on the screen */
  char *visitor_language; /* while the staff area is open, else NULL */
  gboolean unlocked;
  GPtrArray *places; /* of TiltasPlace, the top one last; never empty */
  GHashTable *done;  /* set of lesson refs */
  int text_step;
  gboolean high_contrast;
};

G_DEFINE_FINAL_TYPE (TiltasSession, tiltas_session, G_TYPE_OBJECT)

enum
{
  NAVIGATED,
  LANGUAGE_CHANGED,
  LOOK_CHANGED,
  CONFIG_CHANGED,
  ENDING,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *
own_language (TiltasSession *self)
{
  const char *const *offered = (const char *const *) self->languages;
  if (g_strv_contains (offered, self->config->language))
    return self->config->language;
  return offered[0] != NULL ? offered[0] : "lt";
}

/* The language of the staff area. */
static const char *
staff_language (TiltasSession *self)
{
  return self->config->staff_language != NULL ? self->config->staff_language : "lt";
}

static void
reset_places (TiltasSession *self)
{
  g_ptr_array_set_size (self->places, 0);
  g_ptr_array_add (self->places, tiltas_place_new (TILTAS_PLACE_WELCOME, NULL));
}

static void
tiltas_session_finalize (GObject *object)
{
  TiltasSession *self = TILTAS_SESSION (object);
  g_strfreev (self->languages);
  g_free (self->language);
  g_free (self->visitor_language);
  g_ptr_array_unref (self->places);
  g_hash_table_unref (self->done);
  G_OBJECT_CLASS (tiltas_session_parent_class)->finalize (object);
}

static void
tiltas_session_class_init (TiltasSessionClass *klass)
{
  static const char *const NAMES[N_SIGNALS] = { "navigated", "language-changed", "look-changed", "config-changed",
                                                "ending" };

  G_OBJECT_CLASS (klass)->finalize = tiltas_session_finalize;
  for (int i = 0; i < N_SIGNALS; i++)
    signals[i] =
      g_signal_new (NAMES[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tiltas_session_init (TiltasSession *self)
{
  self->places = g_ptr_array_new_with_free_func ((GDestroyNotify) tiltas_place_unref);
  self->done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->text_step = 100;
  reset_places (self);
}

TiltasSession *
tiltas_session_new (const TiltasConfig *config, const char *const *languages)
{
  TiltasSession *self = g_object_new (TILTAS_TYPE_SESSION, NULL);
  self->config = config;
  self->languages = g_strdupv ((GStrv) languages);
  self->language = g_strdup (own_language (self));
  return self;
}

const char *const *
tiltas_session_languages (TiltasSession *self)
{
  return (const char *const *) self->languages;
}

const char *
tiltas_session_language (TiltasSession *self)
{
  return self->language;
}

const char *const *
tiltas_session_ladder (TiltasSession *self)
{
  return tiltas_config_ladder (self->config, self->language);
}

gboolean
tiltas_session_set_language (TiltasSession *self, const char *language)
{
  if (!g_strv_contains (tiltas_session_languages (self), language))
    return FALSE;
  if (g_str_equal (language, self->language))
    return TRUE;
  g_free (self->language);
  self->language = g_strdup (language);
  g_signal_emit (self, signals[LANGUAGE_CHANGED], 0);
  return TRUE;
}

TiltasPlace *
tiltas_session_place (TiltasSession *self)
{
  return g_ptr_array_index (self->places, self->places->len - 1);
}

const TiltasPlace *
tiltas_session_place_below (TiltasSession *self)
{
  return self->places->len > 1 ? g_ptr_array_index (self->places, self->places->len - 2) : NULL;
}

void
tiltas_session_go (TiltasSession *self, TiltasPlace *place)
{
  /* A link in a text for staff: a visitor's page must never lie above the staff area. */
  if (tiltas_session_in_staff (self))
    {
      tiltas_session_visitor_go (self, place);
      tiltas_session_open_staff (self, "help");
      return;
    }
  /* Place 0 is the welcome screen and place 1 usually home: both are kept. */
  if (self->places->len >= PLACES_MAX)
    g_ptr_array_remove_index (self->places, 2);
  g_ptr_array_add (self->places, place);
  g_signal_emit (self, signals[NAVIGATED], 0);
}

void
tiltas_session_replace (TiltasSession *self, TiltasPlace *place)
{
  g_ptr_array_remove_index (self->places, self->places->len - 1);
  g_ptr_array_add (self->places, place);
  g_signal_emit (self, signals[NAVIGATED], 0);
}

void
tiltas_session_back (TiltasSession *self)
{
  TiltasPlace *top = tiltas_session_place (self);
  const TiltasPlace *below = tiltas_session_place_below (self);

  if (top->kind == TILTAS_PLACE_WELCOME)
    return;
  if (top->kind == TILTAS_PLACE_STAFF)
    {
      tiltas_session_close_staff (self);
      return;
    }
  if (top->kind == TILTAS_PLACE_HOME)
    {
      tiltas_session_end (self);
      return;
    }
  if (below == NULL || below->kind == TILTAS_PLACE_WELCOME)
    {
      tiltas_session_replace (self, tiltas_place_new (TILTAS_PLACE_HOME, NULL));
      return;
    }
  g_ptr_array_remove_index (self->places, self->places->len - 1);
  g_signal_emit (self, signals[NAVIGATED], 0);
}

void
tiltas_session_end (TiltasSession *self)
{
  gboolean language_differs = !g_str_equal (self->language, own_language (self));
  gboolean look_differs = self->text_step != 100 || self->high_contrast;

  g_signal_emit (self, signals[ENDING], 0);
  reset_places (self);
  g_hash_table_remove_all (self->done);
  self->text_step = 100;
  self->high_contrast = FALSE;
  g_free (self->language);
  self->language = g_strdup (own_language (self));
  g_clear_pointer (&self->visitor_language, g_free);
  self->unlocked = FALSE;

  if (look_differs)
    g_signal_emit (self, signals[LOOK_CHANGED], 0);
  if (language_differs)
    g_signal_emit (self, signals[LANGUAGE_CHANGED], 0);
  g_signal_emit (self, signals[NAVIGATED], 0);
}

/* ---- Staff area ---- */

gboolean
tiltas_session_in_staff (TiltasSession *self)
{
  return tiltas_session_place (self)->kind == TILTAS_PLACE_STAFF;
}

gboolean
tiltas_session_is_unlocked (TiltasSession *self)
{
  return self->unlocked;
}

/* Sets the language without a signal. TRUE when it is another one. */
static gboolean
take_language (TiltasSession *self, const char *language)
{
  if (g_str_equal (language, self->language))
    return FALSE;
  g_free (self->language);
  self->language = g_strdup (language);
  return TRUE;
}

void
tiltas_session_open_staff (TiltasSession *self, const char *section)
{
  gboolean inside = tiltas_session_in_staff (self);

  if (inside)
    g_ptr_array_remove_index (self->places, self->places->len - 1);
  else
    self->visitor_language = g_strdup (self->language);
  g_ptr_array_add (self->places, tiltas_place_new (TILTAS_PLACE_STAFF, section));
  if (!inside && take_language (self, staff_language (self)))
    g_signal_emit (self, signals[LANGUAGE_CHANGED], 0);
  g_signal_emit (self, signals[NAVIGATED], 0);
}

void
tiltas_session_unlock (TiltasSession *self)
{
  g_return_if_fail (tiltas_session_in_staff (self));

  self->unlocked = TRUE;
  g_signal_emit (self, signals[NAVIGATED], 0);
}

void
tiltas_session_close_staff (TiltasSession *self)
{
  g_autofree char *language = g_steal_pointer (&self->visitor_language);
  gboolean differs;

  if (!tiltas_session_in_staff (self))
    return;
  self->unlocked = FALSE;
  g_ptr_array_remove_index (self->places, self->places->len - 1);
  differs = language != NULL && take_language (self, language);
  if (differs)
    g_signal_emit (self, signals[LANGUAGE_CHANGED], 0);
  g_signal_emit (self, signals[NAVIGATED], 0);
}

TiltasPlace *
tiltas_session_visitor_place (TiltasSession *self)
{
  return g_ptr_array_index (self->places, self->places->len - (tiltas_session_in_staff (self) ? 2 : 1));
}

const char *
tiltas_session_visitor_language (TiltasSession *self)
{
  return self->visitor_language != NULL ? self->visitor_language : self->language;
}

gboolean
tiltas_session_set_visitor_language (TiltasSession *self, const char *language)
{
  if (!tiltas_session_in_staff (self))
    return tiltas_session_set_language (self, language);
  if (!g_strv_contains (tiltas_session_languages (self), language))
    return FALSE;
  g_free (self->visitor_language);
  self->visitor_language = g_strdup (language);
  g_signal_emit (self, signals[LOOK_CHANGED], 0);
  return TRUE;
}

void
tiltas_session_visitor_go (TiltasSession *self, TiltasPlace *place)
{
  if (!tiltas_session_in_staff (self))
    {
      tiltas_session_go (self, place);
      return;
    }
  if (self->places->len >= PLACES_MAX)
    g_ptr_array_remove_index (self->places, 2);
  g_ptr_array_insert (self->places, (int) self->places->len - 1, place);
  g_signal_emit (self, signals[NAVIGATED], 0);
}

void
tiltas_session_set_config (TiltasSession *self, const TiltasConfig *config, const char *const *languages)
{
  const char *visitor;

  self->config = config;
  g_strfreev (self->languages);
  self->languages = g_strdupv ((GStrv) languages);
  visitor = tiltas_session_visitor_language (self);
  if (tiltas_session_visitor_place (self)->kind == TILTAS_PLACE_WELCOME || !g_strv_contains (languages, visitor))
    {
      if (self->visitor_language != NULL)
        {
          g_free (self->visitor_language);
          self->visitor_language = g_strdup (own_language (self));
        }
      else if (take_language (self, own_language (self)))
        {
          g_signal_emit (self, signals[LANGUAGE_CHANGED], 0);
          return;
        }
    }
  g_signal_emit (self, signals[CONFIG_CHANGED], 0);
}

gboolean
tiltas_session_is_active (TiltasSession *self)
{
  return tiltas_session_place (self)->kind != TILTAS_PLACE_WELCOME;
}

int
tiltas_session_text_step (TiltasSession *self)
{
  return self->text_step;
}

void
tiltas_session_set_text_step (TiltasSession *self, int percent)
{
  g_return_if_fail (percent == 100 || percent == 125 || percent == 150 || percent == 200);
  if (percent == self->text_step)
    return;
  self->text_step = percent;
  g_signal_emit (self, signals[LOOK_CHANGED], 0);
}

gboolean
tiltas_session_high_contrast (TiltasSession *self)
{
  return self->high_contrast;
}

void
tiltas_session_set_high_contrast (TiltasSession *self, gboolean on)
{
  if (on == self->high_contrast)
    return;
  self->high_contrast = on;
  g_signal_emit (self, signals[LOOK_CHANGED], 0);
}

void
tiltas_session_mark_done (TiltasSession *self, const char *lesson_ref)
{
  g_hash_table_add (self->done, g_strdup (lesson_ref));
}

gboolean
tiltas_session_is_done (TiltasSession *self, const char *lesson_ref)
{
  return g_hash_table_contains (self->done, lesson_ref);
}
