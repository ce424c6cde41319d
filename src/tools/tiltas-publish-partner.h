/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The verbs of tiltas-publish for partner libraries: delegate and accept run at the National Library, hand-over at the
 * partner; see tiltas-publish.h. */
int tiltas_publish_delegate (int argc, char **argv);
int tiltas_publish_hand_over (int argc, char **argv);
int tiltas_publish_accept (int argc, char **argv);
