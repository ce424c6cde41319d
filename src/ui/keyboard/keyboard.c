/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/keyboard/keyboard.h"

#include "base/language.h"
#include "ui/keyboard/key.h"
#include "ui/keyboard/keymap-cache.h"
#include "ui/keyboard/language-keys.h"
#include "ui/keyboard/layout.h"
#include "ui/keyboard/typing.h"
#include "ui/keyboard/variants.h"
#include "ui/keyboard/xkb-layouts.h"
#include "ui/widgets/children.h"
#include "ui/widgets/style.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

/* Weights of the keys for shift and delete. In portrait the letters need the room. */
#define WIDE 2.0
#define WIDE_PORTRAIT 1.5
/* Weights in the bottom row: the space key gets what the others leave of TILTAS_KEYBOARD_ROW. */
#define SIGNS_PART 1.0
#define ORDER_PART 1.05
#define OTHER_PART 1.75
#define GLOBE_PART 0.9
#define DONE_PART 1.3
#define SPACE_PART (TILTAS_KEYBOARD_ROW - SIGNS_PART - ORDER_PART - OTHER_PART - GLOBE_PART - DONE_PART)
#define REPEAT_MS 90

struct _TiltasKeyboard
{
  GtkWidget parent_instance;

  TiltasContext *context;
  TiltasTyping typing;
  TiltasVariants variants;
  TiltasKeymapCache *keymaps;
  GPtrArray *rows;    /* of GPtrArray of TiltasKeyboardKey, from the top; the last one is the bottom row */
  guint letter_rows;  /* rows of the usual letters; every layer has as many, so that the keyboard keeps its height */
  GPtrArray *letters; /* keys for letters, kept from layer to layer; the first ones are in use */
  GPtrArray *choices; /* keys of the languages, made anew whenever their layer is shown */
  GtkWidget *shift, *erase, *signs, *order, *other, *globe, *space, *done;
  TiltasKeymapKind kind;
  gboolean shifted;
  gboolean foreign;    /* the layout behind the switch key is shown, not the visitor's */
  gboolean alphabet;   /* letters stand in alphabetical order */
  gboolean choosing;   /* the languages are shown */
  const char *session; /* language of the session as last seen; interned */
  const char *chosen;  /* language that the visitor chose on the keyboard, or NULL; interned */
  char *shown;         /* names everything that the keys show now, to find out whether they must change */
  guint repeat_source;
};

G_DEFINE_FINAL_TYPE (TiltasKeyboard, tiltas_keyboard, GTK_TYPE_WIDGET)

enum
{
  DONE,
  RESIZED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- Languages ---- */

/* The language of the visitor's layout: the one chosen on the keyboard, or the session's. */
static const char *
own_language (TiltasKeyboard *self)
{
  const char *language = self->chosen != NULL ? self->chosen : tiltas_session_language (self->context->session);

  return tiltas_keymap_exists (language) ? language : TILTAS_KEYMAP_FALLBACK;
}

/* The language of the layout behind the switch key. */
static const char *
other_language (TiltasKeyboard *self)
{
  return g_str_equal (own_language (self), "lt") ? "en" : "lt";
}

/* ---- Keys ---- */

static void
set_shifted (TiltasKeyboard *self, gboolean shifted)
{
  self->shifted = shifted;
  tiltas_style_set_class (self->shift, "on", shifted);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->shift), GTK_ACCESSIBLE_STATE_PRESSED,
                               shifted ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  tiltas_keyboard_update (self);
}

static void
on_letter_down (GtkWidget *key, TiltasKeyboard *self)
{
  const TiltasKeymapKey *letter = tiltas_keyboard_key_get_letter (TILTAS_KEYBOARD_KEY (key));

  tiltas_variants_hide (&self->variants);
  tiltas_typing_type (&self->typing, key, self->shifted ? letter->upper : letter->lower);
  if (self->shifted)
    set_shifted (self, FALSE);
}

static void
on_space_down (TiltasKeyboard *self)
{
  tiltas_variants_hide (&self->variants);
  tiltas_typing_type (&self->typing, NULL, " ");
}

static void
on_shift_down (TiltasKeyboard *self)
{
  tiltas_variants_hide (&self->variants);
  set_shifted (self, !self->shifted);
}

static gboolean
on_repeat (gpointer data)
{
  TiltasKeyboard *self = data;

  tiltas_typing_erase (&self->typing);
  return G_SOURCE_CONTINUE;
}

static void
on_erase_down (TiltasKeyboard *self)
{
  tiltas_variants_hide (&self->variants);
  tiltas_typing_forget (&self->typing);
  tiltas_typing_erase (&self->typing);
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
  tiltas_variants_hide (&self->variants);
  tiltas_typing_forget (&self->typing);
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
  tiltas_variants_hide (&self->variants);
  self->choosing = TRUE;
  tiltas_keyboard_update (self);
}

