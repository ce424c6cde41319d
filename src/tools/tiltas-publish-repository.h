/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The verbs of tiltas-publish that change or show a repository; see tiltas-publish.h. */
int tiltas_publish_publish (int argc, char **argv);
int tiltas_publish_refresh (int argc, char **argv);
int tiltas_publish_prune (int argc, char **argv);
int tiltas_publish_show (int argc, char **argv);
