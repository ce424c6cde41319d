/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/text.h"

#include "base/language.h"
#include "ui/widgets/icon.h"

#include <glib/gi18n.h>

#define LEFT_TO_RIGHT_MARK "\342\200\216"
#define RIGHT_TO_LEFT_MARK "\342\200\217"

void
tiltas_add_classes (GtkWidget *widget, const char *classes)
{
  if (classes == NULL)
    return;

  g_auto (GStrv) words = g_strsplit (classes, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      gtk_widget_add_css_class (widget, words[i]);
}

void
tiltas_set_name (GtkWidget *widget, const char *name)
{
  g_autofree char *valid = name != NULL ? g_utf8_make_valid (name, -1) : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, valid, -1);
}

void
tiltas_set_title_name (GtkWidget *widget, const char *title, const char *subtitle)
{
  g_autofree char *name = subtitle != NULL ? g_strdup_printf ("%s, %s", title, subtitle) : g_strdup (title);

  tiltas_set_name (widget, name);
}

static GtkLabel *
wrapping_label_new (void)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  /* A word that is wider than its place is broken, but without a hyphen that nobody wrote. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attributes);

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (label, GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (label, 0);
  return label;
}

GtkWidget *
tiltas_label_new (const char *text, const char *classes)
{
  GtkLabel *label = wrapping_label_new ();
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  gtk_label_set_text (label, valid);
  tiltas_add_classes (GTK_WIDGET (label), classes);
  return GTK_WIDGET (label);
}

/* The direction of the first letter: 1 from left to right, -1 from right to left, 0 when there is none. */
static int
first_direction (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (!g_unichar_isalpha (letter))
        continue;
      switch (g_unichar_get_script (letter))
        {
        case G_UNICODE_SCRIPT_ARABIC:
        case G_UNICODE_SCRIPT_HEBREW:
        case G_UNICODE_SCRIPT_SYRIAC:
        case G_UNICODE_SCRIPT_THAANA:
          return -1;
        default:
          return 1;
        }
    }
  return 0;
}

/* Puts an invisible direction mark before text that begins with a letter of the other direction (an Arabic sentence
 * that begins with "Smart-ID"), because Pango takes the direction of a paragraph from its first strong letter.
 * *shift gets the length of the mark in bytes. Transfer full. */
static char *
with_direction (const char *text, gboolean rtl, guint *shift)
{
  int found = first_direction (text);
  gboolean wrong = found != 0 && (found < 0) != rtl;

  *shift = wrong ? strlen (LEFT_TO_RIGHT_MARK) : 0;
  return wrong ? g_strconcat (rtl ? RIGHT_TO_LEFT_MARK : LEFT_TO_RIGHT_MARK, text, NULL) : g_strdup (text);
}

static gboolean
shift_attribute (PangoAttribute *attribute, gpointer shift)
{
  guint by = *(guint *) shift;

  attribute->start_index += by;
  if (attribute->end_index < G_MAXUINT - by)
    attribute->end_index += by;
  return FALSE;
}

void
tiltas_content_label_set_full (GtkLabel *label, const char *lang, const char *text, PangoAttrList *attributes)
{
  g_autoptr (PangoAttrList) list = attributes != NULL ? attributes : pango_attr_list_new ();
  gboolean rtl = lang != NULL && tiltas_language_is_rtl (lang);
  guint shift = 0;
  g_autofree char *shown = with_direction (text != NULL ? text : "", rtl, &shift);

  if (shift > 0)
    pango_attr_list_filter (list, shift_attribute, &shift);
  pango_attr_list_insert (list, pango_attr_insert_hyphens_new (FALSE));
  if (lang != NULL)
    pango_attr_list_insert (list, pango_attr_language_new (pango_language_from_string (lang)));
  gtk_widget_set_direction (GTK_WIDGET (label), rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  gtk_label_set_text (label, shown);
  gtk_label_set_attributes (label, list);
  if (lang != NULL && g_str_equal (tiltas_language_script (lang), "Arab"))
    gtk_widget_add_css_class (GTK_WIDGET (label), "arab");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "arab");
}

void
tiltas_content_label_set (GtkLabel *label, const char *lang, const char *text)
{
  gboolean other;

  tiltas_content_label_set_full (label, lang, text, NULL);
  other = gtk_widget_get_direction (GTK_WIDGET (label)) != gtk_widget_get_default_direction ();
  gtk_label_set_xalign (label, other ? 1 : 0);
  gtk_label_set_justify (label, other ? GTK_JUSTIFY_RIGHT : GTK_JUSTIFY_LEFT);
}

