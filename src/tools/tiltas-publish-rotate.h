/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The verbs of tiltas-publish that change keys. */
int tiltas_publish_rotate_key (char **argv);
int tiltas_publish_sign (char **argv);
int tiltas_publish_adopt (char **argv);
