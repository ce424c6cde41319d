/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/service-row.h"

#include "kiosk/sentences.h"
#include "ui/widgets/children.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/text.h"
#include "ui/widgets/tile.h"

#include <glib/gi18n.h>
#include <string.h>

#define WHOLE_COUNTRY "Visa Lietuva"

/* The item */

struct _TiltasDirectoryItem
{
  GObject parent_instance;

  TiltasDirectoryRow *row;
  char *state;    /* open, closed, not confirmed; or NULL */
  char *where;    /* distance or municipality; or NULL */
  char *about;    /* first sentence of the description; or NULL */
  char *language; /* "in Lithuanian" where the words are in another language; or NULL */
};

G_DEFINE_FINAL_TYPE (TiltasDirectoryItem, tiltas_directory_item, G_TYPE_OBJECT)

static void
tiltas_directory_item_finalize (GObject *object)
{
  TiltasDirectoryItem *self = TILTAS_DIRECTORY_ITEM (object);

  tiltas_directory_row_free (self->row);
  g_free (self->state);
  g_free (self->where);
  g_free (self->about);
  g_free (self->language);
  G_OBJECT_CLASS (tiltas_directory_item_parent_class)->finalize (object);
}

static void
tiltas_directory_item_class_init (TiltasDirectoryItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tiltas_directory_item_finalize;
}

static void
tiltas_directory_item_init (TiltasDirectoryItem *self)
{
}

/* The text up to the first full stop that ends a sentence: one after a word of four letters or more ("r. sav." ends
 * none). Transfer full. */
static char *
first_sentence (const char *text)
{
  guint letters = 0;

  if (text == NULL || text[0] == '\0')
    return NULL;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *after = g_utf8_next_char (p);
      gboolean ends = c == '.' || c == '!' || c == '?' || c == 0x061f;

      if (ends && letters >= 4 && *after == ' ')
        return g_strndup (text, (gsize) (after - text));
      letters = g_unichar_isalpha (c) ? letters + 1 : 0;
    }
  return g_strdup (text);
}

static char *
state_of (const TiltasDirectoryRow *row, const char *language, gint64 today)
{
  char *status = tiltas_sentence_status (row->service->status);

  if (status != NULL)
    return status;
  if (row->freshness == TILTAS_UNVERIFIED)
    return g_strdup (_ ("Not confirmed yet"));
  return tiltas_sentence_open_short (&row->open, language, today);
}

static char *
where_of (const TiltasDirectoryRow *row, const char *language)
{
  char *distance = tiltas_sentence_distance (row->metres, language);

  if (distance != NULL)
    return distance;
  if (g_strcmp0 (row->service->municipality, WHOLE_COUNTRY) == 0)
    return g_strdup (_ ("All of Lithuania"));
  return g_strdup (row->service->municipality);
}

TiltasDirectoryItem *
tiltas_directory_item_new (TiltasContext *context, TiltasDirectoryRow *row)
{
  TiltasDirectoryItem *self = g_object_new (TILTAS_TYPE_DIRECTORY_ITEM, NULL);
  const char *language = tiltas_context_language (context);
  const TiltasService *service = row->service;

  self->row = row;
  self->state = state_of (row, language, tiltas_context_today (context));
  self->where = where_of (row, language);
  self->about = first_sentence (service->description);
  if (service->text.lang != NULL && !g_str_equal (service->text.lang, language))
    self->language = tiltas_in_language (context, service->text.lang);
  return self;
}

const TiltasDirectoryRow *
tiltas_directory_item_get_row (TiltasDirectoryItem *self)
{
  g_return_val_if_fail (TILTAS_IS_DIRECTORY_ITEM (self), NULL);

  return self->row;
}

gboolean
tiltas_directory_item_equal (TiltasDirectoryItem *a, TiltasDirectoryItem *b)
{
  const TiltasService *one = a->row->service, *other = b->row->service;

  return g_str_equal (one->ref, other->ref) && g_strcmp0 (one->name, other->name) == 0 &&
         g_strcmp0 (one->name_lt, other->name_lt) == 0 && g_strcmp0 (one->icon, other->icon) == 0 &&
         g_strcmp0 (a->state, b->state) == 0 && a->row->open.kind == b->row->open.kind &&
         g_strcmp0 (a->where, b->where) == 0 && g_strcmp0 (a->about, b->about) == 0 &&
         g_strcmp0 (a->language, b->language) == 0;
}

/* The row */

struct _TiltasServiceRow
{
  GtkWidget parent_instance;

  GtkWidget *pic, *title, *name_lt, *about, *language;
  GtkWidget *end, *chip, *dot, *state, *where;
};

G_DEFINE_FINAL_TYPE (TiltasServiceRow, tiltas_service_row, GTK_TYPE_WIDGET)