static void
on_language_up (GtkWidget *key, double x, double y, TiltasKeyboard *self)
{
  if (!gtk_widget_contains (key, x, y))
    return;
  self->chosen = tiltas_language_key_get_language (TILTAS_KEYBOARD_KEY (key));
  self->foreign = FALSE;
  show_layer (self, letters_kind (self));
}

static void
on_done_up (GtkWidget *key, double x, double y, TiltasKeyboard *self)
{
  if (!gtk_widget_contains (key, x, y))
    return;
  tiltas_variants_hide (&self->variants);
  g_signal_emit (self, signals[DONE], 0);
}

/* Puts a key into the keyboard, below the box of the variants. */
static void
add_key (TiltasKeyboard *self, GtkWidget *key)
{
  gtk_widget_insert_before (key, GTK_WIDGET (self), self->variants.box);
}

/* The nth of the keys for letters, which are made at the first need. */
static GtkWidget *
letter_key (TiltasKeyboard *self, guint n)
{
  GtkWidget *key;

  if (n < self->letters->len)
    return g_ptr_array_index (self->letters, n);
  key = tiltas_keyboard_key_new ();
  g_signal_connect (key, "down", G_CALLBACK (on_letter_down), self);
  tiltas_variants_add_key (&self->variants, TILTAS_KEYBOARD_KEY (key));
  add_key (self, key);
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
  add_key (self, key);
  return key;
}

/* The offered languages may have changed, and so has the language in which screen readers say the names. */
static void
make_choices (TiltasKeyboard *self)
{
  g_auto (GStrv) languages = tiltas_keymap_languages (tiltas_session_languages (self->context->session));

  for (guint i = 0; i < self->choices->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->choices, i));
  g_ptr_array_set_size (self->choices, 0);
  for (guint i = 0; languages[i] != NULL; i++)
    {
      GtkWidget *key = tiltas_language_key_new (languages[i]);

      /* On lifting: the letters that come must not get the finger. */
      g_signal_connect (key, "up", G_CALLBACK (on_language_up), self);
      add_key (self, key);
      g_ptr_array_add (self->choices, key);
    }
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
  double wide = self->context->landscape ? WIDE : WIDE_PORTRAIT;
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
          tiltas_keyboard_key_set_letter (TILTAS_KEYBOARD_KEY (key), letter);
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
  tiltas_style_set_class (self->order, "on", self->alphabet);
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

/* When the session has taken another language, shows the layout of that language. */
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
  TiltasKeymap *usual = tiltas_keymap_cache_get (self->keymaps, language, TILTAS_KEYMAP_LETTERS);
  TiltasKeymap *keymap = tiltas_keymap_cache_get (self->keymaps, language, self->kind);
  guint rows = self->letter_rows;

  if (g_strcmp0 (wanted, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&wanted);
  self->letter_rows = usual->rows->len;
  g_ptr_array_set_size (self->rows, 0);
  label_special (self, usual);
  if (self->choosing)
    {
      make_choices (self);
      tiltas_language_keys_fill (self->rows, self->letter_rows + 1, self->choices, self->signs);
    }
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

  tiltas_variants_hide (&self->variants);
  g_clear_handle_id (&self->repeat_source, g_source_remove);
  tiltas_typing_forget (&self->typing);
  self->foreign = self->alphabet = self->shifted = self->choosing = FALSE;
  self->chosen = NULL;
  self->kind = TILTAS_KEYMAP_LETTERS;
  tiltas_style_set_class (self->shift, "on", FALSE);
}

static void
tiltas_keyboard_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  TiltasKeyboard *self = TILTAS_KEYBOARD (widget);

  *minimum = *natural = 0;
  /* GTK wants every child measured before it gets its place. */
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      gtk_widget_measure (child, orientation, -1, NULL, NULL, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = tiltas_keyboard_layout_height (self->context, self->letter_rows + 1);
}

static void
tiltas_keyboard_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TiltasKeyboard *self = TILTAS_KEYBOARD (widget);

  tiltas_keyboard_layout_allocate (self->context, self->rows, width, height);
  tiltas_variants_allocate (&self->variants, width);
}

static void
tiltas_keyboard_dispose (GObject *object)
{
  TiltasKeyboard *self = TILTAS_KEYBOARD (object);

  g_clear_handle_id (&self->repeat_source, g_source_remove);
  tiltas_typing_clear (&self->typing);
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->letters, 0);
  g_ptr_array_set_size (self->choices, 0);
  self->variants.held = NULL;
  tiltas_children_unparent (GTK_WIDGET (object));
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
  self->keymaps = tiltas_keymap_cache_new ();
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->letters = g_ptr_array_new ();
  self->choices = g_ptr_array_new ();
  tiltas_variants_init (&self->variants, GTK_WIDGET (self), &self->typing);

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
  /* On lifting: what comes in their place must not get the finger. */
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

  tiltas_variants_hide (&self->variants);
  tiltas_typing_set_target (&self->typing, target);
}

void
tiltas_keyboard_preload (TiltasKeyboard *self, const char *const *languages)
{
  g_return_if_fail (TILTAS_IS_KEYBOARD (self));

  tiltas_keymap_cache_preload (self->keymaps, languages);
}
