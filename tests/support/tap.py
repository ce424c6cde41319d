# SPDX-License-Identifier: GPL-3.0-or-later
"""The smallest runner that speaks TAP: functions named test_… of a module, run in order, none skipped."""
import os
import sys
import time
import traceback


class Stop(Exception):
    """What a test raises when no other test of its program can pass: the program ends with this one failure."""


def comment(text):
    """Prints lines that a reader of TAP passes over."""
    for line in str(text).splitlines():
        print(f"# {line}", flush=True)


def keep_output():
    """What programs that a test starts write to their standard output goes to standard error: a reader of TAP takes lines
    that it does not know for faults of the test."""
    sys.stdout.flush()
    sys.stdout = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)


def main(tests):
    """tests: [(name, function)]. Exit status 1 when one failed. An argument runs only the tests that contain it."""
    keep_output()
    wanted = [t for t in tests if len(sys.argv) < 3 or sys.argv[2] in t[0]]
    print(f"1..{len(wanted)}", flush=True)
    failed = 0
    for number, (name, function) in enumerate(wanted, 1):
        begin = time.monotonic()
        try:
            function()
        except BaseException as error:
            failed += 1
            print(f"not ok {number} - {name}", flush=True)
            comment(traceback.format_exc())
            if isinstance(error, (Stop, KeyboardInterrupt, SystemExit)):
                print(f"Bail out! {name}: nothing else can be tried", flush=True)
                break
        else:
            print(f"ok {number} - {name} # {time.monotonic() - begin:.1f} s", flush=True)
    sys.exit(1 if failed else 0)
