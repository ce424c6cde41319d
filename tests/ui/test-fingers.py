#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fingers that stay down, and move, while what they touched goes away: nothing is pressed by them, nothing complains, and
the other fingers and the mouse go on working."""
import contextlib
import pathlib
import shutil
import time

from visit import BUILD, TOP, Visit, content

from touch import BEGIN, END, UPDATE

import memory
import staff
import tap

visit = Visit()
PALM, FINGER = 1, 2


def touch(finger, phase, point):
    visit.hands.finger.touch(finger, phase, *point)


def move(finger, point):
    for step in range(1, 5):
        touch(finger, UPDATE, (point[0] + 3 * step, point[1] - 3 * step))
        time.sleep(0.03)


def tap_with(finger, name):
    node = visit.steady(name, roles=("push button", "list item"))
    touch(finger, BEGIN, node.centre)
    time.sleep(0.06)
    touch(finger, END, node.centre)


@contextlib.contextmanager
def at_the_pad():
    """A kiosk with a PIN, its pad opened from home."""
    state = staff.state_folder(BUILD)
    with visit.start("--page", "home", language="lt", state_dir=state) as kiosk:
        visit.hands.tap(visit.display.width * 0.5, visit.display.height * 0.02, seconds=3.3)
        kiosk.wait_mark("page-bound", count=2)
        yield kiosk
    shutil.rmtree(state)


def a_trembling_hand_opens_the_staff_area():
    state = staff.state_folder(BUILD)
    with visit.start("--page", "home", language="lt", state_dir=state) as kiosk:
        mark = visit.display.width * 0.5, visit.display.height * 0.02
        touch(PALM, BEGIN, mark)
        kiosk.wait_mark("page-bound", count=2)
        move(PALM, mark)
        touch(PALM, END, mark)
        staff.unlock(kiosk, visit.hands)
        assert not kiosk.warnings(), kiosk.warnings()
    shutil.rmtree(state)


def a_page_opens_under_a_moving_finger():
    """The PIN is checked in a thread: the staff area takes the pad's place when it is right, whatever a finger does."""
    with at_the_pad() as kiosk:
        place = visit.display.width * 0.2, visit.display.height * 0.1
        touch(PALM, BEGIN, place)
        staff.unlock(kiosk, visit.hands)
        move(PALM, place)
        touch(PALM, END, place)
        time.sleep(0.3)
        assert not kiosk.warnings(), kiosk.warnings()


def a_finger_keeps_a_page_that_is_left():
    """The PIN is right, but its pad was left before the answer came: nothing opens, nothing complains."""
    with at_the_pad() as kiosk:
        back = visit.screen.wait(content.message("Back to visitors", "lt"), roles=("push button",))
        back.extents()
        place = visit.display.width * 0.5, visit.display.height * 0.02
        touch(PALM, BEGIN, place)
        visit.hands.type(staff.PIN)
        visit.hands.press("Return")
        touch(FINGER, BEGIN, back.centre)
        touch(FINGER, END, back.centre)
        time.sleep(1.5)
        touch(PALM, END, place)
        assert [m[2]["page"] for m in kiosk.marks("page-bound")][-1] == "TiltasHomePage"
        assert not kiosk.warnings(), kiosk.warnings()


def a_palm_rests_while_a_finger_walks():
    palm = visit.display.width * 0.6, visit.display.height * 0.9
    with visit.start("--page", "home", language="lt") as kiosk:
        unit = content.group_title("units", "safe", "lt")
        visit.screen.wait(unit, exact=False)
        touch(PALM, BEGIN, palm)
        tap_with(FINGER, unit)
        kiosk.wait_mark("page-bound", count=2)
        move(PALM, palm)
        tap_with(FINGER, content.lesson("l11", "lt")[0]["title"])
        kiosk.wait_mark("page-bound", count=3)
        move(PALM, palm)
        pages = len(kiosk.marks("page-bound"))
        touch(PALM, END, palm)
        time.sleep(0.5)
        assert len(kiosk.marks("page-bound")) == pages, "the palm pressed something of a page that it never touched"
        assert not kiosk.warnings(), kiosk.warnings()


def the_keyboard_comes_under_a_palm():
    palm = visit.display.width * 0.5, visit.display.height * 0.8
    with visit.start("--page", "home", language="lt", probe=True) as kiosk:
        visit.screen.wait(content.message("Search", "lt"), exact=False)
        touch(PALM, BEGIN, palm)
        tap_with(FINGER, content.message("Search", "lt"))
        node = visit.key("a")
        move(PALM, palm)
        touch(FINGER, BEGIN, node.centre)
        touch(FINGER, END, node.centre)
        touch(PALM, END, palm)
        visit.until(lambda: visit.text_widget(kiosk)["typed"] == "a")
        assert not kiosk.warnings(), kiosk.warnings()


def a_mouse_clicks_where_it_stands():
    """Twice in the same place, without the smallest motion between: the second click belongs to the next card. Not from the
    first card: there the button stands alone, and wider."""
    _, cards = content.lesson("l11", "en")
    with visit.start("--page", "lesson:l11/2", language="en") as kiosk:
        node = visit.screen.wait("Next", roles=("push button",))
        visit.hands.pointer.motion(*node.centre)
        for card in cards[2:4]:
            visit.hands.pointer.button(1, 1)
            time.sleep(0.05)
            visit.hands.pointer.button(1, 0)
            visit.screen.wait(card[1], exact=False)
            time.sleep(0.6)  # a click at once would be the second of a double one
        assert not kiosk.warnings(), kiosk.warnings()


def what_was_touched_is_let_go():
    """A hundred visits to a page and back cost no memory, although each tap ends while its page goes away. On a screen so
    wide that a few px are far away: quick taps there are no second touches."""
    config = pathlib.Path(visit.display.folder, "wide.conf")
    config.write_text((TOP / "data/tiltas-dev.conf").read_text() + "\n[screen]\nwidth_mm=5000\n")
    with visit.start("--page", "home", language="lt", config=config) as kiosk:
        tile = visit.steady(content.group_title("units", "safe", "lt"), roles=("push button",))
        corner, back = (tile.x + 6, tile.y + 6), (60, 60)

        def walk(times):
            for i in range(times):
                for x, y in (corner, back):
                    pages = len(kiosk.marks("page-bound"))
                    visit.hands.tap(x + 8 * (i % 8), y, seconds=0.02, quick=True)
                    kiosk.wait_mark("page-bound", count=pages + 1)
                    time.sleep(0.03)
            return memory.own(kiosk.process.pid)

        before, after = walk(40), walk(120)
        print(f"# {before:.1f} to {after:.1f} MiB", flush=True)
        assert after - before < 2 or memory.is_sanitized(BUILD), f"{after - before:.1f} MiB more"
        assert not kiosk.warnings(), kiosk.warnings()


tap.main([("a trembling hand opens the staff area", a_trembling_hand_opens_the_staff_area),
          ("a page opens under a moving finger", a_page_opens_under_a_moving_finger),
          ("a finger keeps a page that is left", a_finger_keeps_a_page_that_is_left),
          ("a palm rests while a finger walks", a_palm_rests_while_a_finger_walks),
          ("the keyboard comes under a palm", the_keyboard_comes_under_a_palm),
          ("a mouse clicks where it stands", a_mouse_clicks_where_it_stands),
          ("what was touched is let go", what_was_touched_is_let_go)])
