/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/lesson-cards.h"

#include "publish/picture.h"
#include "publish/text.h"

#include <string.h>

/* Characters that fit on a card at the largest text size (content/README.md, "Lessons"). */
#define TEXT_MAX 600
#define TITLE_MAX 90
#define QUESTION_MAX 160
#define OPTION_MAX 110
#define EXPLANATION_MAX 300

#define SHAPE \
  "A card is: heading, picture and text; or “# ?” heading, options, “>” explanation; or “# !” heading, points."

typedef enum
{
  CARD_TEXT,
  CARD_QUESTION,
  CARD_SUMMARY,
} CardKind;

/* The card's "type" in the records, by CardKind. */
static const char *const kind_words[] = { "text", "question", "summary" };
/* The member with the card's list in the records, by CardKind. */
static const char *const kind_lists[] = { "blocks", "options", "points" };

typedef struct
{
  const TiltasMarkdown *markdown;
  TiltasLessonCards *result;
  json_t *card;      /* the card that is being filled, borrowed from result; NULL: none */
  CardKind kind;     /* its kind */
  TiltasFileLine at; /* where it begins; line 1 while there is none */
  guint length;      /* characters of its text */
} Builder;

static void
fault (Builder *self, TiltasFileLine at, const char *advice, const char *message)
{
  tiltas_faults_add (self->markdown->tree->faults, at, "card", advice, "%s", message);
}

static void
check_words (Builder *self, const char *text, guint limit, const char *what, TiltasFileLine at)
{
  tiltas_tree_check_words (self->markdown->tree, text, limit, what, at);
}

static void
close_question (Builder *self)
{
  json_t *options = json_object_get (self->card, "options");
  size_t n = json_array_size (options);
  guint right = 0;
  json_t *option;
  size_t i;

  json_array_foreach (options, i, option)
    right += json_is_true (json_object_get (option, "right"));
  if (n < 2 || n > 4)
    fault (self, self->at, "Give two to four “- ” options.", "The question does not have two to four options.");
  if (right != 1)
    fault (self, self->at, "Mark exactly one option with “- [x] ”.",
           "The question does not have exactly one right answer.");
  if (json_object_get (self->card, "explanation") == NULL)
    fault (self, self->at, "Say in a “> ” line why the answer is right.", "The question has no explanation.");
}

static void
close_card (Builder *self)
{
  gboolean is_empty;

  if (self->card == NULL)
    return;
  is_empty = json_array_size (json_object_get (self->card, kind_lists[self->kind])) == 0;
  if (self->kind == CARD_QUESTION)
    close_question (self);
  else if (self->kind == CARD_SUMMARY && is_empty)
    fault (self, self->at, "Add “- ” points.", "The summary has no points.");
  else if (self->kind == CARD_TEXT && is_empty)
    fault (self, self->at, "Add a paragraph.", "The card has no text.");
  if (self->length > TEXT_MAX)
    tiltas_faults_add (self->markdown->tree->faults, self->at, "long", "Shorten it (a card can be split in two).",
                       "There are %u characters of text on the card; %d fit.", self->length, TEXT_MAX);
  self->card = NULL;
}

static void
open_card (Builder *self, cmark_node *heading)
{
  g_autofree char *title = tiltas_markdown_plain (self->markdown, heading, "the title of a card");
  const char *words = title;

  close_card (self);
  self->at = tiltas_markdown_at (self->markdown, heading);
  self->length = 0;
  self->kind = title[0] == '?' ? CARD_QUESTION : title[0] == '!' ? CARD_SUMMARY : CARD_TEXT;
  if (self->kind != CARD_TEXT)
    words = title + 1 + strspn (title + 1, " ");
  if (words[0] == '\0')
    fault (self, self->at, "Write a title.", "The card has no title.");
  if (cmark_node_get_heading_level (heading) != 1)
    fault (self, self->at, "Use “# ”.", "A heading of another level opens no card.");
  check_words (self, words, self->kind == CARD_QUESTION ? QUESTION_MAX : TITLE_MAX, "the title", self->at);
  self->card = json_pack ("{s:s, s:s, s:[]}", "type", kind_words[self->kind], "title", words, kind_lists[self->kind]);
  json_array_append_new (self->result->cards, self->card);
  g_array_append_val (self->result->lines, self->at.line);
}

