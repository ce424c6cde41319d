/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/model.h"
#include "store/reader.h"

G_BEGIN_DECLS

/* Announcements, and articles for staff. */

/* GPtrArray of TiltasArticle of kind announcement, valid on day (days since 1970-01-01) for the branch (a ref, or
 * NULL), the newest first. */
GPtrArray *tiltas_reader_announcements (TiltasReader *self,
                                        const char *branch,
                                        gint64 day,
                                        const char *const *ladder,
                                        GError **error);
/* An announcement, also one that is no longer valid. NULL without error when it is not there. */
TiltasArticle *
tiltas_reader_announcement (TiltasReader *self, const char *ref, const char *const *ladder, GError **error);
/* GPtrArray of TiltasArticle of kind article, by position. */
GPtrArray *tiltas_reader_articles (TiltasReader *self, const char *const *ladder, GError **error);

G_END_DECLS
