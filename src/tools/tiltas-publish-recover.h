/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The verb of tiltas-publish for a repository that was restored from a backup. */
int tiltas_publish_recover (char **argv);
