/* SPDX-License-Identifier: GPL-3.0-or-later */
typedef int tiltas_folder_has_no_code_yet;
