# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared by the lints: which files there are, and how a fault is told."""
import pathlib
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]


def files(*patterns):
    """Files of the project (tracked, or new and not ignored) that match one of the patterns."""
    listed = subprocess.run(
        ["git", "-C", str(TOP), "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "--", *patterns],
        check=True, capture_output=True, text=True,
    ).stdout.split("\n")
    return sorted({TOP / name for name in listed if name and (TOP / name).is_file()})


def name(path):
    return str(path.relative_to(TOP))


def folder(path):
    """The folder of src that a file of src lies in, or below; "" for src itself."""
    parts = path.relative_to(TOP / "src").parts
    return parts[0] if len(parts) > 1 else ""


def finish(faults):
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)
