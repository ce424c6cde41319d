/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* Reads services/services.csv and services/LANG.csv of a publisher and adds "service" and "service-text" records to
 * tree. Blocks for the disk. */
void tiltas_services_read (TiltasTree *tree, TiltasPublisher *publisher);

G_END_DECLS
