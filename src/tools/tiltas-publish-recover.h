/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

int tiltas_publish_recover (int argc, char **argv);
