/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/service-parts.h"

#include "base/date.h"
#include "base/language.h"
#include "kiosk/sentences.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/text.h"

#include <glib/gi18n.h>

#define WHOLE_COUNTRY "Visa Lietuva"

static GtkWidget *
notice_new (GtkWidget *label, const char *classes)
{
  GtkWidget *box = tiltas_line_new (1.6, classes), *icon = tiltas_icon_new ("warning");

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

GtkWidget *
tiltas_service_warning_new (const TiltasDirectoryRow *row)
{
  g_autofree char *warning = tiltas_sentence_warning (row->freshness);

  return warning != NULL ? notice_new (tiltas_label_new (warning, NULL), "notice") : NULL;
}

GtkWidget *
tiltas_service_alert_new (const TiltasService *service)
{
  if (service->alert == NULL)
    return NULL;
  return notice_new (tiltas_content_paragraph_new (service->text.lang, service->alert), "notice alert");
}

GtkWidget *
tiltas_service_help_new (const TiltasService *service)
{
  GtkWidget *card;

  if (service->description == NULL)
    return NULL;
  card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  tiltas_add_classes (card, "card help-with");
  gtk_box_append (GTK_BOX (card), tiltas_label_new (_ ("What they help with"), "h2"));
  gtk_box_append (GTK_BOX (card), tiltas_content_paragraph_new (service->text.lang, service->description));
  return card;
}

/* Facts: each has a name and a value */

typedef struct
{
  GtkWidget *grid;
  gboolean narrow; /* the name stands above the value, not beside it */
  int row;
} Facts;

/* Takes value. */
static void
append_fact (Facts *facts, const char *name, GtkWidget *value)
{
  GtkWidget *label = tiltas_label_new (name, "mute");

  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (value, TRUE);
  if (facts->narrow)
    {
      GtkWidget *both = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      gtk_box_append (GTK_BOX (both), label);
      gtk_box_append (GTK_BOX (both), value);
      gtk_grid_attach (GTK_GRID (facts->grid), both, 0, facts->row++, 2, 1);
      return;
    }
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_grid_attach (GTK_GRID (facts->grid), label, 0, facts->row, 1, 1);
  gtk_grid_attach (GTK_GRID (facts->grid), value, 1, facts->row++, 1, 1);
}

static void
append_words (Facts *facts, const char *name, const char *lang, const char *text)
{
  if (text != NULL)
    append_fact (facts, name, tiltas_content_label_new (lang, text));
}

/* Appends a number or an address: bold, and from left to right in every language. */
static void
append_plain (Facts *facts, const char *name, const char *text)
{
  if (text != NULL)
    append_fact (facts, name, tiltas_label_new (text, "strong"));
}

static void
append_languages (Facts *facts, TiltasContext *context, const TiltasService *service)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;

  if (service->languages[0] == NULL)
    return;
  for (guint i = 0; service->languages[i] != NULL; i++)
    g_ptr_array_add (names, tiltas_isolate (tiltas_language_autonym (service->languages[i])));
  g_ptr_array_add (names, NULL);
  joined = tiltas_list_join (tiltas_context_language (context), (const char *const *) names->pdata);
  append_plain (facts, _ ("Languages"), joined);
}

static void
append_phones (Facts *facts, const TiltasService *service)
{
  GtkWidget *box;

  if (service->phones->len == 0)
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  for (guint i = 0; i < service->phones->len; i++)
    {
      const TiltasPhone *phone = g_ptr_array_index (service->phones, i);
      g_autofree char *number = tiltas_phone_text (phone->number), *type = tiltas_phone_type_text (phone->type);
      g_autofree char *words = type != NULL ? g_strdup_printf ("%s (%s)", number, type) : g_strdup (number);

      gtk_box_append (GTK_BOX (box), tiltas_label_new (words, "strong"));
    }
  append_fact (facts, _ ("Phone"), box);
}

static void
append_where (Facts *facts, const TiltasService *service)
{
  if (service->address != NULL || service->municipality == NULL)
    return;
  if (g_str_equal (service->municipality, WHOLE_COUNTRY))
    append_fact (facts, _ ("Where"), tiltas_label_new (_ ("All of Lithuania"), NULL));
  else
    append_words (facts, _ ("Where"), "lt", service->municipality);
}

GtkWidget *
tiltas_service_facts_new (TiltasContext *context, const TiltasService *service)
{
  const char *lang = service->text.lang;
  Facts facts = { .grid = gtk_grid_new () };
  GtkWidget *card;
  g_autofree char *email = service->email != NULL ? tiltas_isolate_ltr (service->email) : NULL;
  g_autofree char *web = tiltas_web_text (service->website);

  facts.narrow = context->narrow || tiltas_session_text_step (context->session) >= 150;
  append_phones (&facts, service);
  append_plain (&facts, _ ("Web"), web);
  append_plain (&facts, _ ("E-mail"), email);
  append_languages (&facts, context, service);
  append_words (&facts, _ ("Who may come"), lang, service->eligibility);
  append_words (&facts, _ ("Cost"), lang, service->fees);
  append_words (&facts, _ ("Bring with you"), lang, service->documents);
  append_words (&facts, _ ("How to apply"), lang, service->application);
  append_where (&facts, service);
  if (facts.row == 0)
    {
      g_object_ref_sink (facts.grid);
      g_object_unref (facts.grid);
      return NULL;
    }
  gtk_widget_add_css_class (facts.grid, "facts");
  card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (card, "card");
  gtk_box_append (GTK_BOX (card), facts.grid);
  return card;
}

GtkWidget *
tiltas_service_address_new (const TiltasService *service)
{
  GtkWidget *card, *address;

  if (service->address == NULL)
    return NULL;
  card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  address = tiltas_content_label_new ("lt", service->address);
  tiltas_add_classes (card, "card dark");
  gtk_widget_add_css_class (address, "address");
  gtk_box_append (GTK_BOX (card), tiltas_label_new (_ ("Show this address to a driver or passer-by"), "aside mute"));
  gtk_box_append (GTK_BOX (card), address);
  return card;
}

GtkWidget *
tiltas_service_source_new (TiltasContext *context, const TiltasService *service)
{
  g_autofree char *hosts = tiltas_sources_text (service->source);
  g_autofree char *date =
    service->source_date != NULL ? tiltas_date_format (tiltas_context_language (context), service->source_date) : NULL;
  g_autofree char *words = NULL;

  if (hosts == NULL)
    return NULL;
  /* Translators: where a fact was found; %s is a list of web sites, the second one a date. */
  words =
    date != NULL ? g_strdup_printf (_ ("Source: %s, %s"), hosts, date) : g_strdup_printf (_ ("Source: %s"), hosts);
  return tiltas_label_new (words, "small mute");
}
