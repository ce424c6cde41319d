/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The verbs of tiltas-publish for partner libraries: delegate and accept run at the National Library, hand-over at the
 * partner. */
int tiltas_publish_delegate (char **argv);
int tiltas_publish_hand_over (char **argv);
int tiltas_publish_accept (char **argv);
