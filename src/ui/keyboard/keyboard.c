/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keyboard/private.h"

#include "base/language.h"
#include "base/trace.h"
#include "ui/keyboard/key.h"
#include "ui/keyboard/keymap.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

/* Parts of a letter's key. */
#define WIDE 2.0
#define WIDE_UPRIGHT 1.5 /* in portrait letters need the room */
/* The bottom row, in parts of TILTAS_KEYBOARD_ROW: space is what is left, at least four letters wide. */
#define SIGNS_PART 1.0
#define ORDER_PART 1.05
#define OTHER_PART 1.75
#define GLOBE_PART 0.9
#define DONE_PART 1.3
#define SPACE_PART (TILTAS_KEYBOARD_ROW - SIGNS_PART - ORDER_PART - OTHER_PART - GLOBE_PART - DONE_PART)
#define REPEAT_MS 90
#define FALLBACK "lt"

G_DEFINE_FINAL_TYPE (TiltasKeyboard, tiltas_keyboard, GTK_TYPE_WIDGET)

enum
{
  DONE,
  RESIZED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- Keymaps ---- */

/* The visitor's: chosen on the keyboard, or the session's. */
static const char *
own_language (TiltasKeyboard *self)
{
  const char *language = self->chosen != NULL ? self->chosen : tiltas_session_language (self->context->session);

  return tiltas_keymap_exists (language) ? language : FALLBACK;
}

/* The language behind the switch key. */
static const char *
other_language (TiltasKeyboard *self)
{
  return g_str_equal (own_language (self), "lt") ? "en" : "lt";
}

static char *
keymap_name (const char *language, TiltasKeymapKind kind)
{
  return g_strdup_printf ("%s/%d", language, (int) kind);
}

static TiltasKeymap *
get_keymap (TiltasKeyboard *self, const char *language, TiltasKeymapKind kind)
{
  g_autofree char *name = keymap_name (language, kind);
  TiltasKeymap *keymap = g_hash_table_lookup (self->keymaps, name);

  if (keymap != NULL)
    return keymap;
  keymap = tiltas_keymap_new (language, kind);
  if (keymap == NULL && !g_str_equal (language, FALLBACK))
    {
      g_warning ("Keyboard: xkeyboard-config has no layout for “%s”, the Lithuanian one stands in", language);
      keymap = tiltas_keymap_ref (get_keymap (self, FALLBACK, kind));
    }
  g_hash_table_insert (self->keymaps, g_steal_pointer (&name), keymap);
  return keymap;
}

static void
compile (GTask *task, gpointer source, gpointer language, GCancellable *cancellable)
{
  g_task_return_pointer (task, tiltas_keymap_new (language, TILTAS_KEYMAP_LETTERS),
                         (GDestroyNotify) tiltas_keymap_unref);
}

static void
on_compiled (GObject *object, GAsyncResult *result, gpointer data)
{
  TiltasKeyboard *self = TILTAS_KEYBOARD (object);
  TiltasKeymap *keymap = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *name = keymap_name (g_task_get_task_data (G_TASK (result)), TILTAS_KEYMAP_LETTERS);

  if (keymap != NULL && !g_hash_table_contains (self->keymaps, name))
    g_hash_table_insert (self->keymaps, g_steal_pointer (&name), keymap);
  else
    tiltas_keymap_unref (keymap);
}

void
tiltas_keyboard_warm (TiltasKeyboard *self, const char *const *languages)
{
  g_return_if_fail (TILTAS_IS_KEYBOARD (self));

  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autoptr (GTask) task = g_task_new (self, NULL, on_compiled, NULL);
      g_task_set_task_data (task, g_strdup (languages[i]), g_free);
      g_task_run_in_thread (task, compile);
    }
}

/* ---- Keys ---- */

static void
erase (TiltasKeyboard *self)
{
  if (self->target == NULL)
    return;
  tiltas_keyboard_delete (self->target);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.note-change", NULL);
}

