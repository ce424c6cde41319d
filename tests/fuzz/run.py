#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs each libFuzzer program of a build folder for some seconds: run.py BUILD [SECONDS]

New inputs go to BUILD/tests/fuzz/found-NAME, the corpus of the source stays as it is. Exit code 1 when one of them found
a fault; the input that shows it lies in BUILD/tests/fuzz/crash-NAME-…
"""

import pathlib
import subprocess
import sys


def main() -> int:
    if len(sys.argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    programs = pathlib.Path(sys.argv[1]).resolve() / "tests" / "fuzz"
    seconds = sys.argv[2] if len(sys.argv) == 3 else "60"
    corpora = pathlib.Path(__file__).resolve().parent
    found_one = False
    faults = []
    for program in sorted(programs.glob("fuzzer-*")):
        if not program.is_file():
            continue
        found_one = True
        name = program.name.removeprefix("fuzzer-")
        found = programs / f"found-{name}"
        found.mkdir(exist_ok=True)
        print(f"{name}: {seconds} s", flush=True)
        done = subprocess.run(
            [
                program,
                f"-max_total_time={seconds}",
                "-timeout=10",
                "-rss_limit_mb=2048",
                "-print_final_stats=1",
                "-verbosity=0",
                f"-artifact_prefix={programs}/crash-{name}-",
                found,
                corpora / f"corpus-{name}",
            ]
        )
        if done.returncode != 0:
            faults.append(name)
    if not found_one:
        print(f"no fuzzer-* in {programs}: configure with CC=clang -Dfuzzing=true", file=sys.stderr)
        return 2
    print("faults: " + ", ".join(faults) if faults else "no faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
