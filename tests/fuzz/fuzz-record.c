/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "base/date.h"
#include "content/canonical.h"
#include "content/card.h"
#include "content/freshness.h"
#include "content/record.h"
#include "content/validate.h"

/* No record, valid or not, may crash the validation or the objects that the screens show. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) record = tiltas_canonical_parse ((const char *) data, size, NULL);
  if (record == NULL)
    return 0;
  g_autoptr (TiltasKey) key = tiltas_key_of (record, NULL);
  gboolean valid = tiltas_record_validate (record, &error);
  g_assert (valid == (error == NULL));
  g_assert (key != NULL || !valid);
  g_autoptr (TiltasGroup) group = tiltas_group_new (record, record);
  g_autoptr (TiltasLesson) lesson = tiltas_lesson_new (record, record, TRUE);
  g_autoptr (TiltasService) service = tiltas_service_new (record, record);
  g_autoptr (TiltasTerm) term = tiltas_term_new (record, record);
  g_autoptr (TiltasBranch) branch = tiltas_branch_new (record);
  g_autoptr (TiltasArticle) article = tiltas_article_new (record, record);
  g_assert (group->title != NULL && term->word != NULL && branch->name != NULL && article->title != NULL);
  for (guint i = 0; i < lesson->cards->len; i++)
    g_assert (((TiltasCard *) g_ptr_array_index (lesson->cards, i))->title != NULL);
  tiltas_service_open (service, tiltas_days_from_civil (2026, 11, 20), 600, TRUE, NULL, NULL);
  return 0;
}
