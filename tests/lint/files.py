#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""File length, licence heads, and white space."""
import re

from common import files, finish, name

MAX_LINES = 600
faults = []
for path in files("*.c", "*.h", "*.py", "*.sh", "*.css", "*.ui", "*.build", "dev", ".ci/run"):
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    if len(lines) > MAX_LINES:
        faults.append(f"{name(path)}: {len(lines)} lines; split it by idea (at most {MAX_LINES})")
    if "SPDX-License-Identifier:" not in "\n".join(lines[:4]):
        faults.append(f"{name(path)}:1: the first lines name no SPDX licence")
    if text and not text.endswith("\n"):
        faults.append(f"{name(path)}:{len(lines)}: no newline at the end")
    for number, line in enumerate(lines, 1):
        if re.search(r"[ \t]+$", line):
            faults.append(f"{name(path)}:{number}: white space at the end of the line")
        if "\t" in line and path.suffix in (".c", ".h", ".py"):
            faults.append(f"{name(path)}:{number}: a tab")
finish(faults)
