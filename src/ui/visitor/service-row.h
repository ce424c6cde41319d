/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk/directory.h"
#include "ui/context.h"

G_BEGIN_DECLS

/* An item of the directory's list: a row of kiosk/directory.h and the words that it shows. Immutable. */
#define TILTAS_TYPE_DIRECTORY_ITEM (tiltas_directory_item_get_type ())
G_DECLARE_FINAL_TYPE (TiltasDirectoryItem, tiltas_directory_item, TILTAS, DIRECTORY_ITEM, GObject)

/* Takes row. */
TiltasDirectoryItem *tiltas_directory_item_new (TiltasContext *context, TiltasDirectoryRow *row);
const TiltasDirectoryRow *tiltas_directory_item_get_row (TiltasDirectoryItem *self);
/* TRUE when both show the same. */
gboolean tiltas_directory_item_equal (TiltasDirectoryItem *a, TiltasDirectoryItem *b);

/* The content of a row of the directory. It is used again: it shows one item after the other. */
#define TILTAS_TYPE_SERVICE_ROW (tiltas_service_row_get_type ())
G_DECLARE_FINAL_TYPE (TiltasServiceRow, tiltas_service_row, TILTAS, SERVICE_ROW, GtkWidget)

/* below: chip and distance stand below the words, because there is no room beside them. */
GtkWidget *tiltas_service_row_new (TiltasContext *context, gboolean below);
/* Returns the accessible name of the row. Transfer full. */
char *tiltas_service_row_show (TiltasServiceRow *self, TiltasDirectoryItem *item);

G_END_DECLS
