#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way into the staff area and out of it by touch: the mark, the PIN, the lock, every section, a page that is left alone."""
import pathlib
import shutil
import time

from visit import AUTONYMS, BUILD, content

import staff
import tap
from staff import in_state
from staff_area import beside_back, has, hold, leave, mark, open_section, say, sees, type_pin, unlock, visit


def the_way_in():
    state = staff.state_folder(BUILD)
    with visit.start(state_dir=state, page="home", language="uk") as kiosk:
        x, y = mark()
        hold(x, y, 1.5)
        time.sleep(2.2)
        assert not has(say("Staff PIN")), "a short touch opened the staff area"
        hold(x, y)
        type_pin()
        # In Lithuanian; the visitor comes back to his own place and language.
        sees(say("Content and updates"))
        leave()
        sees(say("Finish", "uk"))
        assert not kiosk.warnings(), kiosk.warnings()
    with visit.start(state_dir=state, page="lesson:l11/2", language="ar"):
        # A finger that wanders means something else.
        x, y = beside_back("ar")
        visit.hands.swipe(x, y, x - 120, y, seconds=3.4)
        time.sleep(0.3)
        assert not has(say("Staff PIN"))
        hold(x, y)
        sees(say("Staff PIN"))
    with visit.start(state_dir=state, page="welcome"):
        hold(*mark())
        sees(say("Staff PIN"))
    shutil.rmtree(state)


def without_a_pin_it_stays_shut():
    with visit.start(page="staff:content", language="lt") as kiosk:
        sees("tiltasctl set-pin")
        visit.hands.type("1234")
        visit.hands.press("Return")
        visit.hands.tap(*visit.screen.wait("1", exact=True).centre)
        time.sleep(0.5)
        assert not has(say("Content and updates"))
        leave()
        visit.until(lambda: visit.screen.find(say("Finish"), exact=False))
        assert not kiosk.warnings(), kiosk.warnings()


def wrong_pins_lock():
    state = staff.state_folder(BUILD)
    locked = say("Too many wrong codes. This window opens again in: %s.").split("%s")[0].strip()
    kiosk = visit.start(state_dir=state, page="staff:terminal", language="lt")
    try:
        visit.hands.type("11")
        visit.hands.press("Return")
        sees(say("The PIN has at least 4 digits."))
        for left in (4, 3, 2, 1, 0):
            visit.hands.type("1111")
            visit.hands.press("Return")
            sees(f"Liko {left}" if left else locked)
            sees(say("This code is wrong."))
        visit.hands.type(staff.PIN)
        visit.hands.press("Return")
        time.sleep(0.6)
        assert not has(say("Test of the languages")), "the lock lets the right PIN in"
        visit.until(lambda: " locked" in in_state(state, "events.log"))
    finally:
        kiosk.kill()
    # A restart does not help, nor does a clock that jumps years ahead. Eleven wrong ones: an hour, however slow this runs.
    tries = pathlib.Path(state, "staff-tries")
    assert tries.read_text().startswith("5 ")
    tries.write_text("11" + tries.read_text()[1:])
    clock = {"LD_PRELOAD": "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "FAKETIME": "+5y", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    with visit.start(state_dir=state, page="staff:terminal", language="lt", env=clock):
        sees(locked)
    # The technician sets a new PIN: that ends the lock.
    staff.set_pin(BUILD, state, "9753")
    with visit.start(state_dir=state, page="staff:log", language="lt") as kiosk:
        unlock(kiosk, "9753")
        sees(say("The staff area was locked after wrong PINs."))
    shutil.rmtree(state)


def every_section_opens():
    state = staff.state_folder(BUILD)
    today = time.strftime("%Y-%m-%d")
    pathlib.Path(state, "usage.csv").write_text(
        f"day,kind,id,count\n2025-11-20,language,uk,40\n{today},language,uk,3\n{today},lesson,lnb/l11,3\n{today},visit,-,7\n")
    with visit.start(state_dir=state, page="staff:content", language="lt") as kiosk:
        unlock(kiosk)
        for section, there in (("Languages", "Offered to visitors"), ("Guidelines for staff", "Search in the guidelines"),
                               ("This terminal", "When nobody touches the screen"), ("Use", "Visits by day"),
                               ("Log and diagnosis", "What happened"), ("Content and updates", "Publishers")):
            open_section(section)
            visit.until(lambda: any(say(there) in n.name for n in visit.screen.nodes()))
        open_section("Use")
        sees("3")
        assert not has("43")
        visit.tap(content.message("All", "lt", context="period"))
        sees("43")
        assert not kiosk.warnings(), kiosk.warnings()
    shutil.rmtree(state)


def it_leaves_by_itself():
    """With a clock that runs ten times as fast: the pad after a minute, the open area after three, and a visitor's page is
    not left behind."""
    state = staff.state_folder(BUILD)
    fast = {"LD_PRELOAD": "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "FAKETIME": "+0 x10"}

    def seconds_until_left(kiosk):
        begin = kiosk.marks("page-bound")[-1][0]
        visit.until(lambda: kiosk.marks("idle-end"), seconds=60)
        return kiosk.marks("idle-end")[0][0] - begin

    with visit.start(state_dir=state, page="staff:content", language="lt", env=fast) as kiosk:
        assert 50 < seconds_until_left(kiosk) < 150
    with visit.start(state_dir=state, page="staff:content", language="lt", env=fast) as kiosk:
        unlock(kiosk)
        assert 150 < seconds_until_left(kiosk) < 400
        visit.until(lambda: visit.screen.find(AUTONYMS["ar"], exact=False))
        assert not has(say("Content and updates"))
    shutil.rmtree(state)


tap.main([(f.__name__.replace("_", " "), f) for f in (
    the_way_in, without_a_pin_it_stays_shut, wrong_pins_lock, every_section_opens, it_leaves_by_itself)])
