/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "publish/markdown.h"

#include "publish/text.h"

#include <stdarg.h>
#include <string.h>

#define ALLOWED \
  "Paragraphs, steps, points, “>” tips, **strong**, *žodis* and links to term:, service:, lesson: are allowed."

static void
  G_GNUC_PRINTF (4, 5) refuse_line (const TiltasMarkdown *self, int line, const char *advice, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  tiltas_faults_add (self->tree->faults, TILTAS_AT (self->file, line), "markdown", advice, "%s", message);
}

/* Bytes of the Markdown mark at the beginning of text: "##", "-", "*", "+", ">", "1." or "1)"; 0: there is none. */
static gsize
mark_length (const char *text)
{
  gsize hashes = strspn (text, "#");
  gsize digits = strspn (text, "0123456789");

  if (hashes > 0)
    return hashes;
  if (digits > 0 && digits < 10 && (text[digits] == '.' || text[digits] == ')'))
    return digits + 1;
  return text[0] != '\0' && strchr ("-*+>", text[0]) != NULL ? 1 : 0;
}

/* TRUE for bullets that word processors write in place of “- ”. */
static gboolean
is_bullet (gunichar c)
{
  static const gunichar bullets[] = { 0x2022, 0x2023, 0x2043, 0x204c, 0x204d, 0x2219, 0x25a0, 0x25aa, 0x25b6, 0x25ba,
                                      0x25cb, 0x25cf, 0x25d8, 0x25e6, 0x27a2, 0x2713, 0x2714, 0x00b7, 0x2756 };

  for (guint i = 0; i < G_N_ELEMENTS (bullets); i++)
    if (c == bullets[i])
      return TRUE;
  return FALSE;
}

/* Markdown knows a mark only at the beginning of the line and before a plain blank. Adds a fault for others, which
 * would be printed. */
