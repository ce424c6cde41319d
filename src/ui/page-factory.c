/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/page-factory.h"

#include "ui/staff/help-page.h"
#include "ui/staff/page.h"
#include "ui/staff/pin-page.h"
#include "ui/visitor/categories-page.h"
#include "ui/visitor/category-page.h"
#include "ui/visitor/gone-page.h"
#include "ui/visitor/greeting.h"
#include "ui/visitor/home-page.h"
#include "ui/visitor/lesson-page.h"
#include "ui/visitor/news-page.h"
#include "ui/visitor/search-page.h"
#include "ui/visitor/service-page.h"
#include "ui/visitor/unit-page.h"
#include "ui/visitor/welcome-page.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/list.h"
#include "ui/widgets/scroll.h"

void
tiltas_page_factory_ensure_types (void)
{
  g_type_ensure (TILTAS_TYPE_BOTTOM_BAR);
  g_type_ensure (TILTAS_TYPE_GREETING);
  g_type_ensure (TILTAS_TYPE_ICON);
  g_type_ensure (TILTAS_TYPE_LIST);
  g_type_ensure (TILTAS_TYPE_SCROLL);
  g_type_ensure (TILTAS_TYPE_TOP_BAR);
}

gboolean
tiltas_page_factory_load_type (guint n)
{
  static GType (*const types[]) (void) = {
    tiltas_home_page_get_type,   tiltas_welcome_page_get_type,    tiltas_unit_page_get_type,
    tiltas_lesson_page_get_type, tiltas_category_page_get_type,   tiltas_service_page_get_type,
    tiltas_search_page_get_type, tiltas_categories_page_get_type, tiltas_news_page_get_type,
    tiltas_staff_page_get_type,  tiltas_staff_help_page_get_type, tiltas_staff_pin_page_get_type,
  };

  if (n >= G_N_ELEMENTS (types))
    return FALSE;
  /* The reference is kept on purpose: page types live as long as the program. */
  g_type_class_ref (types[n]());
  return TRUE;
}

static TiltasPage *
staff_new (TiltasContext *context)
{
  if (!tiltas_session_is_unlocked (context->session))
    return tiltas_staff_pin_page_new (context);
  if (g_strcmp0 (tiltas_session_place (context->session)->ref, "help") == 0)
    return tiltas_staff_help_page_new (context);
  return tiltas_staff_page_new (context);
}

static TiltasPage *
try_new (TiltasContext *context)
{
  switch (tiltas_session_place (context->session)->kind)
    {
    case TILTAS_PLACE_HOME:
      return tiltas_home_page_new (context);
    case TILTAS_PLACE_UNIT:
      return tiltas_unit_page_new (context);
    case TILTAS_PLACE_LESSON:
      return tiltas_lesson_page_new (context);
    case TILTAS_PLACE_CATEGORIES:
      return tiltas_categories_page_new (context);
    case TILTAS_PLACE_CATEGORY:
      return tiltas_category_page_new (context);
    case TILTAS_PLACE_SERVICE:
      return tiltas_service_page_new (context);
    case TILTAS_PLACE_SEARCH:
      return tiltas_search_page_new (context);
    case TILTAS_PLACE_NEWS:
      return tiltas_news_page_new (context);
    case TILTAS_PLACE_STAFF:
      return staff_new (context);
    case TILTAS_PLACE_WELCOME:
    default:
      return tiltas_welcome_page_new (context);
    }
}

TiltasPage *
tiltas_page_factory_build (TiltasContext *context)
{
  TiltasPage *page = try_new (context);

  return page != NULL ? page : tiltas_gone_page_new (context);
}
