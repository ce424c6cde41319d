/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "content/model.h"
#include "store/reader.h"

G_BEGIN_DECLS

/* Removes links to what a visitor may not see, or what does not exist, from objects before they are handed out. The
 * words of such a link stay. */
typedef struct _TiltasLinks TiltasLinks;

TiltasLinks *tiltas_links_new (TiltasReader *reader, GError **error);
void tiltas_links_free (TiltasLinks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiltasLinks, tiltas_links_free)

gboolean tiltas_links_filter_lesson (TiltasLinks *self, TiltasLesson *lesson, GError **error);
gboolean tiltas_links_filter_article (TiltasLinks *self, TiltasArticle *article, GError **error);
gboolean tiltas_links_filter_branch (TiltasLinks *self, TiltasBranch *branch, GError **error);

G_END_DECLS
