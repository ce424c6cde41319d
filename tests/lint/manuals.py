#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each program has a manual page with the usual sections, tiltasctl(1) has every word that status gives, and the files
and pictures that README names exist. Manuals and messages name no file of the sources, and under /usr only what is
installed: who reads them has an installed program."""
import json
import pathlib
import re
import sys

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

# What meson installs; /usr/local belongs to the machine.
installed = set(json.loads(pathlib.Path(sys.argv[1], "meson-info/intro-installed.json").read_text()).values())
SOURCE = re.compile(r"\b(?:src|data|content|tests|po|ui)/[\w./-]*\.(?:md|c|h|py|in|ui|conf|csv)\b|README|\bformats\b|architecture\.md")


def check_names(where, text):
    for found in SOURCE.findall(text):
        faults.append(f"{where}: “{found}” is a file of the sources, which nobody has who has the program")
    for path in re.findall(r"/usr/(?!local/)[\w./@-]*[\w/]", text):
        tail = path.removeprefix("/usr").rstrip("/") + "/"  # under another prefix too
        if not any(tail in file + "/" for file in installed):
            faults.append(f"{where}: {path} is not installed")


for page in files("data/man/*.1"):
    text = page.read_text(encoding="utf-8").replace("\\-", "-")
    check_names(name(page), text)
for source in files("src/*.c"):
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#include") or re.search(r'\b"README\.md"', line):
            continue
        for literal in re.findall(r'"((?:[^"\\]|\\.)*)"', line.split("/*")[0]):
            if " " in literal:
                check_names(f"{name(source)}:{number}", literal)
finish(faults)
