/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/widgets/style.h"

#include "base/language.h"

#define RESOURCES "/lt/tiltas/Kiosk/"
#define SHORTER_EDGE 1080.0
#define CONTRAST_KEY "tiltas-contrast-provider"

double
tiltas_style_unit (int width, int height)
{
  return MAX (1.0, MIN (width, height) / SHORTER_EDGE);
}

void
tiltas_style_set_unit (GdkDisplay *display, double unit)
{
  char size[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *name = NULL;

  /* "px" makes the size absolute: no resolution and no text scale of a desktop changes it. */
  name = g_strdup_printf ("Noto Sans %spx", g_ascii_formatd (size, sizeof size, "%.3f", 10 * unit));
  g_object_set (gtk_settings_get_for_display (display), "gtk-font-name", name, NULL);
}

static void
on_parsing_error (GtkCssProvider *provider, GtkCssSection *section, const GError *error)
{
  g_autofree char *where = gtk_css_section_to_string (section);

  g_warning ("%s: %s", where, error->message);
}

static GtkCssProvider *
provider_new (const char *resource)
{
  GtkCssProvider *provider = gtk_css_provider_new ();

  g_signal_connect (provider, "parsing-error", G_CALLBACK (on_parsing_error), NULL);
  gtk_css_provider_load_from_resource (provider, resource);
  return provider;
}

void
tiltas_style_load (GdkDisplay *display, double unit)
{
  g_autoptr (GtkCssProvider) provider = NULL;

  tiltas_style_set_unit (display, unit);
  /* Otherwise a field that Tab reaches would select its text and so offer it to other programs. */
  g_object_set (gtk_settings_get_for_display (display), "gtk-entry-select-on-focus", FALSE, "gtk-enable-primary-paste",
                FALSE, NULL);
  provider = provider_new (RESOURCES "style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
tiltas_style_set_high_contrast (GdkDisplay *display, gboolean on)
{
  GtkStyleProvider *old = g_object_get_data (G_OBJECT (display), CONTRAST_KEY);

  if (on == (old != NULL))
    return;
  if (on)
    {
      GtkCssProvider *provider = provider_new (RESOURCES "contrast.css");

      gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
      g_object_set_data_full (G_OBJECT (display), CONTRAST_KEY, provider, g_object_unref);
    }
  else
    {
      gtk_style_context_remove_provider_for_display (display, old);
      g_object_set_data (G_OBJECT (display), CONTRAST_KEY, NULL);
    }
}

void
tiltas_style_set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

void
tiltas_style_update_window (GtkWidget *window, int step, const char *language)
{
  tiltas_style_set_class (window, "t100", step == 100);
  tiltas_style_set_class (window, "t125", step == 125);
  tiltas_style_set_class (window, "t150", step == 150);
  tiltas_style_set_class (window, "t200", step == 200);
  tiltas_style_set_class (window, "arab", g_str_equal (tiltas_language_script (language), "Arab"));
}