/* The picture, when node is a paragraph with nothing else in it; else NULL. Borrowed. */
static cmark_node *
only_picture (cmark_node *node)
{
  cmark_node *child = cmark_node_first_child (node);

  if (cmark_node_get_type (node) != CMARK_NODE_PARAGRAPH || child == NULL || cmark_node_next (child) != NULL)
    return NULL;
  return cmark_node_get_type (child) == CMARK_NODE_IMAGE ? child : NULL;
}

static void
add_picture (Builder *self, cmark_node *image)
{
  const TiltasMarkdown *markdown = self->markdown;
  TiltasFileLine at = tiltas_markdown_at (self->markdown, image);
  const char *url = cmark_node_get_url (image);
  g_autofree char *alt = tiltas_markdown_plain (markdown, image, "the words of a picture");
  json_t *picture = json_pack ("{s:s}", "alt", alt);

  if (json_object_get (self->card, "picture") != NULL || json_array_size (json_object_get (self->card, "blocks")) > 0)
    fault (self, at, "Put one picture first.", "A card has at most one picture, before its text.");
  if (alt[0] == '\0')
    fault (self, at, "Say in the brackets what it shows, for people who do not see it.", "The picture has no words.");
  check_words (self, alt, EXPLANATION_MAX, "the words of the picture", at);
  if (g_str_has_prefix (url, "icon:"))
    {
      tiltas_icon_check (markdown->tree, url + strlen ("icon:"), at);
      tiltas_draft_set_text (picture, "icon", url + strlen ("icon:"));
    }
  else if (tiltas_picture_add (markdown->tree, markdown->publisher, url, picture, at))
    g_ptr_array_add (self->result->pictures, g_strdup (json_string_value (json_object_get (picture, "sha256"))));
  json_object_set_new (self->card, "picture", picture);
}

static void
add_text (Builder *self, cmark_node *node)
{
  cmark_node *image = only_picture (node);
  json_t *block;

  if (image != NULL)
    {
      add_picture (self, image);
      return;
    }
  block = tiltas_markdown_block (self->markdown, node);
  if (block == NULL)
    return;
  self->length += tiltas_markdown_length (block);
  json_array_append_new (json_object_get (self->card, "blocks"), block);
}

static void
add_option (Builder *self, cmark_node *item)
{
  cmark_node *paragraph = tiltas_markdown_only_paragraph (self->markdown, item);
  g_autofree char *text = NULL;
  const char *words;
  gboolean right;
  json_t *option;

  if (paragraph == NULL)
    return;
  text = tiltas_markdown_plain (self->markdown, paragraph, "an option");
  right = g_str_has_prefix (text, "[x] ") || g_str_has_prefix (text, "[X] ");
  words = right || g_str_has_prefix (text, "[ ] ") ? text + 4 : text;
  check_words (self, words, OPTION_MAX, "the option", tiltas_markdown_at (self->markdown, item));
  option = json_pack ("{s:s}", "text", words);
  if (right)
    json_object_set_new (option, "right", json_true ());
  json_array_append_new (json_object_get (self->card, "options"), option);
}

