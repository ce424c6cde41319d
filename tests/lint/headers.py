#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""X.h is the list of what X.c offers: it declares the functions that X.c defines without `static`, all of them and no
other. A header without a source file of its name (X-private.h) declares no function."""
import re

from common import files, finish, name

# Defined by macros (G_DEFINE_TYPE, G_DEFINE_BOXED_TYPE, G_DEFINE_QUARK) or by the compiler.
GENERATED = re.compile(r"_(get_type|quark)$|^__")
# main, and what wiping-heap.c defines in the place of libc's.
DECLARED_BY_LIBC = {"main", "free", "realloc"}


def plain(path):
    """The text without comments, literals, preprocessor lines, and macros such as G_GNUC_PRINTF (1, 2)."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    text = re.sub(r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])+'""", "", text, flags=re.DOTALL)
    text = re.sub(r"^\s*#(?:.*\\\n)*.*", "", text, flags=re.MULTILINE)
    return re.sub(r"\b[A-Z][A-Z0-9_]+ \([^()]*\)", "", text)


def declared(header):
    """The functions that a header declares; those that are `static inline` there are no declarations."""
    text = plain(header)
    while re.search(r"\{[^{}]*\}", text):
        text = re.sub(r"\{[^{}]*\}", ";", text)
    found = set()
    for statement in text.split(";"):
        function = re.search(r"\b([a-z_]\w*) \(", statement)
        if function and not re.search(r"\b(typedef|static)\b", statement):
            found.add(function[1])
    return {function for function in found if not GENERATED.search(function)}


def defined(source):
    """The functions that a source file defines without `static`."""
    starts = re.findall(r"^((?:\w+[ *]+)*\w*[ *]*)\s*\b([a-z_]\w*) \([^;{}]*\)\s*\n\{", plain(source), flags=re.MULTILINE)
    return {function for type, function in starts if not type.startswith("static")} - DECLARED_BY_LIBC


faults = []
for header in files("src/*.h"):
    for function in sorted(declared(header) - defined(header.with_suffix(".c"))):
        faults.append(f"{name(header)}: {function} is not defined in {header.stem}.c")
for source in files("src/*.c"):
    for function in sorted(defined(source) - declared(source.with_suffix(".h"))):
        faults.append(f"{name(source)}: {function} is not declared in {source.stem}.h")
finish(faults)
