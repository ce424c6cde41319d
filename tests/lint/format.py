#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every C file is as clang-format leaves it."""
import pathlib
import subprocess

from common import TOP, files, finish, name

listed = files("src/*.c", "src/*.h", "tests/*.c", "tests/*.h")
told = subprocess.run(["clang-format", "--style=file", "--dry-run", *map(str, listed)], cwd=TOP, check=True, capture_output=True, text=True)
wrong = sorted({line.split(":")[0] for line in told.stderr.splitlines() if "warning:" in line})
finish([f"{name(pathlib.Path(path))}: run clang-format -i on it" for path in wrong])
