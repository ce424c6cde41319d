/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/articles.h"

#include "publish/front-matter.h"
#include "publish/markdown.h"

#include <string.h>

#define TITLE_MAX 90

/* A sort of Markdown texts: how announcements and staff articles differ. */
typedef struct
{
  const char *folder;
  const char *kind, *text_kind;
  const char *const *keys; /* keys that may stand in the master's front matter */
  const char *required;    /* keys that must stand there, separated by blanks */
  json_t *(*record) (const TiltasFrontMatter *matter);
} Sort;

static json_t *
announcement (const TiltasFrontMatter *matter)
{
  const char *from = tiltas_front_matter_date (matter, "valid_from", TRUE);
  const char *to = tiltas_front_matter_date (matter, "valid_to", TRUE);
  json_t *record = json_object ();

  if (from != NULL && to != NULL && strcmp (from, to) > 0)
    tiltas_faults_add (matter->tree->faults, tiltas_front_matter_at (matter, "valid_to"), "date", "Swap or mend them.",
                       "It ends (%s) before it begins (%s).", to, from);
  tiltas_draft_set_text (record, "valid_from", from);
  tiltas_draft_set_text (record, "valid_to", to);
  tiltas_front_matter_set_links (matter, "branches", "branch", record);
  return record;
}

static json_t *
article (const TiltasFrontMatter *matter)
{
  json_t *record = json_object ();

  json_object_set_new (record, "position", json_integer (tiltas_front_matter_number (matter, "position")));
  tiltas_draft_set_text (record, "checked", tiltas_front_matter_date (matter, "checked", FALSE));
  tiltas_front_matter_set_list (matter, "sources", ";", record);
  return record;
}

static json_t *
read_blocks (const TiltasMarkdown *markdown, const char *body)
{
  g_autoptr (cmark_node) document = tiltas_markdown_parse (markdown, body);
  json_t *blocks = json_array ();

  for (cmark_node *node = cmark_node_first_child (document); node != NULL; node = cmark_node_next (node))
    {
      json_t *block;

      if (cmark_node_get_type (node) == CMARK_NODE_HEADING)
        block = json_pack ("{s:s, s:o}", "type", "heading", "spans", tiltas_markdown_spans (markdown, node));
      else
        block = tiltas_markdown_block (markdown, node);
      if (block != NULL)
        json_array_append_new (blocks, block);
    }
  if (json_array_size (blocks) == 0)
    tiltas_faults_add (markdown->tree->faults, TILTAS_AT (markdown->file, 1), "empty", "Write something.",
                       "There is no text.");
  return blocks;
}

/* One announcement or article. */
typedef struct
{
  TiltasTree *tree;
  TiltasPublisher *publisher;
  const Sort *sort;
  const char *id;
} Article;

static void
add_text (const Article *self, const TiltasFrontMatter *matter, const char *lang, json_t *blocks)
{
  const TiltasRecordName name = { self->publisher->id, self->sort->text_kind, self->id, lang };
  const char *title = tiltas_front_matter_get (matter, "title");
  const char *state = tiltas_front_matter_get (matter, "state");

  tiltas_tree_check_words (self->tree, title, TITLE_MAX, "the title", tiltas_front_matter_at (matter, "title"));
  if (title != NULL &&
      tiltas_tree_check_state (self->tree, self->publisher, lang, state, tiltas_front_matter_at (matter, "state")))
    tiltas_tree_add (self->tree, &name, json_pack ("{s:s, s:s, s:O}", "title", title, "state", state, "blocks", blocks),
                     TILTAS_AT (matter->file, 1));
}

static void
read_language (const Article *self, const char *file, const char *lang)
{
  static const char *const keys[] = { "title", "state", NULL };
  const Sort *sort = self->sort;
  const TiltasRecordName name = { self->publisher->id, sort->kind, self->id, NULL };
  const TiltasRecordName text_name = { self->publisher->id, sort->text_kind, self->id, lang };
  gboolean master = g_str_equal (lang, self->publisher->languages[0]);
  const TiltasFrontMatterRule rule = { self->tree, self->publisher, master ? sort->keys : keys,
                                       master ? sort->required : "title state" };
  TiltasMarkdown markdown = { self->tree, self->publisher, file };
  g_autoptr (TiltasFrontMatter) matter = NULL;
  json_t *blocks;

  matter = tiltas_front_matter_read (file, &rule);
  if (matter == NULL || tiltas_front_matter_get (matter, "title") == NULL)
    tiltas_tree_refuse (self->tree, &text_name);
  if (matter == NULL)
    return;
  if (master)
    tiltas_tree_add (self->tree, &name, sort->record (matter), TILTAS_AT (file, 1));
  blocks = read_blocks (&markdown, matter->body);
  add_text (self, matter, lang, blocks);
  json_decref (blocks);
}

static void
read_one (const Article *self, const char *folder)
{
  const char *master = self->publisher->languages[0];
  g_autofree char *own = g_build_filename (folder, self->id, NULL);
  g_autofree char *master_name = g_strconcat (master, ".md", NULL);
  g_autofree char *master_file = g_build_filename (own, master_name, NULL);
  g_auto (GStrv) names = tiltas_tree_list (self->tree, own, ".md");
  g_auto (GStrv) languages = tiltas_tree_sort_languages (names, ".md", master);

  tiltas_tree_expect (self->tree, master_file, "Write it first; the others are held against it.");
  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (languages[i], ".md", NULL);
      g_autofree char *file = g_build_filename (own, name, NULL);

      read_language (self, file, languages[i]);
    }
}

void
tiltas_articles_read (TiltasTree *tree, TiltasPublisher *publisher)
{
  static const char *const news_keys[] = { "title", "state", "valid_from", "valid_to", "branches", NULL };
  static const char *const article_keys[] = { "title", "state", "position", "checked", "sources", NULL };
  static const Sort sorts[] = {
    { "announcements", "announcement", "announcement-text", news_keys, "title state valid_from valid_to",
      announcement },
    { "staff", "article", "article-text", article_keys, "title state position checked sources", article },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_autofree char *folder = g_build_filename (publisher->id, sorts[i].folder, NULL);
      g_auto (GStrv) ids = tiltas_tree_list (tree, folder, "");

      for (guint j = 0; ids[j] != NULL; j++)
        {
          const Article article = { tree, publisher, &sorts[i], ids[j] };

          read_one (&article, folder);
        }
    }
}