static void
set_shifted (TiltasKeyboard *self, gboolean shifted)
{
  self->shifted = shifted;
  if (shifted)
    gtk_widget_add_css_class (self->shift, "on");
  else
    gtk_widget_remove_css_class (self->shift, "on");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->shift), GTK_ACCESSIBLE_STATE_PRESSED,
                               shifted ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  tiltas_keyboard_update (self);
}

static void
on_letter_down (GtkWidget *key, TiltasKeyboard *self)
{
  const TiltasKeymapKey *letter = g_object_get_data (G_OBJECT (key), "letter");
  const char *text = self->shifted ? letter->upper : letter->lower;

  tiltas_keyboard_hide_variants (self);
  tiltas_keyboard_forget_typed (self);
  if (tiltas_keyboard_type (self, text))
    {
      self->typist = key;
      self->typed = g_strdup (text);
    }
  if (self->shifted)
    set_shifted (self, FALSE);
}

static void
on_space_down (TiltasKeyboard *self)
{
  tiltas_keyboard_hide_variants (self);
  tiltas_keyboard_forget_typed (self);
  tiltas_keyboard_type (self, " ");
}

static void
on_shift_down (TiltasKeyboard *self)
{
  tiltas_keyboard_hide_variants (self);
  set_shifted (self, !self->shifted);
}

static gboolean
on_repeat (gpointer data)
{
  erase (data);
  return G_SOURCE_CONTINUE;
}

static void
on_erase_down (TiltasKeyboard *self)
{
  tiltas_keyboard_hide_variants (self);
  tiltas_keyboard_forget_typed (self);
  erase (self);
}

static void
on_erase_held (TiltasKeyboard *self)
{
  if (self->repeat_source == 0)
    self->repeat_source = g_timeout_add (REPEAT_MS, on_repeat, self);
}

static void
on_erase_up (TiltasKeyboard *self)
{
  g_clear_handle_id (&self->repeat_source, g_source_remove);
}

static void
show_layer (TiltasKeyboard *self, TiltasKeymapKind kind)
{
  tiltas_keyboard_hide_variants (self);
  tiltas_keyboard_forget_typed (self);
  self->choosing = FALSE;
  self->kind = kind;
  set_shifted (self, FALSE);
}

static TiltasKeymapKind
letters_kind (TiltasKeyboard *self)
{
  return self->alphabet ? TILTAS_KEYMAP_ALPHABET : TILTAS_KEYMAP_LETTERS;
}

static void
on_signs_down (TiltasKeyboard *self)
{
  gboolean back = self->choosing || self->kind == TILTAS_KEYMAP_SIGNS;

  show_layer (self, back ? letters_kind (self) : TILTAS_KEYMAP_SIGNS);
}

static void
on_order_down (TiltasKeyboard *self)
{
  self->alphabet = !self->alphabet;
  show_layer (self, letters_kind (self));
}

static void
on_other_down (TiltasKeyboard *self)
{
  self->foreign = !self->foreign;
  show_layer (self, letters_kind (self));
}

static void
on_globe_up (GtkWidget *key, double x, double y, TiltasKeyboard *self)
{
  if (!gtk_widget_contains (key, x, y))
    return;
  tiltas_keyboard_hide_variants (self);
  self->choosing = TRUE;
  tiltas_keyboard_update (self);
}

void
tiltas_keyboard_choose (TiltasKeyboard *self, const char *language)
{
  g_return_if_fail (TILTAS_IS_KEYBOARD (self));

  self->chosen = g_intern_string (language);
  self->foreign = FALSE;
  show_layer (self, letters_kind (self));
}

static void
on_done_up (GtkWidget *key, double x, double y, TiltasKeyboard *self)
{
  if (!gtk_widget_contains (key, x, y))
    return;
  tiltas_keyboard_hide_variants (self);
  g_signal_emit (self, signals[DONE], 0);
}