static void
add_question (Builder *self, cmark_node *node)
{
  TiltasFileLine at = tiltas_markdown_at (self->markdown, node);
  gboolean list = cmark_node_get_type (node) == CMARK_NODE_LIST && cmark_node_get_list_type (node) == CMARK_BULLET_LIST;
  gboolean quote = cmark_node_get_type (node) == CMARK_NODE_BLOCK_QUOTE;
  cmark_node *paragraph;

  if (list && json_array_size (json_object_get (self->card, "options")) == 0)
    for (cmark_node *item = cmark_node_first_child (node); item != NULL; item = cmark_node_next (item))
      add_option (self, item);
  else if (quote && json_object_get (self->card, "explanation") == NULL)
    {
      paragraph = tiltas_markdown_only_paragraph (self->markdown, node);
      if (paragraph != NULL)
        {
          g_autofree char *text = tiltas_markdown_plain (self->markdown, paragraph, "an explanation");

          check_words (self, text, EXPLANATION_MAX, "the explanation", at);
          tiltas_draft_set_text (self->card, "explanation", text);
        }
    }
  else
    fault (self, at, SHAPE, "This does not belong into a question.");
}

static void
add_summary (Builder *self, cmark_node *node)
{
  json_t *points = json_object_get (self->card, "points");
  gboolean list = cmark_node_get_type (node) == CMARK_NODE_LIST && cmark_node_get_list_type (node) == CMARK_BULLET_LIST;

  if (!list || json_array_size (points) > 0)
    {
      fault (self, tiltas_markdown_at (self->markdown, node), SHAPE, "This does not belong into a summary.");
      return;
    }
  for (cmark_node *item = cmark_node_first_child (node); item != NULL; item = cmark_node_next (item))
    {
      cmark_node *paragraph = tiltas_markdown_only_paragraph (self->markdown, item);
      g_autofree char *text = NULL;

      if (paragraph == NULL)
        continue;
      text = tiltas_markdown_plain (self->markdown, paragraph, "a summary");
      self->length += tiltas_text_length (text);
      json_array_append_new (points, json_string (text));
    }
}

static void
check_order (Builder *self)
{
  json_t *cards = self->result->cards;
  guint summaries = 0;
  json_t *card;
  size_t i;

  json_array_foreach (cards, i, card)
    {
      if (strcmp (json_string_value (json_object_get (card, "type")), "summary") != 0)
        continue;
      if (++summaries > 1 || i + 1 < json_array_size (cards))
        fault (self, TILTAS_AT (self->markdown->file, g_array_index (self->result->lines, int, i)),
               "Move it to the end, and keep one.", "The summary is not the last card.");
    }
  if (summaries == 0)
    fault (self, self->at, "End with “# ! Title” and “- ” points.", "The lesson has no summary.");
}

TiltasLessonCards *
tiltas_lesson_cards_read (const TiltasMarkdown *markdown, const char *body)
{
  g_autoptr (cmark_node) document = tiltas_markdown_parse (markdown, body);
  TiltasLessonCards *result = g_new0 (TiltasLessonCards, 1);
  Builder builder = { .markdown = markdown, .result = result, .at = TILTAS_AT (markdown->file, 1) };

  result->cards = json_array ();
  result->lines = g_array_new (FALSE, FALSE, sizeof (int));
  result->pictures = g_ptr_array_new_with_free_func (g_free);
  for (cmark_node *node = cmark_node_first_child (document); node != NULL; node = cmark_node_next (node))
    {
      if (cmark_node_get_type (node) == CMARK_NODE_HEADING)
        open_card (&builder, node);
      else if (builder.card == NULL)
        fault (&builder, tiltas_markdown_at (markdown, node), "Begin with “# Title”.",
               "There is text before the first card.");
      else if (builder.kind == CARD_TEXT)
        add_text (&builder, node);
      else if (builder.kind == CARD_QUESTION)
        add_question (&builder, node);
      else
        add_summary (&builder, node);
    }
  close_card (&builder);
  check_order (&builder);
  return result;
}

void
tiltas_lesson_cards_free (TiltasLessonCards *self)
{
  json_decref (self->cards);
  g_array_unref (self->lines);
  g_ptr_array_unref (self->pictures);
  g_free (self);
}
