/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The verbs of tiltas-publish that make keys. */
int tiltas_publish_keygen (char **argv);
int tiltas_publish_init (char **argv);
