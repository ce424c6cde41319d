#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample configuration shows every key that the program reads, and no other; show_unverified stays off in it."""
import re

from common import TOP, finish

keys = set(re.findall(r'KEY \("(\w+)", "(\w+)"', (TOP / "src/kiosk/config.c").read_text(encoding="utf-8")))
shown, group = set(), ""
sample = (TOP / "data/tiltas.conf").read_text(encoding="utf-8")
for line in sample.splitlines():
    section = re.fullmatch(r"\[(\w+)\]", line)
    if section:
        group = section[1]
    pair = re.match(r"#?([a-z_]+)=", line)
    if pair and group != "languages":
        shown.add((group, pair[1]))
faults = [f"data/tiltas.conf: [{g}] {k} is missing" for g, k in sorted(keys - shown)]
faults += [f"data/tiltas.conf: [{g}] {k} is not read by the program" for g, k in sorted(shown - keys)]
if "\nshow_unverified=false\n" not in sample:
    faults.append("data/tiltas.conf: show_unverified must be false")
finish(faults)
