# SPDX-License-Identifier: GPL-3.0-or-later
"""The way into the staff area for tests and pictures: a state folder with a PIN, and the PIN typed."""
import json
import pathlib
import sqlite3
import subprocess
import tempfile
import time

from kiosk import TOP

PIN = "2580"
SECTIONS = ("content", "help", "languages", "guidelines", "terminal", "usage", "log")


def set_pin(build, folder, pin=PIN, config=TOP / "data/tiltas-dev.conf"):
    subprocess.run([f"{build}/src/tools/tiltasctl", "--config", config, "--state-dir", folder, "set-pin"], input=f"{pin}\n",
                   text=True, check=True, capture_output=True)


def state_folder(build, pin=PIN, parent=None):
    folder = tempfile.mkdtemp(prefix="tiltas-staff-", dir=parent)
    set_pin(build, folder, pin)
    return folder


def unlock(kiosk, hands, pin=PIN):
    """At the PIN pad: types the PIN on a hardware keyboard and waits for the section. The sync thread, of which the first
    one tells, begins half a second after the first frame, which may be told by a clock that was set otherwise."""
    time.sleep(min(0.7, max(0, kiosk.marks("first-frame")[0][0] + 0.7 - time.monotonic())))
    before = len(pages(kiosk))
    hands.type(pin)
    hands.press("Return")
    end = time.monotonic() + 30
    while len(pages(kiosk)) == before:
        assert time.monotonic() < end, "the PIN does not open the staff area:\n" + kiosk.output()
        time.sleep(0.02)
    time.sleep(0.3)


def pages(kiosk):
    return [m for m in kiosk.marks("page-bound") if m[2]["page"] in ("TiltasStaffPage", "TiltasStaffHelpPage")]


def in_state(state, name):
    path = pathlib.Path(state, name)
    return path.read_text() if path.exists() else ""


def stored_words(state):
    """What the store says of the first service of the National Library, or None."""
    current = pathlib.Path(state, "current")
    with sqlite3.connect(pathlib.Path(state) / current.read_text().strip()) as store:
        row = store.execute("SELECT raw FROM record WHERE key = 'lnb/service-text/s000000/en'").fetchone()
    return json.loads(row[0])["description"] if row else None
