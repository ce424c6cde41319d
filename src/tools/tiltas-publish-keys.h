/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The verbs of tiltas-publish that make keys; see tiltas-publish.h. */
int tiltas_publish_keygen (int argc, char **argv);
int tiltas_publish_init (int argc, char **argv);
