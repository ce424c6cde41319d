#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two quick touches in the same place: when the first turned the page, nothing comes of the second; else both act. What is
expected is worked out from the times of the events themselves: this machine may be slow."""
import pathlib
import tempfile
import time

from visit import AUTONYMS, BUILD, TOP, Visit, content, layout

from touch import BEGIN, END, UPDATE

import staff
import tap

visit = Visit()
HELD_MS = 500
GAPS = (0.06, 0.25, 0.44, 0.52)
PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)
LANGUAGES = ("lt", "uk", "ar")


def settled(kiosk, name="page-bound"):
    """How many marks there are when no more come."""
    count = -1
    while count != len(kiosk.marks(name)):
        count = len(kiosk.marks(name))
        time.sleep(0.2)
    return count


def point(name, exact=False, roles=("push button", "toggle button", "list item")):
    return visit.steady(name, exact, roles).centre


def twice(kiosk, place, gap, press=None, second_place=None):
    """Two taps; how many ms lay between them, and whether the second was told from the first."""
    press = press or (lambda where: visit.hands.tap(*where, seconds=0.04, quick=True))
    before = len(kiosk.marks("touch"))
    press(place)
    time.sleep(gap)
    press(second_place or place)
    kiosk.wait_mark("touch", count=before + 4)
    marks = [mark[2] for mark in kiosk.marks("touch")[before:before + 4]]
    assert [mark["phase"] for mark in marks] == ["begin", "end"] * 2, marks
    return int(marks[2]["time"]) - int(marks[1]["time"]), marks[2]["second"] == "1"


def turns(kiosk, place, gap, pages=1, **how):
    """The first touch turns the page; the second does so only when it comes late."""
    before = settled(kiosk)
    between, second = twice(kiosk, place, gap, **how)
    turned = settled(kiosk) - before
    assert second == (between < HELD_MS), f"{between} ms: second={second}"
    if second:
        assert turned == pages, f"{turned} pages in place of {pages} after {between} ms"
    return turned, second


def each(test):
    """A test on both kinds of screen, in three languages."""
    def run():
        for size in (PORTRAIT, LANDSCAPE):
            visit.turn(*size)
            for language in LANGUAGES:
                try:
                    test(language)
                except AssertionError as error:
                    raise AssertionError(f"{size[0]}×{size[1]}, {language}: {error}") from error
        visit.turn(*PORTRAIT)
    return run


def welcome(language):
    with visit.start(language="lt") as kiosk:
        for gap in (0.06, 0.3):
            place = point(AUTONYMS[language])
            # The language changes, and home comes.
            turns(kiosk, place, gap)
            assert kiosk.marks("page-bound")[-1][2]["page"] == "TiltasHomePage"
            visit.hands.tap(*point(content.message("Finish", language)))
        assert not kiosk.warnings(), kiosk.warnings()


def tile(language):
    with visit.start("--page", "home", language=language) as kiosk:
        where = point(content.group_title("categories", "health", language))
        back = None
        for gap in GAPS[:-1]:
            turns(kiosk, where, gap)
            assert kiosk.marks("page-bound")[-1][2]["page"] == "TiltasCategoryPage"
            back = back or point(content.message("Home", language, "back"))
            # The same with Back.
            turns(kiosk, back, gap)
            assert kiosk.marks("page-bound")[-1][2]["page"] == "TiltasHomePage"
        assert not kiosk.warnings(), kiosk.warnings()


def next_card(language):
    """Before the time one card is turned, after it two, at once."""
    for gap in GAPS:
        # The first card's button is wider than the others'.
        with visit.start("--page", "lesson:l11/2", language=language) as kiosk:
            turned, second = turns(kiosk, point(content.message("Next", language), exact=True), gap)
            assert second or turned == 2, f"{turned} cards were turned after {gap} s"
            assert not kiosk.warnings(), kiosk.warnings()


def panel_goes():
    """What lies under a panel that was closed is not touched by the second; neither is the panel that came."""
    with visit.start("--page", "home", language="en") as kiosk:
        where = point("Text size", exact=True)
        twice(kiosk, where, 0.1)
        close = point("Close", exact=True)
        between, second = twice(kiosk, close, 0.1)
        assert second == (between < HELD_MS)
        time.sleep(0.5)
        assert visit.screen.find("Close") is None, "a panel was opened or stayed"
        # The size is chosen by the first and not by the second, too.
        visit.hands.tap(*where)
        before = settled(kiosk)
        twice(kiosk, point("150 %"), 0.2)
        assert settled(kiosk) == before + 1
        assert not kiosk.warnings(), kiosk.warnings()


def keyboard_goes():
    """Where the keyboard was, the second touch opens nothing; typing is as fast as ever."""
    with visit.start("--page", "search:", language="en", probe=True) as kiosk:
        letter = visit.key("o").centre
        for _ in range(6):
            visit.hands.tap(*letter, seconds=0.02, quick=True)
            time.sleep(0.03)
        visit.until(lambda: visit.text_widget(kiosk)["typed"] == "o" * 6)
        for _ in range(5):
            visit.hands.press("BackSpace")
        settled(kiosk, "painted")
        before = settled(kiosk)
        twice(kiosk, visit.key("Done").centre, 0.15)
        assert settled(kiosk) == before
        assert not kiosk.warnings(), kiosk.warnings()


def staff_pages():
    state = staff.state_folder(BUILD)
    with visit.start("--page", "staff:terminal", language="lt", state_dir=state) as kiosk:
        staff.unlock(kiosk, visit.hands)
        # Sections change the whole side.
        for name in ("Use", "Log and diagnosis"):
            turns(kiosk, point(content.message(name, "lt"), exact=True), 0.12)
        turns(kiosk, point(content.message("Back to visitors", "lt"), exact=True), 0.12)
        assert not kiosk.warnings(), kiosk.warnings()


def same_page():
    """Nothing changed: both act."""
    with visit.start("--page", "category:health", language="en") as kiosk:
        filtered = point("Free of charge")
        _, second = twice(kiosk, filtered, 0.1)
        assert not second
        assert not kiosk.warnings(), kiosk.warnings()


def elsewhere():
    """Further than 20 mm away: a quick hand. The width of the screen says how far that is."""
    with tempfile.TemporaryDirectory() as folder:
        config = pathlib.Path(folder, "tiltas.conf")
        for width_mm, second in ((270, False), (100, True)):
            # 100 px are 25 mm, then 9.
            config.write_text((TOP / "data/tiltas-dev.conf").read_text() + f"\n[screen]\nwidth_mm={width_mm}\n")
            with visit.start("--page", "lesson:l11/2", language="en", config=config) as kiosk:
                x, y = point("Next", exact=True)
                between, told = twice(kiosk, (x, y), 0.06, second_place=(x, y - 100))
                assert told == (second and between < HELD_MS), f"{width_mm} mm: {told} after {between} ms"


def scrolls():
    """A second touch may become a scroll at once."""
    with visit.start("--page", "home", language="en", probe=True) as kiosk:
        before = settled(kiosk)
        x, y = point(content.group_title("categories", "documents", "en"))
        painted = len(kiosk.marks("painted"))
        visit.hands.tap(x, y, seconds=0.04)
        # A finger that comes down before the page is on the screen touches nothing of it.
        kiosk.wait_mark("painted", count=painted + 1)
        touch = visit.hands.finger.touch
        touch(1, BEGIN, x, y)
        visit.until(lambda: rows(kiosk))
        top = min(rows(kiosk))
        for step in range(1, 11):
            touch(1, UPDATE, x, y - 30 * step)
            time.sleep(0.02)
        visit.until(lambda: top - min(rows(kiosk)) > 100, what="the list to move")
        touch(1, END, x, y - 300)
        marks = [m[2] for m in kiosk.marks("touch")]
        held = int(marks[2]["time"]) - int(marks[1]["time"]) < HELD_MS
        assert not held or marks[2]["second"] == "1"
        assert settled(kiosk) == before + 1
        assert not kiosk.warnings(), kiosk.warnings()


def rows(kiosk):
    return [node["y"] for window in layout.tree(kiosk, visit.probe) for node, _ in layout.walk(window)
            if node["type"] == "TiltasServiceRow" and node["height"] > 0]


def mouse():
    """Clicks are touches."""
    def click(where):
        visit.hands.pointer.motion(*where)
        visit.hands.pointer.button(1, 1)
        time.sleep(0.03)
        visit.hands.pointer.button(1, 0)

    with visit.start("--page", "lesson:l11/2", language="en") as kiosk:
        where = point("Next", exact=True)
        turned, _ = turns(kiosk, where, 0.1, press=click)
        assert turned == 1
        time.sleep(0.6)
        turns(kiosk, where, 0.1, press=click)
        assert not kiosk.warnings(), kiosk.warnings()


tap.main([("a language on Welcome", each(welcome)), ("a tile, and Back", each(tile)), ("Next", each(next_card)),
          ("a panel comes and goes", panel_goes), ("the keyboard goes", keyboard_goes), ("staff pages", staff_pages),
          ("the same page", same_page), ("another place", elsewhere), ("scrolling", scrolls), ("the mouse", mouse)])