static void
check_mark (const TiltasMarkdown *self, const char *text, int line)
{
  const char *start = text;
  const char *after;
  gsize length;

  while (start[0] != '\0' && tiltas_text_is_unseen (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  length = mark_length (start);
  after = start + length;
  if (is_bullet (g_utf8_get_char (start)))
    refuse_line (self, line, "Write “- ” before each point, with a blank line before the first.",
                 "“%.*s” at the beginning of the line makes no list.", (int) (g_utf8_next_char (start) - start), start);
  else if (length > 0 && start > text && *after != '\0')
    refuse_line (self, line, "Begin the line with the mark itself.",
                 "Before “%.*s” stands U+%04X, which is no blank: the mark would be printed.", (int) length, start,
                 g_utf8_get_char (text));
  else if (length > 0 && *after != '\0' && tiltas_text_is_unseen (g_utf8_get_char (after)) && *after != '\t')
    refuse_line (self, line, "Type a plain blank there.",
                 "After “%.*s” stands U+%04X, which is no blank: the mark would be printed.", (int) length, start,
                 g_utf8_get_char (after));
  else if (start[0] == '#' && length <= 6 && *after != ' ' && *after != '\t' && *after != '\0')
    refuse_line (self, line, "Write “# Title”.", "After “%.*s” a blank is missing: the mark would be printed.",
                 (int) length, start);
}

/* TRUE for a line of a table: cells between “|”, or the row of dashes below the head. */
static gboolean
is_table_line (const char *text)
{
  gsize length = strlen (text);

  return length > 1 && strchr (text, '|') != NULL &&
         ((text[0] == '|' && text[length - 1] == '|') ||
          (strspn (text, "|:- ") == length && strchr (text, '-') != NULL));
}

/* Adds faults for what cmark would print as it stands, or leave out. */
static void
check_lines (const TiltasMarkdown *self, const char *body)
{
  g_auto (GStrv) lines = g_strsplit (body, "\n", -1);
  gboolean in_table = FALSE;
  gboolean in_dashes = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *text = g_strchomp (lines[i]) + strspn (lines[i], " >");
      gboolean dash = g_str_has_prefix (text, "– ") || g_str_has_prefix (text, "— ");

      if (text[0] == '[' && strstr (text, "]:") != NULL)
        refuse_line (self, (int) i + 1, ALLOWED, "A line that begins with “[…]:” is not shown.");
      if (is_table_line (text) && !in_table)
        refuse_line (self, (int) i + 1, "Write it as “- ” points.",
                     "There may be no table; its bars would be printed.");
      if (dash && in_dashes)
        refuse_line (self, (int) i + 1, "Write “- ” (a hyphen) before each point.",
                     "Lines that begin with a dash make no list.");
      check_mark (self, lines[i] + strspn (lines[i], " "), (int) i + 1);
      in_table = is_table_line (text);
      in_dashes = dash;
    }
}

cmark_node *
tiltas_markdown_parse (const TiltasMarkdown *self, const char *body)
{
  cmark_node *document = cmark_parse_document (body, strlen (body), CMARK_OPT_DEFAULT);

  cmark_consolidate_text_nodes (document);
  check_lines (self, body);
  return document;
}

TiltasFileLine
tiltas_markdown_at (const TiltasMarkdown *self, cmark_node *node)
{
  for (; node != NULL; node = cmark_node_parent (node))
    if (cmark_node_get_start_line (node) > 0)
      return TILTAS_AT (self->file, cmark_node_get_start_line (node));
  return TILTAS_AT (self->file, 1);
}

/* Adds the fault that node may not stand in where ("a text"). */
static void
refuse (const TiltasMarkdown *self, cmark_node *node, const char *where)
{
  tiltas_faults_add (self->tree->faults, tiltas_markdown_at (self, node), "markdown", ALLOWED,
                     "There may be no %s in %s.", cmark_node_get_type_string (node), where);
}

/* TRUE when text, from which cmark has taken all marks, still has one: its other end is missing. */
static gboolean
has_stray_mark (const char *text)
{
  if (strstr (text, "**") != NULL || strstr (text, "](") != NULL || strchr (text, '`') != NULL ||
      strstr (text, "~~") != NULL || strstr (text, "[^") != NULL)
    return TRUE;
  for (const char *star = strchr (text, '*'); star != NULL; star = strchr (star + 1, '*'))
    {
      const char *before = g_utf8_find_prev_char (text, star);

      if (g_unichar_isalpha (g_utf8_get_char (star + 1)) ||
          (before != NULL && g_unichar_isalpha (g_utf8_get_char (before))))
        return TRUE;
    }
  return FALSE;
}

/* Adds text, with the member mark (may be NULL) of that value, to spans; joins it to the last span when that has the
 * same mark. Takes value. */
static void
append (json_t *spans, const char *text, const char *mark, json_t *value)
{
  json_t *last = json_array_get (spans, json_array_size (spans) - 1);
  json_t *span;

  if (text[0] == '\0')
    {
      json_decref (value);
      return;
    }
  if (json_array_size (spans) > 0 && json_object_size (last) == (mark != NULL ? 2 : 1) &&
      (mark == NULL || json_equal (json_object_get (last, mark), value)))
    {
      g_autofree char *joined = g_strconcat (json_string_value (json_object_get (last, "text")), text, NULL);

      tiltas_draft_set_text (last, "text", joined);
      json_decref (value);
      return;
    }
  span = json_pack ("{s:s}", "text", text);
  if (mark != NULL)
    json_object_set_new (span, mark, value);
  json_array_append_new (spans, span);
}

static void walk (const TiltasMarkdown *self, cmark_node *parent, const char *mark, json_t *value, json_t *spans);

static void
walk_link (const TiltasMarkdown *self, cmark_node *node, json_t *spans)
{
  static const char *const kinds[] = { "term", "service", "lesson", NULL };
  const char *url = cmark_node_get_url (node);
  const char *colon = url != NULL ? strchr (url, ':') : NULL;
  g_autofree char *kind = colon != NULL ? g_strndup (url, (gsize) (colon - url)) : g_strdup ("");
  g_autofree char *own = g_strconcat (self->publisher->id, "/", NULL);
  g_autofree char *ref = NULL;
  json_t *value;

  if (!g_strv_contains (kinds, kind))
    {
      tiltas_faults_add (self->tree->faults, tiltas_markdown_at (self, node), "link",
                         "Link to term:ID, service:ID or lesson:ID; web addresses belong to services.",
                         "“%s” is no link that the kiosk can follow.", url != NULL ? url : "");
      walk (self, node, NULL, NULL, spans);
      return;
    }
  ref = tiltas_tree_add_link (self->tree, self->publisher, kind, colon + 1, tiltas_markdown_at (self, node));
  if (ref == NULL)
    {
      walk (self, node, NULL, NULL, spans);
      return;
    }
  value = json_string (g_str_equal (kind, "term") && g_str_has_prefix (ref, own) ? ref + strlen (own) : ref);
  walk (self, node, kind, value, spans);
  json_decref (value);
}

static void
walk_node (const TiltasMarkdown *self, cmark_node *node, const char *mark, json_t *value, json_t *spans)
{
  const char *text = cmark_node_get_literal (node);
  cmark_node_type type = cmark_node_get_type (node);
  gboolean opens = type == CMARK_NODE_STRONG || type == CMARK_NODE_EMPH || type == CMARK_NODE_LINK;

  if (type == CMARK_NODE_TEXT || type == CMARK_NODE_SOFTBREAK)
    append (spans, type == CMARK_NODE_TEXT ? text : " ", mark, json_incref (value));
  else if (opens && mark != NULL)
    {
      tiltas_faults_add (self->tree->faults, tiltas_markdown_at (self, node), "markdown", "Keep one of the two.",
                         "There is a mark inside a mark.");
      walk (self, node, mark, value, spans);
    }
  else if (type == CMARK_NODE_STRONG)
    {
      json_t *yes = json_true ();

      walk (self, node, "strong", yes, spans);
    }
  else if (type == CMARK_NODE_EMPH)
    {
      json_t *lt = json_string ("lt");

      walk (self, node, "lang", lt, spans);
      json_decref (lt);
    }
  else if (type == CMARK_NODE_LINK)
    walk_link (self, node, spans);
  else
    refuse (self, node, "a text");
  if (type == CMARK_NODE_TEXT && has_stray_mark (text))
    tiltas_faults_add (self->tree->faults, tiltas_markdown_at (self, node), "markdown",
                       "Give the mark its other end, or write it as a word.",
                       "A mark (*, **, ` or a link) is not closed.");
}

static void
walk (const TiltasMarkdown *self, cmark_node *parent, const char *mark, json_t *value, json_t *spans)
{
  for (cmark_node *node = cmark_node_first_child (parent); node != NULL; node = cmark_node_next (node))
    walk_node (self, node, mark, value, spans);
}

static char *
text_of (json_t *spans)
{
  GString *text = g_string_new (NULL);
  json_t *span;
  size_t i;

  json_array_foreach (spans, i, span)
    g_string_append (text, json_string_value (json_object_get (span, "text")));
  return g_string_free (text, FALSE);
}

json_t *
tiltas_markdown_spans (const TiltasMarkdown *self, cmark_node *parent)
{
  json_t *spans = json_array ();
  g_autofree char *text = NULL;

  walk (self, parent, NULL, NULL, spans);
  text = text_of (spans);
  tiltas_tree_check_words (self->tree, text, 0, "this text", tiltas_markdown_at (self, parent));
  return spans;
}

char *
tiltas_markdown_plain (const TiltasMarkdown *self, cmark_node *parent, const char *what)
{
  json_t *spans = tiltas_markdown_spans (self, parent);
  char *text = text_of (spans);
  json_t *span;
  size_t i;

  json_array_foreach (spans, i, span)
    if (json_object_size (span) > 1)
      {
        tiltas_faults_add (self->tree->faults, tiltas_markdown_at (self, parent), "markdown", "Write plain words.",
                           "There may be no mark and no link in %s.", what);
        break;
      }
  json_decref (spans);
  return text;
}

cmark_node *
tiltas_markdown_only_paragraph (const TiltasMarkdown *self, cmark_node *parent)
{
  cmark_node *child = cmark_node_first_child (parent);

  if (child != NULL && cmark_node_get_type (child) == CMARK_NODE_PARAGRAPH && cmark_node_next (child) == NULL)
    return child;
  tiltas_faults_add (self->tree->faults, tiltas_markdown_at (self, parent), "markdown", ALLOWED,
                     child == NULL ? "An item or tip is empty."
                                   : "An item or tip holds more than one paragraph of text.");
  return NULL;
}

static json_t *
list_block (const TiltasMarkdown *self, cmark_node *node)
{
  gboolean steps = cmark_node_get_list_type (node) == CMARK_ORDERED_LIST;
  json_t *items = json_array ();

  for (cmark_node *item = cmark_node_first_child (node); item != NULL; item = cmark_node_next (item))
    {
      cmark_node *paragraph = tiltas_markdown_only_paragraph (self, item);

      if (paragraph != NULL)
        json_array_append_new (items, tiltas_markdown_spans (self, paragraph));
    }
  if (steps && cmark_node_get_list_start (node) != 1)
    tiltas_faults_add (self->tree->faults, tiltas_markdown_at (self, node), "markdown", "Begin with “1.”.",
                       "The steps do not begin with 1.");
  return json_pack ("{s:s, s:o}", "type", steps ? "steps" : "points", "items", items);
}

json_t *
tiltas_markdown_block (const TiltasMarkdown *self, cmark_node *node)
{
  cmark_node *paragraph = NULL;

  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_PARAGRAPH:
      return json_pack ("{s:s, s:o}", "type", "paragraph", "spans", tiltas_markdown_spans (self, node));
    case CMARK_NODE_LIST:
      return list_block (self, node);
    case CMARK_NODE_BLOCK_QUOTE:
      paragraph = tiltas_markdown_only_paragraph (self, node);
      if (paragraph == NULL)
        return NULL;
      return json_pack ("{s:s, s:o}", "type", "tip", "spans", tiltas_markdown_spans (self, paragraph));
    default:
      refuse (self, node, "a card or article");
      return NULL;
    }
}

guint
tiltas_markdown_length (json_t *block)
{
  json_t *items = json_object_get (block, "items");
  g_autofree char *text = text_of (json_object_get (block, "spans"));
  guint length = tiltas_text_length (text);
  json_t *item;
  size_t i;

  json_array_foreach (items, i, item)
    {
      g_autofree char *words = text_of (item);

      length += tiltas_text_length (words);
    }
  return length;
}
