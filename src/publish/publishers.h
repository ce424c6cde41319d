/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* publishers.json, short-numbers.csv and http-hosts.csv: what holds for the whole content folder. */
void tiltas_publishers_read (TiltasTree *tree);
/* Compares what each publisher ships with its limits in publishers.json. */
void tiltas_publishers_check_limits (TiltasTree *tree);

G_END_DECLS
