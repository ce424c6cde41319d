/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The verbs of tiltas-publish that change or show a repository. */
int tiltas_publish_publish (char **argv);
int tiltas_publish_refresh (char **argv);
int tiltas_publish_prune (char **argv);
int tiltas_publish_show (char **argv);
