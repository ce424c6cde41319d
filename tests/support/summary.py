#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Closing line of a test run from meson's log: a skipped test counts as a failure."""
import json
import sys

passed, bad = 0, []
with open(sys.argv[1], encoding="utf-8") as log:
    for line in log:
        test = json.loads(line)
        if test["result"] in ("OK", "EXPECTEDFAIL"):
            passed += 1
        else:
            bad.append((test["name"], test["result"]))
for name, result in bad:
    print(f"not passed: {name}: {result}")
print(f"{passed} passed, {len(bad)} failed")
sys.exit(1 if bad or not passed else 0)
