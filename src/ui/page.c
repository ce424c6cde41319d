/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/page.h"

#include "ui/widgets/bars.h"
#include "ui/widgets/children.h"
#include "ui/widgets/list.h"
#include "ui/widgets/scroll.h"

typedef struct
{
  TiltasContext *context;
  GtkWidget *scrolled; /* TiltasScroll or TiltasList, or NULL */
  TiltasPlace *place;  /* that the page was built from; a reference: the session may drop it first */
} TiltasPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TiltasPage, tiltas_page, GTK_TYPE_WIDGET)

enum
{
  PROP_CONTEXT = 1,
};

static TiltasPagePrivate *
get_private (TiltasPage *self)
{
  return tiltas_page_get_instance_private (self);
}

/* Binds the bars and finds the scrolled area among the children, down to depth levels below them. */
static void
adopt (TiltasPage *self, GtkWidget *parent, int depth)
{
  TiltasPagePrivate *priv = get_private (self);

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (TILTAS_IS_TOP_BAR (child))
      tiltas_top_bar_bind (TILTAS_TOP_BAR (child), priv->context);
    else if (TILTAS_IS_BOTTOM_BAR (child))
      tiltas_bottom_bar_bind (TILTAS_BOTTOM_BAR (child), priv->context);
    else if (TILTAS_IS_SCROLL (child) || TILTAS_IS_LIST (child))
      priv->scrolled = priv->scrolled != NULL ? priv->scrolled : child;
    else if (depth > 0)
      adopt (self, child, depth - 1);
}

static void
tiltas_page_constructed (GObject *object)
{
  TiltasPage *self = TILTAS_PAGE (object);
  TiltasPagePrivate *priv = get_private (self);

  G_OBJECT_CLASS (tiltas_page_parent_class)->constructed (object);
  priv->place = tiltas_place_ref (tiltas_session_place (priv->context->session));
  adopt (self, GTK_WIDGET (self), 2);
  tiltas_page_set_scrolled (self, priv->scrolled);
}

static void
tiltas_page_dispose (GObject *object)
{
  get_private (TILTAS_PAGE (object))->scrolled = NULL;
  tiltas_children_unparent (GTK_WIDGET (object));
  G_OBJECT_CLASS (tiltas_page_parent_class)->dispose (object);
}

static void
tiltas_page_finalize (GObject *object)
{
  tiltas_place_unref (get_private (TILTAS_PAGE (object))->place);
  G_OBJECT_CLASS (tiltas_page_parent_class)->finalize (object);
}

static void
tiltas_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  get_private (TILTAS_PAGE (object))->context = g_value_get_pointer (value);
}

static void
tiltas_page_class_init (TiltasPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = tiltas_page_constructed;
  object_class->dispose = tiltas_page_dispose;
  object_class->finalize = tiltas_page_finalize;
  object_class->set_property = tiltas_page_set_property;
  g_object_class_install_property (
    object_class, PROP_CONTEXT,
    g_param_spec_pointer ("context", NULL, NULL, G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "page");
}

static void
tiltas_page_init (TiltasPage *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
}

TiltasContext *
tiltas_page_context (TiltasPage *self)
{
  g_return_val_if_fail (TILTAS_IS_PAGE (self), NULL);

  return get_private (self)->context;
}

TiltasPlace *
tiltas_page_place (TiltasPage *self)
{
  g_return_val_if_fail (TILTAS_IS_PAGE (self), NULL);

  return get_private (self)->place;
}

void
tiltas_page_set_scrolled (TiltasPage *self, GtkWidget *scrolled)
{
  g_return_if_fail (TILTAS_IS_PAGE (self));

  TiltasPagePrivate *priv = get_private (self);

  priv->scrolled = scrolled;
  if (TILTAS_IS_SCROLL (scrolled))
    tiltas_scroll_set_position (TILTAS_SCROLL (scrolled), priv->place->first_block, priv->place->block_offset);
  else if (TILTAS_IS_LIST (scrolled))
    tiltas_list_set_position (TILTAS_LIST (scrolled), priv->place->first_block, priv->place->block_offset);
}

void
tiltas_page_save (TiltasPage *self)
{
  g_return_if_fail (TILTAS_IS_PAGE (self));

  TiltasPagePrivate *priv = get_private (self);
  TiltasPlace *place = priv->place;

  if (TILTAS_IS_SCROLL (priv->scrolled))
    tiltas_scroll_get_position (TILTAS_SCROLL (priv->scrolled), &place->first_block, &place->block_offset);
  else if (TILTAS_IS_LIST (priv->scrolled))
    tiltas_list_get_position (TILTAS_LIST (priv->scrolled), &place->first_block, &place->block_offset);
  if (TILTAS_PAGE_GET_CLASS (self)->save != NULL)
    TILTAS_PAGE_GET_CLASS (self)->save (self, place);
}

void
tiltas_page_refresh (TiltasPage *self)
{
  g_return_if_fail (TILTAS_IS_PAGE (self));

  if (TILTAS_PAGE_GET_CLASS (self)->refresh != NULL)
    TILTAS_PAGE_GET_CLASS (self)->refresh (self);
}

gboolean
tiltas_page_failed (TiltasPage *self, GError *error)
{
  if (error == NULL)
    return FALSE;
  g_warning ("%s: %s", G_OBJECT_TYPE_NAME (self), error->message);
  g_error_free (error);
  return TRUE;
}
