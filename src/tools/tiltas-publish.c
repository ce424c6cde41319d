/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "base/files.h"
#include "tools/tiltas-publish-common.h"
#include "tools/tiltas-publish-content.h"
#include "tools/tiltas-publish-keys.h"
#include "tools/tiltas-publish-partner.h"
#include "tools/tiltas-publish-recover.h"
#include "tools/tiltas-publish-repository.h"
#include "tools/tiltas-publish-rotate.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  const char *name;
  int (*run) (char **argv);
  const char *summary;
} Verb;

static const Verb verbs[] = {
  { "check", tiltas_publish_check, "explain every fault of a content folder" },
  { "build", tiltas_publish_build, "compile a content folder to packs, or to the bundled store" },
  { "keygen", tiltas_publish_keygen, "make a key pair" },
  { "init", tiltas_publish_init, "make an empty repository and its root" },
  { "delegate", tiltas_publish_delegate, "let a publisher sign its own editions" },
  { "hand-over", tiltas_publish_hand_over, "sign a partner's edition alone, for the National Library to accept" },
  { "accept", tiltas_publish_accept, "take a partner's hand-over into the repository" },
  { "publish", tiltas_publish_publish, "put new editions into a repository" },
  { "rotate-key", tiltas_publish_rotate_key, "change the keys of a role, or prepare a new root" },
  { "sign", tiltas_publish_sign, "add a signature to a file that others prepared" },
  { "adopt", tiltas_publish_adopt, "put a root that enough people signed into a repository" },
  { "refresh", tiltas_publish_refresh, "sign snapshot and timestamp anew" },
  { "recover", tiltas_publish_recover, "after a restore from a backup: pass what terminals have seen" },
  { "prune", tiltas_publish_prune, "remove what no terminal can be asking for any more" },
  { "show", tiltas_publish_show, "tell what a repository holds, and what is wrong with it" },
};

static void
print_help (FILE *stream)
{
  fputs ("Usage: tiltas-publish VERB [OPTION…] …\n\nFrom a content folder to a signed, static repository.\n\nVerbs:\n",
         stream);
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    fprintf (stream, "  %-10s %s\n", verbs[i].name, verbs[i].summary);
  fputs ("\n“tiltas-publish VERB --help” tells the options of a verb.\n"
         "Exit codes: 0 done and clean, 1 faults or failure (nothing was changed), 2 wrong usage,\n"
         "3 done, but a signature that cannot be renewed here runs out soon (refresh, show).\n",
         stream);
}

static void
print_utf8 (const char *text)
{
  fputs (text, stdout);
}

/* A verb has failed when standard output could not be written. */
static int
finish (int code)
{
  g_autoptr (GError) error = NULL;

  if (tiltas_stdout_finish (&error))
    return code;
  fprintf (stderr, "tiltas-publish: %s\n", error->message);
  return code == TILTAS_EXIT_OK ? TILTAS_EXIT_FAULT : code;
}

int
main (int argc, char **argv)
{
  g_set_print_handler (print_utf8); /* GOption's help is UTF-8 in every locale */
  if (argc >= 2 && (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0 || strcmp (argv[1], "help") == 0))
    {
      print_help (stdout);
      return TILTAS_EXIT_OK;
    }
  if (argc >= 2 && strcmp (argv[1], "--version") == 0)
    {
      printf ("tiltas-publish %s\n", TILTAS_VERSION);
      return TILTAS_EXIT_OK;
    }
  for (gsize i = 0; argc >= 2 && i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (argv[1], verbs[i].name) == 0)
      return finish (verbs[i].run (argv + 1));
  if (argc >= 2)
    fprintf (stderr, "tiltas-publish: “%s” is no verb.\n", argv[1]);
  print_help (stderr);
  return TILTAS_EXIT_USAGE;
}
