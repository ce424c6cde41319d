/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The verbs of tiltas-publish that check and compile a content folder. */
int tiltas_publish_check (char **argv);
int tiltas_publish_build (char **argv);
