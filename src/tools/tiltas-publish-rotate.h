/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The verbs of tiltas-publish that change keys; see tiltas-publish.h. */
int tiltas_publish_rotate_key (int argc, char **argv);
int tiltas_publish_sign (int argc, char **argv);
int tiltas_publish_adopt (int argc, char **argv);
