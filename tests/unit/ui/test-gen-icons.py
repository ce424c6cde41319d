#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""gen-icons.py: shapes come out as drawn, and what it cannot draw ends the build with the file's name."""
import importlib.util
import pathlib
import subprocess
import sys
import tempfile

spec = importlib.util.spec_from_file_location("gen_icons", sys.argv[1])
icons = importlib.util.module_from_spec(spec)
spec.loader.exec_module(icons)


def ends(operations):
    return [tuple(round(v, 3) for v in operation[-2:]) for operation in operations if len(operation) > 1]


def close(a, b):
    return all(abs(x - y) < 1e-6 for x, y in zip(a, b))


# Relative commands, implicit lines after a move, flags of an arc without separators.
assert ends(icons.path("m1 2 3 4h5v-6z")) == [(1, 2), (4, 6), (9, 6), (9, 0)]
assert ends(icons.path("M0 0a5 5 0 0110 0")) == [(0, 0), (5, -5), (10, 0)]
assert ends(icons.path("M0 0a5 5 0 0010 0")) == [(0, 0), (5, 5), (10, 0)]
assert ends(icons.path("M1 1C2 2 3 3 4 4S6 6 8 8")) == [(1, 1), (4, 4), (8, 8)]
# A smooth curve mirrors the control point before it.
assert close(icons.path("M1 1C2 2 3 3 4 4S6 6 8 8")[2][1:3], (5, 5))
# A full turn stays on its circle.
for point in ends(icons.path("M12 3a9 9 0 1 0 0.001 0")):
    assert abs(((point[0] - 12) ** 2 + (point[1] - 12) ** 2) ** 0.5 - 9) < 0.01, point
assert ends(icons.ellipse(12, 12, 9, 9))[0] == (21, 12)
assert len(icons.rectangle(0, 0, 4, 4, 9)) == 10

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor">'
for bad in ("<text/>", '<path d="M0 0 L"/>', '<path d="M0 0h1" transform="scale(2)"/>', '<path d="M0 0h1" fill="red"/>'):
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "broken.svg").write_text(f"{HEAD}{bad}</svg>", encoding="utf-8")
        run = subprocess.run([sys.executable, sys.argv[1], f"{folder}/o.c", f"{folder}/o.d", folder],
                             capture_output=True, text=True)
        assert run.returncode != 0 and "broken.svg" in run.stderr, (bad, run.stderr)
