/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "base/clock.h"
#include "kiosk/session.h"
#include "store/reader.h"

G_BEGIN_DECLS

/* What pages share: borrowed by every page, owned by the application. */
typedef struct
{
  const TiltasConfig *config;
  TiltasSession *session;
  TiltasReader *reader;     /* the main thread's connection */
  TiltasStore *store;
  TiltasClock *clock;
  TiltasBranch *branch;     /* of the configuration, or NULL */
  double unit;              /* px of one design px: shorter edge / 1080, never below the floor in style.h */
  gboolean landscape;
} TiltasContext;

/* A page fills the window: top bar, content, bottom bar. Abstract; one final subclass per place kind, each with a template
 * of the same basename in ui/. Only the top page exists; it is built from the place and thrown away. */
#define TILTAS_TYPE_PAGE (tiltas_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (TiltasPage, tiltas_page, TILTAS, PAGE, GtkWidget)

struct _TiltasPageClass
{
  GtkWidgetClass parent_class;

  /* Writes scroll position and the like into the place; called before the page is thrown away. */
  void (*save) (TiltasPage *self, TiltasPlace *place);
  /* Content changed in the store: update lists only where they differ, never under a finger; the open record stays. */
  void (*refresh) (TiltasPage *self);
};

TiltasContext *tiltas_page_context (TiltasPage *self);
void tiltas_page_save (TiltasPage *self);
void tiltas_page_refresh (TiltasPage *self);

/* Builds the page of the session's top place: the one switch over place kinds (page-factory.c). */
TiltasPage *tiltas_page_new_for_place (TiltasContext *context);

/* Constructors of the pages. */
TiltasPage *tiltas_welcome_page_new (TiltasContext *context);
TiltasPage *tiltas_home_page_new (TiltasContext *context);
TiltasPage *tiltas_categories_page_new (TiltasContext *context);
TiltasPage *tiltas_unit_page_new (TiltasContext *context);
TiltasPage *tiltas_lesson_page_new (TiltasContext *context);
TiltasPage *tiltas_category_page_new (TiltasContext *context);
TiltasPage *tiltas_service_page_new (TiltasContext *context);
TiltasPage *tiltas_search_page_new (TiltasContext *context);
TiltasPage *tiltas_news_page_new (TiltasContext *context);
/* "No longer available", with Back. */
TiltasPage *tiltas_gone_page_new (TiltasContext *context);

G_END_DECLS
