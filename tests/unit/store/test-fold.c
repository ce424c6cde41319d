/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-test"

#include "store/fold.h"

#include <string.h>

static void
test_fold (void)
{
  static const struct
  {
    const char *text, *folded;
  } CASES[] = {
    { "Žinutė", "žinutė" },             /* the tokenizer takes the diacritics */
    { "Z\u030cINUTE\u0307", "žinutė" }, /* decomposed */
    { "ЁЖИК", "ежик" },
    { "п'ять п’ять пʼять", "пять пять пять" },
    { "Oʻzbek G‘ijduvon", "ozbek gijduvon" },
    { "İstanbul ISI ısı", "i\u0307stanbul isi isi" },
    { "ＡＢＣ ﬁ Ⅳ", "abc fi iv" },
    { "كِتَابٌ", "كتاب" },
    { "كتـــاب", "كتاب" },
    { "أحمد إلى آمن ٱل", "احمد الي امن ال" },
    { "می‌خواهم", "ميخواهم" }, /* ZWNJ */
    { "کتاب یک", "كتاب يك" },           /* Persian letters */
    { "مكتبة", "مكتبه" },
    { "١٢٣ ۴۵۶ ३", "123 456 3" },
    { "soft\u00adhyphen \u2068iso\u2069", "softhyphen iso" },
    { "हिन्दी", "हिन्दी" },
    { "", "" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *folded = tiltas_search_fold (CASES[i].text);
      g_assert_cmpstr (folded, ==, CASES[i].folded);
      g_autofree char *again = tiltas_search_fold (folded);
      g_assert_cmpstr (again, ==, folded);
    }
}

static void
test_expression (void)
{
  static const struct
  {
    const char *query, *expression;
  } CASES[] = {
    { "", NULL },
    { "   \t\n", NULL },
    { "'\"*()", NULL },
    { "--- ^ : {} + ,", NULL },
    { "kortelė", "\"kortelė\"*" },
    { "Geras  Slaptažodis", "\"geras\"* AND \"slaptažodis\"*" },
    { "title: x", "\"title\"* AND \"x\"*" },
    { "a OR b NOT c NEAR(d)", "\"a\"* AND \"or\"* AND \"b\"* AND \"not\"* AND \"c\"* AND \"near\"* AND \"d\"*" },
    { "\"un\"closed", "\"un\"* AND \"closed\"*" },
    { "п'ять", "\"пять\"*" },
    { "हिन्दी", "\"हिन्दी\"*" },
    { "\xff\xfe", NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *expression = tiltas_search_expression (CASES[i].query);
      g_assert_cmpstr (expression, ==, CASES[i].expression);
    }
}

static void
test_expression_bounded (void)
{
  g_autofree char *letters = g_strnfill (100000, 'x');
  g_autofree char *one = tiltas_search_expression (letters);
  g_assert_cmpuint (strlen (one), ==, 256 + 3);
  g_autoptr (GString) words = g_string_new (NULL);
  for (guint i = 0; i < 60; i++)
    g_string_append (words, "ab ");
  g_autofree char *many = tiltas_search_expression (words->str);
  g_auto (GStrv) parts = g_strsplit (many, " AND ", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 16);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/fold/text", test_fold);
  g_test_add_func ("/store/fold/expression", test_expression);
  g_test_add_func ("/store/fold/expression-bounded", test_expression_bounded);
  return g_test_run ();
}
