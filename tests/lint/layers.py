#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one-way street between the folders of src, and the libraries each folder may use (README, tour of the code)."""
import re

from common import TOP, files, finish, name

ORDER = {
    "base": [],
    "content": ["base"],
    "store": ["content", "base"],
    "trust": ["base"],
    "sync": ["trust", "store", "content", "base"],
    "kiosk": ["store", "content", "base"],
    "ui": ["kiosk", "sync", "store", "content", "base"],
    "publish": ["trust", "content", "base"],
    "tools": ["publish", "sync", "kiosk", "trust", "store", "content", "base"],
    "": ["ui", "kiosk", "sync", "store", "content", "base"],
}
# System header prefix → the folders that may include it.
LIBRARIES = {
    r"gtk/|gdk/|gsk/|pango/|cairo|graphene": ["ui", ""],
    r"sqlite3\.h": ["store"],
    r"libstemmer\.h": ["store"],
    r"curl/": ["sync"],
    r"openssl/(?!x509_vfy\.h)": ["base", "trust"],
    r"openssl/x509_vfy\.h": ["sync"],  # the numbers in which libcurl gives the result of a certificate chain
    r"jansson\.h": ["content", "store", "trust", "sync", "publish", "tools"],
    r"zstd\.h": ["content"],
    r"cmark\.h": ["publish"],
    r"csv\.h": ["publish"],
    r"unicode/": ["base", "content", "store", "publish"],
    r"gio/": ["base", "content", "store", "trust", "sync", "kiosk", "ui", "publish", "tools", ""],
    r"libintl\.h|glib/gi18n": ["kiosk", "ui", "sync", "tools", ""],
    r"locale\.h": ["kiosk"],
}
# What trust and content must not touch at all: files, network, clock, threads.
PURE = {"trust": r"gio/gio\.h|glib/gstdio\.h|stdio\.h|time\.h|pthread\.h|unistd\.h", "content": r"glib/gstdio\.h|time\.h|pthread\.h|unistd\.h"}

faults = []
for path in files("src/*.c", "src/*.h"):
    relative = path.relative_to(TOP / "src")
    folder = relative.parts[0] if len(relative.parts) > 1 else ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{name(path)}:{number}"
        ours = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
        system = re.match(r"\s*#\s*include\s+<([^>]+)>", line)
        if ours and "/" in ours[1]:
            other = ours[1].split("/")[0]
            if other != folder and other not in ORDER.get(folder, []):
                faults.append(f"{where}: {folder or 'main'} may not use {other}")
        elif ours and not (path.parent / ours[1]).exists() and not ours[1].endswith(("-resources.h", "-table.h")):
            faults.append(f'{where}: write "FOLDER/{ours[1]}"')
        if system:
            for pattern, allowed in LIBRARIES.items():
                if re.match(pattern, system[1]) and folder not in allowed:
                    faults.append(f"{where}: {folder or 'main'} may not include <{system[1]}>")
            if folder in PURE and re.match(PURE[folder], system[1]):
                faults.append(f"{where}: {folder} is pure and may not include <{system[1]}>")
finish(faults)
