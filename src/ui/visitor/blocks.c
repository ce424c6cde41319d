/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/blocks.h"

#include "base/language.h"
#include "ui/visitor/glossary.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/line-layout.h"
#include "ui/widgets/rich-text.h"
#include "ui/widgets/text.h"

static void
on_term_activated (TiltasRichText *text, const char *ref, TiltasContext *context)
{
  tiltas_glossary_open (context, GTK_WIDGET (text), ref);
}

static GtkWidget *
rich_text_new (TiltasContext *context, const char *lang, GPtrArray *inlines)
{
  GtkWidget *text = tiltas_rich_text_new (context, lang, inlines);

  g_signal_connect (text, "term-activated", G_CALLBACK (on_term_activated), context);
  return text;
}

static void
append_item (TiltasContext *context, GtkBox *box, const char *lang, const TiltasBlock *block, guint n)
{
  GtkWidget *row = tiltas_line_new (1.6, "item");
  GtkWidget *text = rich_text_new (context, lang, g_ptr_array_index (block->items, n));
  g_autofree char *number = tiltas_number_format (lang != NULL ? lang : "en", n + 1);
  g_autofree char *sign = block->kind == TILTAS_BLOCK_STEPS ? g_strdup_printf ("%s.", number) : g_strdup ("•");
  GtkWidget *mark = tiltas_label_new (sign, block->kind == TILTAS_BLOCK_STEPS ? "number" : "bullet");

  if (n > 0)
    gtk_widget_add_css_class (row, "next");
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (mark), FALSE);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (row), mark);
  gtk_box_append (GTK_BOX (row), text);
  /* The number stands where the text begins, also when the text reads the other way than the screen. */
  if (lang != NULL)
    gtk_widget_set_direction (row, tiltas_language_is_rtl (lang) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  gtk_box_append (box, row);
}

static GtkWidget *
tip_new (TiltasContext *context, const char *lang, GPtrArray *inlines)
{
  GtkWidget *tip = tiltas_line_new (1.6, "tip"), *icon = tiltas_icon_new ("tip-flag");
  GtkWidget *text = rich_text_new (context, lang, inlines);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (tip), icon);
  gtk_box_append (GTK_BOX (tip), text);
  return tip;
}

void
tiltas_blocks_append (TiltasContext *context, GtkBox *box, const char *lang, GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const TiltasBlock *block = g_ptr_array_index (blocks, i);

      switch (block->kind)
        {
        case TILTAS_BLOCK_STEPS:
        case TILTAS_BLOCK_POINTS:
          for (guint n = 0; n < block->items->len; n++)
            append_item (context, box, lang, block, n);
          break;
        case TILTAS_BLOCK_TIP:
          gtk_box_append (box, tip_new (context, lang, g_ptr_array_index (block->items, 0)));
          break;
        case TILTAS_BLOCK_HEADING:
          {
            g_autofree char *text = tiltas_inlines_text (g_ptr_array_index (block->items, 0));
            GtkWidget *heading = tiltas_content_paragraph_new (lang, text);

            gtk_widget_add_css_class (heading, "h2");
            gtk_box_append (box, heading);
            break;
          }
        case TILTAS_BLOCK_PARAGRAPH:
        default:
          gtk_box_append (box, rich_text_new (context, lang, g_ptr_array_index (block->items, 0)));
        }
    }
}
