# SPDX-License-Identifier: GPL-3.0-or-later
"""The smallest runner that speaks TAP: functions named test_… of a module, run in order, none skipped."""
import sys
import time
import traceback


def main(tests):
    """tests: [(name, function)]. Exit status 1 when one failed. An argument runs only the tests that contain it."""
    wanted = [t for t in tests if len(sys.argv) < 3 or sys.argv[2] in t[0]]
    print(f"1..{len(wanted)}", flush=True)
    failed = 0
    for number, (name, function) in enumerate(wanted, 1):
        begin = time.monotonic()
        try:
            function()
        except BaseException:
            failed += 1
            print(f"not ok {number} - {name}", flush=True)
            for line in traceback.format_exc().splitlines():
                print(f"# {line}", flush=True)
        else:
            print(f"ok {number} - {name} # {time.monotonic() - begin:.1f} s", flush=True)
    sys.exit(1 if failed else 0)
