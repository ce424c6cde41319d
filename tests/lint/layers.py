#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one-way street between the folders of src, the libraries each folder may use (README, tour of the code), and no
circle of files: who reads a file from its #include lines downward never comes back to it."""
import collections
import re

from common import TOP, files, finish, folder, name

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
# File → folders that it alone may use beside those of its folder.
FILES = {
    "kiosk/updates": ["sync"],  # makes the configuration of sync from the kiosk's: one builder for ui and tools
}
# The rooms of src/ui, from the top down: a file uses its own room and those below it. The files in src/ui itself lie in
# three of them: those named here, and the window's for every other file.
UI_ROOMS = ["application", "staff", "visitor", "window", "keyboard", "widgets", "context"]
UI_FILES = {"application": "application", "page-factory": "application", "preload": "application", "context": "context"}
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
    r"systemd/": ["kiosk"],
    r"unicode/": ["base", "content", "store", "publish"],
    r"gio/": ["base", "content", "store", "trust", "sync", "kiosk", "ui", "publish", "tools", ""],
    r"libintl\.h|glib/gi18n": ["kiosk", "ui", "sync", "tools", ""],
    r"locale\.h": ["kiosk"],
}
# What trust and content must not touch at all: files, network, clock, threads.
PURE = {"trust": r"gio/gio\.h|glib/gstdio\.h|stdio\.h|time\.h|pthread\.h|unistd\.h", "content": r"glib/gstdio\.h|time\.h|pthread\.h|unistd\.h"}


def ui_room(path):
    """The room of src/ui that a file lies in, or None outside of src/ui."""
    parts = path.relative_to(TOP / "src").with_suffix("").parts
    if parts[0] != "ui":
        return None
    return UI_FILES.get(parts[1], "window") if len(parts) == 2 else parts[1]


def find_circles(arrows):
    """A shortest circle through each file that stands in one: {file: [file, next, …, file]}."""
    circles = {}
    for start in arrows:
        way = {start: None}  # file → the one that it was reached from
        queue = collections.deque([start])
        while queue and start not in circles:
            here = queue.popleft()
            for other in sorted(arrows.get(here, ())):
                if other == start:
                    circle = [start]
                    while here is not None:
                        circle.insert(0, here)
                        here = way[here]
                    circles[start] = circle
                    break
                if other not in way:
                    way[other] = here
                    queue.append(other)
    return circles


def circle_faults(arrows):
    """Each circle of files once."""
    told = set()
    for start, circle in find_circles(arrows).items():
        if frozenset(circle) not in told:
            told.add(frozenset(circle))
            yield f"{start}: a circle of files: {' → '.join(circle)}"


faults = []
arrows = collections.defaultdict(set)  # X.c and X.h are one file here: "src/base/clock"
for path in files("src/*.c", "src/*.h"):
    here = folder(path)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{name(path)}:{number}"
        ours = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
        system = re.match(r"\s*#\s*include\s+<([^>]+)>", line)
        if ours:
            target = TOP / "src" / ours[1] if "/" in ours[1] else path.parent / ours[1]
            if target.with_suffix("") != path.with_suffix(""):
                arrows[name(path.with_suffix(""))].add(name(target.with_suffix("")))
            room, below = ui_room(path), ui_room(target)
            if room and below and UI_ROOMS.index(below) < UI_ROOMS.index(room):
                faults.append(f"{where}: ui's {room} may not use its {below}, which lies above it")
        if ours and "/" in ours[1]:
            other = ours[1].split("/")[0]
            allowed = ORDER.get(here, []) + FILES.get(str(path.relative_to(TOP / "src").with_suffix("")), [])
            if other != here and other not in allowed:
                faults.append(f"{where}: {here or 'main'} may not use {other}")
        elif ours and not (path.parent / ours[1]).exists() and not ours[1].endswith(("-resources.h", "-table.h")):
            faults.append(f'{where}: write "FOLDER/{ours[1]}"')
        if system:
            for pattern, allowed in LIBRARIES.items():
                if re.match(pattern, system[1]) and here not in allowed:
                    faults.append(f"{where}: {here or 'main'} may not include <{system[1]}>")
            if here in PURE and re.match(PURE[here], system[1]):
                faults.append(f"{where}: {here} is pure and may not include <{system[1]}>")
finish(faults + list(circle_faults(arrows)))
