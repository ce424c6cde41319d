/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/context.h"

G_BEGIN_DECLS

/* A page fills the window: top bar, content, bottom bar. Abstract; there is one final subclass for each kind of
 * place. Only the page of the top place exists: it is built from its place, and freed when the visitor goes on.
 *
 * The children stand below each other: usually a TiltasTopBar, a TiltasScroll and a TiltasBottomBar. The first
 * TiltasScroll or TiltasList found down to two levels below them remembers where the visitor was, unless the page names
 * another one or none (tiltas_page_set_scrolled). The context is there from `constructed` on (chain up first),
 * not yet in `init`. */
#define TILTAS_TYPE_PAGE (tiltas_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (TiltasPage, tiltas_page, TILTAS, PAGE, GtkWidget)

struct _TiltasPageClass
{
  GtkWidgetClass parent_class;

  /* Writes into the place what only the page knows; scroll positions are written already. Called before the page is
   * freed. May be NULL. */
  void (*save) (TiltasPage *self, TiltasPlace *place);
  /* Content changed in the store: updates lists where they differ, but never under a finger. An open record stays as
   * it is. May be NULL. */
  void (*refresh) (TiltasPage *self);
};

TiltasContext *tiltas_page_context (TiltasPage *self);
/* The place that the page was built from; borrowed, alive as long as the page. */
TiltasPlace *tiltas_page_place (TiltasPage *self);
/* Names the TiltasScroll or TiltasList that remembers where the visitor was, and scrolls it to where the place says.
 * NULL: the page writes no position into the place. */
void tiltas_page_set_scrolled (TiltasPage *self, GtkWidget *scrolled);
/* Writes into the place where the visitor is on the page. The window calls it before it frees the page. */
void tiltas_page_save (TiltasPage *self);
void tiltas_page_refresh (TiltasPage *self);
/* Logs that a read from the store failed, for staff; visitors never see the message. Takes the error, which may be
 * NULL; returns TRUE when there was one. The caller shows what it has, such as an empty list. */
gboolean tiltas_page_failed (TiltasPage *self, GError *error);

G_END_DECLS
