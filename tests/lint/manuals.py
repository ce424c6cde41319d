#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each program has a manual page with the usual sections, tiltasctl(1) has every word that status gives, and the files
and pictures that README names exist."""
import re

from common import TOP, files, finish, name

faults = []
for page in files("data/man/*.1"):
    text = page.read_text(encoding="utf-8").replace("\\-", "-")
    for section in ("NAME", "SYNOPSIS", "DESCRIPTION", "EXIT STATUS", "SEE ALSO"):
        if not re.search(rf'^\.SH "?{section}"?$', text, re.M):
            faults.append(f"{name(page)}: no section {section}")
for program in ("tiltas", "tiltasctl", "tiltas-publish"):
    if not (TOP / f"data/man/{program}.1").exists():
        faults.append(f"data/man/{program}.1 is missing")

results = (TOP / "data/man/tiltasctl.1").read_text(encoding="utf-8").replace("\\-", "-").split(".SH RESULTS")[1]
for word in re.findall(r'= \{ "([a-z-]+)",', (TOP / "src/sync/error.c").read_text(encoding="utf-8")):
    if not re.search(rf"(^|[ \"]){word}($|[ \"])", results, re.M):
        faults.append(f"data/man/tiltasctl.1: RESULTS does not name {word}")

readme = (TOP / "README.md").read_text(encoding="utf-8")
for path in re.findall(r"`((?:src|ui|po|icons|tests|content|data)/[\w./-]*)`", readme):
    if not (TOP / path).exists():
        faults.append(f"README.md: {path} does not exist")
for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", readme):
    if not (TOP / picture).exists():
        faults.append(f"README.md: picture {picture} does not exist")
finish(faults)