static void
tiltas_service_row_dispose (GObject *object)
{
  tiltas_children_unparent (GTK_WIDGET (object));
  G_OBJECT_CLASS (tiltas_service_row_parent_class)->dispose (object);
}

static void
tiltas_service_row_class_init (TiltasServiceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tiltas_service_row_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "servicerow");
}

static void
tiltas_service_row_init (TiltasServiceRow *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), tiltas_line_layout_new (2.8));
  self->pic = tiltas_pictogram_new (NULL, "help");
  self->title = tiltas_label_new (NULL, "title");
  self->name_lt = tiltas_label_new (NULL, "aside mute");
  self->about = tiltas_label_new (NULL, "aside mute");
  self->language = tiltas_chip_new (NULL, "", "language");
  self->chip = tiltas_chip_new ("dot", "", NULL);
  self->dot = gtk_widget_get_first_child (self->chip);
  self->state = gtk_widget_get_last_child (self->chip);
  self->where = tiltas_label_new (NULL, "aside mute");
  self->end = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
}

GtkWidget *
tiltas_service_row_new (TiltasContext *context, gboolean below)
{
  TiltasServiceRow *self = g_object_new (TILTAS_TYPE_SERVICE_ROW, NULL);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (words, "words");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->name_lt);
  gtk_box_append (GTK_BOX (words), self->about);
  gtk_box_append (GTK_BOX (words), self->language);

  gtk_widget_add_css_class (self->end, below ? "below" : "end");
  gtk_box_append (GTK_BOX (self->end), self->chip);
  gtk_box_append (GTK_BOX (self->end), self->where);
  gtk_widget_set_parent (self->pic, GTK_WIDGET (self));
  gtk_widget_set_parent (words, GTK_WIDGET (self));
  if (below)
    {
      gtk_box_append (GTK_BOX (words), self->end);
      return GTK_WIDGET (self);
    }
  gtk_widget_set_valign (self->end, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (self->chip, GTK_ALIGN_END);
  gtk_widget_set_halign (self->where, GTK_ALIGN_END);
  gtk_label_set_xalign (GTK_LABEL (self->where), 1);
  gtk_label_set_justify (GTK_LABEL (self->where), GTK_JUSTIFY_RIGHT);
  /* The width comes from CSS: long words wrap, and the title keeps its room. */
  gtk_label_set_max_width_chars (GTK_LABEL (self->where), 1);
  gtk_label_set_max_width_chars (GTK_LABEL (self->state), 1);
  gtk_widget_set_parent (self->end, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

static void
show_label (GtkWidget *label, const char *lang, const char *text)
{
  gtk_widget_set_visible (label, text != NULL);
  if (text == NULL)
    return;
  if (lang != NULL)
    tiltas_content_label_set (GTK_LABEL (label), lang, text);
  else
    gtk_label_set_text (GTK_LABEL (label), text);
}

static void
show_state (TiltasServiceRow *self, TiltasDirectoryItem *item)
{
  const TiltasDirectoryRow *row = item->row;
  gboolean open = tiltas_open_is_open (&row->open);
  gboolean closed = row->open.kind == TILTAS_CLOSED || row->open.kind == TILTAS_CLOSED_OPENS;

  gtk_widget_set_visible (self->chip, item->state != NULL);
  gtk_widget_set_visible (self->dot, open);
  gtk_label_set_text (GTK_LABEL (self->state), item->state != NULL ? item->state : "");
  gtk_widget_remove_css_class (self->chip, "ok");
  gtk_widget_remove_css_class (self->chip, "no");
  if (open || closed)
    gtk_widget_add_css_class (self->chip, open ? "ok" : "no");
}

char *
tiltas_service_row_show (TiltasServiceRow *self, TiltasDirectoryItem *item)
{
  g_return_val_if_fail (TILTAS_IS_SERVICE_ROW (self), NULL);

  const TiltasService *service = item->row->service;
  const char *lang = service->text.lang;
  gboolean lithuanian = lang == NULL || g_strcmp0 (service->name, service->name_lt) == 0;
  g_autoptr (GString) name = g_string_new (service->name);

  tiltas_icon_set_name (TILTAS_ICON (gtk_widget_get_first_child (self->pic)), service->icon);
  show_label (self->title, lang != NULL ? lang : "lt", service->name);
  show_label (self->name_lt, "lt", lithuanian ? NULL : service->name_lt);
  show_label (self->about, lang, item->about);
  gtk_widget_set_visible (self->language, item->language != NULL);
  if (item->language != NULL)
    gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (self->language)), item->language);
  show_state (self, item);
  show_label (self->where, NULL, item->where);
  gtk_widget_set_visible (self->end, item->state != NULL || item->where != NULL);

  if (item->state != NULL)
    g_string_append_printf (name, ", %s", item->state);
  if (item->where != NULL)
    g_string_append_printf (name, ", %s", item->where);
  return g_string_free (g_steal_pointer (&name), FALSE);
}
