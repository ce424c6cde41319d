/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/* Types of pages and of the widgets that templates name. */

#define TILTAS_TYPE_WELCOME_PAGE (tiltas_welcome_page_get_type ())
#define TILTAS_TYPE_HOME_PAGE (tiltas_home_page_get_type ())
#define TILTAS_TYPE_CATEGORIES_PAGE (tiltas_categories_page_get_type ())
#define TILTAS_TYPE_UNIT_PAGE (tiltas_unit_page_get_type ())
#define TILTAS_TYPE_LESSON_PAGE (tiltas_lesson_page_get_type ())
#define TILTAS_TYPE_CATEGORY_PAGE (tiltas_category_page_get_type ())
#define TILTAS_TYPE_SERVICE_PAGE (tiltas_service_page_get_type ())
#define TILTAS_TYPE_SEARCH_PAGE (tiltas_search_page_get_type ())
#define TILTAS_TYPE_NEWS_PAGE (tiltas_news_page_get_type ())
#define TILTAS_TYPE_GONE_PAGE (tiltas_gone_page_get_type ())

GType tiltas_welcome_page_get_type (void);
GType tiltas_home_page_get_type (void);
GType tiltas_categories_page_get_type (void);
GType tiltas_unit_page_get_type (void);
GType tiltas_lesson_page_get_type (void);
GType tiltas_category_page_get_type (void);
GType tiltas_service_page_get_type (void);
GType tiltas_search_page_get_type (void);
GType tiltas_news_page_get_type (void);
GType tiltas_gone_page_get_type (void);

/* Before the first template: the widget types that templates name. */
void tiltas_page_types_ensure (void);
/* Loads the class (and so the template) of the nth page type; FALSE when there is none. */
gboolean tiltas_page_types_load (guint n);

G_END_DECLS
