/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/directory.h"
#include "ui/context.h"

G_BEGIN_DECLS

/* What the directory of services (kiosk/directory.h) has to know about here and now. Borrows from context. */
TiltasDirectoryContext tiltas_directory_context (const TiltasContext *context);
/* A single service as the directory shows it now: open or not, how fresh, how far. Transfer full. */
TiltasDirectoryRow *tiltas_directory_row_now (TiltasContext *context, TiltasService *service);

G_END_DECLS
