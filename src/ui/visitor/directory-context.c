/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tiltas-ui"
#include "ui/visitor/directory-context.h"

TiltasDirectoryContext
tiltas_directory_context (const TiltasContext *context)
{
  TiltasLocalTime now = tiltas_context_local_time (context);

  return (TiltasDirectoryContext){
    .today = tiltas_days_from_civil (now.year, now.month, now.day),
    .minute = now.minute,
    .clock_trusted = tiltas_clock_is_trusted (context->clock),
    .language = tiltas_context_language (context),
    .branch = context->branch,
    .reader = context->reader,
  };
}

TiltasDirectoryRow *
tiltas_directory_row_now (TiltasContext *context, TiltasService *service)
{
  TiltasDirectoryContext here = tiltas_directory_context (context);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GPtrArray) rows = NULL;

  g_ptr_array_add (one, service);
  rows = tiltas_directory_rows (one, &here, 0, NULL);
  return g_ptr_array_steal_index (rows, 0);
}
