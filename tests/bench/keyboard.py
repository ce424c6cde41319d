# SPDX-License-Identifier: GPL-3.0-or-later
"""How soon a touch on the on-screen keyboard shows its letter, and how soon the keyboard comes: from the moment the
touch is handed to the X server until the frame with the result is painted."""
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import content  # noqa: E402
from kiosk import Kiosk  # noqa: E402
from screen import Screen  # noqa: E402
from touch import BEGIN, END  # noqa: E402

KEYS = ("push button", "button")
ROUNDS = 6
LETTERS = "sdfghjkl"


def now():
    return time.clock_gettime(time.CLOCK_MONOTONIC)


def painted_after(kiosk, mark, since):
    """The first painted frame after the first such mark since a moment."""
    def first(name, begin):
        found = [t for t, _, _ in kiosk.marks(name) if t >= begin]
        return found[0] if found else None
    end = time.monotonic() + 20
    while time.monotonic() < end:
        begun = first(mark, since)
        painted = first("painted", begun) if begun else None
        if painted:
            return painted
        time.sleep(0.005)
    raise AssertionError(f"nothing was painted after “{mark}”")


def letter_times(kiosk, screen, hands):
    centres = [screen.wait(letter, roles=KEYS).centre for letter in LETTERS]
    times = []
    for _ in range(ROUNDS):
        for centre in centres:
            touched = now()
            hands.finger.touch(1, BEGIN, *centre)
            times.append((painted_after(kiosk, "key", touched) - touched) * 1000)
            hands.finger.touch(1, END, *centre)
            time.sleep(0.15)
    return times


def coming_times(kiosk, screen, hands):
    done = screen.wait(content.message("Done", "lt"), roles=KEYS).centre
    clear = screen.wait(content.message("Clear", "lt"), roles=KEYS)
    field = clear.x - 200, clear.centre[1]
    times = []
    for _ in range(ROUNDS):
        hands.tap(*done)
        time.sleep(0.4)
        hands.finger.touch(1, BEGIN, *field)
        time.sleep(0.06)
        lifted = now()
        hands.finger.touch(1, END, *field)
        times.append((painted_after(kiosk, "keyboard-up", lifted) - lifted) * 1000)
        time.sleep(0.3)
    return times


def bench(display, build, hands):
    """([ms from touch to letter], [ms from touch to keyboard])"""
    with Kiosk(display, build, language="lt", page="search:") as kiosk:
        screen = Screen(display)
        kiosk.wait_mark("keyboard-up")
        time.sleep(2)
        return letter_times(kiosk, screen, hands), coming_times(kiosk, screen, hands)
