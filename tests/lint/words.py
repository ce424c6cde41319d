#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Left-over marks, private keys and machine paths do not belong into the project."""
import re

from common import files, finish, name

PATTERNS = {
    r"\b(TODO|FIXME|XXX|HACK)\b": "a left-over mark",
    r"-----BEGIN (ENCRYPTED |EC |RSA )?PRIVATE KEY": "a private key",
    r"/(home|root|work)/[a-z]": "a path of one machine",
}
faults = []
for path in files():
    if path.name == "words.py" or path.suffix in (".png", ".db", ".zst", ".jpg", ".gif") or "/corpus-" in str(path):
        continue
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        continue
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, what in PATTERNS.items():
            if re.search(pattern, line):
                faults.append(f"{name(path)}:{number}: {what}")
finish(faults)
