#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""compile.py LOCALEDEF SOURCE OUTPUT ENDIAN: the LC_MESSAGES of a locale source, as glibc reads it. localedef makes all
categories; the others would be empty and are not kept."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

localedef, source, output, endian = sys.argv[1:]
with tempfile.TemporaryDirectory() as folder:
    # Exit status 1 says no more than that the other categories are not defined.
    done = subprocess.run([localedef, "--force", "--quiet", "--no-archive", f"--{endian}-endian", "-f", "ANSI_X3.4-1968",
                           "-i", source, f"{folder}/locale"], capture_output=True, text=True)
    made = pathlib.Path(folder, "locale/LC_MESSAGES/SYS_LC_MESSAGES")
    if done.returncode > 1 or not made.is_file():
        sys.exit(f"localedef: exit {done.returncode}\n{done.stdout}{done.stderr}")
    shutil.copyfile(made, output)
