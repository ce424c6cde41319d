/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/preload.h"

#include "base/language.h"
#include "base/trace.h"
#include "ui/page-factory.h"

typedef struct
{
  TiltasContext *context;
  GtkWidget *widget; /* weak */
  guint step;
} Preload;

/* Every font size of style.css in em of the body, from small print to titles. Exactly these: Pango opens fonts for
 * each exact size. */
static const double sizes[] = { 0.808, 0.923, 1, 1.077, 1.192, 1.385, 2.154 };

static void
shape (Preload *preload, const char *language, double size, PangoWeight weight)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (preload->widget, tiltas_language_autonym (language));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoContext *pango = gtk_widget_get_pango_context (preload->widget);
  int body = pango_font_description_get_size (pango_context_get_font_description (pango));

  pango_attr_list_insert (attributes, pango_attr_size_new_absolute ((int) (size * body)));
  pango_attr_list_insert (attributes, pango_attr_weight_new (weight));
  pango_attr_list_insert (attributes, pango_attr_language_new (pango_language_from_string (language)));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_extents (layout, NULL, NULL);
}

/* Does one small piece of the work. Removes itself when all is done. */
static gboolean
preload_step (gpointer data)
{
  Preload *preload = data;
  const char *const *languages = tiltas_session_languages (preload->context->session);
  guint n_languages = g_strv_length ((GStrv) languages), step = preload->step++;

  if (preload->widget == NULL)
    return G_SOURCE_REMOVE;
  if (step < n_languages * G_N_ELEMENTS (sizes))
    {
      shape (preload, languages[step / G_N_ELEMENTS (sizes)], sizes[step % G_N_ELEMENTS (sizes)], PANGO_WEIGHT_NORMAL);
      shape (preload, languages[step / G_N_ELEMENTS (sizes)], sizes[step % G_N_ELEMENTS (sizes)], PANGO_WEIGHT_BOLD);
      return G_SOURCE_CONTINUE;
    }
  if (tiltas_page_factory_load_type (step - n_languages * G_N_ELEMENTS (sizes)))
    return G_SOURCE_CONTINUE;
  tiltas_trace ("idle", "warm=done");
  return G_SOURCE_REMOVE;
}

static void
preload_free (gpointer data)
{
  Preload *preload = data;

  g_clear_weak_pointer (&preload->widget);
  g_free (preload);
}

void
tiltas_preload_start (TiltasContext *context, GtkWidget *widget)
{
  Preload *preload = g_new0 (Preload, 1);

  preload->context = context;
  g_set_weak_pointer (&preload->widget, widget);
  g_idle_add_full (G_PRIORITY_LOW, preload_step, preload, preload_free);
}