GtkWidget *
tiltas_content_label_new (const char *lang, const char *text)
{
  GtkLabel *label = wrapping_label_new ();

  tiltas_content_label_set (label, lang, text);
  return GTK_WIDGET (label);
}

GtkWidget *
tiltas_content_paragraph_new (const char *lang, const char *text)
{
  GtkLabel *label = wrapping_label_new ();

  tiltas_content_label_set_full (label, lang, text, NULL);
  return GTK_WIDGET (label);
}

GtkWidget *
tiltas_title_column_new (const char *lang, const char *title, const char *subtitle, const char *classes)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = lang != NULL ? tiltas_content_label_new (lang, title) : tiltas_label_new (title, NULL);

  gtk_widget_add_css_class (label, "title");
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_box_append (GTK_BOX (column), label);
  if (subtitle != NULL)
    gtk_box_append (GTK_BOX (column), tiltas_label_new (subtitle, classes));
  return column;
}

char *
tiltas_join_two (const char *first, const char *second)
{
  if (first == NULL || second == NULL)
    return g_strdup (first != NULL ? first : second);
  return g_strdup_printf ("%s · %s", first, second);
}

char *
tiltas_in_language (const TiltasContext *context, const char *lang)
{
  static const struct
  {
    const char *lang, *words;
  } known[] = {
    /* Translators: which language a text is shown in, on a small mark: "shown in Arabic". */
    { "ar", NC_ ("mark", "in Arabic") },     { "en", NC_ ("mark", "in English") },
    { "lt", NC_ ("mark", "in Lithuanian") }, { "ru", NC_ ("mark", "in Russian") },
    { "uk", NC_ ("mark", "in Ukrainian") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].lang, lang))
      return g_strdup (g_dpgettext2 (NULL, "mark", known[i].words));

  g_autofree char *name = tiltas_language_name_in (lang, tiltas_context_language (context));
  return g_strdup_printf (_ ("Language: %s"), name);
}

GtkWidget *
tiltas_chip_new (const char *icon_name, const char *text, const char *classes)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (chip, "chip");
  tiltas_add_classes (chip, classes);
  gtk_widget_set_halign (chip, GTK_ALIGN_START);
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  if (icon_name != NULL)
    gtk_box_append (GTK_BOX (chip), tiltas_icon_new (icon_name));
  gtk_box_append (GTK_BOX (chip), tiltas_label_new (text, NULL));
  return chip;
}

GtkWidget *
tiltas_language_chip_new (const TiltasContext *context, const TiltasTextInfo *info)
{
  if (info->lang == NULL || g_str_equal (info->lang, tiltas_context_language (context)))
    return NULL;

  g_autofree char *words = tiltas_in_language (context, info->lang);
  return tiltas_chip_new (NULL, words, "language");
}

GtkWidget *
tiltas_text_marks_new (const TiltasContext *context, const TiltasTextInfo *info)
{
  GtkWidget *chip = tiltas_language_chip_new (context, info), *box;

  if (chip == NULL && !info->machine)
    return NULL;

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (box, "marks");
  if (chip != NULL)
    gtk_box_append (GTK_BOX (box), chip);
  if (info->machine)
    gtk_box_append (GTK_BOX (box),
                    tiltas_label_new (_ ("Automatic translation, not yet checked by a person"), "small mute"));
  return box;
}

static gboolean
is_language (PangoAttribute *attribute, gpointer found)
{
  *(gboolean *) found |= attribute->klass->type == PANGO_ATTR_LANGUAGE;
  return FALSE;
}

static void
set_label_language (GtkLabel *label, PangoLanguage *language)
{
  PangoAttrList *old = gtk_label_get_attributes (label);
  g_autoptr (PangoAttrList) attributes = old != NULL ? pango_attr_list_copy (old) : pango_attr_list_new ();
  gboolean found = FALSE;

  /* is_language () removes nothing: the filter is used to look for one attribute. */
  pango_attr_list_filter (attributes, is_language, &found);
  if (found)
    return;
  pango_attr_list_insert (attributes, pango_attr_language_new (language));
  gtk_label_set_attributes (label, attributes);
}

void
tiltas_text_set_language (GtkWidget *widget, const char *language)
{
  if (GTK_IS_LABEL (widget))
    {
      set_label_language (GTK_LABEL (widget), pango_language_from_string (language));
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tiltas_text_set_language (child, language);
}
