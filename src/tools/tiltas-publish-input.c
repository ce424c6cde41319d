/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-publish"
#include "tools/tiltas-publish-input.h"

#include "publish/compile.h"

#include <gio/gio.h>

void
tiltas_input_clear (TiltasInput *self)
{
  g_clear_pointer (&self->content, g_free);
  g_clear_pointer (&self->packs, g_free);
  g_clear_pointer (&self->icons, g_free);
}

gboolean
tiltas_input_is_one (const TiltasInput *self)
{
  return (self->content == NULL) != (self->packs == NULL);
}

void
tiltas_input_print_faults (TiltasTree *tree, FILE *stream)
{
  g_autofree char *prefix = g_strconcat (tree->root, g_str_has_suffix (tree->root, "/") ? "" : "/", NULL);
  g_autofree char *text = tiltas_faults_text (tree->faults, prefix);

  fputs (text, stream);
}

TiltasPackages *
tiltas_input_read (const TiltasInput *self, GError **error)
{
  g_autoptr (TiltasTree) tree = NULL;

  if (self->packs != NULL)
    return tiltas_packages_read (self->packs, error);
  tree = tiltas_compile (self->content, self->icons);
  if (tiltas_faults_count (tree->faults, TILTAS_FAULT_ERROR) == 0)
    return tiltas_packages_of (tree, error);
  tiltas_input_print_faults (tree, stderr);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s has %u fault(s); nothing was published", self->content,
               tiltas_faults_count (tree->faults, TILTAS_FAULT_ERROR));
  return NULL;
}
