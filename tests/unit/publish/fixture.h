/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Folders for the tests of publish: made in the temporary folder, removed at the end. */

/* Path below tests/data/publish. Transfer full. */
char *fixture_data (const char *name);
/* A new empty folder. Transfer full. */
char *fixture_folder (void);
/* Copies a folder with all it holds; to must not exist. */
void fixture_copy (const char *from, const char *to);
/* Removes a folder with all it holds. */
void fixture_remove (const char *path);
/* Replaces the first FROM in a file by TO; FROM must be there. */
void fixture_replace (const char *path, const char *from, const char *to);
/* "path size sha256\n" for every file below path, sorted: equal texts mean equal folders. Transfer full. */
char *fixture_listing (const char *path);
/* A copy of good/ (content and icons) in a new folder. Transfer full. */
char *fixture_good (void);