static GtkWidget *
letter_key (TiltasKeyboard *self, guint n)
{
  GtkWidget *key;

  if (n < self->letters->len)
    return g_ptr_array_index (self->letters, n);
  key = tiltas_keyboard_key_new ();
  g_signal_connect (key, "down", G_CALLBACK (on_letter_down), self);
  tiltas_keyboard_offer_variants (self, key);
  gtk_widget_insert_before (key, GTK_WIDGET (self), self->variants);
  g_ptr_array_add (self->letters, key);
  return key;
}

static GtkWidget *
special_key (TiltasKeyboard *self, const char *css, double weight, GCallback down)
{
  GtkWidget *key = tiltas_keyboard_key_new ();

  tiltas_add_classes (key, css);
  tiltas_keyboard_key_set_weight (TILTAS_KEYBOARD_KEY (key), weight);
  if (down != NULL)
    g_signal_connect_swapped (key, "down", down, self);
  gtk_widget_insert_before (key, GTK_WIDGET (self), self->variants);
  return key;
}

/* ---- Filling ---- */

static GPtrArray *
add_row (TiltasKeyboard *self)
{
  GPtrArray *row = g_ptr_array_new ();

  g_ptr_array_add (self->rows, row);
  return row;
}

static void
show_letter (GtkWidget *key, const char *text)
{
  if (g_str_equal (text, TILTAS_HALF_SPACE))
    tiltas_keyboard_key_set_icon (TILTAS_KEYBOARD_KEY (key), "half-space", _ ("Half space"));
  else
    tiltas_keyboard_key_set_label (TILTAS_KEYBOARD_KEY (key), text, NULL);
}

static void
fill_letters (TiltasKeyboard *self, const TiltasKeymap *keymap)
{
  double wide = self->context->landscape ? WIDE : WIDE_UPRIGHT;
  guint n = 0;

  tiltas_keyboard_key_set_weight (TILTAS_KEYBOARD_KEY (self->shift), wide);
  tiltas_keyboard_key_set_weight (TILTAS_KEYBOARD_KEY (self->erase), wide);
  for (guint i = 0; i < keymap->rows->len; i++)
    {
      const GPtrArray *keys = g_ptr_array_index (keymap->rows, i);
      gboolean last = i + 1 == keymap->rows->len;
      GPtrArray *row = add_row (self);

      if (last && self->kind != TILTAS_KEYMAP_SIGNS)
        g_ptr_array_add (row, self->shift);
      for (guint j = 0; j < keys->len; j++)
        {
          TiltasKeymapKey *letter = g_ptr_array_index (keys, j);
          GtkWidget *key = letter_key (self, n++);
          g_object_set_data (G_OBJECT (key), "letter", letter);
          show_letter (key, self->shifted ? letter->upper : letter->lower);
          gtk_widget_set_visible (key, TRUE);
          g_ptr_array_add (row, key);
        }
      if (last)
        g_ptr_array_add (row, self->erase);
    }
  for (; n < self->letters->len; n++)
    gtk_widget_set_visible (g_ptr_array_index (self->letters, n), FALSE);
}

