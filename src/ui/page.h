/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* A page fills the window: top bar, content, bottom bar. Abstract; one final subclass per place kind, each with a
 * template of the same basename in ui/. Only the top page exists; it is built from the place and thrown away.
 *
 * The children of the template stand below each other: usually a TiltasTopBar, a TiltasScroll and a TiltasBottomBar.
 * The first TiltasScroll or TiltasList found among the children and their children remembers where the visitor was; a
 * page without a template names it (tiltas_page_set_scrolled). The context is there from `constructed` on (chain up
 * first), not yet in `init`. */
#define TILTAS_TYPE_PAGE (tiltas_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (TiltasPage, tiltas_page, TILTAS, PAGE, GtkWidget)

struct _TiltasPageClass
{
  GtkWidgetClass parent_class;

  /* Writes what only the page knows into the place (scroll positions are written already); called before the page is
   * thrown away, or NULL. */
  void (*save) (TiltasPage *self, TiltasPlace *place);
  /* Content changed in the store: update lists only where they differ, never under a finger; the open record stays. */
  void (*refresh) (TiltasPage *self);
};

TiltasContext *tiltas_page_context (TiltasPage *self);
/* The place that the page was built from; borrowed, alive as long as the page. */
TiltasPlace *tiltas_page_place (TiltasPage *self);
/* The TiltasScroll or TiltasList of a page that puts its children together itself; goes to where the place says. */
void tiltas_page_set_scrolled (TiltasPage *self, GtkWidget *scrolled);
/* Writes into the place where the visitor is on the page. The window calls it before it throws the page away. */
void tiltas_page_save (TiltasPage *self);
void tiltas_page_refresh (TiltasPage *self);
/* A read failed: logs it for staff. Takes the error, which may be NULL; returns TRUE when there was one. The caller
 * shows what it has (an empty list); the visitor never sees the message. */
gboolean tiltas_page_failed (TiltasPage *self, GError *error);

G_END_DECLS
