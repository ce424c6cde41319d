#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every C file is as clang-format leaves it."""
import subprocess

from common import TOP, files, finish, name

faults = []
for path in files("src/*.c", "src/*.h", "tests/*.c", "tests/*.h"):
    formatted = subprocess.run(["clang-format", "--style=file", str(path)], cwd=TOP, check=True, capture_output=True).stdout
    if formatted != path.read_bytes():
        faults.append(f"{name(path)}: run clang-format -i on it")
finish(faults)
