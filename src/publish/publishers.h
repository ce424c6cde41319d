/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "publish/tree.h"

G_BEGIN_DECLS

/* publishers.json, short-numbers.csv and http-hosts.csv: what holds for the whole content folder. */
void tiltas_publishers_read (TiltasTree *tree);
/* Compares what each publisher ships with its limits in publishers.json. */
void tiltas_publishers_check_limits (TiltasTree *tree);
/* FALSE for ids that cannot name a publisher: no id, or the name of a top-level role of a repository. */
gboolean tiltas_publisher_is_id (const char *id);
/* The sentence for one, for printf. */
#define TILTAS_PUBLISHER_ID_FAULT \
  "“%s” cannot name a publisher: use a-z, 0-9 and “-”; root, targets, snapshot, timestamp and blobs are taken"

/* tree.c */
TiltasPublisher *tiltas_tree_add_publisher (TiltasTree *self, const char *id);

G_END_DECLS