static void
label_special (TiltasKeyboard *self, const TiltasKeymap *usual)
{
  const char *other = self->foreign ? own_language (self) : other_language (self);
  gboolean back = self->choosing || self->kind == TILTAS_KEYMAP_SIGNS;
  /* Translators: %s is a language's own name. */
  g_autofree char *name = g_strdup_printf (_ ("Keyboard: %s"), tiltas_language_autonym (other));

  tiltas_keyboard_key_set_label (TILTAS_KEYBOARD_KEY (self->signs), back ? _ ("abc") : "123",
                                 back ? _ ("Letters") : _ ("Digits and signs"));
  tiltas_keyboard_key_set_label (TILTAS_KEYBOARD_KEY (self->order), usual->ends != NULL ? usual->ends : "A–Z",
                                 _ ("Alphabetical order"));
  tiltas_keyboard_key_set_label (TILTAS_KEYBOARD_KEY (self->other), tiltas_language_autonym (other), name);
  tiltas_keyboard_key_set_icon (TILTAS_KEYBOARD_KEY (self->globe), "globe", _ ("Keyboard of another language"));
  tiltas_keyboard_key_set_label (TILTAS_KEYBOARD_KEY (self->done), C_ ("keyboard", "Done"), NULL);
  tiltas_keyboard_key_set_label (TILTAS_KEYBOARD_KEY (self->space), " ", _ ("Space"));
  tiltas_keyboard_key_set_icon (TILTAS_KEYBOARD_KEY (self->shift), "shift", _ ("Capital letter"));
  tiltas_keyboard_key_set_icon (TILTAS_KEYBOARD_KEY (self->erase), "erase", _ ("Delete"));
  if (self->alphabet)
    gtk_widget_add_css_class (self->order, "on");
  else
    gtk_widget_remove_css_class (self->order, "on");
}

static void
fill_bottom (TiltasKeyboard *self)
{
  const struct
  {
    GtkWidget *key;
    double part;
  } keys[] = { { self->signs, SIGNS_PART }, { self->order, ORDER_PART }, { self->other, OTHER_PART },
               { self->globe, GLOBE_PART }, { self->space, SPACE_PART }, { self->done, DONE_PART } };
  GPtrArray *row = add_row (self);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      tiltas_keyboard_key_set_weight (TILTAS_KEYBOARD_KEY (keys[i].key), keys[i].part);
      g_ptr_array_add (row, keys[i].key);
    }
}

static void
show_keys (TiltasKeyboard *self)
{
  GtkWidget *const special[] = { self->erase, self->order, self->other, self->globe, self->space, self->done };

  for (guint i = 0; i < G_N_ELEMENTS (special); i++)
    gtk_widget_set_visible (special[i], !self->choosing);
  gtk_widget_set_visible (self->shift, !self->choosing && self->kind != TILTAS_KEYMAP_SIGNS);
  for (guint i = 0; i < self->choices->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->choices, i), self->choosing);
  for (guint i = 0; self->choosing && i < self->letters->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->letters, i), FALSE);
}

/* A session in another language: its own keyboard. */
static void
follow_session (TiltasKeyboard *self)
{
  const char *language = g_intern_string (tiltas_session_language (self->context->session));

  if (self->session != language)
    {
      self->chosen = NULL;
      self->foreign = self->choosing = FALSE;
    }
  self->session = language;
}

void
tiltas_keyboard_update (TiltasKeyboard *self)
{
  g_return_if_fail (TILTAS_IS_KEYBOARD (self));

  follow_session (self);
  const char *language = self->foreign ? other_language (self) : own_language (self);
  g_autofree char *wanted = g_strdup_printf ("%s/%s/%d/%d/%d/%d/%d", self->session, language, self->foreign,
                                             (int) self->kind, self->shifted, self->choosing, self->context->landscape);
  TiltasKeymap *usual = get_keymap (self, language, TILTAS_KEYMAP_LETTERS);
  TiltasKeymap *keymap = get_keymap (self, language, self->kind);
  guint rows = self->letter_rows;

  if (g_strcmp0 (wanted, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&wanted);
  self->letter_rows = usual->rows->len;
  g_ptr_array_set_size (self->rows, 0);
  label_special (self, usual);
  if (self->choosing)
    tiltas_keyboard_fill_languages (self);
  else
    {
      fill_letters (self, keymap);
      fill_bottom (self);
      tiltas_text_set_language (GTK_WIDGET (self), language);
    }
  show_keys (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.note-change", NULL);
  if (rows != self->letter_rows)
    g_signal_emit (self, signals[RESIZED], 0);
}

void
tiltas_keyboard_reset (TiltasKeyboard *self)
{
  g_return_if_fail (TILTAS_IS_KEYBOARD (self));

  tiltas_keyboard_hide_variants (self);
  g_clear_handle_id (&self->repeat_source, g_source_remove);
  tiltas_keyboard_forget_typed (self);
  self->foreign = self->alphabet = self->shifted = self->choosing = FALSE;
  self->chosen = NULL;
  self->kind = TILTAS_KEYMAP_LETTERS;
  gtk_widget_remove_css_class (self->shift, "on");
}

static void
tiltas_keyboard_dispose (GObject *object)
{
  TiltasKeyboard *self = TILTAS_KEYBOARD (object);
  GtkWidget *child;

  g_clear_handle_id (&self->repeat_source, g_source_remove);
  g_clear_weak_pointer (&self->target);
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->letters, 0);
  g_ptr_array_set_size (self->choices, 0);
  self->held = self->typist = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (tiltas_keyboard_parent_class)->dispose (object);
}

static void
tiltas_keyboard_finalize (GObject *object)
{
  TiltasKeyboard *self = TILTAS_KEYBOARD (object);

  g_hash_table_unref (self->keymaps);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->letters);
  g_ptr_array_unref (self->choices);
  g_free (self->shown);
  g_free (self->typed);
  G_OBJECT_CLASS (tiltas_keyboard_parent_class)->finalize (object);
}

static void
tiltas_keyboard_class_init (TiltasKeyboardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tiltas_keyboard_dispose;
  G_OBJECT_CLASS (klass)->finalize = tiltas_keyboard_finalize;
  widget_class->measure = tiltas_keyboard_measure;
  widget_class->size_allocate = tiltas_keyboard_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "keyboard");
  signals[DONE] =
    g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RESIZED] =
    g_signal_new ("resized", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tiltas_keyboard_init (TiltasKeyboard *self)
{
  self->keymaps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) tiltas_keymap_unref);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->letters = g_ptr_array_new ();
  self->choices = g_ptr_array_new ();
  self->variants = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->variants, "variants");
  gtk_widget_set_visible (self->variants, FALSE);
  gtk_widget_set_parent (self->variants, GTK_WIDGET (self));
  gtk_widget_set_direction (self->variants, GTK_TEXT_DIR_LTR);

  self->shift = special_key (self, "special", WIDE, G_CALLBACK (on_shift_down));
  self->erase = special_key (self, "special", WIDE, G_CALLBACK (on_erase_down));
  self->signs = special_key (self, "special word", SIGNS_PART, G_CALLBACK (on_signs_down));
  self->order = special_key (self, "special word", ORDER_PART, G_CALLBACK (on_order_down));
  self->other = special_key (self, "special word language", OTHER_PART, G_CALLBACK (on_other_down));
  self->globe = special_key (self, "special", GLOBE_PART, NULL);
  self->space = special_key (self, "space", SPACE_PART, G_CALLBACK (on_space_down));
  self->done = special_key (self, "done word", DONE_PART, NULL);
  g_signal_connect_swapped (self->erase, "held", G_CALLBACK (on_erase_held), self);
  g_signal_connect_swapped (self->erase, "up", G_CALLBACK (on_erase_up), self);
  /* On lifting, so that the finger's end is not felt by what comes in its place. */
  g_signal_connect (self->globe, "up", G_CALLBACK (on_globe_up), self);
  g_signal_connect (self->done, "up", G_CALLBACK (on_done_up), self);
}

GtkWidget *
tiltas_keyboard_new (TiltasContext *context)
{
  TiltasKeyboard *self = g_object_new (TILTAS_TYPE_KEYBOARD, NULL);

  self->context = context;
  return GTK_WIDGET (self);
}

void
tiltas_keyboard_set_target (TiltasKeyboard *self, GtkEditable *target)
{
  g_return_if_fail (TILTAS_IS_KEYBOARD (self));

  tiltas_keyboard_hide_variants (self);
  g_set_weak_pointer (&self->target, target);
}
